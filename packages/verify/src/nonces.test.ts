import { sha256HexOfText } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Nonces } from './nonces.ts';

test('a nonce belongs to the first act of each actor that used it', () => {
  const use = fc.record({ actor: fc.constantFrom('a/1', 'a/2', 'host'), nonce: fc.nat(30), act: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(use, { maxLength: 200 }), (uses) => {
      const [nonces, known] = [new Nonces(), new Map<string, string>()];
      for (const { actor, nonce, act } of uses) {
        const id = sha256HexOfText(`${act}`);
        expect(nonces.use(actor, `${nonce}`, id)).toBe(known.get(`${actor} ${nonce}`));
        if (!known.has(`${actor} ${nonce}`)) known.set(`${actor} ${nonce}`, id);
        expect(nonces.find(actor, `${nonce}`)).toBe(known.get(`${actor} ${nonce}`));
      }
    }),
  );
});
