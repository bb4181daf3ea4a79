import type { BodyState } from '@comity/acts';

const DAY = 86_400_000;
/** A new or shorter retention begins to count after this: a slip erases nothing. */
export const SLIP = 7 * DAY;
/** A recovery key that nobody noted a drill of is due a week after it was certified. */
const FIRST_DRILL = 7 * DAY;
/** How often what is overdue is said again, and how many times. */
const REMIND_EVERY = 30 * DAY;
const REMINDERS = 12;

/** What everybody begins with: a drill a year, a new key every two years, nothing erased. */
export const FIRST_RULE = { drillDays: 365, rotateDays: 730 } as const;

/** The longest that a key may go untried, or unreplaced. */
const TEN_YEARS = 3653;

export const isTooSeldom = (wish: { readonly drillDays: number; readonly rotateDays: number }): boolean =>
  Math.max(wish.drillDays, wish.rotateDays) > TEN_YEARS;

/** What one State set. */
export interface Rule {
  readonly participant: string;
  readonly drillDays: number;
  readonly rotateDays: number;
  readonly keepDays: number | null;
  readonly keepBefore: number | null;
  readonly keepFrom: Date;
}

/** How many days a State's retention is now; undefined where it set none. */
export function keptDays({ keepDays, keepBefore, keepFrom }: Rule, now: number): number | undefined {
  return (now < keepFrom.getTime() ? keepBefore : keepDays) ?? undefined;
}

/** From when a new setting counts: at once where nothing goes sooner by it, else after a week. */
export function keepFrom(before: Rule | undefined, keepDays: number | undefined, now: number): number {
  const held = before && keptDays(before, now);
  const isLonger = keepDays === undefined || (held !== undefined && keepDays >= held);
  return isLonger ? now : now + SLIP;
}

/**
 * When the host may erase a message: once the retention of each party ended, the longest of them. Undefined where one of
 * them keeps without end.
 */
export function retentionEnd(
  message: { readonly received: number; readonly parties: readonly string[] },
  daysOf: ReadonlyMap<string, number>,
): number | undefined {
  const days = message.parties.map((party) => daysOf.get(party));
  if (days.length === 0 || days.some((d) => d === undefined)) return undefined;
  return message.received + Math.max(...(days as number[])) * DAY;
}

/** When a recovery key is to be opened again; `drilled` is the last time somebody noted that. */
export const drillDue = (certified: number, drilled: number | undefined, drillDays: number): number =>
  drilled === undefined ? certified + FIRST_DRILL : drilled + drillDays * DAY;

export const rotationDue = (certified: number, rotateDays: number): number => certified + rotateDays * DAY;

/** Which reminder of something overdue it is, from 0; undefined where none is due. */
export function reminderOf(due: number, now: number): number | undefined {
  const number = Math.floor((now - due) / REMIND_EVERY);
  return now < due || number >= REMINDERS ? undefined : number;
}

/** Settings are changed by an administrator or by the root. */
export const mayRule = (state: BodyState, participant: string, person: string): boolean =>
  person === 'root' || (state.seats.get(participant)?.administrators.includes(person) ?? false);
