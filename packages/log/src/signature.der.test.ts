import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromBase64url, fromHex, utf8 } from './bytes.ts';
import {
  type Algorithm,
  isAcceptableKey,
  isCanonicalDer,
  platformVerifiers,
  webVerifiers,
} from './signature.ts';

const web = webVerifiers();
/** The answer of both platforms, which must be one answer. */
async function check(
  alg: Exclude<Algorithm, 'openpgp'>,
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) {
  const here = await platformVerifiers[alg]!(key, message, signature);
  const there = await web[alg]!(key, message, signature);
  expect(there, 'WebCrypto answers as Node does').toBe(here);
  return here;
}
const bytes = (buffer: Uint8Array) => new Uint8Array(buffer);
const message = utf8('comity/act/v1\n{}');
const flip = (data: Uint8Array, bit: number) => {
  const out = data.slice();
  out[bit >> 3]! ^= 1 << (bit & 7);
  return out;
};
const toNumber = (data: Uint8Array) => BigInt(`0x${Buffer.from(data).toString('hex') || '0'}`);
const fromNumber = (n: bigint, length: number) => fromHex(n.toString(16).padStart(2 * length, '0'));

describe('P-256', () => {
  const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
  const point = (key: KeyObject) => {
    const { x, y } = key.export({ format: 'jwk' });
    return concat(Uint8Array.of(4), fromBase64url(x!), fromBase64url(y!));
  };
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = point(publicKey);
  const signed = () => bytes(sign('sha256', message, privateKey));
  const integer = (n: bigint) => {
    const digits = n.toString(16);
    const body = fromHex(digits.padStart(digits.length + (digits.length % 2), '0'));
    const value = body[0]! >= 0x80 ? concat(Uint8Array.of(0), body) : body;
    return concat(Uint8Array.of(2, value.length), value);
  };
  const der = (r: bigint, s: bigint) => {
    const content = concat(integer(r), integer(s));
    return concat(Uint8Array.of(0x30, content.length), content);
  };
  const numbers = (signature: Uint8Array): [bigint, bigint] => {
    const at = 4 + signature[3]!;
    return [toNumber(signature.slice(4, at)), toNumber(signature.slice(at + 2))];
  };

  test('verifies what Node signs, and both values of S that fulfil the equation', async () => {
    for (let i = 0; i < 50; i++) {
      const signature = signed();
      const [r, s] = numbers(signature);
      expect(der(r, s)).toEqual(signature);
      expect(await check('p256', key, message, signature)).toBe(true);
      // Passkeys make high and low S alike; nothing here is named by its signature.
      expect(await check('p256', key, message, der(r, N - s))).toBe(true);
    }
  });

  test('refuses a signature with any bit changed', async () => {
    const signature = signed();
    for (let bit = 0; bit < 8 * signature.length; bit++)
      expect(await check('p256', key, message, flip(signature, bit)), `bit ${bit}`).toBe(false);
  });

  test('refuses other spellings of the same two numbers', async () => {
    const [r, s] = numbers(signed());
    const content = concat(integer(r), integer(s));
    const loose = (n: bigint) => {
      const tight = integer(n).slice(2);
      return concat(Uint8Array.of(2, tight.length + 1, 0), tight);
    };
    const wrong = [
      concat(Uint8Array.of(0x30, 0x81, content.length), content),
      concat(Uint8Array.of(0x30, 0x80), content, Uint8Array.of(0, 0)),
      concat(der(r, s), Uint8Array.of(0)),
      concat(Uint8Array.of(0x30, content.length + 1), content, Uint8Array.of(0)),
      concat(Uint8Array.of(0x30, content.length + 1), loose(r), integer(s)),
      concat(Uint8Array.of(0x30, content.length + 1), integer(r), loose(s)),
      concat(fromNumber(r, 32), fromNumber(s, 32)),
      concat(Uint8Array.of(0x31, content.length), content),
      der(r, s).slice(0, -1),
    ];
    for (const signature of wrong) {
      expect(isCanonicalDer(signature)).toBe(false);
      expect(await check('p256', key, message, signature)).toBe(false);
    }
  });

  test('refuses numbers out of range, and answers instead of throwing', async () => {
    const [r, s] = numbers(signed());
    const pairs: [bigint, bigint][] = [
      [0n, s],
      [r, 0n],
      [N, s],
      [r, N],
      [r + N, s],
      [2n ** 256n - 1n, s],
      [2n ** 256n, s],
      [r, 2n ** 262n - 1n],
    ];
    for (const [a, b] of pairs) expect(await check('p256', key, message, der(a, b))).toBe(false);
    expect(isCanonicalDer(der(2n ** 256n - 1n, 1n))).toBe(true);
    expect(isCanonicalDer(der(2n ** 256n, 1n))).toBe(false);
    expect(isCanonicalDer(der(0n, 1n))).toBe(false);
    expect(isCanonicalDer(der(1n, 0n))).toBe(false);
  });

  test('answers false on any bytes as a signature or a key, alike on both platforms', async () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 70 }).map((rest) => concat(Uint8Array.of(0x30, rest.length), rest)),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 34 }), fc.uint8Array({ minLength: 1, maxLength: 34 }))
        .map(([a, b]) => {
          const content = concat(Uint8Array.of(2, a.length), a, Uint8Array.of(2, b.length), b);
          return concat(Uint8Array.of(0x30, content.length), content);
        }),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (data) => {
        expect(await check('p256', key, message, data)).toBe(false);
        expect(await check('p256', data, message, signed())).toBe(false);
        expect(await check('ed25519', data, message, data)).toBe(false);
        expect(await check('rs256', data, message, data)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('refuses keys off the curve, beyond the field, compressed or hybrid', async () => {
    const y = toNumber(key.slice(33));
    const compressed = concat(Uint8Array.of(2 + Number(y & 1n)), key.slice(1, 33));
    const hybrid = concat(Uint8Array.of(6 + Number(y & 1n)), key.slice(1));
    const wrong = [
      flip(key, 520 - 8),
      new Uint8Array(65),
      concat(Uint8Array.of(4), new Uint8Array(64)),
      compressed,
    ];
    wrong.push(hybrid, key.slice(1), concat(key, Uint8Array.of(0)), Uint8Array.of(0), new Uint8Array(0));
    // x = 5 lies on the curve; x = P + 5 is the same point in a spelling beyond the field.
    const five = rootOfCurve(5n, P);
    const plain = concat(Uint8Array.of(4), fromNumber(5n, 32), fromNumber(five, 32));
    expect(isAcceptableKey('p256', plain)).toBe(true);
    wrong.push(concat(Uint8Array.of(4), fromNumber(P + 5n, 32), fromNumber(five, 32)));
    const signature = signed();
    for (const data of wrong) {
      expect(isAcceptableKey('p256', data)).toBe(false);
      expect(await check('p256', data, message, signature)).toBe(false);
    }
    expect(isAcceptableKey('p256', key)).toBe(true);
  });

  function rootOfCurve(x: bigint, p: bigint): bigint {
    const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
    const square = (x ** 3n - 3n * x + b) % p;
    let root = 1n;
    let base = ((square % p) + p) % p;
    for (let e = (p + 1n) / 4n; e > 0n; e >>= 1n) {
      if (e & 1n) root = (root * base) % p;
      base = (base * base) % p;
    }
    return root;
  }
});

describe('RS256', () => {
  const make = (bits: number, exponent = 65537) => {
    const pair = generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent });
    return { ...pair, spki: bytes(pair.publicKey.export({ format: 'der', type: 'spki' })) };
  };
  const own = make(2048);
  const signature = bytes(sign('sha256', message, own.privateKey));

  test('verifies what Node signs with 2048 and 3072 bits, on both platforms', async () => {
    expect(await check('rs256', own.spki, message, signature)).toBe(true);
    const larger = make(3072);
    expect(
      await check('rs256', larger.spki, message, bytes(sign('sha256', message, larger.privateKey))),
    ).toBe(true);
  });

  test('refuses changed, cut and lengthened signatures', async () => {
    for (let bit = 0; bit < 8 * signature.length; bit += 61)
      expect(await check('rs256', own.spki, message, flip(signature, bit))).toBe(false);
    expect(await check('rs256', own.spki, message, signature.slice(1))).toBe(false);
    expect(await check('rs256', own.spki, message, concat(Uint8Array.of(0), signature))).toBe(false);
    expect(await check('rs256', own.spki, message, new Uint8Array(0))).toBe(false);
  });

  test('refuses keys that are too small, have another exponent or are of another kind', async () => {
    const small = make(1024);
    const almost = make(2040);
    const three = make(2048, 3);
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const pair of [small, almost, three]) {
      expect(isAcceptableKey('rs256', pair.spki)).toBe(false);
      expect(await check('rs256', pair.spki, message, bytes(sign('sha256', message, pair.privateKey)))).toBe(
        false,
      );
    }
    expect(isAcceptableKey('rs256', bytes(curve.publicKey.export({ format: 'der', type: 'spki' })))).toBe(
      false,
    );
  });

  test('refuses a key whose head or tail is changed in any bit', async () => {
    const last = 8 * own.spki.length;
    // 32 bytes before the modulus; the exponent and the lowest bit of the modulus behind it.
    const bits = [...Array(32 * 8).keys(), last - 48, ...Array.from({ length: 40 }, (_, i) => last - 1 - i)];
    for (const bit of bits) {
      const other = flip(own.spki, bit);
      expect(isAcceptableKey('rs256', other), `bit ${bit}`).toBe(false);
      expect(await check('rs256', other, message, signature)).toBe(false);
    }
    expect(isAcceptableKey('rs256', concat(own.spki, Uint8Array.of(0)))).toBe(false);
    expect(isAcceptableKey('rs256', own.spki.slice(0, -1))).toBe(false);
    expect(isAcceptableKey('rs256', own.spki)).toBe(true);
  });
});
