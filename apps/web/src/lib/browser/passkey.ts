import { type Assertion, describeKey, type InlineKey, type Passkey } from '@comity/acts';
import { fromUtf8, sha256, toBase64url, utf8 } from '@comity/log';

/**
 * Passkeys of this browser, its system or a key beside it. Challenges are made here, from what is signed; none
 * comes from a server. What a passkey's PRF gives stays in this file's callers and never leaves the browser.
 */

export type PasskeyAlgorithm = 'p256' | 'rs256';

/** A passkey as this browser knows it: nothing in it is secret. */
export interface KnownPasskey {
  readonly alg: PasskeyAlgorithm;
  readonly publicKey: Uint8Array;
  /** The id of the credential. */
  readonly credential: Uint8Array;
  readonly rpId: string;
}

/** COSE algorithm numbers: ES256, and RS256 for Windows Hello. */
const COSE = new Map<number, PasskeyAlgorithm>([
  [-7, 'p256'],
  [-257, 'rs256'],
]);
const PRF_INPUT = utf8('comity/prf/v1') as Uint8Array<ArrayBuffer>;
const SECONDS = 120;

export class PasskeyError extends Error {
  readonly code: 'web.passkey-refused' | 'web.passkey-unsupported' | 'web.passkey-foreign';
  constructor(code: PasskeyError['code'], message: string) {
    super(message);
    this.name = 'PasskeyError';
    this.code = code;
  }
}

/** Whether passkeys can be used here: on an address of the body, in a browser that has them. */
export const rpIdHere = (rpIds: readonly string[]): string | undefined =>
  typeof PublicKeyCredential === 'undefined'
    ? undefined
    : rpIds.find((id) => location.hostname === id || location.hostname.endsWith(`.${id}`));

/** Makes a passkey for a person of a State. Its user handle names both, so that another device finds them. */
export async function makePasskey(
  rpId: string,
  who: { participant: string; person: string; label: string; bodyName: string },
): Promise<KnownPasskey> {
  const id = utf8(`${who.participant}/${who.person}`) as Uint8Array<ArrayBuffer>;
  const created = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: rpId, name: who.bodyName },
        user: { id, name: who.label, displayName: who.label },
        // Nothing is attested: the proof of the new key is a signature of its own.
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: [...COSE.keys()].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
        timeout: SECONDS * 1000,
        extensions: { prf: {} },
      },
    }),
  );
  const response = created.response as AuthenticatorAttestationResponse;
  const alg = COSE.get(response.getPublicKeyAlgorithm());
  const spki = response.getPublicKey();
  if (!alg || !spki)
    throw new PasskeyError('web.passkey-unsupported', 'The passkey uses an unknown algorithm.');
  return {
    alg,
    publicKey: rawKey(alg, new Uint8Array(spki)),
    credential: new Uint8Array(created.rawId),
    rpId,
  };
}

/** The key as acts name it: the point of P-256 (the last 65 bytes of its SPKI), the whole SPKI of RSA. */
export const rawKey = (alg: PasskeyAlgorithm, spki: Uint8Array): Uint8Array =>
  alg === 'p256' ? spki.slice(-65) : spki;

export const keyOf = ({ alg, publicKey }: KnownPasskey): InlineKey => ({
  ...describeKey(alg, publicKey),
  passkey: true,
});

/** An assertion, with what the PRF of the passkey gave: 32 bytes, the same each time; absent where it has none. */
export interface Tapped extends Assertion {
  readonly credential: Uint8Array;
  readonly prf?: Uint8Array;
  /** Participant and person, where the passkey was found by its body alone. */
  readonly user?: string;
}

/** One tap over a message. Without a credential the person chooses among the passkeys for this body. */
export async function tap(rpId: string, message: Uint8Array, credential?: Uint8Array): Promise<Tapped> {
  const found = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        rpId,
        challenge: sha256(message) as Uint8Array<ArrayBuffer>,
        allowCredentials: credential
          ? [{ type: 'public-key', id: credential as Uint8Array<ArrayBuffer> }]
          : [],
        userVerification: 'required',
        timeout: SECONDS * 1000,
        extensions: { prf: { eval: { first: PRF_INPUT } } },
      },
    }),
  );
  const response = found.response as AuthenticatorAssertionResponse;
  const prf = found.getClientExtensionResults().prf?.results?.first;
  return {
    credential: new Uint8Array(found.rawId),
    signature: new Uint8Array(response.signature),
    authenticatorData: new Uint8Array(response.authenticatorData),
    clientDataJSON: new Uint8Array(response.clientDataJSON),
    ...(prf ? { prf: bytesOf(prf) } : {}),
    ...(response.userHandle ? { user: fromUtf8(new Uint8Array(response.userHandle)) } : {}),
  };
}

const bytesOf = (source: BufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);

/** The passkey as what signs acts and certificates. `onTap` hears what came of each tap. */
export function passkeySigner(known: KnownPasskey, onTap?: (tapped: Tapped) => void): Passkey {
  return {
    alg: known.alg,
    publicKey: known.publicKey,
    async tap(message) {
      const tapped = await tap(known.rpId, message, known.credential);
      onTap?.(tapped);
      const { signature, authenticatorData, clientDataJSON } = tapped;
      return { signature, authenticatorData, clientDataJSON };
    },
  };
}

export const nameOfCredential = (credential: Uint8Array): string => toBase64url(credential);

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let credential: Credential | null;
  try {
    credential = await ask();
  } catch (error) {
    // The browser says the same for "no", "too late" and "none here": so that no page learns which.
    throw new PasskeyError('web.passkey-refused', (error as Error).message);
  }
  if (credential instanceof PublicKeyCredential) return credential;
  throw new PasskeyError('web.passkey-refused', 'The browser gave no passkey.');
}
