import { describe, expect, test } from 'vitest';
import { isZone } from '../directory/index.ts';
import { isUrgent, quietUntil, Rates } from './rules.ts';

const at = (text: string) => Date.parse(text);
const NIGHT = { starts: 22 * 60, ends: 6 * 60, zone: 'Europe/Paris' };

describe('Quiet hours', () => {
  test.each([
    // Paris is two hours ahead in summer, one in winter.
    ['2026-07-01T19:59:00Z', undefined],
    ['2026-07-01T20:00:30Z', '2026-07-02T04:00:00Z'],
    ['2026-07-02T03:59:59Z', '2026-07-02T04:00:00Z'],
    ['2026-07-02T04:00:00Z', undefined],
    ['2026-01-10T20:30:00Z', undefined],
    ['2026-01-10T23:30:00Z', '2026-01-11T05:00:00Z'],
  ])('at %s end at %s', (now, end) => {
    expect(quietUntil(NIGHT, at(now))).toBe(end === undefined ? undefined : at(end));
  });

  test('may lie within a day, and follow a zone of half hours', () => {
    const noon = { starts: 12 * 60, ends: 13 * 60, zone: 'Asia/Kolkata' };
    expect(quietUntil(noon, at('2026-07-01T07:00:00Z'))).toBe(at('2026-07-01T07:30:00Z'));
    expect(quietUntil(noon, at('2026-07-01T12:30:00Z'))).toBeUndefined();
    expect([isZone('Asia/Kolkata'), isZone('Nowhere/Land'), isZone('')]).toEqual([true, false, false]);
  });

  test('let through what has a deadline before they end, or soon after', () => {
    const end = at('2026-07-02T04:00:00Z');
    expect([
      isUrgent('2026-07-02T03:00:00.000Z', end),
      isUrgent('2026-07-02T05:59:00.000Z', end),
      isUrgent('2026-07-02T06:00:00.000Z', end),
      isUrgent(undefined, end),
    ]).toEqual([true, true, false, false]);
  });
});

test('Rates let so many a minute pass, say how long to wait, and forget', () => {
  const rates = new Rates();
  for (let i = 0; i < 3; i++) {
    expect(rates.wait('a', 3, i * 1000)).toBe(0);
    rates.count('a', i * 1000);
  }
  expect(rates.wait('a', 3, 3000)).toBe(57);
  expect(rates.wait('b', 3, 3000)).toBe(0);
  expect(rates.wait('a', 3, 60_000)).toBe(0);
});
