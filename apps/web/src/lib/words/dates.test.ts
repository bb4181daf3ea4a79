import { describe, expect, test } from 'vitest';
import { dateWriter } from './dates.ts';

const first = new Date('2026-03-01T23:05:00.000Z');
const day = (language: string) => dateWriter(language, { zone: 'UTC' }).format(first);
const minute = (language: string, zone = 'UTC') => dateWriter(language, { time: true, zone }).format(first);

describe('a date is written as documents of the United Nations write it', () => {
  test.each([
    ['ar', '1 آذار/مارس 2026'],
    ['zh', '2026年3月1日'],
    ['en', '1 March 2026'],
    ['fr', '1er mars 2026'],
    ['ru', '1 марта 2026 года'],
    ['es', '1 de marzo de 2026'],
  ])('%s: %s', (language, written) => {
    // No-break spaces of one release of the tables are plain ones of another.
    expect(day(language).replace(/\s/gu, ' ')).toBe(written);
  });

  test('with the time on a clock of 24 hours, and the month of the zone', () => {
    expect(minute('fr')).toContain('1er mars 2026');
    expect(minute('fr')).toContain('23:05');
    expect(minute('ar', 'Asia/Tokyo')).toContain('2 آذار/مارس 2026');
    expect(dateWriter('ar', { zone: 'Asia/Tokyo' }).format(new Date('2026-03-31T23:00:00Z'))).toBe(
      '1 نيسان/أبريل 2026',
    );
  });

  test('in any other language as its locale writes it', () => {
    expect(day('pt')).toBe('1 de março de 2026');
  });
});
