import {
  concat,
  ed25519Signer,
  fromHex,
  sha256,
  statementId,
  type Tag,
  toBase64url,
  utf8,
} from '@comity/log';
import type { InlineKey, Signature } from '../key.ts';
import { p256Point, p256Sign } from './p256.ts';
import { testCrypto } from './seeds.ts';

/** Where and how the authenticator is used; what is left out is as an honest browser does it. */
export interface Ceremony {
  readonly rpId: string;
  readonly origin: string;
  /** User present 01, user verified 04, backup 08 and 10, attested 40, extensions 80. */
  readonly flags: number;
  readonly counter: number;
  readonly type: string;
  readonly crossOrigin: boolean;
}
export const USUAL: Ceremony = {
  rpId: 'body.example',
  origin: 'https://body.example',
  flags: 0x05,
  counter: 0,
  type: 'webauthn.get',
  crossOrigin: false,
};

/** A WebAuthn authenticator in software: for tests and vectors, where a tap would be. */
export interface Authenticator {
  readonly key: InlineKey;
  /** An assertion for a challenge, with its evidence. */
  assert(challenge: Uint8Array, ceremony?: Partial<Ceremony>): Promise<Signature>;
  /** The assertion whose challenge is the id of a statement under its tag. */
  sign(tag: Tag, statement: unknown, ceremony?: Partial<Ceremony>): Promise<Signature>;
}

type Raw = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

function authenticator(alg: InlineKey['alg'], publicKey: Uint8Array, raw: Raw): Authenticator {
  const assert = async (challenge: Uint8Array, ceremony: Partial<Ceremony> = {}): Promise<Signature> => {
    const { authenticatorData, clientDataJSON } = evidenceFor(challenge, { ...USUAL, ...ceremony });
    const value = await raw(concat(authenticatorData, sha256(clientDataJSON)));
    return {
      alg,
      value: toBase64url(value),
      webauthn: {
        authenticatorData: toBase64url(authenticatorData),
        clientDataJSON: toBase64url(clientDataJSON),
      },
    };
  };
  return {
    key: { alg, key: toBase64url(publicKey), passkey: true },
    assert,
    sign: (tag, statement, ceremony) => assert(fromHex(statementId(tag, statement)), ceremony),
  };
}

/** The two byte strings of an assertion, in the member order that browsers write (WebAuthn section 5.8.1.1). */
export function evidenceFor(challenge: Uint8Array, c: Ceremony) {
  const counter = new Uint8Array(4);
  new DataView(counter.buffer).setUint32(0, c.counter);
  const { type, origin, crossOrigin } = c;
  return {
    authenticatorData: concat(sha256(utf8(c.rpId)), Uint8Array.of(c.flags), counter),
    clientDataJSON: utf8(JSON.stringify({ type, challenge: toBase64url(challenge), origin, crossOrigin })),
  };
}

/** A passkey on P-256 from a 32-byte scalar; its signatures are those of RFC 6979. */
export const p256Authenticator = (scalar: Uint8Array): Authenticator =>
  authenticator('p256', p256Point(scalar), (message) => p256Sign(scalar, message));

/** A passkey on Ed25519 from a 32-byte seed. */
export async function ed25519Authenticator(seed: Uint8Array): Promise<Authenticator> {
  const signer = await ed25519Signer(seed);
  return authenticator('ed25519', signer.publicKey, (message) => signer.sign(message));
}

/** A passkey as Windows Hello makes them, from an RSA private key as JWK. */
export function rs256Authenticator(jwk: Record<string, string>): Authenticator {
  const { createPrivateKey, createPublicKey, sign } = testCrypto();
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return authenticator(
    'rs256',
    new Uint8Array(spki),
    (message) => new Uint8Array(sign('sha256', message, key)),
  );
}
