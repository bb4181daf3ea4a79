import { sha256Hex } from '@comity/log';
import type { PublicKey } from 'openpgp';
import { SealError } from './errors.ts';
import type { ContactName, Party } from './message.ts';
import { FULL_PROFILE } from './profile.ts';
import { assertUsable, readPublicKey } from './publickey.ts';

/** A contact with its key as certified in the record: the binary transferable public key. */
export interface Recipient extends ContactName {
  readonly publicKey: Uint8Array;
}

/** A recipient whose key has been read. */
export interface ReadRecipient {
  readonly party: Party;
  readonly key: PublicKey;
}

/** Reads the recipients' keys. Throws `seal.recipient-unusable`, naming the recipient and, as `cause`, why. */
export const readRecipients = (recipients: readonly Recipient[]): Promise<ReadRecipient[]> =>
  Promise.all(
    recipients.map((recipient) =>
      named(recipient, async () => {
        const { participant, contact } = recipient;
        const key = await readOnce(recipient.publicKey);
        return { party: { participant, contact, key: key.getFingerprint() }, key };
      }),
    ),
  );

/**
 * Throws `seal.recipient-unusable` for the first that cannot be sealed to on that date. Sealing itself finds the
 * same, without saying who it was: this is asked when it fails.
 */
export async function assertSealable(recipients: readonly ReadRecipient[], date: Date): Promise<void> {
  for (const { party, key } of recipients) {
    await named(party, async () => {
      await assertUsable(key, date, 'encryption');
      await key.getEncryptionKey(undefined, date, undefined, FULL_PROFILE).catch(() => {
        throw new SealError('seal.key-cannot-encrypt', 'The key cannot be sealed to now.');
      });
    });
  }
}

async function named<T>({ participant, contact }: ContactName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new SealError(
      'seal.recipient-unusable',
      `A contact of ${participant} (${contact}) cannot be sealed to: ${error.message}`,
      { recipient: { participant, contact }, cause: error.code },
    );
  }
}

/**
 * A body writes to the same few hundred keys again and again: reading one and checking its signatures costs
 * more than sealing to it. Only public keys are kept, under the hash of their bytes; whether they are in
 * force is asked anew each time.
 */
const KEPT = 1024;
const kept = new Map<string, PublicKey>();

async function readOnce(bytes: Uint8Array): Promise<PublicKey> {
  const name = sha256Hex(bytes);
  const found = kept.get(name);
  if (found) return found;
  const key = await readPublicKey(bytes);
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(name, key);
  return key;
}
