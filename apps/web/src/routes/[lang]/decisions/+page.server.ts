import { get, type Participant, type Procedure, type Questions } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayList, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';
import { participantIn, sayRole, saySubject } from './saying.ts';

type Fetch = typeof globalThis.fetch;
type Listed = Pick<Procedure, 'procedure' | 'subject' | 'phase'>;

/** The four questions on one page. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const [questions, { procedures }, { participants }] = (await Promise.all([
    get(fetch, '/api/questions'),
    get(fetch, '/api/procedures?open=true&limit=200'),
    get(fetch, '/api/participants'),
  ])) as unknown as [Questions, { procedures: Listed[] }, { participants: Participant[] }];
  const href = (procedure: string) => `/${language}/decisions/${procedure}`;
  return {
    words: pageWords(t),
    pending: await Promise.all(
      questions.pending.map(async (p) => ({
        href: href(p.procedure),
        subject: await subjectOf(fetch, procedures, p.procedure, participants, t),
        phase: t(`decisions.phase.${p.phase}` as 'decisions.phase.open'),
        until: p.until ? sayTime(p.until, language) : '',
        waitsFor: nameIn(p.waitsFor, language),
      })),
    ),
    agreed: await Promise.all(
      questions.agreed.map(async (a) => ({
        href: href(a.procedure),
        subject: (await saySubject(fetch, a.subject, participants, t)).says,
        items: a.items ?? [],
        at: sayDate(a.at, language),
      })),
    ),
    offices: questions.offices.map((o) => ({
      office: sayRole(o.office, t),
      participant: participantIn(participants, o.participant, t),
      act: o.act,
    })),
    tables: sayRoles(questions.mayPropose.tables, t),
    opens: Object.entries(questions.mayPropose.opens).map(([matter, roles]) => ({
      name: t('decisions.opens', { matter: t(`decisions.matter.${matter}` as 'decisions.matter.office') }),
      roles: sayRoles(roles, t),
    })),
    rules: questions.rules,
    mayOpen: locals.me !== undefined,
  };
};

const sayRoles = (roles: readonly string[], t: Words): string =>
  sayList(
    roles.map((role) => sayRole(role, t)),
    t.language,
  );

async function subjectOf(
  fetch: Fetch,
  procedures: readonly Listed[],
  id: string,
  participants: readonly Participant[],
  t: Words,
): Promise<string> {
  const found = procedures.find((p) => p.procedure === id);
  return found ? (await saySubject(fetch, found.subject, participants, t)).says : id;
}

const pageWords = (t: Words) => ({
  title: t('decisions.title'),
  intro: t('decisions.intro'),
  pending: t('decisions.pending'),
  nothingPending: t('decisions.nothing-pending'),
  agreed: t('decisions.agreed'),
  nothingAgreed: t('decisions.nothing-agreed'),
  offices: t('decisions.offices'),
  noOffices: t('decisions.no-offices'),
  proposing: t('decisions.proposing'),
  tables: t('decisions.tables'),
  subject: t('decisions.subject'),
  phase: t('decisions.phase'),
  until: t('decisions.until'),
  waits: t('decisions.waits'),
  open: t('decisions.open'),
  follow: t('decisions.follow'),
  mandates: t('decisions.mandates'),
  rules: t('rules.title'),
});
