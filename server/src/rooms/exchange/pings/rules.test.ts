import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueSlot, judgeAnswer, LATE, nextQuiet, quietMinute, shownNumbers } from './rules.ts';

const HOUR = 3_600_000;
const sent = Date.parse('2027-03-01T00:00:00.000Z');
const ends = sent + 168 * HOUR;
const judge = (now: number, made?: number) => judgeAnswer({ now, made, sent, ends });

describe('An answer', () => {
  test('that comes in time counts from its arrival', () => {
    expect(judge(sent + HOUR)).toEqual({ counts: true });
    expect(judge(ends)).toEqual({ counts: true });
    expect(judge(ends + 1)).toEqual({ counts: false });
  });

  test('that was made without a line counts from when it says, within what can be known', () => {
    const made = ends - HOUR;
    expect(judge(ends + 48 * HOUR, made)).toEqual({ counts: true, claimed: made });
    expect(judge(sent + 5 * HOUR, sent + HOUR)).toEqual({ counts: true, claimed: sent + HOUR });
    expect(judge(ends + 48 * HOUR, ends + HOUR)).toEqual({ counts: false });
    expect(judge(ends + LATE + 1, made)).toEqual({ counts: false });
  });

  test('that says what cannot be, before the code left or in the future, counts from its arrival alone', () => {
    for (const made of [sent - HOUR, sent + 10 * HOUR])
      expect(judge(sent + HOUR, made)).toEqual({ counts: true });
    expect(judge(ends + HOUR, sent - HOUR)).toEqual({ counts: false });
    expect(judge(ends + HOUR, ends + 2 * HOUR)).toEqual({ counts: false });
  });

  test('of a clock that runs minutes wrong is taken for one of now', () => {
    expect(judge(sent + HOUR, sent + HOUR + 4 * 60_000)).toEqual({ counts: true });
    expect(judge(sent + HOUR, sent + HOUR - 4 * 60_000)).toEqual({ counts: true });
  });
});

describe('Numbers of States', () => {
  const cell = (asked: number, reached: number) => ({ channel: 'emails', asked, reached });

  test('are shown in steps, where enough States are on either side', () => {
    expect(shownNumbers([cell(92, 61)], 5)).toEqual([cell(90, 60)]);
    for (const hidden of [cell(92, 92), cell(92, 88), cell(92, 4), cell(92, 0), cell(9, 5), cell(0, 0)])
      expect(shownNumbers([hidden], 5)).toEqual([]);
    expect(shownNumbers([cell(20, 5), cell(20, 15)], 5)).toEqual([cell(20, 5), cell(20, 15)]);
    expect(shownNumbers([cell(20, 9)], 10)).toEqual([]);
  });

  const cells = fc
    .tuple(fc.nat(200), fc.nat(200), fc.integer({ min: 5, max: 40 }))
    .map(([a, b, least]) => ({ asked: a + b, reached: a, least }));

  test('never say that all were reached, or nearly all, or nearly none', () => {
    fc.assert(
      fc.property(cells, ({ asked, reached, least }) => {
        for (const shown of shownNumbers([cell(asked, reached)], least)) {
          expect(shown.reached % least).toBe(0);
          expect(shown.asked % least).toBe(0);
          expect(reached).toBeGreaterThanOrEqual(least);
          expect(asked - reached).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  test('do not differ by one State: no two of them can be taken from each other to find one', () => {
    fc.assert(
      fc.property(cells, fc.boolean(), ({ asked, reached, least }, isReached) => {
        const before = shownNumbers([cell(asked, reached)], least)[0];
        const after = shownNumbers([cell(asked + 1, reached + (isReached ? 1 : 0))], least)[0];
        if (!before || !after) return;
        for (const name of ['asked', 'reached'] as const)
          expect([0, least]).toContain(after[name] - before[name]);
      }),
    );
  });
});

describe('Out of hours', () => {
  test('is the middle of the time in which a contact does not answer, else at three', () => {
    expect(quietMinute('08:00-18:00')).toBe(60);
    expect(quietMinute('Mon-Fri 9.00 – 17.00')).toBe(60);
    expect(quietMinute('22:00-06:00')).toBe(14 * 60);
    for (const hours of [undefined, '24/7', 'always', '08:00']) expect(quietMinute(hours)).toBe(180);
  });

  test('is told in the zone of the contact, within a day', () => {
    const now = Date.parse('2027-01-15T12:00:30.000Z');
    expect(new Date(nextQuiet('08:00-18:00', 'Asia/Tokyo', now)).toISOString()).toBe(
      '2027-01-15T16:00:00.000Z',
    );
    expect(new Date(nextQuiet(undefined, undefined, now)).toISOString()).toBe('2027-01-16T03:00:00.000Z');
  });
});

test('rounds are due one after the other, none before the first time is over, and none where none are wanted', () => {
  const day = 86_400;
  expect(dueSlot(0, 10 * day, 9.9 * day * 1000)).toBeUndefined();
  expect(dueSlot(0, 10 * day, 10 * day * 1000)).toBe(1);
  expect(dueSlot(0, 10 * day, 35 * day * 1000)).toBe(3);
  expect(dueSlot(0, 0, 35 * day * 1000)).toBeUndefined();
});
