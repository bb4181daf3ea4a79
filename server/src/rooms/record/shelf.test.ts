import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Shelf } from './shelf.ts';

test('what was made is found, the same, and not made again', async () => {
  const shelf = new Shelf();
  let made = 0;
  const make = async () => Buffer.from(String(++made));
  expect(await shelf.find('a', make)).toBe(await shelf.find('a', make));
  await shelf.find('b', make);
  expect(made).toBe(2);
});

test('what failed is tried again', async () => {
  const shelf = new Shelf();
  await expect(shelf.find('a', () => Promise.reject(new Error('not yet')))).rejects.toThrow('not yet');
  expect(await shelf.find('a', async () => Buffer.from('now'))).toEqual(Buffer.from('now'));
});

test('it never holds more than its room, whatever is asked for, and always answers the right bytes', async () => {
  const asks = fc.array(fc.tuple(fc.nat(30), fc.nat(2_000_000)), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(asks, async (list) => {
      const shelf = new Shelf();
      const sizes = new Map<number, number>();
      for (const [name, size] of list) {
        if (!sizes.has(name)) sizes.set(name, size);
        const bytes = await shelf.find(String(name), async () => Buffer.alloc(sizes.get(name)!));
        expect(bytes.length).toBe(sizes.get(name));
        expect(shelf.size).toBeLessThanOrEqual(8 * 1024 * 1024);
      }
    }),
    { numRuns: 30 },
  );
});
