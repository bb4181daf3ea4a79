/** Milliseconds for which an answer stands: what another server of this body published meanwhile is seen after that. */
const HELD = 20;

/**
 * The edge of the log, which everybody polls: read at most once at a time and every few milliseconds, however many ask,
 * and anew at once after this server has published something.
 */
export class Edge<T> {
  /** The read that began last, and when it is too old. */
  #last: { readonly value: Promise<T>; until: number } | undefined;

  find(read: () => Promise<T>): Promise<T> {
    if (this.#last && performance.now() < this.#last.until) return this.#last.value;
    const last = { value: read(), until: Number.POSITIVE_INFINITY };
    this.#last = last;
    last.value.then(
      () => {
        last.until = performance.now() + HELD;
      },
      () => this.#forget(last),
    );
    return last.value;
  }

  /** Something was published here: whoever asks from now on sees it. */
  moved(): void {
    this.#last = undefined;
  }

  /** A failure is that of those who waited for it. */
  #forget(last: object): void {
    if (this.#last === last) this.#last = undefined;
  }
}
