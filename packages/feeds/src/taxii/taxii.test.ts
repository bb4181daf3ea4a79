import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicator, uuid } from '../testing/index.ts';
import { instantOf, microsOf } from '../time.ts';
import { Pile } from './memory.ts';
import { LISTING, MAX_LIMIT, makeNext, type Query, readQuery } from './query.ts';

const ask = (text: string): Query => readQuery(text, LISTING);
const idOf = (n: number) => `indicator--${uuid(n)}`;

function pileOf(count: number): Pile {
  const pile = new Pile();
  for (let n = 0; n < count; n++) pile.add(indicator(n), 1000);
  return pile;
}

/** Reads page by page as a client does, by `next`. */
function* pages(pile: Pile, question: string, limit: number, repeats: boolean) {
  for (let next = ''; ; ) {
    const query = ask(
      [repeats || next === '' ? question : '', `limit=${limit}`, next].filter(Boolean).join('&'),
    );
    const { rows, more } = pile.select(query);
    yield rows;
    if (!more) return;
    next = `next=${makeNext(rows.at(-1)!.added, query.asked)}`;
  }
}

describe('an instant', () => {
  test('is exact to the microsecond, and what is none is none', () => {
    expect(instantOf(microsOf('2026-03-03T10:00:00.123456Z')!)).toBe('2026-03-03T10:00:00.123456Z');
    expect(microsOf('2026-03-03T10:00:00Z')).toBe(microsOf('2026-03-03T10:00:00.000000999Z'));
    for (const none of [
      '2026-03-03',
      '2026-02-30T00:00:00Z',
      '2026-03-03T10:00:00+01:00',
      '2026-03-03T24:00:00Z',
      'x',
    ])
      expect(microsOf(none)).toBeUndefined();
  });

  test('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000_000 }),
        (micros) => microsOf(instantOf(micros)) === micros,
      ),
    );
  });
});

describe('a collection', () => {
  test('gives each version an instant of its own, later than all before, whatever the clock says', () => {
    const pile = new Pile();
    for (const clock of [5000, 5000, 5000, 3, 6000, 0]) pile.add(indicator(pile.every().length), clock);
    const times = pile.every().map(({ added }) => added);
    expect(times).toEqual([5000, 5001, 5002, 5003, 6000, 6001]);
  });

  test('keeps a version that it has, and says where another one of the same name says something else', () => {
    const pile = new Pile();
    expect(pile.add(indicator(1), 1).isAsGiven).toBe(true);
    expect(pile.add(indicator(1), 2).isAsGiven).toBe(true);
    expect(pile.add(indicator(1, undefined, { name: 'other' }), 3).isAsGiven).toBe(false);
    expect(pile.every()).toHaveLength(1);
  });

  test('answers with what came strictly later', () => {
    const pile = pileOf(5);
    const at = pile.every()[2]!.added;
    const rows = pile.select(ask(`added_after=${instantOf(at)}`)).rows;
    expect(rows.map(({ id }) => id)).toEqual([idOf(3), idOf(4)]);
  });

  test('answers with the newest version where none is asked for, and with those that are', () => {
    const pile = new Pile();
    const versions = ['2026-03-02T00:00:00.000Z', '2026-03-04T00:00:00.000Z', '2026-03-03T00:00:00.000Z'];
    for (const [i, version] of versions.entries()) pile.add(indicator(1, version), i);
    const asked = (words: string) =>
      pile.select(ask(`match[version]=${words}`)).rows.map(({ versionText }) => versionText);
    expect(pile.select(ask('')).rows.map(({ versionText }) => versionText)).toEqual([versions[1]]);
    expect(asked('first')).toEqual([versions[0]]);
    expect(asked('first,last')).toEqual([versions[0], versions[1]]);
    expect(asked('all')).toEqual(versions);
    expect(asked(`${versions[2]},first`)).toEqual([versions[0], versions[2]]);
  });

  test('answers with the newest edition of the standard where none is asked for', () => {
    const pile = new Pile();
    pile.add(indicator(1, '2026-03-09T00:00:00.000Z', { spec_version: '2.0' }), 1);
    pile.add(indicator(1, '2026-03-02T00:00:00.000Z'), 2);
    expect(pile.select(ask('')).rows.map(({ spec }) => spec)).toEqual(['2.1']);
    expect(pile.select(ask('match[spec_version]=2.0')).rows.map(({ spec }) => spec)).toEqual(['2.0']);
    expect(pile.select(ask('match[spec_version]=2.0,2.1')).rows).toHaveLength(1);
    expect(pile.select(ask('match[spec_version]=2.0,2.1&match[version]=all')).rows).toHaveLength(2);
  });

  test('read page by page gives each object once, with every filter on every page', () => {
    const types = ['indicator', 'malware', 'tool'];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ n: fc.nat(8), type: fc.constantFrom(...types), day: fc.integer({ min: 10, max: 28 }) }),
          { maxLength: 40 },
        ),
        fc.integer({ min: 1, max: 7 }),
        fc.subarray(types, { minLength: 1 }),
        fc.constantFrom('last', 'first', 'all', 'first,last'),
        fc.boolean(),
        (objects, limit, wanted, version, repeats) => {
          const pile = new Pile();
          for (const { n, type, day } of objects)
            pile.add(indicator(n, `2026-04-${day}T00:00:00.000Z`, { type, id: `${type}--${uuid(n)}` }), 1);
          const question = `match[type]=${wanted.join(',')}&match[version]=${version}`;
          const whole = pile.select({ ...ask(question), limit: 1000 }).rows;
          const read = [...pages(pile, question, limit, repeats)];
          expect(read.flat()).toEqual(whole);
          expect(whole.every(({ type }) => wanted.includes(type))).toBe(true);
          expect(read.slice(0, -1).every((rows) => rows.length === limit)).toBe(true);
        },
      ),
    );
  });

  test('gives what comes in between two pages on a later one', () => {
    const pile = pileOf(4);
    const first = pile.select(ask('limit=2'));
    pile.add(indicator(9), 0);
    const rest = pile.select(ask(`next=${makeNext(first.rows.at(-1)!.added, '')}`));
    expect(rest.rows.map(({ id }) => id)).toEqual([idOf(2), idOf(3), idOf(9)]);
  });

  test('takes versions away, and forgets an object of which none is left', () => {
    const pile = new Pile();
    pile.add(indicator(1, '2026-03-02T00:00:00.000Z'), 1);
    pile.add(indicator(1, '2026-03-03T00:00:00.000Z'), 2);
    expect(pile.remove({ ...ask('match[version]=last'), ids: [idOf(1)] })).toBe(1);
    expect(pile.has(idOf(1))).toBe(true);
    expect(pile.remove({ ...ask('match[version]=all'), ids: [idOf(1)] })).toBe(1);
    expect(pile.has(idOf(1))).toBe(false);
  });

  test('with many versions of one object answers in time', () => {
    const pile = new Pile();
    for (let i = 0; i < 3000; i++) pile.add(indicator(1, instantOf(1_772_000_000_000_000 + i)), i);
    const begun = performance.now();
    pile.select(ask('match[version]=first,last'));
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('a question', () => {
  test.each([
    ['limit=0', 'taxii.bad-filter'],
    ['limit=-1', 'taxii.bad-filter'],
    ['limit=ten', 'taxii.bad-filter'],
    ['added_after=yesterday', 'taxii.bad-filter'],
    ['added_after=2026-03-03T10:00:00Z&added_after=2026-03-03T10:00:00Z', 'taxii.bad-filter'],
    ['match[type]=a&match[type]=b', 'taxii.bad-filter'],
    ['match[type]=', 'taxii.bad-filter'],
    ['match[version]=newest', 'taxii.bad-filter'],
    ['match[colour]=red', 'taxii.bad-filter'],
    ['added-after=2026-03-03T10:00:00Z', 'taxii.bad-filter'],
    ['next=%%%', 'taxii.bad-next'],
    ['next=5', 'taxii.bad-next'],
    [`next=${makeNext(5, 'match%5Btype%5D=malware')}&match[type]=tool`, 'taxii.bad-next'],
    [`match[id]=${'a,'.repeat(600)}a`, 'taxii.bad-filter'],
  ])('is refused with a code where it is none: %s', (text, code) => {
    expect(() => ask(text)).toThrow(expect.objectContaining({ code, status: 400 }));
  });

  test('asks for so many at most, and passes over what is no filter', () => {
    expect(ask('limit=1000000').limit).toBe(MAX_LIMIT);
    expect(ask('_=17').limit).toBe(100);
  });

  test('of a later page keeps the filters of the first, repeated or not, and the later of two instants', () => {
    const first = ask('match[type]=malware&added_after=2026-03-03T10:00:00Z');
    const next = makeNext(microsOf('2026-03-04T00:00:00Z')!, first.asked);
    for (const text of [`next=${next}`, `match[type]=malware&added_after=2026-03-03T10:00:00Z&next=${next}`])
      expect(ask(text)).toMatchObject({ types: ['malware'], after: microsOf('2026-03-04T00:00:00Z') });
  });
});
