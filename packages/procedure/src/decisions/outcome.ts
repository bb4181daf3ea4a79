import { type Method, type ProcedureFact, standing } from '@comity/acts';
import { type Obstacle, refused } from '../case.ts';

/**
 * What follows from the entries of a procedure, and from nothing else: every reader of the record derives the same.
 */

/**
 * What its objections leave: `whole` where nothing can be adopted, else the items that cannot. One objection breaks a
 * silence for good, whether it is withdrawn later or not; in the room it stands until it is withdrawn.
 */
export function brokenAs(fact: ProcedureFact): 'whole' | readonly string[] {
  const counted = fact.objections.filter((o) => o.how === 'signed' && (fact.kind === 'silence' || !o.ended));
  if (counted.length === 0) return [];
  if (!fact.items || counted.some(({ items }) => !items)) return 'whole';
  const broken = new Set(counted.flatMap(({ items }) => items ?? []));
  return fact.items.every((item) => broken.has(item))
    ? 'whole'
    : fact.items.filter((item) => broken.has(item));
}

/** What can still be adopted, item by item; undefined where it is decided as a whole. */
export function adoptable(fact: ProcedureFact): readonly string[] | undefined {
  const broken = brokenAs(fact);
  return broken === 'whole' ? [] : fact.items?.filter((item) => !broken.includes(item));
}

/** Nothing is adopted over an objection; nor over one received on paper, until its State confirms or withdraws it. */
export function fitsObjections(fact: ProcedureFact): Obstacle {
  if (brokenAs(fact) === 'whole') {
    return refused(
      'decisions.no-objection',
      fact.kind === 'silence' ? 'The silence was broken.' : 'There is an objection.',
      fact.kind === 'silence'
        ? 'Nothing: it is closed as broken, and may be issued again.'
        : 'Every objection is withdrawn by its State.',
    );
  }
  const paper = standing(fact).filter(({ how }) => how === 'paper');
  if (paper.length === 0) return undefined;
  return refused(
    'decisions.paper-settled',
    `${paper.length} received on paper or by voice is neither confirmed nor withdrawn.`,
    'Its State confirms it, which breaks the decision, or withdraws it.',
  );
}

/** The last vote of each State. */
export function tallyOf({ votes }: ProcedureFact): { for: number; against: number; abstain: number } {
  const last = new Map(votes.map(({ participant, vote }) => [participant, vote]));
  const tally = { for: 0, against: 0, abstain: 0 };
  for (const vote of last.values()) tally[vote]++;
  return tally;
}

/** Whether a vote carried it: abstentions count for neither. */
export function isCarried(fact: ProcedureFact, method: Exclude<Method, 'consensus'>): boolean {
  const { for: inFavour, against } = tallyOf(fact);
  const { part, of } = method.share;
  const needed = (inFavour + against) * part;
  return inFavour > 0 && (method.atLeast ? inFavour * of >= needed : inFavour * of > needed);
}

/** Where a procedure stands at an instant: `lapsed` and `window` follow from time alone, no entry makes them. */
export type Phase = 'open' | 'window' | 'due' | 'suspended' | 'broken' | 'adopted' | 'rejected' | 'withdrawn';

export function phaseOf(fact: ProcedureFact, now: number, settling = 0): Phase {
  if (fact.closed) return fact.closed.outcome;
  if (brokenAs(fact) === 'whole') return 'broken';
  if (standing(fact).some(({ how }) => how === 'paper')) return 'suspended';
  if (fact.kind === 'silence') return now >= fact.deadline! + settling * 1000 ? 'due' : 'open';
  if (!fact.announced) return 'open';
  return now >= fact.announced.until ? 'due' : 'window';
}
