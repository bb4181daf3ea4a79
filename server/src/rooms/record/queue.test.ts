import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { platformError } from '../../platform/index.ts';
import { GroupQueue, takeGroup } from './queue.ts';

const tickets = fc.array(
  fc.record({
    about: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    moves: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe('a group', () => {
  test('never shares with one that stands alone, and nothing overtakes it', () => {
    const ticket = (name: string, alone = false) => ({ name, about: [name], moves: false, alone });
    const waiting = [ticket('a'), ticket('b', true), ticket('c')];
    const first = takeGroup(waiting, 8);
    expect(first.group.map(({ name }) => name)).toEqual(['a']);
    const second = takeGroup(first.left, 8);
    expect(second.group.map(({ name }) => name)).toEqual(['b']);
    expect(second.left.map(({ name }) => name)).toEqual(['c']);
  });

  test('never holds two about one thing, nor one that follows a mover', () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 1, max: 8 }), (waiting, limit) => {
        const { group } = takeGroup(waiting, limit);
        const about = group.flatMap((t) => t.about);
        expect(new Set(about).size).toBe(about.length);
        expect(group.slice(0, -1).some((t) => t.moves)).toBe(false);
      }),
    );
  });

  test('leaves the rest in its order, and what is about one thing is never overtaken', () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 1, max: 8 }), (waiting, limit) => {
        const done: typeof waiting = [];
        for (let left = waiting; left.length > 0; ) {
          const taken = takeGroup(left, limit);
          expect(taken.group.length).toBeGreaterThan(0);
          expect(taken.left).toEqual(left.filter((t) => !taken.group.includes(t)));
          done.push(...taken.group);
          left = taken.left;
        }
        expect(new Set(done)).toEqual(new Set(waiting));
        for (const subject of ['a', 'b', 'c', 'd'] as const) {
          const of = (list: typeof waiting) => list.filter((t) => t.about.includes(subject));
          expect(of(done)).toEqual(of(waiting));
        }
      }),
    );
  });
});

describe('the queue', () => {
  const ticket = (n: number) => ({ candidate: n, about: [], moves: false });

  test('lets those that come while a group works share the next one', async () => {
    const queue = new GroupQueue<number, { n: number }>();
    const groups: (readonly number[])[] = [];
    const place = async (group: readonly number[]) => {
      groups.push(group);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return group.map((n) => (n === 3 ? { refused: new RangeError('no') } : { n }));
    };
    const taken = await Promise.allSettled([1, 2, 3, 4].map((n) => queue.take(ticket(n), place)));
    expect(groups).toEqual([[1], [2, 3, 4]]);
    expect(taken.map((t) => t.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  test('tries each of a failed group by itself, and a lost database only once', async () => {
    for (const lost of [false, true]) {
      const queue = new GroupQueue<number, { n: number }>();
      const groups: number[] = [];
      const place = async (group: readonly number[]) => {
        groups.push(group.length);
        if (group.includes(3)) {
          throw lost ? platformError('database-unavailable', { outcome: 'unknown' }) : new RangeError('no');
        }
        return group.map((n) => ({ n }));
      };
      const taken = await Promise.allSettled([1, 2, 3, 4].map((n) => queue.take(ticket(n), place)));
      expect(groups).toEqual(lost ? [1, 3] : [1, 3, 1, 1, 1]);
      const placed = taken.filter((t) => t.status === 'fulfilled').length;
      expect(placed).toBe(lost ? 1 : 3);
    }
  });
});
