import { fromUtf8, toHex } from '@comity/log';
import {
  decrypt,
  type PrivateKey,
  type PublicKey,
  readMessage,
  type SessionKey,
  type Signature,
} from 'openpgp';
import { SealError } from './errors.ts';
import './inflating.ts';
import { MAX_ATTACHMENT, PROFILE } from './profile.ts';
import { isArmored } from './publickey.ts';
import { checkSignature, onlyPacket, type SignatureFacts } from './signature.ts';

/** The largest ciphertext that is read: a file of 20 MB, filled up to 22, sealed to 400 large keys, twice. */
export const MAX_CIPHERTEXT = MAX_ATTACHMENT + 4 * 1024 * 1024;
/** Each sealed session key may have to be tried with each of my keys: more is an attack, not a message. */
const MAX_SESSION_KEYS = 1000;

/** What was inside, and the signature over it. */
export interface Decrypted {
  readonly bytes: Uint8Array;
  /** Undefined unless there was exactly one. */
  readonly signature: Signature | undefined;
}

/**
 * Decrypts an OpenPGP message, with private keys or with the session key that was taken out of it before. Throws
 * `seal.ciphertext-too-large` or `seal.cannot-decrypt`, whatever is wrong.
 */
export async function decryptMessage(
  ciphertext: Uint8Array,
  keys: readonly PrivateKey[] | SessionKey,
  date: Date,
): Promise<Decrypted> {
  assertCiphertextSize(ciphertext);
  try {
    const message = await readAnyMessage(ciphertext);
    if (message.getEncryptionKeyIDs().length > MAX_SESSION_KEYS) throw new Error('Too many session keys.');
    const { data, signatures } = await decrypt({
      message,
      ...('algorithm' in keys ? { sessionKeys: [keys] } : { decryptionKeys: [...keys] }),
      format: 'binary',
      date,
      config: PROFILE,
    });
    return { bytes: data, signature: signatures.length === 1 ? await signatures[0]!.signature : undefined };
  } catch {
    throw new SealError(
      'seal.cannot-decrypt',
      'It cannot be decrypted with your keys, or was altered on its way.',
    );
  }
}

export function assertCiphertextSize({ length }: Uint8Array): void {
  if (length <= MAX_CIPHERTEXT) return;
  throw new SealError('seal.ciphertext-too-large', `More than ${MAX_CIPHERTEXT} bytes are not read.`);
}

/** A message, binary or armored. */
export const readAnyMessage = (ciphertext: Uint8Array) =>
  isArmored(ciphertext)
    ? readMessage({ armoredMessage: fromUtf8(ciphertext), config: PROFILE })
    : readMessage({ binaryMessage: ciphertext, config: PROFILE });

/** The fingerprint of the key that the signature names as its own, primary or subkey; undefined in old ones. */
export function issuerOf(signature: Signature): string | undefined {
  const fingerprint = onlyPacket(signature)?.issuerFingerprint;
  return fingerprint ? toHex(fingerprint) : undefined;
}

/** Throws `seal.not-signed` or `seal.bad-signature` unless the one signature over it is by that key. */
export async function assertSigned({ bytes, signature }: Decrypted, key: PublicKey): Promise<SignatureFacts> {
  if (!signature) throw new SealError('seal.not-signed', 'It does not carry exactly one signature.');
  const facts = await checkSignature(key, bytes, signature).catch(() => undefined);
  if (facts) return facts;
  throw new SealError(
    'seal.bad-signature',
    'The signature is not one that the key of the contact could make at that time.',
  );
}
