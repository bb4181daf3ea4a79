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

/**
 * Reads the recipients' keys and sees to it that each can be sealed to on that date.
 * Throws `seal.recipient-unusable`, naming the recipient and, as `cause`, what is wrong with its key.
 */
export async function readRecipients(recipients: readonly Recipient[], date: Date): Promise<ReadRecipient[]> {
  return Promise.all(recipients.map((recipient) => readRecipient(recipient, date)));
}

async function readRecipient(recipient: Recipient, date: Date): Promise<ReadRecipient> {
  const { participant, contact } = recipient;
  try {
    const key = await readOnce(recipient.publicKey);
    // Finding the subkey proves what `assertUsable` proves, in one pass; the reason is looked for only if there is one.
    await key.getEncryptionKey(undefined, date, undefined, FULL_PROFILE).catch(async () => {
      await assertUsable(key, date, 'encryption');
      throw new SealError('seal.key-cannot-encrypt', 'The key cannot be sealed to now.');
    });
    return { party: { participant, contact, key: key.getFingerprint() }, key };
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
