import { type PublicKey, readKey, type Subkey } from 'openpgp';
import { SealError } from './errors.ts';
import { splitPackets, TAG } from './packets.ts';
import { ALGORITHMS, FULL_PROFILE, MIN_RSA_BITS, PROFILE, WEAK_ALGORITHMS } from './profile.ts';

/** The largest public key that may be published, in bytes. */
export const MAX_PUBLIC_KEY = 24 * 1024;

/** What a key is registered for: to be sealed to (and to sign), or to sign acts only. */
export type KeyPurpose = 'encryption' | 'signing';

const ALLOWED_TAGS: ReadonlySet<number> = new Set([
  TAG.publicKey,
  TAG.publicSubkey,
  TAG.userId,
  TAG.userAttribute,
  TAG.signature,
]);

/**
 * Reads exactly one binary public key of a kind that every tool reads. Says nothing about today:
 * see `assertUsable`. Throws the codes that `inspectPublicKey` lists.
 */
export async function readPublicKey(bytes: Uint8Array): Promise<PublicKey> {
  assertOnePublicKey(bytes);
  const key = await readKey({ binaryKey: bytes, config: PROFILE }).catch(() => {
    throw new SealError('seal.not-a-key', 'The packets do not make a public key.');
  });
  for (const { keyPacket } of [key, ...key.subkeys]) {
    if (keyPacket.version !== 4) throw unsupported(`a key of version ${keyPacket.version}`);
  }
  assertKnownAlgorithm(key.keyPacket);
  if (isWeak(key.keyPacket)) throw weak();
  return key;
}

/** What openpgp would silently skip is refused here: secret material, a second key, strange packets. */
function assertOnePublicKey(bytes: Uint8Array): void {
  if (bytes.length > MAX_PUBLIC_KEY) {
    throw new SealError('seal.key-too-large', `A public key has at most ${MAX_PUBLIC_KEY / 1024} KB.`);
  }
  if (isArmored(bytes)) {
    throw new SealError('seal.armored-key', 'The key is armored text: take the armor off first.');
  }
  const packets = splitPackets(bytes);
  if (!packets?.length) throw new SealError('seal.not-a-key', 'The bytes are not OpenPGP packets.');
  if (packets.some(({ tag }) => tag === TAG.secretKey || tag === TAG.secretSubkey)) {
    throw new SealError('seal.secret-key', 'This holds a secret key: it must never leave its owner.');
  }
  if (packets[0]!.tag !== TAG.publicKey || packets.some(({ tag }) => !ALLOWED_TAGS.has(tag))) {
    throw new SealError('seal.not-a-key', 'The packets are not those of one public key.');
  }
  if (packets.filter(({ tag }) => tag === TAG.publicKey).length > 1) {
    throw new SealError('seal.several-keys', 'There is more than one key in this.');
  }
}

/** Whether bytes are armored text, which begins with five hyphens. */
export function isArmored(bytes: Uint8Array): boolean {
  const start = bytes.findIndex((byte) => byte > 0x20);
  return start >= 0 && [0, 1, 2, 3, 4].every((i) => bytes[start + i] === 0x2d);
}

type KeyPacket = PublicKey['keyPacket'];

function assertKnownAlgorithm(packet: Pick<KeyPacket, 'algorithm' | 'getAlgorithmInfo'>): void {
  if (ALGORITHMS.has(packet.algorithm) || WEAK_ALGORITHMS.has(packet.algorithm)) return;
  throw unsupported(packet.getAlgorithmInfo().algorithm);
}

function isWeak(packet: Pick<KeyPacket, 'algorithm' | 'getAlgorithmInfo'>): boolean {
  const { bits } = packet.getAlgorithmInfo();
  return WEAK_ALGORITHMS.has(packet.algorithm) || (bits !== undefined && bits < MIN_RSA_BITS);
}

const unsupported = (what: string) =>
  new SealError('seal.key-unsupported', `Not every tool can read this: ${what}.`);
const weak = () =>
  new SealError('seal.weak-key', 'The key is too weak: RSA below 2048 bits, DSA or ElGamal.');

/** Throws unless the key, as it is, serves `purpose` on that date. */
export async function assertUsable(key: PublicKey, date: Date, purpose: KeyPurpose): Promise<void> {
  await assertValid(key, date);
  await assertStrongSubkeys(key, date);
  if (purpose === 'encryption' && (await usableEncryptionSubkeys(key, date)) === 0) {
    throw new SealError('seal.key-cannot-encrypt', 'The key has no subkey that can be sealed to now.');
  }
  if (purpose === 'signing') {
    await key.getSigningKey(undefined, date, undefined, FULL_PROFILE).catch(() => {
      throw new SealError('seal.key-cannot-sign', 'The key cannot sign now.');
    });
  }
}

async function assertValid(key: PublicKey, date: Date): Promise<void> {
  if (key.getCreationTime() > date) {
    throw new SealError('seal.key-not-yet-valid', 'The key says that it was made later than now.');
  }
  if (await key.isRevoked(undefined, undefined, date, FULL_PROFILE)) {
    throw new SealError('seal.key-revoked', 'The key has been revoked.');
  }
  try {
    await key.verifyPrimaryKey(date, undefined, FULL_PROFILE);
  } catch {
    const expires = await key.getExpirationTime(undefined, FULL_PROFILE);
    if (expires instanceof Date && expires <= date) {
      throw new SealError('seal.key-expired', `The key expired on ${expires.toISOString().slice(0, 10)}.`);
    }
    throw new SealError(
      'seal.key-invalid',
      'The key has no user id that it certifies itself and that is valid.',
    );
  }
}

/** Old subkeys that expired or were revoked do no harm; one in force must be strong and readable. */
async function assertStrongSubkeys(key: PublicKey, date: Date): Promise<void> {
  for (const subkey of key.subkeys) {
    if (!(await isInForce(subkey, date))) continue;
    assertKnownAlgorithm(subkey.keyPacket);
    if (isWeak(subkey.keyPacket)) throw weak();
  }
}

const isInForce = (subkey: Subkey, date: Date): Promise<boolean> =>
  subkey.verify(date, FULL_PROFILE).then(
    () => true,
    () => false,
  );

/** How many subkeys can be sealed to on that date. */
export async function usableEncryptionSubkeys(key: PublicKey, date: Date): Promise<number> {
  let usable = 0;
  for (const subkey of key.subkeys) {
    const found = await key
      .getEncryptionKey(subkey.getKeyID(), date, undefined, FULL_PROFILE)
      .catch(() => undefined);
    if (found === subkey) usable++;
  }
  return usable;
}
