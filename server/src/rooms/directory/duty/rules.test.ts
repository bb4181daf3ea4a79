import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Duty, dutyUntil, gapsIn, onDutyAt, type Plan, type Slot } from './rules.ts';

const HOUR = 3_600_000;
const [ANA, BEN] = ['per_ana', 'per_ben'];
const at = (text: string) => Date.parse(text);
const slot = (person: string, days: readonly number[], from: number, to: number): Slot => ({
  person,
  days,
  from: from * 60,
  to: to * 60,
});
const EVERY = [1, 2, 3, 4, 5, 6, 7];
const duty = (plan: Plan | undefined, change: Partial<Duty> = {}): Duty => ({
  plan,
  taken: [],
  roster: [ANA, BEN],
  ...change,
});
/** Ana by day, Ben by night, every day, in Port of Spain (UTC−4, without summer time). */
const ROUND: Plan = {
  zone: 'America/Port_of_Spain',
  slots: [slot(ANA, EVERY, 8, 20), slot(BEN, EVERY, 20, 8)],
};
/** Working days only. */
const OFFICE: Plan = { zone: 'Europe/Paris', slots: [slot(ANA, [1, 2, 3, 4, 5], 9, 18)] };

describe('a schedule', () => {
  it('says who is on duty by the clock of its zone, over midnight too', () => {
    const who = (text: string) => onDutyAt(duty(ROUND), at(text));
    expect(who('2027-02-03T12:00:00Z')).toEqual({ person: ANA, how: 'schedule' });
    expect(who('2027-02-03T11:59:00Z')?.person).toBe(BEN);
    expect(who('2027-02-04T00:00:00Z')?.person).toBe(BEN);
    expect(who('2027-02-04T05:00:00Z')?.person).toBe(BEN);
  });

  it('counts a slot to the day on which it begins', () => {
    const friday: Plan = { zone: 'UTC', slots: [slot(BEN, [5], 22, 6)] };
    expect(onDutyAt(duty(friday), at('2027-02-06T05:59:00Z'))?.person).toBe(BEN);
    expect(onDutyAt(duty(friday), at('2027-02-05T05:59:00Z'))).toBeUndefined();
    expect(onDutyAt(duty(friday), at('2027-02-06T06:00:00Z'))).toBeUndefined();
  });

  it('takes a slot that ends where it begins for a whole day', () => {
    const always: Plan = { zone: 'UTC', slots: [slot(ANA, EVERY, 8, 8)] };
    expect(gapsIn(duty(always), at('2027-02-01T00:00:00Z'), at('2027-02-08T00:00:00Z'))).toEqual([]);
  });

  it('knows nobody who left the roster', () => {
    expect(onDutyAt(duty(ROUND, { roster: [BEN] }), at('2027-02-03T12:00:00Z'))).toBeUndefined();
  });

  it('says until when somebody is on duty', () => {
    const from = at('2027-02-03T12:30:00Z');
    expect(dutyUntil(duty(ROUND), from, from + 72 * HOUR)).toBe(at('2027-02-04T00:00:00Z'));
    expect(dutyUntil(duty(undefined), from, from + 72 * HOUR)).toBeUndefined();
  });
});

describe('gaps', () => {
  it('are found ahead, to the minute, with the weekend in one', () => {
    expect(gapsIn(duty(OFFICE), at('2027-02-05T12:00:00Z'), at('2027-02-08T12:00:00Z'))).toEqual([
      { from: at('2027-02-05T17:00:00Z'), until: at('2027-02-08T08:00:00Z') },
    ]);
    expect(gapsIn(duty(ROUND), at('2027-02-05T12:00:00Z'), at('2027-02-12T12:00:00Z'))).toEqual([]);
  });

  it('begin when a person leaves the roster', () => {
    const from = at('2027-02-03T12:00:00Z');
    expect(gapsIn(duty(ROUND, { roster: [BEN] }), from, from + 12 * HOUR)).toEqual([
      { from, until: at('2027-02-04T00:00:00Z') },
    ]);
  });

  it('follow the clocks where those are put forward and back', () => {
    // Paris: 28 March 2027, 2:00 becomes 3:00; 31 October, 3:00 becomes 2:00.
    const night: Plan = { zone: 'Europe/Paris', slots: [slot(ANA, EVERY, 4, 3)] };
    const between = (from: string, until: string) =>
      gapsIn(duty(night), at(from), at(until)).map((g) =>
        [g.from, g.until].map((t) => new Date(t).toISOString()),
      );
    expect(between('2027-03-27T12:00:00Z', '2027-03-28T12:00:00Z')).toEqual([
      ['2027-03-28T01:00:00.000Z', '2027-03-28T02:00:00.000Z'],
    ]);
    expect(between('2027-10-30T12:00:00Z', '2027-10-31T12:00:00Z')).toEqual([
      ['2027-10-31T02:00:00.000Z', '2027-10-31T03:00:00.000Z'],
    ]);
  });

  it('are exactly the minutes in which nobody is on duty', () => {
    const minute = fc.integer({ min: 0, max: 95 }).map((n) => n * 15);
    const slots = fc.array(
      fc.record({
        person: fc.constantFrom(ANA, BEN, 'per_gone'),
        days: fc.subarray(EVERY, { minLength: 1 }),
        from: minute,
        to: minute,
      }),
      { minLength: 1, maxLength: 4 },
    );
    const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns');
    const from = at('2027-04-02T00:00:00Z');
    const until = from + 60 * HOUR;
    fc.assert(
      fc.property(slots, zone, (s, z) => {
        const held = duty({ zone: z, slots: s });
        const gaps = gapsIn(held, from, until);
        for (let t = from; t < until; t += 15 * 60_000) {
          const isGap = gaps.some((g) => g.from <= t && t < g.until);
          expect(isGap).toBe(onDutyAt(held, t) === undefined);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a hand-over', () => {
  const noon = at('2027-02-03T16:00:00Z');

  it('without a schedule lasts until the next one', () => {
    const taken = [
      { person: BEN, at: noon },
      { person: ANA, at: noon - 30 * HOUR },
    ];
    expect(onDutyAt(duty(undefined, { taken }), noon - 1)?.person).toBe(ANA);
    expect(onDutyAt(duty(undefined, { taken }), noon)).toEqual({ person: BEN, how: 'handed-over' });
    expect(onDutyAt(duty(undefined, { taken }), noon + 1000 * HOUR)?.person).toBe(BEN);
    expect(onDutyAt(duty(undefined, { taken, roster: [ANA] }), noon)).toBeUndefined();
    expect(onDutyAt(duty(undefined), noon)).toBeUndefined();
  });

  it('with a schedule lasts until that changes next', () => {
    const held = duty(ROUND, { taken: [{ person: BEN, at: noon }] });
    expect(onDutyAt(held, noon)).toEqual({ person: BEN, how: 'handed-over' });
    expect(onDutyAt(held, at('2027-02-03T23:59:00Z'))?.how).toBe('handed-over');
    expect(onDutyAt(held, at('2027-02-04T12:00:00Z'))).toEqual({ person: ANA, how: 'schedule' });
  });

  it('fills a gap of the schedule until the next slot begins', () => {
    const saturday = at('2027-02-06T10:00:00Z');
    const held = duty(OFFICE, { taken: [{ person: BEN, at: saturday }] });
    expect(onDutyAt(held, at('2027-02-07T10:00:00Z'))?.person).toBe(BEN);
    expect(onDutyAt(held, at('2027-02-08T08:00:00Z'))).toEqual({ person: ANA, how: 'schedule' });
    expect(gapsIn(held, saturday, saturday + 24 * HOUR)).toEqual([]);
  });
});
