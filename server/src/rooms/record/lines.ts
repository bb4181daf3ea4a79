/**
 * Which participants hold a line of live events open here, and since when one that had a line has none. A convenience for
 * whoever presides: each server knows its own, in memory, and nothing of it stands on the record.
 */
export class Lines {
  readonly #open = new Map<string, number>();
  readonly #cut = new Map<string, number>();

  opened(participant: string): void {
    this.#open.set(participant, (this.#open.get(participant) ?? 0) + 1);
    this.#cut.delete(participant);
  }

  /** `now` in milliseconds since 1970. */
  closed(participant: string, now: number): void {
    const left = (this.#open.get(participant) ?? 1) - 1;
    if (left > 0) {
      this.#open.set(participant, left);
      return;
    }
    this.#open.delete(participant);
    this.#cut.set(participant, now);
  }

  /** Since when the participant has no line here; undefined where it has one, or never had one. */
  cutSince = (participant: string): number | undefined => this.#cut.get(participant);
}
