import { seedOf } from '@comity/acts/testing';

/** Lots drawn from a seed: the same every time. */
export class Lots {
  readonly #seed: string;
  #drawn = 0;
  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A whole number from 0 to below `n`. */
  below(n: number): number {
    const bytes = seedOf(`lot ${this.#seed} ${this.#drawn++}`);
    return new DataView(bytes.buffer).getUint32(0) % n;
  }

  /** One of the items, which are not none. */
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** A name, by its weight. */
  weighted<K extends string>(weights: Partial<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    const scale = 1e6 / entries.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.below(1e6);
    for (const [name, weight] of entries) {
      if (left < weight * scale) return name;
      left -= weight * scale;
    }
    return entries.at(-1)![0];
  }
}
