import { describe, expect, test } from 'vitest';
import { cutAtMarks, textFiltersOf } from './finding.ts';

describe('a search in texts', () => {
  test('takes from the address what a search takes, and leaves the rest', () => {
    const address = new URLSearchParams(
      'q= peace &language=fr&superseded=yes&from=2026-13&until=2026-11-02&document=&after=x&limit=9999',
    );
    expect(textFiltersOf(address).toString()).toBe('q=peace&language=fr&until=2026-11-02');
    expect(textFiltersOf(new URLSearchParams({ q: 'x'.repeat(201) })).toString()).toBe('');
  });

  test('cuts words where they were met', () => {
    expect(
      cutAtMarks('peace and order', [
        [0, 5],
        [10, 15],
      ]),
    ).toEqual(['', 'peace', ' and ', 'order', '']);
    expect(cutAtMarks('peace', [])).toEqual(['peace']);
  });
});
