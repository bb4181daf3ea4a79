import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { hasCanonicalS, isEd25519Point, isStrictEd25519Key } from './ed25519.ts';

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const encode = (n: bigint) => fromHex(n.toString(16).padStart(64, '0')).reverse();
const SIGN = 2n ** 255n;

/** y of the points of order 8, as their known bytes; that they are of order 8 is calculated below. */
const ORDER_8 = [
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map((hex) => BigInt(`0x${Buffer.from(fromHex(hex)).reverse().toString('hex')}`));

describe('keys', () => {
  test('refuses all points of small order, with either sign bit', () => {
    for (const y of [0n, 1n, P - 1n, ...ORDER_8]) {
      expect(isStrictEd25519Key(encode(y)), `y = ${y}`).toBe(false);
      expect(isStrictEd25519Key(encode(y + SIGN)), `y = ${y}, sign bit`).toBe(false);
    }
  });

  test('the two points of order 8 are each the other one turned, as they must be', () => {
    expect(ORDER_8[0]! + ORDER_8[1]!).toBe(P);
    // Doubling (x, y) on -x² + y² = 1 + d·x²·y² gives a point with y = 0 exactly if y² = -x².
    const inverse = (n: bigint) => power(n, P - 2n);
    const d = (-121665n * inverse(121666n)) % P;
    const y2 = (ORDER_8[0]! * ORDER_8[0]!) % P;
    const x2 = ((y2 - 1n) * inverse((d * y2 + 1n) % P)) % P;
    expect((((y2 + x2) % P) + P) % P).toBe(0n);
  });

  test('refuses every encoding of y that is not below the prime, with either sign bit', () => {
    for (let y = P; y < SIGN; y++) {
      expect(isStrictEd25519Key(encode(y)), `${y}`).toBe(false);
      expect(isStrictEd25519Key(encode(y + SIGN)), `${y}, sign bit`).toBe(false);
    }
  });

  test('refuses any length but 32', () => {
    for (const length of [0, 31, 33, 64])
      expect(isStrictEd25519Key(new Uint8Array(length).fill(9))).toBe(false);
  });

  test('takes the keys of RFC 8032 section 7.1', () => {
    for (const hex of RFC_8032_KEYS) {
      expect(isStrictEd25519Key(fromHex(hex))).toBe(true);
      expect(isEd25519Point(fromHex(hex))).toBe(true);
    }
  });

  test('knows points from numbers that are none', () => {
    // The base point has y = 4/5.
    expect(isEd25519Point(encode((4n * power(5n, P - 2n)) % P))).toBe(true);
    const found = [2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n].map((y) => isEd25519Point(encode(y)));
    expect(found).toEqual([2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n].map(hasRoot));
    expect(found).toContain(true);
    expect(found).toContain(false);
  });
});

const power = (base: bigint, exponent: bigint): bigint =>
  exponent === 0n
    ? 1n
    : (power((((base % P) + P) * (base % P)) % P, exponent >> 1n) *
        (exponent & 1n ? ((base % P) + P) % P : 1n)) %
      P;

/** The way of RFC 8032 section 5.1.3: compute the root and try it. */
function hasRoot(y: bigint): boolean {
  const d = (-121665n * power(121666n, P - 2n)) % P;
  const u = (y * y - 1n + P) % P;
  const v = (((d * y * y + 1n) % P) + P) % P;
  const x = (u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n)) % P;
  const vx2 = (v * x * x) % P;
  return vx2 === u || vx2 === (P - u) % P;
}

const RFC_8032_KEYS = [
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
];

describe('S', () => {
  const withS = (s: bigint) => {
    const signature = new Uint8Array(64);
    signature.set(encode(s), 32);
    return signature;
  };
  test('is taken below the group order only', () => {
    for (const s of [0n, 1n, 2n ** 252n - 1n, 2n ** 252n, L - 1n]) expect(hasCanonicalS(withS(s))).toBe(true);
    for (const s of [L, L + 1n, 2n * L, 2n ** 253n, 2n ** 255n, 2n ** 256n - 1n])
      expect(hasCanonicalS(withS(s))).toBe(false);
  });
  test('is not looked for in a signature of another length', () => {
    for (const length of [0, 32, 63, 65]) expect(hasCanonicalS(new Uint8Array(length))).toBe(false);
  });
});
