import { concat, equalBytes } from './bytes.ts';
import { LogError } from './errors.ts';
import { sha256 } from './hash.ts';

/** The Merkle tree of RFC 6962 section 2.1; verification as RFC 9162 sections 2.1.3.2 and 2.1.4.2. */
export type Hash = Uint8Array;

const LEAF = 0;
const NODE = 1;

// Hashing is synchronous, so one piece of memory serves every call: allocating costs more than hashing.
const leafSpace = new Uint8Array(8192);
leafSpace[0] = LEAF;
const nodeSpace = new Uint8Array(65);
nodeSpace[0] = NODE;

/** SHA-256(00 ‖ leaf): 32 bytes. */
export function leafHash(leaf: Uint8Array): Hash {
  if (leaf.length >= leafSpace.length) return sha256(concat(Uint8Array.of(LEAF), leaf));
  leafSpace.set(leaf, 1);
  return sha256(leafSpace.subarray(0, leaf.length + 1));
}

/** SHA-256(01 ‖ left ‖ right): 32 bytes. Throws `log.bad-proof` for a hash that has not 32 bytes. */
export function nodeHash(left: Hash, right: Hash): Hash {
  if (left.length !== 32 || right.length !== 32) throw new LogError('log.bad-proof', 'A hash has 32 bytes.');
  nodeSpace.set(left, 1);
  nodeSpace.set(right, 33);
  return sha256(nodeSpace);
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array(0));

const half = (n: number) => Math.floor(n / 2);
const odd = (n: number) => n % 2 === 1;

/**
 * The right edge of a growing tree: one hash per set bit of the size, so appending costs O(1) amortised
 * and memory O(log n). `size` may exceed 2^31: no bit operators here.
 */
export class Frontier {
  size = 0;
  readonly #peaks: { height: number; hash: Hash }[] = [];

  append(leaf: Hash): void {
    this.size++;
    let height = 0;
    let hash = leaf;
    while (this.#peaks.at(-1)?.height === height) {
      hash = nodeHash(this.#peaks.pop()!.hash, hash);
      height++;
    }
    this.#peaks.push({ height, hash });
  }

  root(): Hash {
    let hash: Hash | undefined;
    for (const peak of this.#peaks.toReversed()) hash = hash ? nodeHash(peak.hash, hash) : peak.hash;
    return hash ?? EMPTY_ROOT;
  }

  /** The right edge of a stored tree of `size` leaves. */
  static at(size: number, read: NodeReader): Frontier {
    const frontier = new Frontier();
    frontier.size = size;
    let start = 0;
    for (let height = Math.floor(Math.log2(Math.max(1, size))); height >= 0; height--) {
      const span = 2 ** height;
      if (start + span > size) continue;
      frontier.#peaks.push({ height, hash: read(height, start / span) });
      start += span;
    }
    return frontier;
  }

  copy(): Frontier {
    const other = new Frontier();
    other.size = this.size;
    other.#peaks.push(...this.#peaks);
    return other;
  }
}

/**
 * Where stored hashes come from: the hash of the complete subtree of 2^level leaves that begins at leaf
 * `index * 2^level`. Tiles answer it, and so does an array in memory.
 */
export type NodeReader = (level: number, index: number) => Hash;

export function treeReader(leaves: readonly Hash[]): NodeReader {
  const levels: Hash[][] = [leaves.slice()];
  for (let below = levels[0]!; below.length > 1; below = levels.at(-1)!) {
    const level: Hash[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) level.push(nodeHash(below[i]!, below[i + 1]!));
    levels.push(level);
  }
  return (level, index) => {
    const hash = levels[level]?.[index];
    if (!hash) throw new LogError('log.bad-proof', `No node at level ${level}, index ${index}.`);
    return hash;
  };
}

/** The root of the leaves [start, start + size) where start is a multiple of the next power of two ≥ size. */
export function rangeRoot(read: NodeReader, start: number, size: number): Hash {
  const split = largestPowerBelow(size);
  if (size === 1 || split * 2 === size) return read(Math.log2(size), start / size);
  return nodeHash(rangeRoot(read, start, split), rangeRoot(read, start + split, size - split));
}

/** The largest power of two smaller than n (n > 1). */
function largestPowerBelow(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

export const rootAt = (read: NodeReader, size: number): Hash =>
  size === 0 ? EMPTY_ROOT : rangeRoot(read, 0, size);

/** The audit path of leaf `index` in the tree of `size` leaves. */
export function inclusionProof(read: NodeReader, index: number, size: number): Hash[] {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && 0 <= index && index < size))
    throw new LogError('log.bad-proof', 'The index lies outside the tree.');
  const path = (start: number, count: number): Hash[] => {
    if (count === 1) return [];
    const split = largestPowerBelow(count);
    return index < start + split
      ? [...path(start, split), rangeRoot(read, start + split, count - split)]
      : [...path(start + split, count - split), rangeRoot(read, start, split)];
  };
  return path(0, size);
}

/** The proof that the tree of `from` leaves is a prefix of the tree of `to` leaves (1 ≤ from ≤ to). */
export function consistencyProof(read: NodeReader, from: number, to: number): Hash[] {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && 1 <= from && from <= to))
    throw new LogError(
      'log.bad-proof',
      'A consistency proof goes from a size of at least 1 to no smaller one.',
    );
  const sub = (start: number, m: number, n: number, whole: boolean): Hash[] => {
    if (m === n) return whole ? [] : [rangeRoot(read, start, n)];
    const k = largestPowerBelow(n);
    return m <= k
      ? [...sub(start, m, k, whole), rangeRoot(read, start + k, n - k)]
      : [...sub(start + k, m - k, n - k, false), rangeRoot(read, start, k)];
  };
  return sub(0, from, to, true);
}

const allHashes = (hashes: readonly Hash[]) => hashes.every((h) => h.length === 32);

/** Whether `leaf` (a leaf hash) stands at `index` in the tree of `size` with `root`. Never throws. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Hash,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && 0 <= index && index < size))
    return false;
  if (!allHashes([leaf, root, ...proof])) return false;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of proof) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      r = nodeHash(p, r);
      while (!odd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else r = nodeHash(r, p);
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(r, root);
}

/** Whether the tree (size1, root1) is a prefix of (size2, root2). From size 0 nothing is proven. Never throws. */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Hash,
  root2: Hash,
  proof: readonly Hash[],
): boolean {
  if (!(Number.isSafeInteger(size1) && Number.isSafeInteger(size2) && 0 < size1 && size1 <= size2))
    return false;
  if (!allHashes([root1, root2, ...proof])) return false;
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  let fn = size1 - 1;
  let sn = size2 - 1;
  while (odd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  // A size1 that is a power of two is a node of the larger tree: its root is known, not sent.
  const path = fn === 0 ? [root1, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let fr = first;
  let sr = first;
  for (const c of path) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (!odd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else sr = nodeHash(sr, c);
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(fr, root1) && equalBytes(sr, root2);
}
