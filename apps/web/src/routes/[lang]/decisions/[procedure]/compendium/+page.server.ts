import { type Compendium, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import { sayTime } from '#lib/words/times.ts';
import { participantIn, saySubject } from '../../saying.ts';
import type { PageServerLoad } from './$types';

/** What States said of a decision in their own words, as soon as they said it. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const id = encodeURIComponent(params.procedure);
  const [compendium, { participants }] = (await Promise.all([
    get(fetch, `/api/procedures/${id}/compendium`),
    get(fetch, '/api/participants'),
  ])) as unknown as [Compendium, { participants: Participant[] }];
  return {
    words: {
      title: t('decisions.compendium'),
      intro: t('decisions.compendium-intro'),
      none: t('decisions.no-statements'),
      json: t('decisions.as-json'),
    },
    id,
    subject: await saySubject(fetch, compendium.subject, participants, t),
    outcome: compendium.outcome ? t(`decisions.phase.${compendium.outcome}`) : '',
    statements: compendium.statements.map((s) => ({
      act: s.act,
      who: participantIn(participants, s.participant, t),
      kind: t(`decisions.statement.${s.kind}`),
      paragraphs: s.paragraphs ?? [],
      at: sayTime(s.at, language),
      mark: s.ended ? t('decisions.ended') : s.before ? t('decisions.before') : '',
      isEnded: s.ended !== undefined,
      text:
        s.text && s.words
          ? { language: s.text.language, dir: languageOf(s.text.language).dir, words: s.words }
          : undefined,
    })),
  };
};
