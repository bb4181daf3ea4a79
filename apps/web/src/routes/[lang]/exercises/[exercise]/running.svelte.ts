import { dueNow } from '@comity/client/exercising';
import {
  type ClockDeed,
  type ExerciseItem,
  type Fate,
  goneAt,
  type Inject,
  isDue,
} from '@comity/seal/exercising';
import type { OpenRoom } from '#lib/browser/exercises.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayProblem } from '#lib/words/problems.ts';
import { Desk } from '../testing.svelte.ts';

/** Milliseconds between two looks at what others of control did. */
const LOOK = 10_000;

/** An exercise at work in this browser: its plan, its clock, what became of each inject. */
export class Running extends Desk {
  room: OpenRoom | undefined = $state.raw();
  fates: readonly Fate[] = $state.raw([]);
  /** What the devices of the readers found in a form test, by contact. */
  checked: Readonly<Record<string, readonly string[]>> = $state.raw({});
  /** Milliseconds since 1970, as the host has them: by these the clock runs on every device. */
  now = $state(0);
  /** Whether this browser signs and sends what is due. */
  sends = $state(false);
  readonly #participants: Readonly<Record<string, string>>;
  #ahead = 0;
  #looked = 0;
  #isSending = false;
  #isLooking = false;

  constructor(participants: Readonly<Record<string, string>>) {
    super();
    this.#participants = participants;
  }

  get exercise() {
    return this.room?.opened.exercise;
  }
  get gone(): number {
    return this.exercise ? goneAt(this.exercise.clock, this.now) : 0;
  }

  async openWith(t: Words, stored: OpenRoom['stored']): Promise<void> {
    this.#setTime(stored.now);
    await this.work(t, async (seat) => {
      const { openRoom } = await import('#lib/browser/exercises.ts');
      this.room = await openRoom(seat, stored);
      await this.#readFates();
    });
  }

  #setTime(now: string): void {
    this.#ahead = Date.parse(now) - Date.now();
    this.now = Date.parse(now);
  }

  async #readFates(): Promise<void> {
    if (!this.exercise || !this.seat) return;
    const { checkedForms, fatesOf } = await import('#lib/browser/exercises.ts');
    this.fates = await fatesOf(this.exercise, this.#participants);
    if (this.exercise.what === 'form-test')
      this.checked = await checkedForms(this.seat, this.exercise, this.fates);
  }

  /** Somebody asks: what stands there now. */
  again = (t: Words): Promise<void> => this.work(t, () => this.#read());

  /** Something happened in the exchange, or may have: looked at without taking the page out of anybody's hands. */
  async look(t: Words): Promise<void> {
    if (this.#isLooking || this.busy || !this.room) return;
    this.#isLooking = true;
    await this.#quietly(t, () => this.#read());
    this.#isLooking = false;
  }

  async #read(): Promise<void> {
    const { readRoom } = await import('#lib/browser/exercises.ts');
    const read = await readRoom(this.seat!, this.room!.stored.exercise);
    // What was put meanwhile is newer than what was asked for.
    if (read.stored.items.length >= this.room!.stored.items.length) this.room = read;
    await this.#readFates();
  }

  async #quietly(t: Words, todo: () => Promise<void>): Promise<void> {
    try {
      await todo();
    } catch (error) {
      this.problem = navigator.onLine ? await sayProblem(error, t) : t('layout.offline');
    }
  }

  put = (t: Words, item: ExerciseItem): Promise<void> =>
    this.work(t, async (seat) => {
      const { putInto } = await import('#lib/browser/exercises.ts');
      this.room = await putInto(seat, this.room!, item);
      this.#setTime(this.room.stored.now);
    });

  turn = (t: Words, does: ClockDeed, speed?: number): Promise<void> =>
    this.put(t, { kind: 'clock', does, ...(speed === undefined ? {} : { speed }) });

  /** Each second: the clock goes on, and what is due is sent where this browser was told to. */
  async tick(t: Words): Promise<void> {
    this.now = Date.now() + this.#ahead;
    const { exercise } = this;
    if (exercise?.what !== 'scenario' || exercise.clock.standing !== 'running' || this.#isSending) return;
    const due = this.sends
      ? dueNow(exercise, this.fates, (inject) => isDue(exercise.clock, inject.minute, this.now))
      : [];
    if (due.length > 0) await this.#send(t, due);
    else if (this.now - this.#looked > LOOK) {
      this.#looked = this.now;
      await this.look(t);
    }
  }

  async #send(t: Words, due: readonly { inject: Inject; contact: string }[]): Promise<void> {
    this.#isSending = true;
    this.problem = '';
    await this.#quietly(t, async () => {
      const { sendInject } = await import('#lib/browser/exercises.ts');
      for (const [done, one] of due.entries()) {
        this.progress = { done, total: due.length };
        await sendInject(this.seat!, this.room!, one);
      }
      await this.#readFates();
    });
    this.progress = undefined;
    // What cannot be sent is told, and not tried again each second.
    if (this.problem) this.sends = false;
    this.#isSending = false;
  }
}
