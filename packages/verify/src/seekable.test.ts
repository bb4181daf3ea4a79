import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { heldWhole, type Seekable, seekableBlob, VerifyError, verifyBundle } from './index.ts';
import { buildHistory, bundleOf, type History, inPieces } from './testing/index.ts';

test('what came in pieces reads as one, at any place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 40 }),
      async (bytes, piece) => {
        const [held, blob] = [
          await heldWhole(inPieces(bytes, piece)),
          seekableBlob(new Blob([bytes.slice()])),
        ];
        for (const [from, to] of [
          [0, bytes.length],
          [3, 17],
          [7, 7],
          [bytes.length - 1, bytes.length],
        ] as const) {
          if (from < 0 || to > bytes.length) continue;
          expect(await held.read(from, to)).toEqual(bytes.slice(from, to));
          expect(await blob.read(from, to)).toEqual(bytes.slice(from, to));
        }
        expect([held.size, blob.size]).toEqual([bytes.length, bytes.length]);
      },
    ),
  );
});

describe('a bundle in a file', () => {
  let history: History;
  let bundle: Uint8Array;
  beforeAll(async () => {
    history = await buildHistory({ participants: 3, acts: 60 });
    bundle = await bundleOf(history, 'state-000');
  });
  const inFile = (read: Seekable['read']): Seekable => ({ size: bundle.length, read });

  test('is read piece by piece, and verified as one that is held', async () => {
    let most = 0;
    const file = inFile(async (from, to) => {
      most = Math.max(most, to - from);
      return bundle.slice(from, to);
    });
    const { trust } = history;
    expect(await verifyBundle(file, { trust })).toEqual(await verifyBundle(inPieces(bundle), { trust }));
    expect(most).toBeLessThanOrEqual(1 << 20);
  });

  test('that changes between two readings is never verified', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bundle.length), async (offset) => {
        const met = new Set<number>();
        const file = inFile(async (from, to) => {
          const bytes = bundle.slice(from, to);
          const at = (offset % bundle.length) - from;
          // The first reading of a place is honest, every later one has a bit flipped.
          if (met.has(from) && at >= 0 && at < bytes.length) bytes[at]! ^= 1;
          met.add(from);
          return bytes;
        });
        // A reading that begins elsewhere counts as a first one: so every part is read from where it begins.
        const verdicts: string[] = [];
        for (let i = 0; i < 2; i++)
          verdicts.push(
            await verifyBundle(file, { trust: history.trust }).then(
              (r) => r.verdict,
              () => 'none',
            ),
          );
        expect(verdicts.filter((verdict) => verdict !== 'verified')).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('that ends while it is read, or cannot be, is no verdict', async () => {
    const codeOf = (file: Seekable) =>
      verifyBundle(file).catch((error) => error instanceof VerifyError && error.code);
    expect(await codeOf(inFile(async () => Promise.reject(new Error('The cable was pulled.'))))).toBe(
      'verify.source-failed',
    );
    expect(await codeOf(inFile(async (from, to) => bundle.slice(from, to - 1)))).toBe('verify.source-failed');
  });
});
