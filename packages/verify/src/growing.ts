import { consistencyProof, type Hash, LogError, leafHash, nodeHash, rootAt, toHex } from '@comity/log';
import type { Tree } from './tree.ts';

const HASH = 32;
/** How many hashes are allocated at a time. */
const BLOCK = 1 << 15;

/** Hashes one after another. */
class Hashes {
  readonly #blocks: Uint8Array[] = [];
  length = 0;

  push(hash: Hash): void {
    const at = this.length++ % BLOCK;
    if (at === 0) this.#blocks.push(new Uint8Array((this.length === 1 ? FIRST : BLOCK) * HASH));
    const last = this.#blocks.at(-1)!;
    if (at * HASH === last.length) this.#blocks[this.#blocks.length - 1] = doubled(last);
    this.#blocks.at(-1)!.set(hash, at * HASH);
  }
  at(index: number): Hash | undefined {
    if (index >= this.length) return undefined;
    const at = (index % BLOCK) * HASH;
    return this.#blocks[Math.floor(index / BLOCK)]!.subarray(at, at + HASH);
  }
}

/** Small trees are many. */
const FIRST = 64;

function doubled(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(2 * bytes.length);
  out.set(bytes);
  return out;
}

/** The same, of which only the latest are kept: the others can be computed again. */
class LatestHashes {
  #bytes = new Uint8Array(FIRST * HASH);
  readonly #most: number;
  length = 0;

  constructor(most: number) {
    this.#most = most;
  }
  push(hash: Hash): void {
    const at = this.length++ % this.#most;
    while ((at + 1) * HASH > this.#bytes.length)
      this.#bytes = doubled(this.#bytes) as Uint8Array<ArrayBuffer>;
    this.#bytes.set(hash, at * HASH);
  }
  at(index: number): Hash | undefined {
    if (index >= this.length || index < this.length - this.#most) return undefined;
    const at = (index % this.#most) * HASH;
    return this.#bytes.subarray(at, at + HASH);
  }
}

/** Below this level nodes cost less to compute again than to keep: at most 127 hashes each. */
const KEPT_FROM = 8;
const LATEST = 1 << 13;
const KEPT_ROOTS = 4096;

/** A tree that grows leaf by leaf and knows the root of every size it had: 32 bytes of memory for a leaf. */
export class GrowingTree implements Tree {
  readonly #levels: (Hashes | LatestHashes)[] = [new Hashes()];
  readonly #roots = new Map<number, string>();

  get size(): number {
    return this.#levels[0]!.length;
  }
  leaf(index: number): Hash {
    return this.node(0, index);
  }
  append(entry: Uint8Array): void {
    this.#levels[0]!.push(leafHash(entry));
    for (let level = 0; this.#levels[level]!.length % 2 === 0; level++) {
      const last = this.#levels[level]!.length - 1;
      this.#levels[level + 1] ??= level + 1 < KEPT_FROM ? new LatestHashes(LATEST) : new Hashes();
      this.#levels[level + 1]!.push(nodeHash(this.node(level, last - 1), this.node(level, last)));
    }
  }
  /** The root, hex. Acts name recent sizes, each many times: those are kept. */
  root(size: number): string {
    let root = this.#roots.get(size);
    if (root === undefined) {
      root = toHex(rootAt(this.node, size));
      if (this.#roots.size >= KEPT_ROOTS) this.#roots.delete(this.#roots.keys().next().value!);
      this.#roots.set(size, root);
    }
    return root;
  }

  /** The same in bytes. */
  rootBytes(size: number): Hash {
    return rootAt(this.node, size);
  }
  /** The proof that the first `size` entries, at least one, are the beginning of all. */
  proofFrom(size: number): Hash[] {
    return consistencyProof(this.node, size, this.size);
  }

  /** The hash over the 2^level leaves from `index` times as many on. Throws `log.bad-proof` where they are not there. */
  node = (level: number, index: number): Hash => {
    const { length } = this.#levels[level] ?? { length: 0 };
    if (index >= length) throw new LogError('log.bad-proof', `There is no node ${index} at level ${level}.`);
    return (
      this.#levels[level]!.at(index) ??
      nodeHash(this.node(level - 1, 2 * index), this.node(level - 1, 2 * index + 1))
    );
  };
}
