import { get, type Participant, type Procedure } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import { sayTime } from '#lib/words/times.ts';
import { sayDelivery, sayMandate, sayRoom } from '../beside.ts';
import { sayProcedure, sayReason, sayRule } from '../saying.ts';
import type { PageServerLoad } from './$types';

/** One procedure: where it stands, who objects as far as it discloses that, and what the reader could do by which rule. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const id = encodeURIComponent(params.procedure);
  const [p, { participants }] = (await Promise.all([
    get(fetch, `/api/procedures/${id}`),
    get(fetch, '/api/participants'),
  ])) as unknown as [Procedure, { participants: Participant[] }];
  const said = await sayProcedure(fetch, p, participants, t);
  return {
    words: { ...pageWords(t), ...(p.closed ? { act: t('decisions.say') } : {}) },
    p: {
      ...said,
      until: said.until && sayTime(said.until, language),
      opened: `${sayTime(said.openedAt, language)} · ${said.openedBy}`,
      objections: said.objections.map((o) => ({ ...o, at: sayTime(o.at, language) })),
    },
    can: p.can.map(({ type, data, answer }) => ({
      says: sayDeed(type, data, t),
      isAllowed: answer.allowed,
      rule: t(answer.allowed ? 'decisions.allowed' : 'decisions.refused', {
        rule: sayRule(answer, language),
      }),
      ...sayReason(answer, language),
    })),
    room: sayRoom(p, participants, t),
    delivery: sayDelivery(p, participants, t),
    statements: t('decisions.statements-made', { count: p.statements.filter(({ ended }) => !ended).length }),
    mandates: p.mandates.map((m) => sayMandate(m, participants, t)),
    follows: p.closed ? undefined : { stream: `procedure/${p.procedure}`, until: said.until },
    mayConsult: me !== undefined,
    mayAct: me !== undefined && (!p.closed || p.can.length > 0),
    dossierHref: `/api/dossiers/streams/procedure/${id}`,
    timeline: await readBeginning(fetch, `procedure/${p.procedure}`, t),
  };
};

/** What would be done, as the record says it once it is; the gavel with its outcome. */
function sayDeed(
  type: string,
  data: Procedure['can'][number]['data'],
  t: ReturnType<typeof wordsIn>,
): string {
  const what = t(`act.${type}` as 'act.decisions.closed');
  const { outcome } = data as { outcome?: 'adopted' | 'broken' | 'rejected' | 'withdrawn' };
  if (outcome === undefined) return what;
  return `${what}, ${t('decisions.outcome', { outcome: t(`decisions.phase.${outcome}`) })}`;
}

const pageWords = (t: ReturnType<typeof wordsIn>) => ({
  back: t('decisions.title'),
  consult: t('consultations.link'),
  file: t('decisions.file'),
  kind: t('decisions.kind'),
  phase: t('decisions.phase'),
  until: t('decisions.until'),
  opened: t('decisions.opened'),
  disclosure: t('decisions.disclosure'),
  objections: t('decisions.objections'),
  noObjection: t('decisions.no-objection'),
  positions: t('decisions.positions'),
  noPositions: t('decisions.no-positions'),
  present: t('decisions.present'),
  votes: t('decisions.votes'),
  rulings: t('decisions.rulings'),
  waived: t('decisions.waived'),
  appeals: t('decisions.appeals'),
  delivery: t('decisions.delivery'),
  deliveryNote: t('decisions.delivery-note'),
  after: t('decisions.after'),
  compendium: t('decisions.compendium'),
  mandates: t('decisions.mandates'),
  live: t('decisions.live'),
  cut: t('decisions.cut'),
  act: t('decisions.act'),
  can: t('decisions.can'),
  dossierNote: t('decisions.dossier-note'),
  dossier: t('proof.dossier'),
  page: t('proof.page'),
});
