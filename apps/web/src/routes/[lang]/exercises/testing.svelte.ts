import type { Test } from '#lib/browser/exercises.ts';
import type { Seat } from '#lib/browser/store.ts';
import { Work } from '#lib/ui/work.svelte.ts';

/** The seat of this browser, and what it is at work on: the same for every page that begins an exercise. */
export class Desk extends Work {
  seat: Seat | undefined = $state.raw();
  missing = $state(false);
  progress: { done: number; total: number } | undefined = $state.raw();

  get own(): string | undefined {
    return this.seat?.contacts[0]?.contact;
  }

  async sit(body: string): Promise<void> {
    const { currentSeat } = await import('#lib/browser/seat.ts');
    this.seat = await currentSeat(body);
    this.missing = !this.seat?.contacts.length;
    this.busy = false;
  }

  /** Does something with the seat. */
  async work(todo: (seat: Seat) => Promise<void>): Promise<void> {
    const { seat } = this;
    if (!seat || this.missing) return;
    await this.try(() => todo(seat));
    this.progress = undefined;
  }

  /** Begins a test, sends it and goes to where its results will stand. */
  test = (test: Test): Promise<void> =>
    this.work(async (seat) => {
      const { sendTest } = await import('#lib/browser/exercises.ts');
      const exercise = await sendTest(seat, test, (done, total) => (this.progress = { done, total }));
      location.assign(`/${this.words.language}/exercises/${exercise}`);
    });
}
