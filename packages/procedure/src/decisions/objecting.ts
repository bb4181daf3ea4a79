import {
  type Act,
  type Disclosed,
  type ObjectionFact,
  type ParticipantActor,
  type ProcedureFact,
  standing,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { effectiveTime } from '../stamps.ts';
import { instant } from './matters.ts';
import { isVoted } from './opening.ts';

type Objected = Act<'decisions.objected' | 'decisions.objected-unnamed'>;
type Withdrawn = Act<'decisions.objection-withdrawn' | 'decisions.withdrawn-unnamed'>;
type Receipt = Act<'decisions.receipt-recorded' | 'decisions.receipt-unnamed'>;

const ownState = ({ act }: Case): string => (act.actor as ParticipantActor).participant;

export function objectedObstacle(c: Case, fact: ProcedureFact, { type, data }: Objected): Obstacle {
  const confirmed = data.confirms === undefined ? undefined : find(fact, data.confirms);
  return (
    levelObstacle(fact, type.endsWith('-unnamed'), data.items) ??
    consensusObstacle(c, fact) ??
    (data.confirms === undefined ? undefined : paperObstacle(confirmed, ownState(c))) ??
    (confirmed ? undefined : timeObstacle(fact, effectiveTime(c))) ??
    onceObstacle(fact, ownState(c), data.items, 'signed')
  );
}

const find = ({ objections }: ProcedureFact, id: string) => objections.find((o) => o.id === id);

/** What was fixed before it started: the act is of the kind that discloses as much, and no more. */
function levelObstacle(
  { disclosure, items }: ProcedureFact,
  unnamed: boolean,
  named: readonly string[] | undefined,
): Obstacle {
  const fixed = (why: string, when: string) => refused('decisions.disclosure-fixed', why, when);
  if (unnamed !== (disclosure !== 'state')) {
    return disclosure === 'state'
      ? fixed('This procedure discloses who objects.', 'The State objects by the act that names it.')
      : fixed('This procedure does not disclose who objects.', 'The State objects by the act that hides it.');
  }
  if (disclosure === 'fact' && named)
    return fixed('This procedure discloses no paragraphs.', 'The objection names none.');
  const beyond = items && named?.find((item) => !items.includes(item));
  if (beyond === undefined) return undefined;
  return fixed(
    `“${beyond}” is no item of this procedure.`,
    'The objection names items of the procedure, or none.',
  );
}

const consensusObstacle = (c: Case, fact: ProcedureFact): Obstacle =>
  isVoted(c, fact)
    ? refused('decisions.method-adopted', 'The rules decide this by vote.', 'A State votes against it.')
    : undefined;

/** In a silence, objections are received before the deadline; in the room, until the gavel. */
function timeObstacle({ kind, deadline }: ProcedureFact, at: number): Obstacle {
  if (kind === 'room' || at < deadline!) return undefined;
  return refused(
    'decisions.objection-in-time',
    `The deadline was reached at ${instant(deadline!)}.`,
    'What came on paper before is recorded by the secretariat and confirmed; or the body takes the matter up again.',
  );
}

function onceObstacle(
  fact: ProcedureFact,
  state: string,
  items: readonly string[] | undefined,
  how: ObjectionFact['how'] | 'any',
): Obstacle {
  const own = standing(fact).filter((o) => o.participant === state && (how === 'any' || o.how === how));
  const covers = (o: ObjectionFact) => !o.items || (items ?? []).some((item) => o.items!.includes(item));
  if (!own.some((o) => covers(o) || !items)) return undefined;
  return refused('decisions.once-each', 'This State objects already.', 'Nothing more is needed.');
}

/** What is confirmed or withdrawn is the State's own, and stands. */
function paperObstacle(objection: ObjectionFact | undefined, state: string): Obstacle {
  return standsObstacle(objection?.how === 'paper' ? objection : undefined) ?? ownObstacle(objection!, state);
}

const standsObstacle = (objection: ObjectionFact | undefined): Obstacle =>
  objection && !objection.ended
    ? undefined
    : refused(
        'decisions.entry-known',
        'No such objection stands in this procedure.',
        'The act names an objection, or a record of receipt, that stands.',
      );

const ownObstacle = ({ participant }: ObjectionFact, state: string): Obstacle =>
  participant === state
    ? undefined
    : refused(
        'decisions.own-objection',
        'This is not an objection of this State.',
        'The State that objected signs.',
      );

export function withdrawnObstacle(c: Case, fact: ProcedureFact, { type, data }: Withdrawn): Obstacle {
  const objection = find(fact, data.objection);
  return (
    standsObstacle(objection) ??
    levelObstacle(fact, type.endsWith('-unnamed'), undefined) ??
    ownObstacle(objection!, ownState(c))
  );
}

/** The secretariat says what arrived outside the record, as soon as it can: until the procedure is closed. */
export function receiptObstacle(c: Case, fact: ProcedureFact, { type, data }: Receipt): Obstacle {
  const { participant, arrived, items } = data;
  const known = c.state.participants.get(participant)?.kind === 'state';
  if (!known) {
    return refused(
      'decisions.secretariat-records',
      'This is no State of the body.',
      'The objection of a State is recorded.',
    );
  }
  return (
    levelObstacle(fact, type.endsWith('-unnamed'), items) ??
    consensusObstacle(c, fact) ??
    arrivalObstacle(c, fact, Date.parse(arrived)) ??
    onceObstacle(fact, participant, items, 'any')
  );
}

function arrivalObstacle({ received }: Case, fact: ProcedureFact, arrived: number): Obstacle {
  if (arrived <= received) return timeObstacle(fact, arrived);
  return refused(
    'decisions.secretariat-records',
    'It cannot have arrived in the future.',
    'The record says when it arrived.',
  );
}

/**
 * What a reader can ask who cannot open an unnamed act: is it one that this procedure takes, from whomever it comes?
 * Undefined where nothing stands in the way.
 */
export function disclosedObstacle(
  c: Pick<Case, 'state' | 'facts'> & { readonly received: number },
  { type, facts }: Disclosed,
): Obstacle {
  const fact = c.facts.procedure(facts.procedure);
  if (!fact || fact.closed) {
    return refused('decisions.procedure-open', 'There is no such open procedure.', 'A procedure is open.');
  }
  if (type === 'decisions.withdrawn-unnamed')
    return standsObstacle(find(fact, facts.objection ?? '')) ?? levelObstacle(fact, true, undefined);
  const confirmed = facts.confirms === undefined ? undefined : find(fact, facts.confirms);
  const at = type === 'decisions.receipt-unnamed' ? Date.parse(facts.arrived ?? '') : c.received;
  return (
    levelObstacle(fact, true, facts.items) ??
    (facts.confirms === undefined ? undefined : standsObstacle(confirmed)) ??
    (confirmed ? undefined : timeObstacle(fact, at))
  );
}
