import { fromHex } from './bytes.ts';

/**
 * Strictness that RFC 8032 leaves open, fixed here so that every verifier answers alike:
 * the key is a canonical encoding of a point that is not of small order, and S is below the group order.
 * The equation itself is checked by the platform (cofactorless, R compared as bytes).
 */
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

const littleEndian = (bytes: Uint8Array): bigint => {
  let n = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[i]!);
  return n;
};

/** y-coordinates of the eight points of small order (order 1, 2, 4 and 8), whatever the sign bit. */
const SMALL_ORDER_Y = new Set(
  [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ].map((hex) => littleEndian(fromHex(hex))),
);

const yOf = (key: Uint8Array) => littleEndian(key) & (2n ** 255n - 1n);

/** 32 bytes, y below the prime, not of small order. Whether there is such a point: `isEd25519Point`. */
export function isStrictEd25519Key(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  const y = yOf(key);
  return y < P && !SMALL_ORDER_Y.has(y);
}

function power(base: bigint, exponent: bigint): bigint {
  let out = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) out = (out * b) % P;
    b = (b * b) % P;
  }
  return out;
}

const D = ((P - 121665n) * power(121666n, P - 2n)) % P;

/**
 * Whether some x belongs to this y: x² = (y² - 1) / (d·y² + 1) is a square (Euler's criterion).
 * About a third of a millisecond: asked where a key is registered, not at every signature, because the
 * platform finds no such signature good anyway.
 */
export function isEd25519Point(key: Uint8Array): boolean {
  const y = yOf(key);
  const numerator = (y * y - 1n + P) % P;
  const denominator = (D * y * y + 1n) % P;
  // A quotient is a square exactly if the product is, and the product needs no inverse.
  const product = (numerator * denominator) % P;
  return product === 0n || power(product, (P - 1n) / 2n) === 1n;
}

/** Whether S, the second half of a signature of 64 bytes, is below the order of the group. */
export function hasCanonicalS(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  // Most signatures are settled by the top byte; only the rare rest costs a big integer.
  if (signature[63]! < 0x10) return true;
  return littleEndian(signature.subarray(32)) < L;
}
