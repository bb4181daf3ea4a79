import { decryptKey, encryptKey, type PrivateKey, readPrivateKey } from 'openpgp';
import { SealError } from './errors.ts';
import { FULL_PROFILE, PROFILE } from './profile.ts';
import { isArmored } from './publickey.ts';

/** A private key as it is kept: binary, with the passphrase that opens it where it is locked. */
export interface LockedKey {
  readonly privateKey: Uint8Array;
  readonly passphrase?: string;
}

/**
 * Opens a key once, so that what follows need not: the passphrase is made slow on purpose.
 * The result is the secret itself: it belongs in memory, never in a file.
 * Throws `seal.not-a-key` or `seal.wrong-passphrase`.
 */
export async function unlockPrivateKey(locked: LockedKey): Promise<Uint8Array> {
  return (await readUnlocked(locked)).write();
}

/** Locks a key that is open with a passphrase. Throws `seal.not-a-key`, `seal.wrong-passphrase` where it is locked. */
export async function lockPrivateKey(privateKey: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const key = await readUnlocked({ privateKey });
  return (await encryptKey({ privateKey: key, passphrase, config: PROFILE })).write();
}

/** The key as openpgp holds it, ready to sign and decrypt. */
export async function readUnlocked({ privateKey, passphrase }: LockedKey): Promise<PrivateKey> {
  if (isArmored(privateKey)) {
    throw new SealError('seal.armored-key', 'The private key is armored text: take the armor off first.');
  }
  const key = await readPrivateKey({ binaryKey: privateKey, config: PROFILE }).catch(() => {
    throw new SealError('seal.not-a-key', 'The bytes are not a private key.');
  });
  // Where gpg keeps the primary key elsewhere it leaves a stub, which is neither locked nor open.
  const open = key.getKeys().every(({ keyPacket }) => keyPacket.isDecrypted() || isStub(keyPacket));
  if (open) return key;
  return decryptKey({ privateKey: key, passphrase: passphrase ?? '', config: PROFILE }).catch(() => {
    throw new SealError('seal.wrong-passphrase', 'The passphrase does not open the private key.');
  });
}

const isStub = (packet: object) => 'isDummy' in packet && (packet.isDummy as () => boolean)();

/** The same, and it must be able to sign on that date. Throws `seal.key-cannot-sign` besides. */
export async function readSigner(locked: LockedKey, date: Date): Promise<PrivateKey> {
  const key = await readUnlocked(locked);
  await key.getSigningKey(undefined, date, undefined, FULL_PROFILE).catch(() => {
    throw new SealError(
      'seal.key-cannot-sign',
      'The private key cannot sign now: expired, revoked or too weak.',
    );
  });
  return key;
}
