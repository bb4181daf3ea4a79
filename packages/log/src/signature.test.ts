import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, fromHex, toBase64url, utf8 } from './bytes.ts';
import { sha256Hex } from './hash.ts';
import {
  type Algorithm,
  ed25519Signer,
  isAcceptableKey,
  keyId,
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

describe('Ed25519', () => {
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  test.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
  ])('signs and verifies as RFC 8032 section 7.1: seed %s', async (seed, key, text, signature) => {
    const signer = await ed25519Signer(fromHex(seed));
    expect(signer.publicKey).toEqual(fromHex(key));
    expect(await signer.sign(fromHex(text))).toEqual(fromHex(signature));
    expect(await check('ed25519', fromHex(key), fromHex(text), fromHex(signature))).toBe(true);
  });

  test('refuses a signature with any bit changed, an added byte, or over another message', async () => {
    const signer = await ed25519Signer(new Uint8Array(32).fill(1));
    const signature = await signer.sign(message);
    for (let bit = 0; bit < 512; bit++)
      expect(await check('ed25519', signer.publicKey, message, flip(signature, bit)), `bit ${bit}`).toBe(
        false,
      );
    expect(await check('ed25519', signer.publicKey, message, concat(signature, Uint8Array.of(0)))).toBe(
      false,
    );
    expect(await check('ed25519', signer.publicKey, message, signature.slice(1))).toBe(false);
    expect(await check('ed25519', signer.publicKey, message, new Uint8Array(0))).toBe(false);
    expect(await check('ed25519', signer.publicKey, utf8('other'), signature)).toBe(false);
  });

  test('refuses S + L and its multiples, which fulfil the equation as well', async () => {
    const signer = await ed25519Signer(new Uint8Array(32).fill(2));
    const signature = await signer.sign(message);
    const s = toNumber(signature.slice(32).reverse());
    for (let k = 1n; s + k * L < 2n ** 256n; k++) {
      const other = concat(signature.slice(0, 32), fromNumber(s + k * L, 32).reverse());
      expect(await check('ed25519', signer.publicKey, message, other), `S + ${k}L`).toBe(false);
    }
  });

  test('refuses keys of small order, under which one signature fits many messages', async () => {
    // R = the neutral point, S = 0 fulfils the equation whenever k·A is the neutral point.
    const forged = new Uint8Array(64);
    forged[0] = 1;
    const points = [
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      // The same points in spellings that are not canonical.
      '0100000000000000000000000000000000000000000000000000000000000080',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    ];
    for (const point of points) {
      expect(isAcceptableKey('ed25519', fromHex(point)), point).toBe(false);
      for (let i = 0; i < 16; i++)
        expect(await check('ed25519', fromHex(point), utf8(`${i}`), forged)).toBe(false);
    }
  });

  test('registers no 32 bytes that are not a point', async () => {
    const outside = [...Array(40).keys()].map((i) => {
      const key = new Uint8Array(32);
      key[0] = i + 2;
      return key;
    });
    const refused = outside.filter((key) => !isAcceptableKey('ed25519', key));
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.length).toBeLessThan(35);
    for (const key of refused) expect(await check('ed25519', key, message, new Uint8Array(64))).toBe(false);
  });

  test('wants a seed of 32 bytes', async () => {
    await expect(ed25519Signer(new Uint8Array(31))).rejects.toMatchObject({ code: 'log.bad-key' });
  });
});

describe('ids of keys', () => {
  test('name algorithm and key', async () => {
    const { publicKey } = await ed25519Signer(new Uint8Array(32).fill(3));
    expect(keyId('ed25519', publicKey)).toBe(sha256Hex(utf8(`ed25519:${toBase64url(publicKey)}`)));
    expect(keyId('p256', publicKey)).not.toBe(keyId('ed25519', publicKey));
  });

  test('an OpenPGP key is a blob, named by its own hash', () => {
    expect(keyId('openpgp', utf8('key'))).toBe(sha256Hex(utf8('key')));
    expect(isAcceptableKey('openpgp', new Uint8Array(0))).toBe(false);
  });

  test('there is no verifier of OpenPGP here: a missing one is refused by whoever looks it up', () => {
    expect(platformVerifiers.openpgp).toBeUndefined();
    expect(web.openpgp).toBeUndefined();
  });
});

test('a key kept in memory does not answer for another one', async () => {
  const seeds = [...Array(20).keys()].map((i) => new Uint8Array(32).fill(i));
  const signers = await Promise.all(seeds.map(ed25519Signer));
  const signatures = await Promise.all(signers.map((s) => s.sign(message)));
  for (const [i, signer] of signers.entries())
    for (const [j, signature] of signatures.entries())
      expect(await platformVerifiers.ed25519!(signer.publicKey, message, signature)).toBe(i === j);
});

test('a signature made outside verifies here', async () => {
  const pkcs8 = concat(fromHex('302e020100300506032b657004220420'), new Uint8Array(32).fill(4));
  const outside = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const { publicKey } = await ed25519Signer(new Uint8Array(32).fill(4));
  const signature = bytes(sign(null, message, outside));
  expect(await check('ed25519', publicKey, message, signature)).toBe(true);
  expect(equalBytes(signature, await (await ed25519Signer(new Uint8Array(32).fill(4))).sign(message))).toBe(
    true,
  );
});
