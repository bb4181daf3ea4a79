import { collide, sameEdit, shifted, standsAt } from './edits.ts';
import { type Conflict, sameForm } from './obstacle.ts';
import type { Change, Edit, Place } from './proposal.ts';

/** What became of changes that were made on a text, once others came into it: what can still be made, and what cannot. */
export interface Rebased {
  changes: Change[];
  conflicts: Conflict[];
  /** Changes that stand after something else which came to the same place first. */
  reordered: number[];
}

type Step = { change: Change; reordered?: true } | { conflict: Omit<Conflict, 'change'> };

/**
 * Changes made on one text, as they are on the text that `theirs` made of it. Both were made on the same text. A change
 * either keeps its meaning to the letter or is in conflict, with the place: nothing is dropped, nothing is fitted.
 */
export function rebaseOver(mine: readonly Change[], theirs: readonly Change[]): Rebased {
  const out: Rebased = { changes: [], conflicts: [], reordered: [] };
  const own = new Set(mine.flatMap((change) => (change.kind === 'new' ? [change.id] : [])));
  mine.forEach((change, i) => {
    const step = over(change, theirs, own);
    if ('conflict' in step) {
      out.conflicts.push({ change: i, ...step.conflict });
      out.changes.push(change);
      return;
    }
    if (step.reordered) out.reordered.push(i);
    out.changes.push(step.change);
  });
  return out;
}

function over(change: Change, theirs: readonly Change[], own: ReadonlySet<string>): Step {
  let step: Step = { change };
  for (const their of theirs) {
    if ('conflict' in step) return step;
    const next = overOne(step.change, their, own);
    step = 'change' in next && step.reordered ? { ...next, reordered: true } : next;
  }
  return step;
}

function overOne(mine: Change, their: Change, own: ReadonlySet<string>): Step {
  if (mine.kind === 'new')
    return their.kind === 'new' && their.id === mine.id
      ? clash('twice', mine.id)
      : overPlace(mine, their, own);
  if (their.kind === 'new') return mine.kind === 'move' ? overPlace(mine, their, own) : { change: mine };
  if (mine.at !== their.at) return mine.kind === 'move' ? overPlace(mine, their, own) : { change: mine };
  return overSame(mine, their, own);
}

const clash = (why: Conflict['why'], at: string): Step => ({ conflict: { why, at } });

type Named = Exclude<Change, { kind: 'new' }>;

/** Both change the same paragraph. */
function overSame(mine: Named, their: Named, own: ReadonlySet<string>): Step {
  if (their.kind === 'delete') return clash(mine.kind === 'delete' ? 'same' : 'gone', mine.at);
  if (mine.kind === 'delete') return their.kind === 'words' ? clash('words', mine.at) : { change: mine };
  if (mine.kind === 'words') return their.kind === 'words' ? overWords(mine, their.edits) : { change: mine };
  if (mine.kind === 'move')
    return their.kind === 'move'
      ? clash(samePlace(mine.place, their.place) ? 'same' : 'moved', mine.at)
      : overPlace(mine, their, own);
  if (their.kind !== 'form') return { change: mine };
  return clash(sameForm(mine.now, their.now) ? 'same' : 'form', mine.at);
}

function overWords(mine: Extract<Change, { kind: 'words' }>, theirs: readonly Edit[]): Step {
  for (const edit of mine.edits) {
    const other = theirs.find((their) => collide(edit, their));
    if (other) {
      const why = mine.edits.every((e) => theirs.some((their) => sameEdit(e, their))) ? 'same' : 'words';
      return { conflict: { why, at: mine.at, ...standsAt(other, theirs) } };
    }
  }
  return { change: { ...mine, edits: mine.edits.map((edit) => shifted(edit, theirs)) } };
}

const samePlace = (a: Place, b: Place): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A place after what is gone or stands elsewhere is no longer where it was; one that was taken is right after it. */
function overPlace(
  mine: Extract<Change, { kind: 'new' | 'move' }>,
  their: Change,
  own: ReadonlySet<string>,
): Step {
  const { place } = mine;
  const anchor = 'after' in place ? place.after : 'under' in place ? place.under : undefined;
  if (anchor !== undefined && own.has(anchor)) return { change: mine };
  if (their.kind === 'delete' && their.at === anchor) return clash('gone', anchor);
  if (their.kind === 'move' && their.at === anchor && 'after' in place) return clash('moved', anchor);
  // A bis counts from how the one before it is called.
  if (their.kind === 'form' && their.at === anchor && mine.kind === 'new') return clash('form', anchor);
  if ((their.kind !== 'new' && their.kind !== 'move') || !samePlace(place, their.place))
    return { change: mine };
  // An alternative stays with the paragraph that it is one to, before whatever else came behind that.
  if (isAlternative(mine) && !isAlternative(their)) return { change: mine };
  const taken = their.kind === 'new' ? their.id : their.at;
  return { change: { ...mine, place: { after: taken } }, reordered: true };
}

const isAlternative = (change: Change): boolean =>
  change.kind === 'new' && change.node.kind === 'paragraph' && change.node.call === 'alternative';

/** Whether two proposals on the same text can both be made, in either order, with the same text coming out. */
export function areIndependent(a: readonly Change[], b: readonly Change[]): boolean {
  return [rebaseOver(a, b), rebaseOver(b, a)].every(
    ({ conflicts, reordered }) => conflicts.length === 0 && reordered.length === 0,
  );
}
