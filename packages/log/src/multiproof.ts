import { LogError } from './errors.ts';
import { EMPTY_ROOT, type Hash, type NodeReader, nodeHash, rangeRoot } from './merkle.ts';

/**
 * One proof that many leaves stand in one tree: the roots of the largest subtrees without any of them, from left to
 * right. What several audit paths would repeat is here once, and what can be computed is left out.
 */
const bad = (why: string) => new LogError('log.bad-proof', why);

const isSorted = (indexes: readonly number[], size: number) =>
  Number.isSafeInteger(size) &&
  size >= 0 &&
  indexes.every((index, i) => Number.isSafeInteger(index) && index > (i === 0 ? -1 : indexes[i - 1]!)) &&
  (indexes.at(-1) ?? -1) < size;

/** Where a subtree of `size` leaves parts: the largest power of two below. */
function partOf(size: number): number {
  let part = 1;
  while (part * 2 < size) part *= 2;
  return part;
}

/** How many of the indexes from `from` on stand before `end`. */
function within(indexes: readonly number[], from: number, end: number): number {
  let at = from;
  while (at < indexes.length && indexes[at]! < end) at++;
  return at;
}

/** The hashes that prove these leaves, by index and sorted, in the tree of `size`. Throws `log.bad-proof`. */
export function multiProof(read: NodeReader, indexes: readonly number[], size: number): Hash[] {
  if (!isSorted(indexes, size)) throw bad('The indexes are not sorted, or not in the tree.');
  const proof: Hash[] = [];
  const visit = (start: number, count: number, from: number): number => {
    const to = within(indexes, from, start + count);
    if (to === from) proof.push(rangeRoot(read, start, count));
    else if (count > 1) {
      const left = partOf(count);
      visit(start + left, count - left, visit(start, left, from));
    }
    return to;
  };
  if (size > 0) visit(0, size, 0);
  return proof;
}

/**
 * The root that these leaves and this proof give; whoever asks compares it with the root of a checkpoint.
 * Throws `log.bad-proof` for a proof of another shape: each set of indexes has one.
 */
export function rootOfMultiProof(
  indexes: readonly number[],
  leaves: readonly Hash[],
  size: number,
  proof: readonly Hash[],
): Hash {
  if (!isSorted(indexes, size) || leaves.length !== indexes.length)
    throw bad('The indexes are not sorted, or not in the tree.');
  let used = 0;
  let at = 0;
  const visit = (start: number, count: number): Hash => {
    if (at === indexes.length || indexes[at]! >= start + count) {
      const hash = proof[used++];
      if (!hash) throw bad('The proof is too short.');
      return hash;
    }
    if (count === 1) return leaves[at++]!;
    const left = partOf(count);
    return nodeHash(visit(start, left), visit(start + left, count - left));
  };
  const root = size > 0 ? visit(0, size) : EMPTY_ROOT;
  if (used !== proof.length) throw bad('The proof is too long.');
  return root;
}
