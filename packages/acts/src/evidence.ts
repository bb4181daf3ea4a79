import {
  concat,
  equalBytes,
  fromBase64url,
  fromHex,
  fromUtf8,
  platformVerifiers,
  preimage,
  sha256,
  statementId,
  type Tag,
  toBase64url,
  utf8,
  type Verifiers,
} from '@comity/log';
import * as z from 'zod/mini';
import type { PublicKey, Signature } from './key.ts';

/** Where a body's passkeys may sign: founding act or a later change of domains. */
export interface Domains {
  readonly rpIds: readonly string[];
  readonly origins: readonly string[];
}

/** What checking needs besides the signature itself. */
export interface Trust {
  readonly verifiers: Verifiers;
  readonly domains: Domains;
  /** Key bytes of OpenPGP keys, by SHA-256. */
  readonly blob: (sha256: string) => Uint8Array | undefined;
}

const clientData = z.looseObject({
  type: z.literal('webauthn.get'),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.optional(z.literal(false)),
});

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

/**
 * Whether `sig` is a good signature of `key` over the statement under this tag.
 * A passkey signs authenticatorData ‖ SHA-256(clientDataJSON), whose challenge must be the statement's id;
 * type, origin, rpId, user presence and verification are checked. Any other key signs the preimage itself.
 * Answers false for everything malformed.
 */
export function verifyStatement(
  trust: Trust,
  tag: Tag,
  statement: unknown,
  key: PublicKey,
  sig: Signature,
): boolean | Promise<boolean> {
  return verifyPreimage(trust, preimage(tag, statement), () => statementId(tag, statement), key, sig);
}

/** The same where preimage and id are at hand. */
export function verifyPreimage(
  trust: Trust,
  message: Uint8Array,
  id: () => string,
  key: PublicKey,
  sig: Signature,
): boolean | Promise<boolean> {
  const verifier = trust.verifiers[sig.alg];
  if (!verifier || sig.alg !== key.alg) return false;
  const isPasskey = key.alg !== 'openpgp' && key.passkey === true;
  if (isPasskey !== (sig.webauthn !== undefined)) return false;
  const signed = sig.webauthn ? passkeyMessage(sig.webauthn, fromHex(id()), trust.domains) : message;
  const bytes = key.alg === 'openpgp' ? trust.blob(key.blob.sha256) : fromBase64url(key.key);
  return signed !== undefined && bytes !== undefined && verifier(bytes, signed, fromBase64url(sig.value));
}

/** What a passkey signed, or undefined if the evidence is not for this challenge at an allowed place. */
function passkeyMessage(
  evidence: NonNullable<Signature['webauthn']>,
  challenge: Uint8Array,
  domains: Domains,
): Uint8Array | undefined {
  const data = fromBase64url(evidence.authenticatorData);
  const json = fromBase64url(evidence.clientDataJSON);
  if (data.length < 37) return undefined;
  const flags = data[32]!;
  if (!(flags & USER_PRESENT) || !(flags & USER_VERIFIED)) return undefined;
  if (!domains.rpIds.some((rpId) => equalBytes(sha256(utf8(rpId)), data.subarray(0, 32)))) return undefined;
  let client: unknown;
  try {
    client = JSON.parse(fromUtf8(json));
  } catch {
    return undefined;
  }
  const parsed = clientData.safeParse(client);
  if (!parsed.success || parsed.data.challenge !== toBase64url(challenge)) return undefined;
  if (!domains.origins.includes(parsed.data.origin)) return undefined;
  return concat(data, sha256(json));
}

/** Trust for keys that are written out and sign directly: enough for hosts, roots and files. */
export const plainTrust: Trust = {
  verifiers: platformVerifiers,
  domains: { rpIds: [], origins: [] },
  blob: () => undefined,
};
