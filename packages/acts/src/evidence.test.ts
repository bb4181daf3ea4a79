import { generateKeyPairSync } from 'node:crypto';
import { fromBase64url, platformVerifiers, toBase64url, utf8 } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { plainTrust, type Trust, verifyStatement } from './evidence.ts';
import type { PublicKey, Signature } from './key.ts';
import {
  type Authenticator,
  type Ceremony,
  ed25519Authenticator,
  fileHand,
  p256Authenticator,
  rs256Authenticator,
  seedOf,
  USUAL,
} from './testing/index.ts';

const STATEMENT = { v: 1, said: 'this, and nothing else' };
const trust: Trust = {
  verifiers: platformVerifiers,
  domains: { rpIds: ['old.example', USUAL.rpId], origins: [USUAL.origin, 'https://other.example'] },
  blob: () => undefined,
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const AUTHENTICATORS: Record<string, Authenticator> = {
  'P-256': p256Authenticator(seedOf('evidence')),
  Ed25519: await ed25519Authenticator(seedOf('evidence')),
  RS256: rs256Authenticator(rsa as Record<string, string>),
};

const check = (key: PublicKey, sig: Signature, statement: unknown = STATEMENT, by: Trust = trust) =>
  verifyStatement(by, 'act', statement, key, sig);

describe.each(Object.entries(AUTHENTICATORS))('A passkey on %s', (_, passkey) => {
  const signed = (ceremony?: Partial<Ceremony>) => passkey.sign('act', STATEMENT, ceremony);

  test('signs a statement under a tag', async () => {
    expect(await check(passkey.key, await signed())).toBe(true);
    expect(await check(passkey.key, await signed({ origin: 'https://other.example' }))).toBe(true);
    expect(await check(passkey.key, await signed({ flags: 0x1d, counter: 4_000_000_000 }))).toBe(true);
  });

  test.each<[string, Partial<Ceremony>]>([
    ['another relying party', { rpId: 'evil.example' }],
    ['another origin', { origin: 'https://body.example.evil.example' }],
    ['an origin with another port', { origin: 'https://body.example:444' }],
    ['a user who was not present', { flags: 0x04 }],
    ['a user who was not verified', { flags: 0x01 }],
    ['a registration', { type: 'webauthn.create' }],
    ['a frame of another origin', { crossOrigin: true }],
  ])('is refused with evidence of %s', async (_why, ceremony) => {
    expect(await check(passkey.key, await signed(ceremony))).toBe(false);
  });

  test('is refused for another statement, and under another tag', async () => {
    const sig = await signed();
    expect(await check(passkey.key, sig, { ...STATEMENT, v: 2 })).toBe(false);
    for (const tag of ['session', 'enrol', 'message'] as const)
      expect(await verifyStatement(trust, tag, STATEMENT, passkey.key, sig)).toBe(false);
    expect(await check(passkey.key, await passkey.sign('session', STATEMENT))).toBe(false);
  });

  test('is refused when the evidence was touched', async () => {
    const sig = await signed();
    const { authenticatorData, clientDataJSON } = sig.webauthn!;
    const data = fromBase64url(authenticatorData);
    data[36] = 1;
    const spaced = utf8(` ${Buffer.from(clientDataJSON, 'base64url')}`);
    for (const webauthn of [
      { authenticatorData: toBase64url(data), clientDataJSON },
      { authenticatorData: toBase64url(data.slice(0, 36)), clientDataJSON },
      { authenticatorData, clientDataJSON: toBase64url(spaced) },
      { authenticatorData, clientDataJSON: toBase64url(utf8('[]')) },
      { authenticatorData, clientDataJSON: toBase64url(utf8('{')) },
      { authenticatorData, clientDataJSON: toBase64url(Uint8Array.of(0xff)) },
    ]) {
      expect(await check(passkey.key, { ...sig, webauthn })).toBe(false);
    }
  });

  test('never signs without evidence, nor a direct key with it', async () => {
    const sig = await signed();
    const { webauthn: _, ...bare } = sig;
    const { passkey: __, ...direct } = passkey.key;
    expect(await check(passkey.key, bare)).toBe(false);
    expect(await check(direct, sig)).toBe(false);
  });

  test('is refused where the body allows no domain', async () => {
    expect(await check(passkey.key, await signed(), STATEMENT, plainTrust)).toBe(false);
  });
});

test('a key in a file signs the preimage itself, and only under its tag', async () => {
  const hand = await fileHand('alpha', 'ada');
  const sig = await hand.sign('act', STATEMENT);
  expect(await check(hand.key, sig)).toBe(true);
  expect(await check(hand.key, sig, { ...STATEMENT, v: 2 })).toBe(false);
  expect(await verifyStatement(trust, 'session', STATEMENT, hand.key, sig)).toBe(false);
  expect(await check((await fileHand('alpha', 'bo')).key, sig)).toBe(false);
});

test('a signature with an S beyond the order of the group is refused', async () => {
  const hand = await fileHand('alpha', 'ada');
  const sig = await hand.sign('act', STATEMENT);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const bytes = fromBase64url(sig.value);
  let s = bytes.slice(32).reduceRight((n, byte) => (n << 8n) | BigInt(byte), 0n) + order;
  for (let i = 32; i < 64; i++, s >>= 8n) bytes[i] = Number(s & 255n);
  expect(await check(hand.key, { ...sig, value: toBase64url(bytes) })).toBe(false);
});

test('a P-256 signature in another spelling of DER is refused', async () => {
  const passkey = AUTHENTICATORS['P-256']!;
  const sig = await passkey.sign('act', STATEMENT);
  const der = fromBase64url(sig.value);
  const longLength = Uint8Array.of(0x30, 0x81, der[1]!, ...der.slice(2));
  const padded = Uint8Array.of(0x30, der[1]! + 1, 2, der[3]! + 1, 0, ...der.slice(4));
  const trailing = Uint8Array.of(...der, 0);
  for (const other of [longLength, padded, trailing])
    expect(await check(passkey.key, { ...sig, value: toBase64url(other) })).toBe(false);
});

test('an algorithm without a verifier is refused, never skipped', async () => {
  const hand = await fileHand('alpha', 'ada');
  const sig = await hand.sign('act', STATEMENT);
  expect(await check(hand.key, sig, STATEMENT, { ...trust, verifiers: {} })).toBe(false);
  expect(await check(hand.key, { ...sig, alg: 'p256' })).toBe(false);
});

test('an OpenPGP key is found as a blob, and its verifier sees key, preimage and signature', async () => {
  const seen: string[] = [];
  const key = {
    alg: 'openpgp',
    blob: { sha256: 'a'.repeat(64), size: 3 },
    fingerprint: 'b'.repeat(40),
  } as const;
  const openpgp = (k: Uint8Array, message: Uint8Array, value: Uint8Array) => {
    seen.push(`${k} ${Buffer.from(message)} ${value}`);
    return true;
  };
  const by = { ...trust, verifiers: { openpgp }, blob: () => Uint8Array.of(1, 2, 3) };
  expect(await check(key, { alg: 'openpgp', value: 'BAUG' }, STATEMENT, by)).toBe(true);
  expect(seen).toEqual(['1,2,3 comity/act/v1\n{"said":"this, and nothing else","v":1} 4,5,6']);
  expect(
    await check(key, { alg: 'openpgp', value: 'BAUG' }, STATEMENT, { ...by, blob: () => undefined }),
  ).toBe(false);
});
