import { concat, fromHex } from '@comity/log';
import { testCrypto } from './seeds.ts';

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const number = (bytes: Uint8Array) => bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);
const bytes32 = (n: bigint) => fromHex(n.toString(16).padStart(64, '0'));

/** The uncompressed point of a private scalar: 65 bytes. */
export function p256Point(scalar: Uint8Array): Uint8Array {
  const curve = testCrypto().createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  return new Uint8Array(curve.getPublicKey());
}

const hmac = (key: Uint8Array, ...parts: Uint8Array[]) =>
  new Uint8Array(
    testCrypto()
      .createHmac('sha256', key)
      .update(concat(...parts))
      .digest(),
  );

/** The k of RFC 6979 section 3.2 for SHA-256: node:crypto draws its own, and vectors must come out alike. */
function* nonces(scalar: Uint8Array, hash: Uint8Array): Generator<bigint> {
  const reduced = bytes32(number(hash) % N);
  let v: Uint8Array = new Uint8Array(32).fill(1);
  let k: Uint8Array = new Uint8Array(32);
  for (const mark of [0, 1]) {
    k = hmac(k, v, Uint8Array.of(mark), scalar, reduced);
    v = hmac(k, v);
  }
  for (;;) {
    v = hmac(k, v);
    yield number(v);
    k = hmac(k, v, Uint8Array.of(0));
    v = hmac(k, v);
  }
}

function power(base: bigint, exponent: bigint): bigint {
  let out = 1n;
  for (let b = base % N, e = exponent; e > 0n; e >>= 1n, b = (b * b) % N) if (e & 1n) out = (out * b) % N;
  return out;
}

function integer(n: bigint): Uint8Array {
  const digits = n.toString(16);
  const bytes = fromHex(digits.length % 2 ? `0${digits}` : digits);
  const positive = bytes[0]! >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes;
  return concat(Uint8Array.of(2, positive.length), positive);
}

/** ECDSA-Sig-Value of r and s in DER, as small as it goes. */
export function derOf(r: bigint, s: bigint): Uint8Array {
  const pair = concat(integer(r), integer(s));
  return concat(Uint8Array.of(0x30, pair.length), pair);
}

/** A deterministic ECDSA signature over SHA-256 of the message. */
export function p256Sign(scalar: Uint8Array, message: Uint8Array): Uint8Array {
  const hash = new Uint8Array(testCrypto().createHash('sha256').update(message).digest());
  for (const k of nonces(scalar, hash)) {
    if (k === 0n || k >= N) continue;
    const r = number(p256Point(bytes32(k)).subarray(1, 33)) % N;
    const s = (power(k, N - 2n) * ((number(hash) + r * number(scalar)) % N)) % N;
    if (r !== 0n && s !== 0n) return derOf(r, s);
  }
  throw new Error('RFC 6979 never runs dry.');
}
