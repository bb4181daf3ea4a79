import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drillDue, keepFrom, keptDays, type Rule, reminderOf, retentionEnd, SLIP } from './rules.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-01T00:00:00Z');
const rule = (keepDays: number | null, keepBefore: number | null, from = NOW): Rule => ({
  ...{
    participant: 'alpha',
    drillDays: 365,
    rotateDays: 730,
    keepDays,
    keepBefore,
    keepFrom: new Date(from),
  },
});

test('a shorter retention counts after a week, a longer one or none at all at once', () => {
  const held = rule(90, null, NOW - DAY);
  expect([keepFrom(undefined, 90, NOW), keepFrom(held, 30, NOW)]).toEqual([NOW + SLIP, NOW + SLIP]);
  expect([keepFrom(held, 90, NOW), keepFrom(held, 365, NOW), keepFrom(held, undefined, NOW)]).toEqual([
    NOW,
    NOW,
    NOW,
  ]);
  const next = rule(30, 90, NOW + SLIP);
  expect([keptDays(next, NOW), keptDays(next, NOW + SLIP)]).toEqual([90, 30]);
  expect([keptDays(rule(30, null, NOW + SLIP), NOW), keptDays(rule(null, 30), NOW)]).toEqual([
    undefined,
    undefined,
  ]);
});

test('retention never ends before that of any party, and never where one party keeps without end', () => {
  const days = fc.array(fc.option(fc.integer({ min: 30, max: 4000 }), { nil: undefined }), { maxLength: 6 });
  fc.assert(
    fc.property(days, (each) => {
      const parties = each.map((_, i) => `state-${i}`);
      const daysOf = new Map(each.flatMap((d, i) => (d === undefined ? [] : [[`state-${i}`, d] as const])));
      const end = retentionEnd({ received: NOW, parties }, daysOf);
      if (each.length === 0 || each.includes(undefined)) expect(end).toBeUndefined();
      else for (const d of each) expect(end).toBeGreaterThanOrEqual(NOW + d! * DAY);
    }),
  );
});

test('a recovery key that nobody tried is due a week after it was certified, then as often as was set', () => {
  expect(drillDue(NOW, undefined, 365)).toBe(NOW + 7 * DAY);
  expect(drillDue(NOW, NOW + 2 * DAY, 90)).toBe(NOW + 92 * DAY);
});

test('what is overdue is said once a month, for a year', () => {
  expect([-1, 0, 29, 30, 359, 360].map((days) => reminderOf(NOW, NOW + days * DAY))).toEqual([
    undefined,
    0,
    0,
    1,
    11,
    undefined,
  ]);
});
