import {
  type BodyState,
  type Facts,
  holds,
  type ObjectionFact,
  type ProcedureFact,
  positionsOf,
} from '@comity/acts';
import {
  adoptable,
  type Decision,
  decisionsOf,
  matterOf,
  methodOf,
  phaseOf,
  presentIn,
  presidesIn,
  quorumOf,
  tallyOf,
} from '@comity/procedure';
import { reasonsOf } from '@comity/procedure/reasons';
import type { z } from 'zod';
import { writeInstant } from '../../platform/index.ts';
import type { Visitor } from '../people/index.ts';
import type { answer, procedure, procedures } from './schema.ts';
import { viewDelivery, viewMandate, viewStatement } from './views-after.ts';

const time = (ms: number) => new Date(ms).toISOString();
type View = z.infer<typeof procedure>;

/** What a procedure is shown with: the state now, what other procedures say of it, the time, and who reads. */
export interface Shown {
  readonly state: BodyState;
  readonly facts: Facts;
  readonly now: number;
  readonly visitor: Visitor;
  readonly index: number;
  /** Since when a participant has no line here any more. */
  readonly cutSince: (participant: string) => number | undefined;
}

export function viewSummary(
  fact: ProcedureFact,
  { state, now, index }: Pick<Shown, 'state' | 'now' | 'index'>,
) {
  const { settling } = decisionsOf(state).silence;
  return {
    ...{ procedure: fact.procedure, index, kind: fact.kind, subject: { ...fact.subject } },
    ...{ matter: matterOf(fact.subject), layer: fact.layer, phase: phaseOf(fact, now, settling) },
    opened: { ...fact.opened, at: time(fact.opened.at) },
    ...(fact.deadline === undefined ? {} : { deadline: time(fact.deadline) }),
    ...(fact.closed ? { closed: viewClosed(fact.closed) } : {}),
  } satisfies z.infer<typeof procedures>['procedures'][number];
}

const viewClosed = ({ items, ...closed }: NonNullable<ProcedureFact['closed']>) => ({
  ...closed,
  at: time(closed.at),
  ...(items ? { items: [...items] } : {}),
});

const listed = (items: readonly string[] | undefined) => (items ? { items: [...items] } : {});

export function viewProcedure(fact: ProcedureFact, shown: Shown): Omit<View, 'can'> {
  const { state, now } = shown;
  const rules = decisionsOf(state);
  const voted = methodOf(rules, fact.subject) !== 'consensus';
  const left = fact.items && adoptable(fact);
  return {
    ...viewSummary(fact, shown),
    method: voted ? 'vote' : 'consensus',
    ...listed(fact.items),
    disclosure: fact.disclosure,
    ...(fact.reissues ? { reissues: fact.reissues } : {}),
    ...(fact.reconsiders ? { reconsiders: fact.reconsiders } : {}),
    ...(fact.deadline === undefined ? {} : { deadlineReached: now >= fact.deadline }),
    extensions: fact.extensions.map(({ act, by, cause }) => ({ act, hours: by / 3_600_000, cause })),
    objections: fact.objections.map((o) => viewObjection(o, shown.visitor)),
    ...viewPositions(fact),
    ...(voted ? { tally: tallyOf(fact) } : {}),
    votes: [...fact.votes],
    ...viewRoom(fact, state),
    ...viewLines(fact, shown),
    rulings: [...fact.rulings],
    waived: [...shown.facts.waived(fact.procedure)],
    appeals: [...shown.facts.appeals(fact.procedure)],
    ...(left ? { adoptable: [...left] } : {}),
    presides: [...presidesIn({ state }, fact.layer)],
    stream: streamOf(state, fact.procedure),
    ...(fact.inForce ? { inForceBy: fact.inForce } : {}),
    statements: (fact.statements ?? []).map(viewStatement),
    mandates: (fact.mandates ?? []).map((m) => viewMandate(m, now)),
    delivery: viewDelivery(fact, state),
  };
}

export function streamOf({ streams }: BodyState, procedure: string): { entries: number; head: string } {
  const { next, prev } = streams.get(`procedure/${procedure}`) ?? { next: 0, prev: '' };
  return { entries: next, head: prev };
}

/** Who objects is shown where the procedure discloses it, and else to that State alone. */
function viewObjection(o: ObjectionFact, visitor: Visitor): View['objections'][number] {
  const own = o.participant !== undefined && o.participant === visitor?.participant;
  return {
    ...{ id: o.id, how: o.how, unnamed: o.unnamed === true, at: time(o.at) },
    ...(o.participant && (!o.unnamed || own) ? { participant: o.participant } : {}),
    ...listed(o.items),
    ...(o.vouched ? { vouched: o.vouched } : {}),
    waits: !o.ended && (o.lifting?.length ?? 0) > 0,
    ...(o.ended ? { ended: { ...o.ended, at: time(o.ended.at) } } : {}),
  };
}

/** An objection that is not named is no position that anybody may see. */
function viewPositions(fact: ProcedureFact): Pick<View, 'positions' | 'inForce'> {
  const named = { ...fact, objections: fact.objections.filter(({ unnamed }) => !unnamed) };
  return {
    positions: fact.positions.map(({ items, at, ...p }) => ({ ...p, ...listed(items), at: time(at) })),
    inForce: Object.fromEntries(positionsOf(named)),
  };
}

function viewRoom(fact: ProcedureFact, state: BodyState): Pick<View, 'present' | 'quorum' | 'announced'> {
  const { quorum } = decisionsOf(state).room;
  const { announced } = fact;
  const counts = fact.kind === 'room' && quorum;
  return {
    present: [...fact.present],
    ...(counts ? { quorum: { present: presentIn(fact), needed: quorumOf(state, quorum) } } : {}),
    ...(announced
      ? { announced: { ...announced, at: time(announced.at), until: time(announced.until) } as never }
      : {}),
  };
}

/** Who hears the gavel: shown to whoever lets it fall, or attests who is there. */
function viewLines(
  { present, layer, closed }: ProcedureFact,
  { state, visitor, cutSince }: Shown,
): Pick<View, 'lines'> {
  const offices = [...presidesIn({ state }, layer), 'secretary' as const];
  const presides = offices.some((o) => visitor && holds(state, o, visitor.participant, visitor.person));
  if (!presides || closed) return {};
  const lines = present.flatMap((participant) => {
    const since = cutSince(participant);
    return since === undefined ? [] : [{ participant, since: time(since) }];
  });
  return { lines };
}

/** A decision of the rules with what the body calls the rule. */
export function viewAnswer({ rules }: BodyState, decision: Decision): z.infer<typeof answer> {
  const named = rules.rules[decision.rule];
  const reasons = reasonsOf(decision, writeInstant);
  return {
    ...decision,
    ...(named ? { number: named.number, title: { ...named.title } } : {}),
    ...(reasons ? { reasons } : {}),
  };
}
