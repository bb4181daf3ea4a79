/**
 * What was found out about words, kept while there is room. When there is none, what was not met since the last time
 * is forgotten: a body of six languages has more words than fit, and all at once would be asked for again.
 */
export class Remembered<T> {
  readonly #most: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  /** By default as many as a language has words that are met often. At most twice as many are kept. */
  constructor(most = 10_000) {
    this.#most = most;
  }

  find = (word: string): T | undefined => {
    const known = this.#young.get(word);
    if (known !== undefined) return known;
    const before = this.#old.get(word);
    return before === undefined ? undefined : this.keep(word, before);
  };

  keep(word: string, what: T): T {
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(word, what);
    return what;
  }
}
