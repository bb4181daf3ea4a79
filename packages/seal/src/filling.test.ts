import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deu, fra, sealing } from '../testing/exchange.ts';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import { storedAt, storedLength } from './filling.ts';
import { fileBucketOf } from './padding.ts';

const bytes = (length: number) => new Uint8Array(length).fill(65);

describe('A filled stream', () => {
  it('has exactly the length that was asked for, and inflates to exactly what went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(2000), (content, more) => {
        const length = storedLength(content.length) + more;
        const stream = storedAt(content, length);
        expect(stream).toHaveLength(length);
        expect(new Uint8Array(inflateRawSync(stream))).toEqual(content);
      }),
    );
  });

  it.each([0, 65_534, 65_535, 65_536, 131_071, 200_000])('holds %i bytes', (length) => {
    const stream = storedAt(bytes(length), fileBucketOf(storedLength(length)));
    expect(inflateRawSync(stream)).toHaveLength(length);
  });
});

describe('The bucket of a file', () => {
  it('holds it, grows with it, and is at most an eighth larger beyond 64 KB', () => {
    const sizes = fc.integer({ min: 65_537, max: 25_000_000 });
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        expect(fileBucketOf(a)).toBeGreaterThanOrEqual(a);
        expect(fileBucketOf(a)).toBeLessThanOrEqual(a * 1.125);
        expect(fileBucketOf(Math.max(a, b))).toBeGreaterThanOrEqual(fileBucketOf(Math.min(a, b)));
      }),
    );
  });

  it('has eight sizes for each doubling', () => {
    const sizes = new Set<number>();
    for (let size = 2 ** 20 + 1; size <= 2 ** 21; size += 4096) sizes.add(fileBucketOf(size));
    expect(sizes.size).toBe(8);
  });
});

describe('A sealed file', () => {
  let gpg: Gpg;
  beforeAll(() => {
    gpg = startGpg();
    gpg.import(deu.keys.privateKey);
    gpg.import(fra.publicKey);
  });
  afterAll(() => gpg.end());
  const sealedFile = async (length: number) => {
    const file = { name: 'f.bin', mediaType: 'application/octet-stream', bytes: bytes(length) };
    return (await sealing({ attachments: [file] })).attachments[0]!.ciphertext;
  };

  it('is as long as others of its bucket, and longer than those of the one below', async () => {
    const [one, two, large] = await Promise.all([5000, 7000, 9000].map(sealedFile));
    // The signature is a few bytes longer or shorter each time: its numbers have no leading zeros.
    expect(Math.abs(one!.length - two!.length)).toBeLessThan(8);
    expect(large!.length - one!.length).toBeGreaterThan(8000);
  });

  it.each([0, 1, 70_000, 3_000_000])(
    'of %i bytes comes back from gpg as exactly the file',
    async (length) => {
      const { out, ok } = gpg.run(['-d', gpg.file('sealed', await sealedFile(length))]);
      expect(ok).toBe(true);
      expect(Buffer.compare(out, bytes(length))).toBe(0);
    },
  );
});
