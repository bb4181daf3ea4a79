import { enums, generateKey, type UserID, unarmor } from 'openpgp';
import { SealError } from './errors.ts';
import { dateOf } from './instant.ts';
import { FULL_PROFILE, PROFILE } from './profile.ts';
import { assertUsable, type KeyPurpose, readPublicKey, usableEncryptionSubkeys } from './publickey.ts';

/** Every OpenPGP key needs a user id; a published one needs no person's name. */
export const NEUTRAL_USER_ID = { name: 'point of contact' } as const;

/** What a new key is to be. `at` is the instant of its creation; without `userId` it carries the neutral one. */
export interface NewContactKey {
  readonly userId?: { readonly name?: string; readonly email?: string; readonly comment?: string };
  readonly at: string;
  readonly expiresInSeconds?: number;
  readonly passphrase?: string;
}

/** A fresh key pair, binary. `privateKey` is locked when a passphrase was given. */
export interface ContactKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  /** 40 lower-case hex digits: how acts and messages name the key. */
  readonly fingerprint: string;
  /** Armored; to be kept offline. Imported by any OpenPGP tool, it ends the key. */
  readonly revocationCertificate: string;
}

/**
 * Makes a contact's key: v4, Ed25519 to sign and one Curve25519 subkey to decrypt, in the form gpg reads.
 * Throws `seal.bad-user-id`, or `seal.malformed-message` where `at` is not an instant.
 */
export async function generateContactKey(wish: NewContactKey): Promise<ContactKey> {
  const date = dateOf(wish.at, 'at');
  const userId: UserID = { ...(wish.userId ?? NEUTRAL_USER_ID) };
  if (!userId.name && !userId.email) throw badUserId();
  const made = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [userId],
    date,
    keyExpirationTime: wish.expiresInSeconds ?? 0,
    ...(wish.passphrase ? { passphrase: wish.passphrase } : {}),
    format: 'object',
    config: PROFILE,
  }).catch(() => {
    throw badUserId();
  });
  return {
    privateKey: made.privateKey.write(),
    publicKey: made.publicKey.write(),
    fingerprint: made.publicKey.getFingerprint(),
    revocationCertificate: made.revocationCertificate,
  };
}

const badUserId = () =>
  new SealError('seal.bad-user-id', 'A user id has a name or an e-mail address that is one.');

/** What a public key says of itself, after everything that makes it unfit has been refused. */
export interface PublicKeyFacts {
  /** 40 lower-case hex digits, of the primary key. */
  readonly fingerprint: string;
  /** The last 16 of them: what tools show. Never used to find a key. */
  readonly keyId: string;
  /** The primary key's: `eddsaLegacy/ed25519Legacy`, `rsaEncryptSign/3072`. */
  readonly algorithm: string;
  readonly userIds: readonly string[];
  readonly created: string;
  readonly expires?: string;
  readonly canSign: boolean;
  readonly canEncrypt: boolean;
  /** Usable ones. gpg seals to the newest only, others to all: a contact should have one. */
  readonly encryptionSubkeys: number;
  /** Always false: a revoked key is refused. */
  readonly revoked: false;
}

/**
 * Reads a binary transferable public key and refuses what must not be published or sealed to, at `now`.
 * `needs: 'signing'` is for keys that sign acts: they must sign, and need not encrypt.
 * Throws `seal.key-too-large` (24 KB), `seal.armored-key`, `seal.not-a-key`, `seal.secret-key`,
 * `seal.several-keys`, `seal.key-unsupported`, `seal.weak-key`, `seal.key-not-yet-valid`,
 * `seal.key-revoked`, `seal.key-expired`, `seal.key-invalid`, `seal.key-cannot-encrypt`,
 * `seal.key-cannot-sign`.
 */
export async function inspectPublicKey(
  bytes: Uint8Array,
  now: string,
  needs: KeyPurpose = 'encryption',
): Promise<PublicKeyFacts> {
  const date = dateOf(now, 'now');
  const key = await readPublicKey(bytes);
  await assertUsable(key, date, needs);
  const expires = await key.getExpirationTime(undefined, FULL_PROFILE);
  const { algorithm, bits, curve } = key.getAlgorithmInfo();
  const encryptionSubkeys = await usableEncryptionSubkeys(key, date);
  return {
    fingerprint: key.getFingerprint(),
    keyId: key.getKeyID().toHex(),
    algorithm: `${algorithm}/${curve ?? bits}`,
    userIds: key.getUserIDs(),
    created: key.getCreationTime().toISOString(),
    ...(expires instanceof Date ? { expires: expires.toISOString() } : {}),
    canSign: await key.getSigningKey(undefined, date, undefined, FULL_PROFILE).then(
      () => true,
      () => false,
    ),
    canEncrypt: encryptionSubkeys > 0,
    encryptionSubkeys,
    revoked: false,
  };
}

/**
 * The same key with less in it: other people's certifications, photographs and every user id but the primary
 * one are left out. Subkeys, self-signatures and revocations stay, so that what was signed before still
 * verifies. The fingerprint does not change. Throws as `inspectPublicKey` does.
 */
export async function minimisePublicKey(bytes: Uint8Array, now: string): Promise<Uint8Array> {
  const key = await readPublicKey(bytes);
  const { user } = await key.getPrimaryUser(dateOf(now, 'now'), undefined, FULL_PROFILE).catch(() => {
    throw new SealError('seal.key-invalid', 'The key has no user id that is valid now.');
  });
  const primary = user.clone();
  primary.otherCertifications = [];
  key.users = [primary];
  return key.write();
}

/** Takes the armor off a public key that came as text. Throws `seal.not-a-key`. */
export async function publicKeyFromArmor(text: string): Promise<Uint8Array> {
  try {
    const { data, type } = await unarmor(text);
    if (type === enums.armor.publicKey && data instanceof Uint8Array) return data;
  } catch {
    // One answer for every kind of broken armor.
  }
  throw new SealError('seal.not-a-key', 'The text is not one armored public key.');
}

/** The fingerprints of the subkeys of a public key, 40 lower-case hex digits. Throws as `inspectPublicKey` does. */
export const subkeysOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await readPublicKey(bytes)).subkeys.map((subkey) => subkey.getFingerprint());
