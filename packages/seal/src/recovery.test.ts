import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRecoveryCode, readRecoveryCode } from './recovery.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a recovery code', () => {
  test('has six groups of five, reads back to 16 bytes, and is never the same', () => {
    const codes = Array.from({ length: 200 }, newRecoveryCode);
    for (const code of codes) {
      expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(readRecoveryCode(code)).toHaveLength(16);
    }
    expect(new Set(codes.map((c) => readRecoveryCode(c).join())).size).toBe(200);
  });

  test('is read as people write it', () => {
    const code = newRecoveryCode();
    const secret = readRecoveryCode(code);
    const ways = [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' – ')}\n`,
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
      code.replaceAll('1', 'I').replace(/[0-9A-Z]/g, (c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)),
    ];
    for (const way of ways) expect(readRecoveryCode(way), way).toEqual(secret);
  });

  test('with any one digit wrong is found to be mistyped', () => {
    const place = fc.integer({ min: 0, max: 29 });
    fc.assert(
      fc.property(place, fc.constantFrom(...DIGITS), (at, digit) => {
        const digits = [...newRecoveryCode().replaceAll('-', '')];
        fc.pre(digits[at] !== digit);
        digits[at] = digit;
        let read: Uint8Array | undefined;
        try {
          read = readRecoveryCode(digits.join(''));
        } catch (error) {
          expect((error as { code: string }).code).toBe('seal.mistyped-recovery-code');
        }
        // Four check digits: one slip in a million may pass, and then opens nothing.
        expect(read).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('is refused when it is something else', () => {
    for (const text of [
      '',
      'x',
      '0'.repeat(29),
      '0'.repeat(31),
      'U'.repeat(30),
      '٠'.repeat(30),
      '\u202e'.repeat(30),
    ])
      expect(() => readRecoveryCode(text), text).toThrow(
        expect.objectContaining({ code: 'seal.mistyped-recovery-code' }),
      );
  });
});
