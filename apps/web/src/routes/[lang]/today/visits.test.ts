import { describe, expect, it } from 'vitest';
import { type Sight, visitsAfter } from './visits.ts';

const at = (minutes: number, size: number): Sight => ({
  size,
  at: new Date(Date.UTC(2027, 0, 1) + minutes * 60_000).toISOString(),
});
/** What is kept after several looks, the first of them in a new browser. */
const after = (...sights: Sight[]) =>
  sights.slice(1).reduce((kept, sight) => visitsAfter(kept, sight), visitsAfter(undefined, sights[0]!));

describe('a visit', () => {
  it('that is the first has none before it, however often one looks', () => {
    expect(after(at(0, 10), at(5, 12), at(20, 14)).before).toBeUndefined();
  });

  it('after half an hour away is another: what came since the last look is new', () => {
    expect(after(at(0, 10), at(5, 12), at(35, 20)).before).toEqual(at(5, 12));
  });

  it('keeps what it began with until it ends', () => {
    expect(after(at(0, 10), at(60, 20), at(70, 30), at(95, 31)).before).toEqual(at(0, 10));
    expect(after(at(0, 10), at(60, 20), at(70, 30), at(100, 31)).before).toEqual(at(70, 30));
  });

  it('to a record that became shorter is a first one', () => {
    expect(after(at(0, 10), at(60, 3)).before).toBeUndefined();
  });
});
