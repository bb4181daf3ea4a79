import {
  type ActType,
  type AnyAct,
  bookNamedBy,
  type DataOf,
  type Facts,
  formats,
  isActType,
  type ProcedureFact,
  parseAct,
  rulesNamedBy,
} from '@comity/acts';
import { toBase64url } from '@comity/log';
import { adoptable, brokenAs, can, type Decision, decisionsOf, methodOf } from '@comity/procedure';
import { findBlob } from '../../platform/index.ts';
import type { Visitor } from '../people/index.ts';
import { type Record as ActRecord, recordError } from '../record/index.ts';
import { factsFor } from './facts.ts';
import type { Tried } from './tried.ts';
import { statements, triesAfter } from './trying-after.ts';
import { streamOf } from './views.ts';

/** An act as it would be made now, to be put to the rules before anybody signs it. Throws `record.malformed`. */
function draftOf(record: ActRecord, visitor: NonNullable<Visitor>, { type, data }: Tried): AnyAct {
  const { id } = record.held.now;
  const { participant, person, key } = visitor;
  if (!isActType(type) || type === 'body.founded')
    throw recordError('unknown-type', { detail: `No act ${type}.` });
  try {
    return parseAct({
      ...{ v: 1, body: id, type, data, nonce: toBase64url(new Uint8Array(16)) },
      actor: { participant, ...(person ? { person } : {}), key },
      at: formats.timeOf(record.clock()),
      seen: { size: 1, root: '0'.repeat(64) },
    });
  } catch (error) {
    throw recordError('malformed', { detail: (error as Error).message });
  }
}

/**
 * What the rules would say if this visitor did this now. Whoever tries much at once gives the facts of all of it; else those
 * of the act are looked up.
 */
export async function tryOut(
  record: ActRecord,
  visitor: NonNullable<Visitor>,
  tried: Tried,
  known?: Facts,
): Promise<Decision> {
  const { read } = record.database;
  const state = await record.held.level(read);
  const act = draftOf(record, visitor, tried);
  const facts = known ?? (await record.handlers[act.type]?.facts?.(read, act)) ?? (await factsFor(read, act));
  const rules = rulesNamedBy(act);
  const file = rules === undefined ? undefined : await findBlob(read, rules);
  const book = bookNamedBy(act, () => file?.bytes);
  return can({ state, facts, act, id: '', received: Math.max(record.clock(), state.received), book });
}

/** Everything that could be done in a procedure by a tap, with the data it would have. */
export function triesIn(record: ActRecord, visitor: NonNullable<Visitor>, fact: ProcedureFact): Tried[] {
  if (fact.closed) return triesAfter(fact, visitor.participant);
  return [
    ...triesDuring(record, fact),
    ...withdrawals(fact),
    ...closings(record, fact),
    ...statements(fact, visitor.participant),
  ];
}

function triesDuring(record: ActRecord, fact: ProcedureFact): Tried[] {
  const { procedure } = fact;
  const state = record.held.now;
  const rules = decisionsOf(state);
  const now = Math.max(record.clock(), state.received);
  const until = formats.timeOf(now + (rules.room.window + 60) * 1000);
  return [
    { type: 'decisions.position-stated', data: { procedure, position: 'support' } },
    {
      type: fact.disclosure === 'state' ? 'decisions.objected' : 'decisions.objected-unnamed',
      data: { procedure },
    },
    ...(fact.kind === 'room'
      ? [
          { type: 'decisions.presence-stated', data: { procedure } },
          { type: 'decisions.presence-attested', data: { procedure, present: fact.attested ?? 0 } },
          { type: 'decisions.announced', data: { procedure, until } },
        ]
      : [
          { type: 'decisions.circulated', data: { procedure, by: 'e-mail', sent: formats.timeOf(now) } },
          { type: 'decisions.delivery-acknowledged', data: { procedure } },
        ]),
    ...(methodOf(rules, fact.subject) === 'consensus'
      ? []
      : [{ type: 'decisions.voted', data: { procedure, vote: 'for' } }]),
    { type: 'decisions.ruled', data: { procedure, ruling: '…' } },
  ];
}

const withdrawals = ({ procedure, objections }: ProcedureFact): Tried[] =>
  objections
    .filter(({ ended }) => !ended)
    .flatMap(({ id, unnamed, lifting }) => [
      {
        type: unnamed ? 'decisions.withdrawn-unnamed' : 'decisions.objection-withdrawn',
        data: { procedure, objection: id },
      },
      ...(unnamed ? [id, ...(lifting ?? [])] : []).map((commitment) => ({
        type: 'decisions.vouched',
        data: { procedure, commitment },
      })),
    ]);

/** The gavel with what it must name, for each outcome that there can be. */
function closings(record: ActRecord, fact: ProcedureFact): Tried[] {
  const { procedure, subject } = fact;
  const state = record.held.now;
  const voted = methodOf(decisionsOf(state), subject) !== 'consensus';
  const items = fact.items && brokenAs(fact) !== 'whole' ? { items: [...(adoptable(fact) ?? [])] } : {};
  const effect = subject.kind === 'office' ? { effect: subject } : {};
  const gavel = (outcome: DataOf<'decisions.closed'>['outcome'], more = {}): Tried => ({
    type: 'decisions.closed' satisfies ActType,
    data: { procedure, outcome, ...streamOf(state, procedure), ...more },
  });
  return [
    gavel('adopted', { ...items, ...effect }),
    ...(voted ? [gavel('rejected')] : [gavel('broken')]),
    gavel('withdrawn'),
  ];
}
