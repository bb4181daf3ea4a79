import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat } from './bytes.ts';
import { Sha256 } from './hashing.ts';
import { sha256Portable } from './sha256.ts';

test('in pieces of any length it is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
      const hash = new Sha256();
      for (const piece of pieces) hash.update(piece);
      expect(hash.digest()).toEqual(sha256Portable(concat(...pieces)));
    }),
  );
});
