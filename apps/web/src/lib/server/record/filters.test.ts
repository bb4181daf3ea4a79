import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeOf, filtersOf, isFiltered, queryOf } from './filters.ts';

const read = (query: string) => filtersOf(new URLSearchParams(query));

describe('What an address asks of the record', () => {
  test('is read back as it was written, whatever it holds', () => {
    const names = fc.constantFrom(
      'q',
      'participant',
      'type',
      'from',
      'until',
      'stream',
      'about',
      'before',
      'x',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.string({ unit: 'binary', maxLength: 300 })), (given) => {
        const filters = filtersOf(new URLSearchParams({ ...given }));
        expect(read(queryOf(filters).slice(1))).toEqual(filters);
        expect(filters.q.length).toBeLessThanOrEqual(200);
      }),
    );
  });

  test('passes over what the record would refuse', () => {
    const odd = 'participant=../x&type=nothing&from=2026-02-31x&until=soon&stream=%00&about=nobody&before=-1';
    expect(isFiltered(read(odd))).toBe(false);
    expect(beforeOf(new URLSearchParams(odd))).toBe('');
  });

  test('keeps what it takes', () => {
    const good = 'q=note&participant=nor&type=body.founded&from=2026-01-01&until=2026-02-28&about=body';
    expect(queryOf(read(good))).toBe(`?${good}`);
  });
});
