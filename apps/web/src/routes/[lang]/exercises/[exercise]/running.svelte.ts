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

  constructor(words: () => Words, participants: Readonly<Record<string, string>>) {
    super(words);
    this.#participants = participants;
  }

  get exercise() {
    return this.room?.opened.exercise;
  }
  get gone(): number {
    return this.exercise ? goneAt(this.exercise.clock, this.now) : 0;
  }

  async openWith(stored: OpenRoom['stored']): Promise<void> {
    this.#setTime(stored.now);
    await this.work(async (seat) => {
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
  again = (): Promise<void> => this.work(() => this.#read());

  /** Something happened in the exchange, or may have: looked at without taking the page out of anybody's hands. */
  async look(): Promise<void> {
    if (this.#isLooking || this.busy || !this.room) return;
    this.#isLooking = true;
    await this.quietly(() => this.#read());
    this.#isLooking = false;
  }

  async #read(): Promise<void> {
    const { readRoom } = await import('#lib/browser/exercises.ts');
    const read = await readRoom(this.seat!, this.room!.stored.exercise);
    // What was put meanwhile is newer than what was asked for.
    if (read.stored.items.length >= this.room!.stored.items.length) this.room = read;
    await this.#readFates();
  }

  put = (item: ExerciseItem): Promise<void> =>
    this.work(async (seat) => {
      const { putInto } = await import('#lib/browser/exercises.ts');
      this.room = await putInto(seat, this.room!, item);
      this.#setTime(this.room.stored.now);
    });

  turn = (does: ClockDeed, speed?: number): Promise<void> =>
    this.put({ kind: 'clock', does, ...(speed === undefined ? {} : { speed }) });

  /** Each second: the clock goes on, and what is due is sent where this browser was told to. */
  async tick(): Promise<void> {
    this.now = Date.now() + this.#ahead;
    const { exercise } = this;
    if (exercise?.what !== 'scenario' || exercise.clock.standing !== 'running' || this.#isSending) return;
    const due = this.sends
      ? dueNow(exercise, this.fates, (inject) => isDue(exercise.clock, inject.minute, this.now))
      : [];
    if (due.length > 0) await this.#send(due);
    else if (this.now - this.#looked > LOOK) {
      this.#looked = this.now;
      await this.look();
    }
  }

  async #send(due: readonly { inject: Inject; contact: string }[]): Promise<void> {
    this.#isSending = true;
    this.problem = '';
    const isSent = await this.quietly(async () => {
      const { sendInject } = await import('#lib/browser/exercises.ts');
      for (const [done, one] of due.entries()) {
        this.progress = { done, total: due.length };
        await sendInject(this.seat!, this.room!, one);
      }
      await this.#readFates();
    });
    this.progress = undefined;
    // What cannot be sent is told, and not tried again each second.
    if (!isSent) this.sends = false;
    this.#isSending = false;
  }
}
