import type { Test } from '#lib/browser/exercises.ts';
import type { Seat } from '#lib/browser/store.ts';
import type { Words } from '#lib/words/messages.ts';
import { type Said, sayProblem } from '#lib/words/problems.ts';

/** The seat of this browser, and what it is at work on: the same for every page that begins an exercise. */
export class Desk {
  seat: Seat | undefined = $state.raw();
  missing = $state(false);
  busy = $state(true);
  problem: Said | string = $state('');
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

  /** Does something with the seat; what goes wrong is told in the reader's words. */
  async work(t: Words, todo: (seat: Seat) => Promise<void>): Promise<void> {
    if (!this.seat || this.missing) return;
    this.busy = true;
    this.problem = '';
    try {
      await todo(this.seat);
    } catch (error) {
      this.problem = navigator.onLine ? await sayProblem(error, t) : t('layout.offline');
    }
    this.busy = false;
    this.progress = undefined;
  }

  /** Begins a test, sends it and goes to where its results will stand. */
  test = (t: Words, test: Test): Promise<void> =>
    this.work(t, async (seat) => {
      const { sendTest } = await import('#lib/browser/exercises.ts');
      const exercise = await sendTest(seat, test, (done, total) => (this.progress = { done, total }));
      location.assign(`/${t.language}/exercises/${exercise}`);
    });
}
