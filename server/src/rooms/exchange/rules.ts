/** Hours in which a contact is not woken, in minutes after midnight of its zone; they may span midnight. */
export interface Quiet {
  readonly starts: number;
  readonly ends: number;
  readonly zone: string;
}

const MINUTE = 60_000;
const DAY = 1440;

/** Minutes after midnight in a zone. */
export function minutesIn(zone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const part = (type: string) => Number(format.formatToParts(now).find((p) => p.type === type)!.value);
  return part('hour') * 60 + part('minute');
}

/** When quiet hours that last at an instant end (milliseconds); undefined where none last. */
export function quietUntil({ starts, ends, zone }: Quiet, now: number): number | undefined {
  const minute = minutesIn(zone, now);
  const length = (ends - starts + DAY) % DAY;
  const gone = (minute - starts + DAY) % DAY;
  if (gone >= length) return undefined;
  return now - (now % MINUTE) + (length - gone) * MINUTE;
}

/** A deadline that comes before the quiet hours end, or soon after, passes them. */
const SOON = 120 * MINUTE;
export const isUrgent = (deadline: string | undefined, until: number): boolean =>
  deadline !== undefined && Date.parse(deadline) < until + SOON;

/** Within twelve hours of its deadline, or beyond it, a message cannot wait. */
const PRESSING = 720 * MINUTE;
export const isPressing = (deadline: string | undefined, now: number): boolean =>
  deadline !== undefined && Date.parse(deadline) < now + PRESSING;

/** Messages in a minute beyond which it is no person who writes. */
export const RATES = { state: 600, thread: 60 } as const;

/**
 * How many messages went within the last minute, by whatever name. Each server counts for itself: this holds up a
 * script that runs away, and is no rule of the body.
 */
export class Rates {
  readonly #times = new Map<string, readonly number[]>();
  #swept = 0;

  /** Seconds to wait where `most` were counted within a minute; 0 where one more may go. */
  wait(name: string, most: number, now: number): number {
    const times = this.#recent(name, now);
    if (times.length < most) return 0;
    return Math.max(1, Math.ceil((times[times.length - most]! + MINUTE - now) / 1000));
  }

  count(name: string, now: number): void {
    this.#sweep(now);
    this.#times.set(name, [...this.#recent(name, now), now]);
  }

  /** Names of threads that are over must not gather. */
  #sweep(now: number): void {
    if (Math.abs(now - this.#swept) < MINUTE) return;
    this.#swept = now;
    for (const known of this.#times.keys())
      if (this.#recent(known, now).length === 0) this.#times.delete(known);
  }

  #recent = (name: string, now: number): readonly number[] =>
    (this.#times.get(name) ?? []).filter((time) => now - time < MINUTE);
}
