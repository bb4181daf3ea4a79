import type { ClockDeed } from './items.ts';

/** What was done to the clock of an exercise, and when: milliseconds since 1970, as the host received it. */
export interface ClockEvent {
  readonly does: ClockDeed;
  readonly at: number;
  readonly speed?: number;
}

export type Standing = 'ready' | 'running' | 'paused' | 'over';

/** Where the clock of an exercise stands. Whole numbers only, so that every device comes to the same. */
export interface Clock {
  readonly standing: Standing;
  /** Milliseconds of the exercise that had gone by at `at`. */
  readonly gone: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds of the exercise to one on the wall. */
  readonly speed: number;
  /** When it was started; undefined before. */
  readonly started?: number;
}

export const READY: Clock = { standing: 'ready', gone: 0, at: 0, speed: 1 };

/** From where each deed is possible. */
const FROM: Readonly<Record<ClockDeed, readonly Standing[]>> = {
  start: ['ready'],
  pause: ['running'],
  resume: ['paused'],
  speed: ['ready', 'running', 'paused'],
  stop: ['running', 'paused'],
};

export const mayDo = ({ standing }: Clock, deed: ClockDeed): boolean => FROM[deed].includes(standing);

/** Milliseconds of the exercise that have gone by at an instant. */
export const goneAt = ({ standing, gone, at, speed }: Clock, now: number): number =>
  standing === 'running' ? gone + Math.max(0, now - at) * speed : gone;

/** The clock after all of this, in the order in which the host received it. What is not possible changes nothing. */
export const clockOf = (events: readonly ClockEvent[]): Clock =>
  events.reduce((clock, event) => (mayDo(clock, event.does) ? turn(clock, event) : clock), READY);

function turn(clock: Clock, { does, at, speed }: ClockEvent): Clock {
  const gone = goneAt(clock, at);
  const wanted = speed ?? clock.speed;
  switch (does) {
    case 'start':
      return { standing: 'running', gone: 0, at, speed: wanted, started: at };
    case 'pause':
      return { ...clock, gone, at, standing: 'paused' };
    case 'resume':
      return { ...clock, gone, at, speed: wanted, standing: 'running' };
    case 'speed':
      return { ...clock, gone, at, speed: wanted };
    case 'stop':
      return { ...clock, gone, at, standing: 'over' };
  }
}

const MINUTE = 60_000;

/** Whether a minute of the exercise has come. Once it is over, nothing more is due. */
export const isDue = (clock: Clock, minute: number, now: number): boolean =>
  clock.standing === 'running' && goneAt(clock, now) >= minute * MINUTE;

/** When a minute of the exercise comes on the wall, if the clock runs on as it does; undefined while it stands. */
export const dueAt = (clock: Clock, minute: number): number | undefined =>
  clock.standing === 'running'
    ? clock.at + Math.ceil(Math.max(0, minute * MINUTE - clock.gone) / clock.speed)
    : undefined;

/** Minutes and seconds of the exercise: `T+05:07`, `T+123:00`. */
export function sayGone(gone: number): string {
  const seconds = Math.floor(gone / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `T+${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
