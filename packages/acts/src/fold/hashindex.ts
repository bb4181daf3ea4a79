/**
 * Numbers by hash, in 24 to 48 bytes each where a `Map` of texts takes two hundred. Of each hash 128 bits are kept: to
 * find two that are alike takes 2^64 hashes, and whoever did would only make a good record look wrong.
 */
export class HashIndex {
  size = 0;
  #keys = new Uint32Array(4 * FIRST);
  #values = new Float64Array(FIRST).fill(NONE);

  /** The number under this hash (at least 32 hex digits); undefined where there is none. */
  get(hash: string): number | undefined {
    const value = this.#values[this.#slotOf(wordsOf(hash))]!;
    return value === NONE ? undefined : value;
  }

  has(hash: string): boolean {
    return this.get(hash) !== undefined;
  }

  /** Puts a number of 0 or more under this hash, in place of the one that stood there. */
  set(hash: string, value: number): void {
    if (4 * this.size >= 3 * this.#values.length) this.#grow();
    const words = wordsOf(hash);
    const slot = this.#slotOf(words);
    if (this.#values[slot] === NONE) this.size++;
    this.#keys.set(words, 4 * slot);
    this.#values[slot] = value;
  }

  #slotOf(words: Words): number {
    const keys = this.#keys;
    const last = this.#values.length - 1;
    for (let slot = words[0] & last; ; slot = (slot + 1) & last) {
      const at = 4 * slot;
      if (this.#values[slot] === NONE) return slot;
      if (keys[at] === words[0] && keys[at + 1] === words[1] && isRest(keys, at, words)) return slot;
    }
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Uint32Array(2 * keys.length);
    this.#values = new Float64Array(2 * values.length).fill(NONE);
    values.forEach((value, slot) => {
      if (value === NONE) return;
      const words = keys.subarray(4 * slot, 4 * slot + 4);
      const to = this.#slotOf(words as unknown as Words);
      this.#keys.set(words, 4 * to);
      this.#values[to] = value;
    });
  }
}

const FIRST = 1024;
const NONE = -1;
type Words = readonly [number, number, number, number];

const isRest = (keys: Uint32Array, at: number, words: Words) =>
  keys[at + 2] === words[2] && keys[at + 3] === words[3];

const wordsOf = (hash: string): Words => [
  Number.parseInt(hash.slice(0, 8), 16),
  Number.parseInt(hash.slice(8, 16), 16),
  Number.parseInt(hash.slice(16, 24), 16),
  Number.parseInt(hash.slice(24, 32), 16),
];
