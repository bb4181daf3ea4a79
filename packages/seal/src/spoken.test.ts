import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenCode } from './spoken.ts';

test('a fingerprint is six groups of five digits, the same for the same and another for another', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{40}$/);
  fc.assert(
    fc.property(hex, hex, (a, b) => {
      const code = spokenCode(a);
      expect(code.join(' ')).toMatch(/^(?:\d{5} ){5}\d{5}$/);
      expect(spokenCode(b).join() === code.join()).toBe(a === b);
    }),
  );
});

test('it follows from a hash that anybody can compute', () => {
  const fingerprint = '0123456789abcdef0123456789abcdef01234567';
  const digest = createHash('sha256')
    .update(Buffer.concat([Buffer.from('comity spoken code v1\n'), Buffer.from(fingerprint, 'hex')]))
    .digest();
  const groups = [0, 5, 10, 15, 20, 25].map((at) =>
    String(digest.readUIntBE(at, 5) % 100_000).padStart(5, '0'),
  );
  expect(spokenCode(fingerprint)).toEqual(groups);
});

test('what is no fingerprint has no code', () => {
  for (const text of ['', 'F'.repeat(40), 'f'.repeat(39)])
    expect(() => spokenCode(text)).toThrow(expect.objectContaining({ code: 'seal.not-a-key' }));
});
