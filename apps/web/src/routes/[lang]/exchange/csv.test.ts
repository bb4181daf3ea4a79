import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

/** The cells of one row as a program reads them. */
const cellOf = (text: string) => toCsv([[text]]).slice(1, -2);

describe('a table', () => {
  it('is RFC 4180 that a spreadsheet knows as UTF-8', () => {
    expect(
      toCsv([
        ['a', 1],
        ['b', 2],
      ]),
    ).toBe('\uFEFFa,1\r\nb,2\r\n');
    expect(cellOf('one, "two"\nthree')).toBe('"one, ""two""\nthree"');
    expect(cellOf('a;b')).toBe('"a;b"');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u00a0=1',
    '＝1',
    '＠x',
    '=HYPERLINK("x")',
  ])('runs no formula: %j', (text) => {
    expect(cellOf(text).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves numbers and plain words alone', () => {
    expect(toCsv([[-5, 'TLP:AMBER', 'thr_-a', '']]).slice(1)).toBe('-5,TLP:AMBER,thr_-a,\r\n');
  });
});
