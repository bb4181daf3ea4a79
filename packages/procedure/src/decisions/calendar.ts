import type { Calendar, Span } from '@comity/acts';

/**
 * Time as a body reckons it: in one named calendar and zone that its rules give as integers. Instants are
 * milliseconds since 1970 in UTC, days are counted from 1 January 1970 as the zone has them.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const floorDiv = (n: number, by: number) => Math.floor(n / by);

/** Minutes east of UTC at an instant; before the first transition, the first offset. */
export function offsetAt({ offsets }: Calendar, instant: number): number {
  let minutes = offsets[0]!.minutes;
  for (const offset of offsets) {
    if (offset.from * 1000 > instant) break;
    minutes = offset.minutes;
  }
  return minutes;
}

const localOf = (calendar: Calendar, instant: number) => instant + offsetAt(calendar, instant) * MINUTE;

/** The day on which an instant falls. */
export const dayOf = (calendar: Calendar, instant: number): number =>
  floorDiv(localOf(calendar, instant), DAY);

/** 1 Monday to 7 Sunday; 1 January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

export const isWorkday = ({ workdays, holidays }: Calendar, day: number): boolean =>
  workdays.includes(weekdayOf(day)) && !holidays.includes(day);

/**
 * The instant of a local time, milliseconds after midnight of a day. A time that clocks show twice is the later one,
 * and one that they leap over is as far behind the leap: no deadline becomes shorter by it.
 */
export function instantOf(calendar: Calendar, day: number, time: number): number {
  const local = day * DAY + time;
  const offsets = [...new Set(calendar.offsets.map(({ minutes }) => minutes))];
  const shown = offsets.map((m) => local - m * MINUTE).filter((t) => localOf(calendar, t) === local);
  if (shown.length > 0) return Math.max(...shown);
  // In the gap of a leap: as the offset before it would have shown it.
  const early = local - Math.max(...offsets) * MINUTE;
  return local - offsetAt(calendar, early) * MINUTE;
}

/** Whether an instant lies in the working hours of a working day. The end of the hours still does. */
export function isAtWork(calendar: Calendar, instant: number): boolean {
  const local = localOf(calendar, instant);
  const day = floorDiv(local, DAY);
  const time = local - day * DAY;
  const { from, until } = calendar.hours;
  return isWorkday(calendar, day) && time >= from * MINUTE && time <= until * MINUTE;
}

/** Whether the calendar was made for this day: holidays of later years are not known to it. */
export const covers = (calendar: Calendar, instant: number): boolean =>
  dayOf(calendar, instant) <= calendar.through;

/**
 * When a span that begins at an instant has passed; undefined where the calendar ends before. Working days end at the
 * time of day at which they began; what begins on a day off begins with the next working day.
 */
export function endOf(calendar: Calendar, start: number, { unit, count }: Span): number | undefined {
  if (unit === 'hours') return start + count * HOUR;
  return unit === 'working-days'
    ? afterDays(calendar, start, count)
    : afterHours(calendar, start, count * HOUR);
}

function afterDays(calendar: Calendar, start: number, count: number): number | undefined {
  if (count === 0) return start;
  const first = dayOf(calendar, start);
  const begins = isWorkday(calendar, first);
  const time = begins ? localOf(calendar, start) - first * DAY : 0;
  let day = first;
  for (let left = begins ? count : count + 1; left > 0; ) {
    day++;
    if (day > calendar.through) return undefined;
    if (isWorkday(calendar, day)) left--;
  }
  return instantOf(calendar, day, time);
}

function afterHours(calendar: Calendar, start: number, length: number): number | undefined {
  let left = length;
  let at = start;
  for (let day = dayOf(calendar, start); left > 0; day++) {
    if (day > calendar.through) return undefined;
    const midnight = instantOf(calendar, day + 1, 0);
    if (isWorkday(calendar, day)) {
      if (midnight - at >= left) return at + left;
      left -= midnight - at;
    }
    at = midnight;
  }
  return at;
}

/** The next full hour, as clients round a deadline. */
export const nextHour = (instant: number): number => Math.ceil(instant / HOUR) * HOUR;

/** A deadline as clients propose it: a full hour when the span has passed, moved to working hours where rules ask so. */
export function deadlineAfter(
  calendar: Calendar,
  start: number,
  span: Span,
  endsAtWork: boolean,
): number | undefined {
  const end = endOf(calendar, start, span);
  if (end === undefined) return undefined;
  let deadline = nextHour(end);
  while (endsAtWork && !isAtWork(calendar, deadline)) {
    if (!covers(calendar, deadline)) return undefined;
    deadline += HOUR;
  }
  return deadline;
}
