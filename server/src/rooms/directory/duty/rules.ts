/** Somebody on duty: on these weekdays (1 Monday to 7 Sunday) from a minute after midnight to another. */
export interface Slot {
  readonly person: string;
  /** Of the day on which it begins. */
  readonly days: readonly number[];
  readonly from: number;
  /** Not later than `from`: it ends on the next day. */
  readonly to: number;
}
/** Without slots there is no schedule: whoever took over is on duty until the next one does. */
export interface Plan {
  readonly zone: string;
  readonly slots: readonly Slot[];
}

/** A hand-over that the next person confirmed, at that instant in milliseconds. */
export interface Taken {
  readonly person: string;
  readonly at: number;
}

export interface OnDuty {
  readonly person: string;
  readonly how: 'schedule' | 'handed-over';
}

/** Everything that says who is on duty for a contact. */
export interface Duty {
  readonly plan: Plan | undefined;
  /** Confirmed hand-overs, the last one first. */
  readonly taken: readonly Taken[];
  /** Who may be on duty at all: a person who left the roster is not. */
  readonly roster: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 1440;

/** Who is on duty at an instant; undefined where nobody is. */
export function onDutyAt({ plan, taken, roster }: Duty, at: number): OnDuty | undefined {
  const last = taken.find((t) => t.at <= at);
  const isStanding = last !== undefined && roster.includes(last.person) && standsAt(plan, roster, last, at);
  if (isStanding) return { person: last.person, how: 'handed-over' };
  const person = plan && scheduledAt(plan, roster, at);
  return person === undefined ? undefined : { person, how: 'schedule' };
}

/** Where there is a schedule, a hand-over lasts until the schedule changes next; without one, until the next hand-over. */
const standsAt = (plan: Plan | undefined, roster: readonly string[], { at: since }: Taken, at: number) =>
  plan === undefined || nextChange(plan, roster, since, at) === undefined;

export interface Gap {
  readonly from: number;
  /** Where it ends, or the end of what was looked at. */
  readonly until: number;
}

/** When nobody is on duty between two instants. */
export function gapsIn(duty: Duty, from: number, until: number): Gap[] {
  const gaps: Gap[] = [];
  let open: number | undefined;
  for (let at = from; ; ) {
    const isCovered = onDutyAt(duty, at) !== undefined;
    if (!isCovered) open ??= at;
    else if (open !== undefined) {
      gaps.push({ from: open, until: at });
      open = undefined;
    }
    const next = duty.plan && nextBoundary(duty.plan, at);
    if (next === undefined || next >= until) break;
    at = next;
  }
  if (open !== undefined) gaps.push({ from: open, until });
  return gaps;
}

/** When somebody else, or nobody, is on duty by what is known at an instant; undefined where that is not before `until`. */
export function dutyUntil(duty: Duty, from: number, until: number): number | undefined {
  if (!duty.plan) return undefined;
  const now = onDutyAt(duty, from)?.person;
  for (let at = nextBoundary(duty.plan, from); at < until; at = nextBoundary(duty.plan, at))
    if (onDutyAt(duty, at)?.person !== now) return at;
  return undefined;
}

/** The first of the slots that holds, of somebody who is on the roster. */
function scheduledAt(plan: Plan, roster: readonly string[], at: number): string | undefined {
  const here = localIn(plan.zone, at);
  return plan.slots.find((s) => roster.includes(s.person) && holds(s, here))?.person;
}

interface Local {
  /** 1 Monday to 7 Sunday. */
  readonly day: number;
  readonly minute: number;
}

function holds({ days, from, to }: Slot, { day, minute }: Local): boolean {
  const length = (to - from + DAY) % DAY || DAY;
  const yesterday = day === 1 ? 7 : day - 1;
  const sinceToday = minute - from;
  const sinceYesterday = minute + DAY - from;
  return (
    (days.includes(day) && sinceToday >= 0 && sinceToday < length) ||
    (days.includes(yesterday) && sinceYesterday < length)
  );
}

function nextChange(plan: Plan, roster: readonly string[], from: number, until: number): number | undefined {
  const before = scheduledAt(plan, roster, from);
  for (let at = nextBoundary(plan, from); at <= until; at = nextBoundary(plan, at))
    if (scheduledAt(plan, roster, at) !== before) return at;
  return undefined;
}

/**
 * The next instant at which a slot may begin or end. Where the clocks of the zone are changed before it, a quarter of an
 * hour at most: every offset is a multiple of that, so no boundary is stepped over.
 */
function nextBoundary({ zone, slots }: Plan, at: number): number {
  const whole = at - (at % MINUTE);
  const { minute } = localIn(zone, whole);
  const waits = slots.flatMap(({ from, to }) => [from, to]).map((b) => (b - minute + DAY) % DAY || DAY);
  const next = whole + Math.min(DAY, ...waits) * MINUTE;
  const isEven = localIn(zone, next).minute === (minute + (next - whole) / MINUTE) % DAY;
  return isEven ? next : whole + 15 * MINUTE - (whole % (15 * MINUTE));
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Making a format is dear; the zones of a body are few. */
function formatIn(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  FORMATS.set(zone, made);
  return made;
}

function localIn(zone: string, at: number): Local {
  const parts = formatIn(zone).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)!.value;
  return {
    day: DAYS.indexOf(part('weekday')) + 1,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** How far ahead gaps are looked for, and how long a hand-over may wait before it is told of. */
export const AHEAD = 72 * HOUR;
export const UNCONFIRMED_FOR = 30 * MINUTE;
