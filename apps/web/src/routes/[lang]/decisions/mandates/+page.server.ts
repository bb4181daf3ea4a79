import { get, type Mandates, type Participant, type Procedure } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayDate } from '#lib/words/times.ts';
import { sayMandate } from '../beside.ts';
import { saySubject } from '../saying.ts';
import type { PageServerLoad } from './$types';

/** What there is to do by decisions of the body, and the mandates that the body has. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const [{ texts, mandates }, { participants }] = (await Promise.all([
    get(fetch, '/api/mandates'),
    get(fetch, '/api/participants'),
  ])) as unknown as [Mandates, { participants: Participant[] }];
  const decisionOf = async (procedure: string) => {
    const { subject } = (await get(fetch, `/api/procedures/${procedure}`)) as Procedure;
    return {
      href: `/${language}/decisions/${procedure}`,
      says: (await saySubject(fetch, subject, participants, t)).says,
    };
  };
  const decisions = new Map(
    await Promise.all(
      [...new Set(mandates.map((m) => m.procedure))].map(async (id) => [id, await decisionOf(id)] as const),
    ),
  );
  return {
    words: {
      title: t('decisions.mandates'),
      intro: t('decisions.mandates-intro'),
      none: t('decisions.no-mandates'),
      texts: t('decisions.mandate-texts'),
      text: t('decisions.subject.mandate'),
      back: t('decisions.title'),
      json: t('decisions.as-json'),
    },
    mandates: mandates.map((m) => ({
      ...sayMandate(m, participants, t),
      decision: decisions.get(m.procedure)!,
    })),
    texts: texts.map(({ sha256, act, at }) => ({ sha256, act, at: sayDate(at, language) })),
  };
};
