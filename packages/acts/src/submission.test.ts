import { fromUtf8, parseCanonical } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ACT_BYTES, paddedSubmission, submissionSchema } from './index.ts';

const SIZES = [4096, 8192, 16_384, 32_768, 65_536];

describe('A padded submission', () => {
  test('has one of five sizes, is canonical, and says what it said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_000 }), (length) => {
        const said = { act: 'a'.repeat(length), sig: {} };
        const bytes = paddedSubmission(said);
        expect(SIZES).toContain(bytes.length);
        const { pad: _, ...read } = parseCanonical(bytes) as { pad: string };
        expect(read).toEqual(said);
      }),
      { numRuns: 60 },
    );
  });

  test('that would be larger than a host takes stays as it is', () => {
    const bytes = paddedSubmission({ act: 'a'.repeat(MAX_ACT_BYTES) });
    expect(fromUtf8(bytes)).not.toContain('pad');
  });

  test('holds nothing but zeros beside what it says', () => {
    const good = { act: {}, sig: { alg: 'ed25519', value: 'AA' } };
    expect(submissionSchema.safeParse({ ...good, pad: '000' }).success).toBe(true);
    for (const pad of ['001', ' ', 0, '0'.repeat(MAX_ACT_BYTES + 1)])
      expect(submissionSchema.safeParse({ ...good, pad }).success).toBe(false);
  });
});
