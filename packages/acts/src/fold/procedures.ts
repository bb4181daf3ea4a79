import { canonicalText, sha256HexOfText } from '@comity/log';
import type { Disclosure } from '../catalogue/decisionrules.ts';
import type { Outcome, POSITIONS, Subject } from '../catalogue/decisions.ts';
import type { DataOf } from '../catalogue/index.ts';
import { type Disclosed, disclosedOf, isUnnamed } from '../disclosing.ts';
import type { AnyAct, ParticipantActor } from '../envelope.ts';
import { type BesideDecision, type By, foldBeside } from './compendium.ts';

/**
 * What the entries of a procedure add up to: plain JSON, so that a verifier holds it in memory and a server in a
 * table. Times are milliseconds since 1970. Nothing in it is ever taken away: what ended says when and by what.
 */
export interface ProcedureFact extends BesideDecision {
  readonly procedure: string;
  readonly kind: 'room' | 'silence';
  readonly subject: Subject;
  /** Absent where it is decided as a whole. */
  readonly items?: readonly string[];
  readonly layer: string;
  readonly disclosure: Disclosure;
  readonly opened: By;
  readonly reissues?: string;
  readonly reconsiders?: string;
  /** The deadline in force, and how often and by how much it has moved. */
  readonly deadline?: number;
  readonly extensions: readonly { readonly act: string; readonly by: number; readonly cause: string }[];
  readonly objections: readonly ObjectionFact[];
  /** Every position ever stated, in order: the last one of a State is in force. */
  readonly positions: readonly PositionFact[];
  readonly votes: readonly { readonly participant: string; readonly vote: Vote; readonly act: string }[];
  readonly present: readonly string[];
  /** How many States the secretary counted last. */
  readonly attested?: number;
  readonly announced?: AnnouncedFact;
  readonly rulings: readonly string[];
  readonly closed?: ClosedFact;
  /** The act that put adopted rules into force. */
  readonly inForce?: string;
}
export interface ObjectionFact {
  /** The id of its act; its commitment where the State is not named. */
  readonly id: string;
  readonly how: 'signed' | 'paper';
  readonly unnamed?: true;
  /** Absent where the act is not opened to this reader. */
  readonly participant?: string;
  readonly items?: readonly string[];
  readonly at: number;
  /** The chair's word that it is valid. */
  readonly vouched?: string;
  /** Withdrawals by an unnamed State, which wait for the chair's word. */
  readonly lifting?: readonly string[];
  readonly ended?: { readonly by: string; readonly at: number; readonly how: 'withdrawn' | 'confirmed' };
}
export interface PositionFact {
  readonly participant: string;
  readonly position: (typeof POSITIONS)[number];
  readonly items?: readonly string[];
  readonly act: string;
  readonly at: number;
}
export type Vote = DataOf<'decisions.voted'>['vote'];
export interface AnnouncedFact extends By {
  readonly until: number;
  readonly afterwards?: NonNullable<DataOf<'decisions.announced'>['afterwards']>;
}
export interface ClosedFact extends By {
  readonly outcome: Outcome;
  readonly items?: readonly string[];
  readonly entries: number;
  readonly head: string;
}

/** An entry of a procedure: its act, or what is disclosed of it; `key` is the act's id, or its commitment. */
export interface ProcedureEntry {
  readonly act?: AnyAct | undefined;
  readonly disclosed?: Disclosed | undefined;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly received: number;
}

/** The procedure that an act belongs to, or whose fact it changes; undefined for acts of other kinds. */
export const procedureOf = (act: AnyAct): string | undefined =>
  act.type.startsWith('decisions.') || act.type === 'body.rules-changed'
    ? (act.data as { procedure: string }).procedure
    : undefined;

/** The fact after an entry that was allowed; the one that is given stays as it was. */
export function foldProcedure(
  fact: ProcedureFact | undefined,
  { act, disclosed, key, received }: ProcedureEntry,
): ProcedureFact | undefined {
  if (act?.type === 'decisions.opened') return openedFact(act.data, by(act, key, received));
  if (!fact) return undefined;
  const shown = disclosed ?? (act && disclosedOf(act));
  if (shown) return foldUnnamed(fact, shown, { act, key, received });
  return act ? foldNamed(fact, act, key, received) : fact;
}

const by = ({ actor }: AnyAct, act: string, at: number): By => {
  const { participant, person } = actor as ParticipantActor;
  return { act, at, participant, ...(person ? { person } : {}) };
};

function openedFact(data: DataOf<'decisions.opened'>, opened: By): ProcedureFact {
  const { procedure, kind, subject, layer, disclosure, items, deadline, reissues, reconsiders } = data;
  return {
    ...{ procedure, kind, subject, layer, disclosure, opened },
    ...itemsOf({ items }),
    ...(deadline ? { deadline: Date.parse(deadline) } : {}),
    ...(reissues ? { reissues } : {}),
    ...(reconsiders ? { reconsiders } : {}),
    extensions: [],
    objections: [],
    positions: [],
    votes: [],
    present: [],
    rulings: [],
  };
}

function foldNamed(fact: ProcedureFact, act: AnyAct, id: string, at: number): ProcedureFact {
  const { participant } = act.actor as ParticipantActor;
  switch (act.type) {
    case 'decisions.extended': {
      const deadline = Date.parse(act.data.deadline);
      const { cause } = act.data;
      const key = cause.kind === 'unavailable' ? cause.act : cause.language;
      const moved = { act: id, by: deadline - fact.deadline!, cause: key };
      return { ...fact, deadline, extensions: [...fact.extensions, moved] };
    }
    case 'decisions.position-stated': {
      const { position, items } = act.data;
      const stated = { participant, position, ...(items ? { items } : {}), act: id, at };
      return { ...fact, positions: [...fact.positions, stated] };
    }
    case 'decisions.objected':
      return objectedTo(
        fact,
        { id, how: 'signed', participant, ...itemsOf(act.data), at },
        act.data.confirms,
      );
    case 'decisions.receipt-recorded':
      return objectedTo(fact, {
        ...{ id, how: 'paper', participant: act.data.participant },
        ...{ ...itemsOf(act.data), at },
      });
    case 'decisions.objection-withdrawn':
      return ended(fact, act.data.objection, { by: id, at, how: 'withdrawn' });
    case 'decisions.vouched':
      return vouchedFor(fact, act.data.commitment, id, at);
    case 'decisions.presence-stated':
      return { ...fact, present: [...fact.present, participant] };
    case 'decisions.presence-attested':
      return { ...fact, attested: act.data.present };
    case 'decisions.announced': {
      const { until, afterwards } = act.data;
      const announced = {
        ...by(act, id, at),
        until: Date.parse(until),
        ...(afterwards ? { afterwards } : {}),
      };
      return { ...fact, announced };
    }
    case 'decisions.voted':
      return { ...fact, votes: [...fact.votes, { participant, vote: act.data.vote, act: id }] };
    case 'decisions.ruled':
      return { ...fact, rulings: [...fact.rulings, id] };
    case 'decisions.closed': {
      const { outcome, items, entries, head } = act.data;
      const closed = { ...by(act, id, at), outcome, ...(items ? { items } : {}), entries, head };
      return { ...fact, closed };
    }
    case 'body.rules-changed':
      return { ...fact, inForce: id };
    default:
      return foldBeside(fact, act, id, at);
  }
}

function foldUnnamed(
  fact: ProcedureFact,
  { type, facts }: Disclosed,
  { act, key, received: at }: ProcedureEntry,
) {
  if (type === 'decisions.withdrawn-unnamed') return lifted(fact, facts.objection!, key);
  const participant =
    act?.type === 'decisions.receipt-unnamed'
      ? act.data.participant
      : act && (act.actor as ParticipantActor).participant;
  const how = type === 'decisions.receipt-unnamed' ? ('paper' as const) : ('signed' as const);
  const objection = { id: key, how, unnamed: true as const, ...(participant ? { participant } : {}) };
  return objectedTo(fact, { ...objection, ...itemsOf(facts), at }, facts.confirms);
}

const itemsOf = ({ items }: { items?: readonly string[] | undefined }) => (items ? { items } : {});

function objectedTo(fact: ProcedureFact, objection: ObjectionFact, confirms?: string): ProcedureFact {
  // What was announced is announced anew, once the objection is out of the way.
  const { announced: _, ...without } = fact;
  const objections = [...fact.objections, objection];
  const after = { ...without, objections };
  return confirms ? ended(after, confirms, { by: objection.id, at: objection.at, how: 'confirmed' }) : after;
}

const changed = (
  fact: ProcedureFact,
  which: (objection: ObjectionFact) => boolean,
  change: (objection: ObjectionFact) => ObjectionFact,
): ProcedureFact => ({
  ...fact,
  objections: fact.objections.map((o) => (which(o) ? change(o) : o)),
});

const ended = (fact: ProcedureFact, id: string, how: NonNullable<ObjectionFact['ended']>) =>
  changed(
    fact,
    (o) => o.id === id && !o.ended,
    (o) => ({ ...o, ended: how }),
  );

/** A withdrawal by an unnamed State: whose it is, the host could make up, so the chair's word is waited for. */
const lifted = (fact: ProcedureFact, id: string, commitment: string) =>
  changed(
    fact,
    (o) => o.id === id,
    (o) => ({ ...o, lifting: [...(o.lifting ?? []), commitment] }),
  );

function vouchedFor(fact: ProcedureFact, commitment: string, act: string, at: number): ProcedureFact {
  const objection = fact.objections.find(({ id }) => id === commitment);
  if (objection)
    return changed(
      fact,
      (o) => o === objection,
      (o) => ({ ...o, vouched: act }),
    );
  const lifting = fact.objections.find((o) => o.lifting?.includes(commitment));
  return lifting ? ended(fact, lifting.id, { by: commitment, at, how: 'withdrawn' }) : fact;
}

/** What other procedures and rules ask of this one, by what they ask for. */
export interface ProcedureLinks {
  /** The procedure for which it set rules aside. */
  readonly waives?: string;
  /** The procedure that waits for it, an appeal, to be decided. */
  readonly appeals?: string;
  /** What it adopted as a whole: `subjectKey`. */
  readonly decides?: string;
}
export function linksOf({ subject, closed, items }: ProcedureFact): ProcedureLinks {
  const adopted = closed?.outcome === 'adopted';
  if (subject.kind === 'waiver' && adopted) return { waives: subject.of };
  if (subject.kind === 'appeal' && !closed) return { appeals: subject.of };
  return subject.kind === 'document' && adopted && !items ? { decides: subjectKey(subject) } : {};
}

/** What two procedures on exactly the same subject have in common: 64 hex digits. */
export const subjectKey = (subject: Subject): string => sha256HexOfText(canonicalText(subject));

/** Objections that stand now, whether signed or received on paper. */
export const standing = ({ objections }: ProcedureFact): ObjectionFact[] =>
  objections.filter((o) => !o.ended);

/** The position of each State in force: an objection that stands comes before whatever it stated. */
export function positionsOf(fact: ProcedureFact): ReadonlyMap<string, PositionFact['position'] | 'object'> {
  const positions = new Map<string, PositionFact['position'] | 'object'>();
  for (const { participant, position } of fact.positions) positions.set(participant, position);
  for (const { participant, how } of standing(fact))
    if (participant && how === 'signed') positions.set(participant, 'object');
  return positions;
}

/** The key under which an act of a procedure is known: its id, or its commitment where it is not named. */
export const keyOf = (act: AnyAct, id: string, commitment: string | undefined): string =>
  isUnnamed(act.type) && commitment !== undefined ? commitment : id;
