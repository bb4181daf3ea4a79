import type { Act, BodyState, ProcedureFact, Share } from '@comity/acts';
import { canonicalText } from '@comity/log';
import { type Case, type Obstacle, refused } from '../case.ts';
import { decisionsOf, hasRole, instant, isWaived, methodOf, presidingObstacle } from './matters.ts';
import { subjectObstacle } from './opening.ts';
import { adoptable, brokenAs, fitsObjections, isCarried } from './outcome.ts';

type Closed = Act<'decisions.closed'>;

/**
 * The gavel. Whoever presides says what came of it, and names every entry that this rests on; the rules derive the
 * outcome from those entries, and let nothing else pass.
 */
export function closedObstacle(c: Case, fact: ProcedureFact, { data }: Closed): Obstacle {
  return (
    closerObstacle(c, fact, data) ??
    entriesObstacle(c, data) ??
    outcomeObstacle(c, fact, data) ??
    effectObstacle(fact, data)
  );
}

function closerObstacle(c: Case, fact: ProcedureFact, { outcome }: Closed['data']): Obstacle {
  const { announced, opened } = fact;
  const { actor } = c.act;
  const person = 'person' in actor ? actor.person : undefined;
  if (outcome === 'withdrawn' && person === opened.person && hasOpened(c, fact)) return undefined;
  if (!announced?.afterwards || outcome !== 'adopted') {
    if (fact.kind === 'silence' && hasRole(c, 'secretary')) return undefined;
    return presidingObstacle(c, fact);
  }
  if (hasRole(c, 'secretary') && person !== announced.person) return undefined;
  return refused(
    'decisions.two-enter-afterwards',
    'What happened without the record was entered by one alone.',
    'The chair enters it, and the secretary, another person, closes it.',
  );
}

const hasOpened = ({ act: { actor } }: Case, { opened }: ProcedureFact): boolean =>
  'participant' in actor && actor.participant === opened.participant;

/** The count and the last hash fix every entry before: each names the hash of the one before it in its stream. */
function entriesObstacle({ state }: Case, { procedure, entries, head }: Closed['data']): Obstacle {
  const stream = state.streams.get(`procedure/${procedure}`);
  if (stream && entries === stream.next && head === stream.prev) return undefined;
  return refused(
    'decisions.entries-named',
    `The procedure has ${stream?.next ?? 0} entries, and the act rests on other ones.`,
    'Whoever signs looks at what was added, and signs again.',
  );
}

function outcomeObstacle(c: Case, fact: ProcedureFact, { outcome, items }: Closed['data']): Obstacle {
  const follows = (why: string, when: string) => refused('decisions.outcome-follows', why, when);
  if (items && (outcome !== 'adopted' || !fact.items))
    return follows('It names items where none are adopted one by one.', 'It names none.');
  switch (outcome) {
    case 'withdrawn':
      return undefined;
    case 'broken':
      return brokenAs(fact) === 'whole'
        ? undefined
        : follows('No objection breaks it.', 'A State objects, or it is closed with another outcome.');
    case 'rejected':
      return rejectedObstacle(c, fact);
    case 'adopted':
      return adoptedObstacle(c, fact, items);
  }
}

function rejectedObstacle(c: Case, fact: ProcedureFact): Obstacle {
  const method = methodOf(decisionsOf(c.state), fact.subject);
  if (method === 'consensus')
    return refused('decisions.method-adopted', 'This is not decided by vote.', 'It is closed as broken.');
  const open = timeObstacle(c, fact) ?? quorumObstacle(c, fact);
  if (open || !isCarried(fact, method)) return open;
  return refused('decisions.outcome-follows', 'The vote carried it.', 'It is closed as adopted.');
}

/** In this order, so that what can never be set aside is said first. */
function adoptedObstacle(c: Case, fact: ProcedureFact, items: readonly string[] | undefined): Obstacle {
  const method = methodOf(decisionsOf(c.state), fact.subject);
  return (
    fitsObjections(fact) ??
    appealObstacle(c, fact) ??
    timeObstacle(c, fact) ??
    quorumObstacle(c, fact) ??
    subjectObstacle(c, fact.subject, fact.procedure) ??
    (method === 'consensus' || isCarried(fact, method)
      ? undefined
      : refused('decisions.outcome-follows', 'The vote did not carry it.', 'It is closed as rejected.')) ??
    itemsObstacle(fact, items)
  );
}

function appealObstacle({ facts }: Case, { procedure }: ProcedureFact): Obstacle {
  const open = facts.appeals(procedure);
  if (open.length === 0) return undefined;
  return refused(
    'decisions.appeal-first',
    'An appeal against a ruling of the chair is not decided.',
    `${open.join(', ')} is closed first.`,
  );
}

/** A deadline is reached, a window is over, with the first entry that is not received before it. */
function timeObstacle({ received, state }: Case, { kind, deadline, announced }: ProcedureFact): Obstacle {
  if (kind === 'silence') {
    const end = deadline! + decisionsOf(state).silence.settling * 1000;
    if (received >= end) return undefined;
    return refused(
      'decisions.deadline-reached',
      'The silence lasts.',
      `It is closed at ${instant(end)} or later.`,
    );
  }
  if (announced && received >= announced.until) return undefined;
  return refused(
    'decisions.window-given',
    announced ? 'Objections are still heard.' : 'The decision was not announced.',
    announced ? `It is closed at ${instant(announced.until)} or later.` : 'The chair announces it first.',
  );
}

/** How many States must be present: more than the part that the rules name. */
export function quorumOf({ participants }: Pick<BodyState, 'participants'>, { part, of }: Share): number {
  const states = [...participants.values()].filter(({ kind }) => kind === 'state').length;
  return Math.floor((states * part) / of) + 1;
}

export const presentIn = ({ present, attested, announced }: ProcedureFact): number =>
  Math.max(present.length, attested ?? 0, announced?.afterwards?.present ?? 0);

function quorumObstacle(c: Case, fact: ProcedureFact): Obstacle {
  const { quorum } = decisionsOf(c.state).room;
  if (fact.kind === 'silence' || !quorum) return undefined;
  if (isWaived(c.facts, fact.procedure, 'decisions.quorum-present')) return undefined;
  const needed = quorumOf(c.state, quorum);
  if (presentIn(fact) >= needed) return undefined;
  return refused(
    'decisions.quorum-present',
    `${presentIn(fact)} States are present.`,
    `${needed} States are present, by their own acts or as the secretary attests.`,
  );
}

function itemsObstacle(fact: ProcedureFact, items: readonly string[] | undefined): Obstacle {
  const left = adoptable(fact);
  if (canonicalText(left ?? []) === canonicalText(items ?? [])) return undefined;
  return refused(
    'decisions.outcome-follows',
    'The items are not those that nobody objects to.',
    left ? `They are: ${left.join(', ')}.` : 'It is adopted as a whole.',
  );
}

/** What changes hands is exactly what the procedure was opened on. */
function effectObstacle({ subject }: ProcedureFact, { outcome, effect }: Closed['data']): Obstacle {
  const wanted = subject.kind === 'office' && outcome === 'adopted' ? subject : undefined;
  const same = wanted && effect ? canonicalText(effect) === canonicalText(wanted) : effect === wanted;
  if (same) return undefined;
  return refused(
    'decisions.outcome-follows',
    'The effect is not what was decided.',
    wanted ? 'It repeats the office as the procedure was opened.' : 'It names none.',
  );
}
