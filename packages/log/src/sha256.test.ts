import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toHex, utf8 } from './bytes.ts';
import { sha256, sha256Hex, sha256HexOfText } from './hash.ts';
import { sha256Portable } from './sha256.ts';

const nodeHex = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const sample = (length: number) => new Uint8Array(length).map((_, i) => (i * 151 + length) % 256);

test('gives the digests of FIPS 180-4', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const none = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const twoBlocks = '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1';
  expect(toHex(sha256Portable(utf8('abc')))).toBe(abc);
  expect(toHex(sha256Portable(utf8('')))).toBe(none);
  expect(toHex(sha256Portable(utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')))).toBe(
    twoBlocks,
  );
});

test('the portable hash equals the one of Node for every length from 0 to 300 and beyond 64 KB', () => {
  for (const length of [...Array(301).keys(), 65_535, 65_536, 65_537, 1_000_003]) {
    const data = sample(length);
    expect(toHex(sha256Portable(data)), `length ${length}`).toBe(nodeHex(data));
  }
});

test('all doors to the hash agree, on views into larger memory too', () => {
  const view = sample(1000).subarray(13, 777);
  expect(toHex(sha256(view))).toBe(nodeHex(view));
  expect(toHex(sha256Portable(view))).toBe(nodeHex(view));
  expect(sha256Hex(view)).toBe(nodeHex(view));
  const text = 'État 😀 \u2028 نص';
  expect(sha256HexOfText(text)).toBe(nodeHex(utf8(text)));
});

test('a digest is memory of its own', () => {
  const first = sha256(utf8('a'));
  const copy = first.slice();
  sha256(utf8('b'));
  expect(first).toEqual(copy);
  expect(first.buffer.byteLength).toBe(32);
});
