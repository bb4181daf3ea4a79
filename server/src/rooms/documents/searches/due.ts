const DAY = 86_400_000;
/** Mails go out at 05:00 UTC, each day or each Monday: before most offices open, after the day's documents are out. */
const HOUR = 5 * 3_600_000;
/** 5 January 1970 was a Monday. */
const MONDAY = 4 * DAY;

/** The first time for a mail that lies behind this instant, milliseconds since 1970. */
export function nextDue(every: 'day' | 'week', now: number): Date {
  const [step, start] = every === 'day' ? [DAY, HOUR] : [7 * DAY, MONDAY + HOUR];
  return new Date(start + (Math.floor((now - start) / step) + 1) * step);
}
