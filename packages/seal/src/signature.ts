import type { Signer, Verifier } from '@comity/log';
import {
  createMessage,
  enums,
  type PublicKey,
  readSignature,
  type Signature,
  type SignaturePacket,
  sign,
  verify,
} from 'openpgp';
import { SealError } from './errors.ts';
import { dateOf } from './instant.ts';
import { splitPackets, TAG } from './packets.ts';
import { type LockedKey, readSigner } from './privatekey.ts';
import { PROFILE, STRONG_HASHES } from './profile.ts';
import { readPublicKey } from './publickey.ts';

/** What one good signature says of itself. */
export interface SignatureFacts {
  /** The fingerprint of the primary key, also where a subkey signed. */
  readonly key: string;
  /** When it was made, as it says: to the second, and chosen by the signer. */
  readonly signedAt: string;
}

/** A signature of version 4 with a hash of SHA-256 or better, over bytes or over text. */
export const isAcceptable = (packet: SignaturePacket): boolean =>
  packet.version === 4 && packet.hashAlgorithm !== null && STRONG_HASHES.has(packet.hashAlgorithm);

export const onlyPacket = (signature: Signature): SignaturePacket | undefined =>
  signature.packets.length === 1 ? signature.packets[0] : undefined;

/**
 * Checks one signature over bytes under one key, at the signature's own time: the key must have been made,
 * bound and in force then, and able to sign. Undefined when anything is not as it should be.
 */
export async function checkSignature(
  key: PublicKey,
  message: Uint8Array,
  signature: Signature,
): Promise<SignatureFacts | undefined> {
  const packet = onlyPacket(signature);
  if (!packet?.created || !isAcceptable(packet)) return undefined;
  const { signatures } = await verify({
    message: await createMessage({ binary: message, date: packet.created }),
    signature,
    verificationKeys: key,
    date: packet.created,
    format: 'binary',
    config: PROFILE,
  });
  if (signatures.length !== 1 || !(await signatures[0]!.verified)) return undefined;
  return { key: key.getFingerprint(), signedAt: packet.created.toISOString() };
}

/** Reads bytes that must be exactly one signature packet over bytes, nothing before or after it. */
async function readDetached(bytes: Uint8Array): Promise<Signature | undefined> {
  const packets = splitPackets(bytes);
  if (packets?.length !== 1 || packets[0]!.tag !== TAG.signature) return undefined;
  const signature = await readSignature({ binarySignature: bytes, config: PROFILE });
  return onlyPacket(signature)?.signatureType === enums.signature.binary ? signature : undefined;
}

/**
 * The verifier of algorithm `openpgp` for the verifiers of @comity/log: a detached binary signature, as
 * `gpg --detach-sign` makes it, under a binary transferable public key. Answers false for anything malformed.
 * It judges the signature at the time it states; whether that time can be true is for the caller, who knows
 * when it arrived: see `signatureTime`.
 */
export const openpgpVerifier: Verifier = async (key, message, signature) => {
  try {
    const detached = await readDetached(signature);
    if (!detached) return false;
    return (await checkSignature(await readPublicKey(key), message, detached)) !== undefined;
  } catch {
    return false;
  }
};

/** The instant a detached signature states, to the second; undefined where the bytes are not one signature. */
export async function signatureTime(signature: Uint8Array): Promise<string | undefined> {
  try {
    const detached = await readDetached(signature);
    return detached && onlyPacket(detached)?.created?.toISOString();
  } catch {
    return undefined;
  }
}

/**
 * A signer with algorithm `openpgp`. Every signature states the time `at`. `publicKey` is what was
 * registered, where that is not byte for byte what this private key would publish (a key that gpg exported).
 * Throws `seal.not-a-key`, `seal.wrong-passphrase`, `seal.key-cannot-sign`.
 */
export async function openpgpSigner(
  signer: LockedKey & { readonly at: string; readonly publicKey?: Uint8Array },
): Promise<Signer> {
  const date = dateOf(signer.at, 'at');
  const key = await readSigner(signer, date);
  return {
    alg: 'openpgp',
    publicKey: signer.publicKey ?? key.toPublic().write(),
    sign: async (message) => {
      const signature = await sign({
        message: await createMessage({ binary: message, date }),
        signingKeys: key,
        detached: true,
        format: 'binary',
        date,
        config: PROFILE,
      });
      if (signature instanceof Uint8Array) return signature;
      throw new SealError('seal.key-cannot-sign', 'The private key made no signature.');
    },
  };
}
