import { sha256HexOfText } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashIndex } from './hashindex.ts';

/** Few names, so that they meet again; hashes that begin alike, so that they want one place. */
const hash = fc.nat(400).map((n) => sha256HexOfText(`${n}`).replace(/^.{6}/, n % 3 === 0 ? '000000' : '$&'));
const steps = fc.array(fc.record({ hash, value: fc.integer({ min: 0, max: 2 ** 50 }) }), { maxLength: 3000 });

test('answers what a map answers, however it grew', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const [index, map] = [new HashIndex(), new Map<string, number>()];
      for (const { hash, value } of all) {
        expect(index.get(hash)).toBe(map.get(hash));
        index.set(hash, value);
        map.set(hash, value);
      }
      expect(index.size).toBe(map.size);
      for (const [name, value] of map) expect(index.get(name)).toBe(value);
    }),
    { numRuns: 30 },
  );
});

test('keeps a hundred thousand apart', () => {
  const index = new HashIndex();
  for (let n = 0; n < 100_000; n++) index.set(sha256HexOfText(`${n}`), n);
  for (let n = 0; n < 100_000; n += 7) expect(index.get(sha256HexOfText(`${n}`))).toBe(n);
  expect(index.size).toBe(100_000);
  expect(index.has(sha256HexOfText('another'))).toBe(false);
});
