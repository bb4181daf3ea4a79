import { get, type Negotiation, type Participant, type Procedure } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import { labelsOf, sayLayer, sayParagraph, sayProposal, sayState, whoIn } from '../../negotiations/saying.ts';
import { type Bearing, bearingFirst, bearingOn } from '../../negotiations/touching.ts';
import { sayProcedure } from '../saying.ts';

/** Proposals that a phone shows of each text; of the others it says how many there are. */
const SHOWN = 6;

export interface Reading {
  readonly fetch: typeof globalThis.fetch;
  readonly participants: readonly Participant[];
  readonly t: Words;
  /** The State of whoever reads. */
  readonly own: string | undefined;
}
export type Room = Awaited<ReturnType<typeof readRoom>>;

export const readRoom = (reading: Reading, id: string) =>
  id.startsWith('doc_') ? readText(reading, id) : readProcedure(reading, id);

async function readProcedure({ fetch, participants, t, own }: Reading, id: string) {
  const p = (await get(fetch, `/api/procedures/${id}`)) as Procedure;
  const said = await sayProcedure(fetch, p, participants, t);
  return {
    ...{ of: 'procedure' as const, id, stream: `procedure/${id}`, ends: said.until },
    ...{ subject: said.subject.says, phase: said.phase, isBroken: said.isBroken, kind: said.kind },
    until: said.until ? sayTime(said.until, t.language) : '',
    objections: t('decisions.objections-standing', {
      count: said.objections.filter((o) => o.stands).length,
    }),
    position: said.positions.find((x) => x.id === own)?.says ?? '',
    canObject: p.can.some(({ type, answer }) => type.startsWith('decisions.objected') && answer.allowed),
  };
}

/** Where paragraphs stand, and what is proposed: first what bears on what the State of the reader stands for. */
async function readText({ fetch, participants, t, own }: Reading, id: string) {
  const n = (await get(fetch, `/api/negotiations/${id}`)) as unknown as Negotiation;
  const who = whoIn(participants, t.language);
  const labels = labelsOf(n);
  const bears = bearingOn(n, own);
  const open = bearingFirst(
    n.proposals.filter(({ fate }) => fate === 'pending'),
    bears,
  );
  return {
    ...{ of: 'text' as const, id, stream: `document/${id}`, ends: undefined },
    ...{ symbol: n.symbol, title: nameIn(n.titles, t.language) },
    ...{ phase: sayState(n, t), layer: sayLayer(n.layer, t), isClosed: n.closed !== undefined },
    ...{ kind: t('decisions.follow-text'), hasCollisions: n.collisions.length > 0 },
    collisions: t('decisions.follow-collisions', { count: n.collisions.length }),
    paragraphs: n.paragraphs.map((p) => sayParagraph(p, labels, who, t)).filter(({ stands }) => stands),
    proposals: open
      .slice(0, SHOWN)
      .map((p) => ({ ...sayProposal(p, labels, who, t), bears: bears(p) satisfies Bearing })),
    more: open.length > SHOWN ? t('decisions.follow-more', { count: open.length - SHOWN }) : '',
  };
}
