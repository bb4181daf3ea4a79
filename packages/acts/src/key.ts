import { type Algorithm, fromBase64url, isAcceptableKey, keyId, toBase64url } from '@comity/log';
import * as z from 'zod/mini';
import { blob, bytesUpTo, fingerprint, hex64 } from './formats.ts';

/** A key written out in the act: `passkey` where it lives in a WebAuthn authenticator and signs only there. */
export const inlineKey = z
  .strictObject({
    alg: z.enum(['ed25519', 'p256', 'rs256']),
    key: bytesUpTo(600),
    passkey: z.optional(z.literal(true)),
  })
  .check(z.refine((k) => isAcceptableKey(k.alg, fromBase64url(k.key)), 'not an acceptable public key'));

/** An OpenPGP key: its transferable public key is a blob, since it can exceed what an entry holds. */
export const openpgpKey = z.strictObject({ alg: z.literal('openpgp'), blob, fingerprint });

/** The post-quantum half of such a key: an age hybrid recipient as text, a blob for the same reason. */
export const hybridKey = z.strictObject({
  alg: z.literal('age-hybrid'),
  blob,
  /** Its State takes no message without this seal. */
  demanded: z.optional(z.literal(true)),
});

export const rootKey = z
  .strictObject({ alg: z.literal('ed25519'), key: bytesUpTo(32) })
  .check(z.refine((k) => isAcceptableKey('ed25519', fromBase64url(k.key)), 'not an acceptable public key'));
export const publicKey = z.union([inlineKey, openpgpKey]);

export type RootKey = z.infer<typeof rootKey>;
export type InlineKey = z.infer<typeof inlineKey>;
export type OpenpgpKey = z.infer<typeof openpgpKey>;
export type HybridKey = z.infer<typeof hybridKey>;
export type PublicKey = z.infer<typeof publicKey>;

const ids = new WeakMap<PublicKey, string>();

/** The id of a key in acts: 64 hex digits. One key signs many acts, so each is hashed once. */
export function idOfKey(key: PublicKey): string {
  if (key.alg === 'openpgp') return key.blob.sha256;
  let id = ids.get(key);
  if (id === undefined) {
    id = keyId(key.alg, fromBase64url(key.key));
    ids.set(key, id);
  }
  return id;
}

export const describeKey = (alg: Exclude<Algorithm, 'openpgp'>, key: Uint8Array): InlineKey => ({
  alg,
  key: toBase64url(key),
});

/**
 * A signature with its evidence. `session` names the session certificate (by the SHA-256 of its canonical
 * bytes) when a session key signed; `webauthn` is what a passkey adds.
 */
export const signature = z.strictObject({
  alg: z.enum(['ed25519', 'p256', 'rs256', 'openpgp']),
  value: bytesUpTo(1200),
  session: z.optional(hex64),
  webauthn: z.optional(
    z.strictObject({ authenticatorData: bytesUpTo(512), clientDataJSON: bytesUpTo(1024) }),
  ),
});
export type Signature = z.infer<typeof signature>;
