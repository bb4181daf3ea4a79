import { sha256Hex } from '@comity/log';
import type { PublicKey } from 'openpgp';
import { SealError } from './errors.ts';
import type { ContactName, Party, RecoveryParty } from './message.ts';
import { FULL_PROFILE } from './profile.ts';
import { assertUsable, readPublicKey } from './publickey.ts';

/** A contact with its key as certified in the record: the binary transferable public key. */
export interface Recipient extends ContactName {
  readonly publicKey: Uint8Array;
  /** The post-quantum half of the key: an age recipient, as its State certified it. */
  readonly hybrid?: string;
  /** Its State takes no message without the outer seal. */
  readonly demandsHybrid?: boolean;
}

/** The recovery key of a State that takes part, the sender's included, as certified in the record. */
export interface RecoveryRecipient {
  readonly participant: string;
  readonly publicKey: Uint8Array;
  readonly hybrid?: string;
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

/** A recovery key that has been read. */
export interface ReadRecovery {
  readonly party: RecoveryParty;
  readonly key: PublicKey;
}

export const readRecovery = (recovery: readonly RecoveryRecipient[]): Promise<ReadRecovery[]> =>
  Promise.all(
    recovery.map(({ participant, publicKey }) =>
      named({ participant }, async () => {
        const key = await readOnce(publicKey);
        return { party: { participant, key: key.getFingerprint() }, key };
      }),
    ),
  );

/**
 * The age recipients of the outer seal, sorted, each once: the sender's, everybody's, those of recovery. Empty where
 * somebody has none, since it is for everybody or for nobody. Throws `seal.hybrid-missing` where a State demands it.
 */
export function outerRecipients(
  own: ContactName & { readonly hybrid?: string | undefined },
  recipients: readonly Recipient[],
  recovery: readonly RecoveryRecipient[],
): string[] {
  const all: readonly Hybrid[] = [own, ...recipients, ...recovery];
  const without = all.find((one) => one.hybrid === undefined);
  if (!without) return [...new Set(all.map((one) => one.hybrid!))].sort();
  const demanding = recipients.find((one) => one.demandsHybrid);
  if (!demanding) return [];
  const { participant, contact } = without;
  throw new SealError(
    'seal.hybrid-missing',
    `${demanding.participant} takes no message without a post-quantum seal, and ${nameOf(without)} has no key for one.`,
    { recipient: { participant, ...(contact ? { contact } : {}) } },
  );
}
interface Hybrid {
  readonly participant: string;
  readonly contact?: string;
  readonly hybrid?: string | undefined;
}
const nameOf = ({ participant, contact }: Pick<Hybrid, 'participant' | 'contact'>) =>
  contact ? `a contact of ${participant} (${contact})` : `the recovery key of ${participant}`;

/**
 * Throws `seal.recipient-unusable` for the first that cannot be sealed to on that date. Sealing itself finds the
 * same, without saying who it was: this is asked when it fails.
 */
export async function assertSealable(
  recipients: readonly (ReadRecipient | ReadRecovery)[],
  date: Date,
): Promise<void> {
  for (const { party, key } of recipients) {
    await named(party, async () => {
      await assertUsable(key, date, 'encryption');
      await key.getEncryptionKey(undefined, date, undefined, FULL_PROFILE).catch(() => {
        throw new SealError('seal.key-cannot-encrypt', 'The key cannot be sealed to now.');
      });
    });
  }
}

async function named<T>(
  { participant, contact }: { readonly participant: string; readonly contact?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new SealError(
      'seal.recipient-unusable',
      `${upper(nameOf({ participant, ...(contact ? { contact } : {}) }))} cannot be sealed to: ${error.message}`,
      { recipient: { participant, ...(contact ? { contact } : {}) }, cause: error.code },
    );
  }
}

const upper = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

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
