import { minutesIn } from '../rules.ts';

/** How contacts can be tried. */
export const PING_CHANNELS = ['message', 'emails', 'telephones', 'sms'] as const;
export type PingChannel = (typeof PING_CHANNELS)[number];

const MINUTE = 60_000;
const DAY = 1440;

/** How far a clock elsewhere may differ from this one, and how late what was answered without a line may arrive. */
export const SKEW = 5 * MINUTE;
export const LATE = 30 * DAY * MINUTE;

export interface Answering {
  readonly now: number;
  /** When the one who answers says that it was done; absent: now. */
  readonly made?: number | undefined;
  /** When the code left this host: nobody knew it before. */
  readonly sent: number;
  readonly ends: number;
}
/** `claimed`: it counts from then, by its own word; what arrived is `now`. */
export type Judged = { readonly counts: true; readonly claimed?: number } | { readonly counts: false };

/**
 * Whether an answer counts. What is said of the past is believed within what can be: not before the code left, not in
 * the future. A claim that cannot be true is passed over, and the answer counts from its arrival.
 */
export function judgeAnswer({ now, made, sent, ends }: Answering): Judged {
  const isPossible = made !== undefined && made >= sent - SKEW && made <= now + SKEW;
  const claimed = isPossible && made < now - SKEW ? made : undefined;
  if (now <= ends) return { counts: true, ...(claimed === undefined ? {} : { claimed }) };
  if (claimed !== undefined && claimed <= ends && now <= ends + LATE) return { counts: true, claimed };
  return { counts: false };
}

/** States asked and reached by one channel. */
export interface Cell {
  readonly channel: string;
  readonly asked: number;
  readonly reached: number;
}

/**
 * The numbers that may be shown: only where there are `least` States on either side, so that neither all nor nearly all
 * nor nearly none are told of; in steps of `least`, so that no difference between two numbers is one State. There is
 * one number for each channel and none for any part of the States, so that nothing can be taken away from another.
 */
export function shownNumbers(cells: readonly Cell[], least: number): Cell[] {
  const inSteps = (n: number) => n - (n % least);
  return cells
    .filter(({ asked, reached }) => reached >= least && asked - reached >= least)
    .map(({ channel, asked, reached }) => ({ channel, asked: inSteps(asked), reached: inSteps(reached) }));
}

/** The minute of the day, in the middle of the hours in which a contact does not answer by its own word; else three at night. */
export function quietMinute(hours: string | undefined): number {
  const [, from, to] =
    /(?:^|\D)(\d{1,2}[:.]\d{2})\s*[-–]\s*(\d{1,2}[:.]\d{2})(?:\D|$)/.exec(hours ?? '') ?? [];
  if (!from || !to) return 180;
  const [start, end] = [from, to].map((text) => {
    const [h, m] = text.split(/[:.]/).map(Number);
    return (h! * 60 + m!) % DAY;
  });
  const closed = (start! - end! + DAY) % DAY;
  return (end! + Math.floor(closed / 2)) % DAY;
}

/** The next instant, in milliseconds, at which that minute is told in a zone (in UTC, where it is not known). */
export function nextQuiet(hours: string | undefined, zone: string | undefined, now: number): number {
  const here = minutesIn(zone ?? 'UTC', now);
  const wait = (quietMinute(hours) - here + DAY) % DAY;
  return now - (now % MINUTE) + wait * MINUTE;
}

/** Which of the scheduled rounds is due at an instant, counted from the founding; undefined before the first. */
export function dueSlot(founded: number, every: number, now: number): number | undefined {
  const slot = every > 0 ? Math.floor((now - founded) / (every * 1000)) : 0;
  return slot > 0 ? slot : undefined;
}
