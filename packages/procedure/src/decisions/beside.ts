import {
  type Act,
  type AnyAct,
  type MandateFact,
  type ParticipantActor,
  type ProcedureFact,
  type StatementFact,
  standingStatements,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { positionObstacle } from './during.ts';
import { hasRole, instant, isPresiding, matterOf } from './matters.ts';

/** What States say of a decision in their own name, and what is to be done by it. */
export function besideObstacle(c: Case, act: AnyAct, fact: ProcedureFact): Obstacle {
  switch (act.type) {
    case 'decisions.dissociated':
      return adoptedObstacle(fact, act.data.paragraphs) ?? onceObstacle(c, fact, 'dissociation', act.data);
    case 'decisions.reserved':
      return adoptedObstacle(fact, act.data.paragraphs) ?? onceObstacle(c, fact, 'reservation', act.data);
    case 'decisions.explained':
      return explainedObstacle(c, fact);
    case 'decisions.statement-withdrawn':
      return withdrawnObstacle(c, fact, act.data.statement);
    case 'decisions.mandated':
      return mandatedObstacle(c, fact, act);
    case 'decisions.mandate-moved':
      return movedObstacle(c, fact, act);
    default:
      return undefined;
  }
}

const ownState = ({ act }: Case): string => (act.actor as ParticipantActor).participant;
const adoptedFirst = (why: string, when: string) => refused('decisions.adopted-first', why, when);

/** The paragraphs are such as were adopted; where it was adopted as a whole, the text itself has them. */
function adoptedObstacle(
  { subject, closed }: ProcedureFact,
  paragraphs: readonly string[] | undefined,
): Obstacle {
  if (matterOf(subject) !== 'substance')
    return adoptedFirst('This decides no text.', 'A text, a mandate or rules were adopted.');
  if (closed?.outcome !== 'adopted')
    return adoptedFirst(
      closed ? `It was closed as ${closed.outcome}.` : 'It is not decided yet.',
      closed ? 'Nothing: there is nothing to dissociate from.' : 'It is adopted; until then a State objects.',
    );
  const beyond = closed.items && paragraphs?.find((one) => !closed.items!.includes(one));
  if (beyond === undefined) return undefined;
  return adoptedFirst(`“${beyond}” was not adopted.`, `Adopted were: ${closed.items!.join(', ')}.`);
}

const ALREADY = 'It withdraws what it said, and says it anew.';

/** No paragraph twice: what a State says of the whole, it says of each. */
function onceObstacle(
  c: Case,
  fact: ProcedureFact,
  kind: StatementFact['kind'],
  { paragraphs }: { readonly paragraphs?: readonly string[] | undefined },
): Obstacle {
  const own = standingStatements(fact).filter((s) => s.kind === kind && s.participant === ownState(c));
  const meets = (s: StatementFact) =>
    !paragraphs || !s.paragraphs || paragraphs.some((one) => s.paragraphs!.includes(one));
  return own.some(meets)
    ? refused('decisions.statement-once', 'This State has said so of the same already.', ALREADY)
    : undefined;
}

/** Once the decision begins to fall nobody holds up the gavel by an entry: until it has fallen, only objections count. */
const fallingObstacle = (c: Case, fact: ProcedureFact): Obstacle =>
  fact.closed ? undefined : positionObstacle(c, fact);

function explainedObstacle(c: Case, fact: ProcedureFact): Obstacle {
  if (fact.closed?.outcome === 'withdrawn')
    return adoptedFirst('It was withdrawn.', 'Nothing: nothing is decided here.');
  const falling = fallingObstacle(c, fact);
  if (falling) return falling;
  const own = (s: StatementFact) => s.kind === 'explanation' && s.participant === ownState(c);
  return standingStatements(fact).some(own)
    ? refused('decisions.statement-once', 'This State has explained its position already.', ALREADY)
    : undefined;
}

function withdrawnObstacle(c: Case, fact: ProcedureFact, id: string): Obstacle {
  const statement = standingStatements(fact).find(({ act }) => act === id);
  if (!statement)
    return refused(
      'decisions.entry-known',
      'No such statement stands in this procedure.',
      'The act names a dissociation, a reservation or an explanation that stands.',
    );
  if (statement.participant === ownState(c)) return fallingObstacle(c, fact);
  return refused(
    'decisions.own-statement',
    'This is not a statement of this State.',
    'The State that made it signs.',
  );
}

const entered = (why: string, when: string) => refused('decisions.mandate-entered', why, when);

function mandatedObstacle(c: Case, fact: ProcedureFact, { data }: Act<'decisions.mandated'>): Obstacle {
  const { mandate, owner, due, paragraphs } = data;
  if (!isPresiding(c, fact) && !hasRole(c, 'secretary') && !hasRole(c, 'secretariat'))
    return entered(
      'Whoever signs does not act for the body.',
      'The chair, the secretary or the secretariat signs.',
    );
  const beyond = adoptedObstacle(fact, paragraphs);
  if (beyond) return beyond;
  if (fact.mandates?.some((m) => m.mandate === mandate))
    return entered('A mandate with this id was entered before.', 'A new id is made.');
  if ('participant' in owner && !c.state.participants.has(owner.participant))
    return entered(`${owner.participant} is no participant.`, 'It names an office or a participant.');
  return dueObstacle(c, due);
}

function dueObstacle({ received }: Case, due: string | undefined): Obstacle {
  if (due === undefined || Date.parse(due) > received) return undefined;
  return entered(`${due} lies in the past.`, `It is due after ${instant(received)}.`);
}

/** How far it is, whoever carries it out says, or the body's own officers. What is done or ended stays so. */
function movedObstacle(c: Case, fact: ProcedureFact, { data }: Act<'decisions.mandate-moved'>): Obstacle {
  const mandate = fact.mandates?.find((m) => m.mandate === data.mandate);
  if (!mandate || mandate.state === 'done' || mandate.state === 'ended')
    return refused(
      'decisions.entry-known',
      mandate ? `This mandate was stated to be ${mandate.state}.` : 'There is no such mandate here.',
      'The act names a mandate that is neither done nor ended.',
    );
  if (!isOwner(c, mandate) && !isPresiding(c, fact) && !hasRole(c, 'secretariat'))
    return refused(
      'decisions.mandate-owner',
      'Whoever signs does not carry out this mandate.',
      'Its owner signs, or whoever presides, or the secretariat.',
    );
  return dueObstacle(c, data.due);
}

const isOwner = (c: Case, { owner }: MandateFact): boolean => {
  if ('participant' in owner) return owner.participant === ownState(c);
  return 'office' in owner && hasRole(c, owner.office);
};
