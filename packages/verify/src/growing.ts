import { concat, type Hash, LogError, leafHash, nodeHash, rootAt, toHex } from '@comity/log';
import type { Tree } from './tree.ts';

const HASH = 32;

/** Hashes one after another in one piece of memory, which doubles when it is full. */
class Hashes {
  #bytes: Uint8Array = new Uint8Array(64 * HASH);
  length = 0;

  push(hash: Hash): void {
    if ((this.length + 1) * HASH > this.#bytes.length)
      this.#bytes = concat(this.#bytes, new Uint8Array(this.#bytes.length));
    this.#bytes.set(hash, this.length++ * HASH);
  }
  at(index: number): Hash {
    if (index >= this.length) throw new LogError('log.bad-proof', `There is no node ${index}.`);
    return this.#bytes.subarray(index * HASH, (index + 1) * HASH);
  }
}

/** A tree that grows leaf by leaf and knows the root of every size it had: 64 bytes of memory for a leaf. */
export class GrowingTree implements Tree {
  readonly #levels: Hashes[] = [new Hashes()];
  readonly #roots = new Map<number, string>();

  get size(): number {
    return this.#levels[0]!.length;
  }
  leaf(index: number): Hash {
    return this.#levels[0]!.at(index);
  }
  append(entry: Uint8Array): void {
    this.#levels[0]!.push(leafHash(entry));
    for (let level = 0, below = this.#levels[0]!; below.length % 2 === 0; level++) {
      const above = this.#levels[level + 1] ?? new Hashes();
      this.#levels[level + 1] = above;
      above.push(nodeHash(below.at(below.length - 2), below.at(below.length - 1)));
      below = above;
    }
  }
  /** The root, hex. Acts name recent sizes, each many times: those are kept. */
  root(size: number): string {
    let root = this.#roots.get(size);
    if (root === undefined) {
      root = toHex(rootAt((level, index) => this.#levels[level]!.at(index), size));
      if (this.#roots.size >= KEPT) this.#roots.delete(this.#roots.keys().next().value!);
      this.#roots.set(size, root);
    }
    return root;
  }
}

const KEPT = 4096;
