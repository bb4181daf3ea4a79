/** As many words as a language has that are met often; all are forgotten when there are more, and met again. */
const MOST = 20_000;

/** What was found out about words, kept while there is room. */
export class Remembered<T> {
  readonly #known = new Map<string, T>();

  find = (word: string): T | undefined => this.#known.get(word);

  keep(word: string, what: T): T {
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(word, what);
    return what;
  }
}
