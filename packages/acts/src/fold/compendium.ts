import type { StatementText } from '../catalogue/compendium.ts';
import type { DataOf } from '../catalogue/index.ts';
import type { MandateOwner, MandateState } from '../catalogue/mandates.ts';
import type { AnyAct, ParticipantActor } from '../envelope.ts';

/** By which act, when (milliseconds since 1970), and whose. */
export interface By {
  readonly act: string;
  readonly at: number;
  readonly participant: string;
  readonly person?: string;
}

/** What a State said of a decision in its own name. Nothing is taken away: what was withdrawn says so. */
export interface StatementFact extends By {
  readonly kind: 'dissociation' | 'explanation' | 'reservation';
  readonly paragraphs?: readonly string[];
  readonly text?: StatementText;
  /** Said before the procedure was closed. */
  readonly before?: true;
  readonly ended?: { readonly by: string; readonly at: number };
}

/** What is to be done by a decision, and how far it is. */
export interface MandateFact extends By {
  readonly mandate: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly owner: MandateOwner;
  readonly paragraphs?: readonly string[];
  readonly text?: DataOf<'decisions.mandated'>['text'];
  /** As moved last: milliseconds since 1970. */
  readonly due?: number;
  readonly state: MandateState;
  readonly moves: readonly MandateMove[];
}
export interface MandateMove extends By {
  readonly state: MandateState;
  readonly due?: number;
  readonly note?: string;
}

/** To whom the secretariat says that it sent the draft; every State where it names none. */
export interface CirculationFact {
  readonly act: string;
  readonly by: DataOf<'decisions.circulated'>['by'];
  readonly sent: number;
  readonly to?: readonly string[];
  readonly note?: DataOf<'decisions.circulated'>['note'];
}

/** A State's own word that it has the draft. */
export interface AcknowledgedFact {
  readonly participant: string;
  readonly act: string;
  readonly at: number;
}

/** The part of a procedure's fact that lies beside its decision; absent while there is none of it. */
export interface BesideDecision {
  readonly closed?: unknown;
  readonly statements?: readonly StatementFact[];
  readonly mandates?: readonly MandateFact[];
  readonly circulated?: readonly CirculationFact[];
  readonly acknowledged?: readonly AcknowledgedFact[];
}

const by = ({ actor }: AnyAct, act: string, at: number): By => {
  const { participant, person } = actor as ParticipantActor;
  return { act, at, participant, ...(person ? { person } : {}) };
};

/** Folds what is said beside a decision and done by it: nothing here counts for its outcome. */
export function foldBeside<F extends BesideDecision>(fact: F, act: AnyAct, id: string, at: number): F {
  switch (act.type) {
    case 'decisions.dissociated':
      return stated(fact, { ...by(act, id, at), kind: 'dissociation', ...saidIn(act.data) });
    case 'decisions.reserved':
      return stated(fact, { ...by(act, id, at), kind: 'reservation', ...saidIn(act.data) });
    case 'decisions.explained':
      return stated(fact, { ...by(act, id, at), kind: 'explanation', ...saidIn(act.data) });
    case 'decisions.statement-withdrawn':
      return endStatement(fact, act.data.statement, { by: id, at });
    case 'decisions.mandated':
      return { ...fact, mandates: [...(fact.mandates ?? []), mandateFact(act.data, by(act, id, at))] };
    case 'decisions.mandate-moved':
      return moveMandate(fact, act.data, by(act, id, at));
    case 'decisions.circulated': {
      const { by: how, sent, to, note } = act.data;
      const one = {
        act: id,
        by: how,
        sent: Date.parse(sent),
        ...(to ? { to } : {}),
        ...(note ? { note } : {}),
      };
      return { ...fact, circulated: [...(fact.circulated ?? []), one] };
    }
    case 'decisions.delivery-acknowledged': {
      const { participant } = act.actor as ParticipantActor;
      return { ...fact, acknowledged: [...(fact.acknowledged ?? []), { participant, act: id, at }] };
    }
    default:
      return fact;
  }
}

interface Said {
  readonly paragraphs?: readonly string[] | undefined;
  readonly text?: StatementText | undefined;
}
const saidIn = ({ paragraphs, text }: Said) => ({
  ...(paragraphs ? { paragraphs } : {}),
  ...(text ? { text } : {}),
});

function stated<F extends BesideDecision>(fact: F, statement: StatementFact): F {
  const before = fact.closed ? {} : { before: true as const };
  return { ...fact, statements: [...(fact.statements ?? []), { ...statement, ...before }] };
}

const endStatement = <F extends BesideDecision>(
  fact: F,
  statement: string,
  ended: NonNullable<StatementFact['ended']>,
): F => ({
  ...fact,
  statements: (fact.statements ?? []).map((s) => (s.act === statement ? { ...s, ended } : s)),
});

function mandateFact(data: DataOf<'decisions.mandated'>, made: By): MandateFact {
  const { mandate, titles, owner, due, paragraphs, text } = data;
  return {
    ...{ ...made, mandate, titles, owner, state: 'given', moves: [] },
    ...(due ? { due: Date.parse(due) } : {}),
    ...(paragraphs ? { paragraphs } : {}),
    ...(text ? { text } : {}),
  };
}

function moveMandate<F extends BesideDecision>(
  fact: F,
  data: DataOf<'decisions.mandate-moved'>,
  made: By,
): F {
  const { mandate, state, note } = data;
  const due = data.due ? { due: Date.parse(data.due) } : {};
  const move: MandateMove = { ...made, state, ...due, ...(note ? { note } : {}) };
  const moved = (m: MandateFact) =>
    m.mandate === mandate ? { ...m, ...due, state, moves: [...m.moves, move] } : m;
  return { ...fact, mandates: (fact.mandates ?? []).map(moved) };
}

/** What States said and did not withdraw. */
export const standingStatements = ({ statements = [] }: BesideDecision): StatementFact[] =>
  statements.filter(({ ended }) => !ended);
