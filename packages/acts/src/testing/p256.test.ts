import { fromHex, isCanonicalDer, platformVerifiers, toHex, utf8 } from '@comity/log';
import { expect, test } from 'vitest';
import { derOf, p256Point, p256Sign } from './p256.ts';

// RFC 6979 appendix A.2.5, curve P-256, SHA-256.
const SCALAR = fromHex('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721');

test('signs as RFC 6979 prints it', () => {
  const sample = derOf(
    0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n,
    0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n,
  );
  expect(toHex(p256Sign(SCALAR, utf8('sample')))).toBe(toHex(sample));
  const text = derOf(
    0xf1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367n,
    0x019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083n,
  );
  expect(toHex(p256Sign(SCALAR, utf8('test')))).toBe(toHex(text));
});

test('its signatures have one spelling and verify on the platform', async () => {
  for (let i = 0; i < 20; i++) {
    const signature = p256Sign(SCALAR, utf8(`message ${i}`));
    expect(isCanonicalDer(signature)).toBe(true);
    expect(await platformVerifiers.p256!(p256Point(SCALAR), utf8(`message ${i}`), signature)).toBe(true);
  }
});
