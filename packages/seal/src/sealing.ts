import { furtherKeysHash, type Layers, sortedHashes } from '@comity/acts';
import { checkStix, STIX_MEDIA_TYPE } from '@comity/feeds/bundle';
import { sha256Hex, utf8 } from '@comity/log';
import type { PublicKey } from 'openpgp';
import { type Envelope, sealFile, sealPayload } from './envelope.ts';
import { SealError } from './errors.ts';
import { isFileName } from './filename.ts';
import { dateOf } from './instant.ts';
import type { AttachmentEntry, ClearHeader, ContactName, Draft, Payload } from './message.ts';
import { assertAttachmentCount, assertRecipientCount, composePayload } from './payload.ts';
import type { LockedKey } from './privatekey.ts';
import { MAX_ATTACHMENT } from './profile.ts';
import {
  assertSealable,
  outerRecipients,
  type ReadRecipient,
  type ReadRecovery,
  type Recipient,
  type RecoveryRecipient,
  readRecipients,
  readRecovery,
} from './recipients.ts';
import { type SigningHand, signingOf } from './signing.ts';

/** A file to be sent with a message. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A message to be sealed: what the sender wrote, to whom, by whose key, when. */
export interface SealInput extends Draft {
  /** With the post-quantum half of its key, where the sending contact has one. */
  readonly from: ContactName & { readonly hybrid?: string | undefined };
  readonly recipients: readonly Recipient[];
  /** The recovery keys of the States that take part, the sender's included, that have one. */
  readonly recovery?: readonly RecoveryRecipient[];
  readonly attachments?: readonly Attachment[];
  /** The sender's own private key, or the hand that holds it. The sender can open its own message. */
  readonly signer: LockedKey | SigningHand;
  /** The instant of sending: stated in the payload and in the signatures, and at which keys must be in force. */
  readonly at: string;
  /** Counts keys sealed to, over payload and files. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** A sealed file: what the payload says of it, and its ciphertext. */
export interface SealedAttachment extends AttachmentEntry {
  readonly ciphertext: Uint8Array;
}

/** A sealed message. `sha256` is of the ciphertext; `messageId` is what a following message names. */
export interface Sealed {
  readonly ciphertext: Uint8Array;
  readonly sha256: string;
  readonly header: ClearHeader;
  readonly message: Payload;
  readonly messageId: string;
  readonly attachments: readonly SealedAttachment[];
  /** The seals around it, and the further keys it is sealed to: what `exchange.sent` says of them. */
  readonly layers: Layers;
  readonly further?: string;
}

/**
 * Signs a message and seals it to exactly the listed recipients, the recovery keys and the sender. The files are
 * sealed first, to the same keys, each with its own session key: the payload fixes the hashes of what they say and
 * of how they travel. Any OpenPGP tool of a recipient opens the result. Where everybody has the post-quantum half
 * of a key, it is sealed to those too, around the first seal, and the payload says so.
 *
 * Throws `seal.recipient-unusable` with the recipient and the cause, `seal.hybrid-missing` where a State demands
 * the outer seal and somebody has no key for it, `seal.not-a-hybrid-key`, `seal.duplicate-recipient`,
 * `seal.no-recipients`, `seal.too-many-recipients`, `seal.malformed-message` with the field, `seal.too-long`,
 * `seal.too-many-attachments`, `seal.attachment-too-large`, `seal.bad-file-name`, `seal.malformed-stix`,
 * `seal.wrong-passphrase`, `seal.key-cannot-sign`, `seal.not-a-key`. Nothing is sealed in part.
 */
export async function seal(input: SealInput): Promise<Sealed> {
  const { recipients, recovery: ofStates = [], attachments = [], signer, onProgress, ...draft } = input;
  const date = dateOf(draft.at, 'at');
  assertRecipientCount(recipients.length);
  assertAttachments(attachments);
  const outer = outerRecipients(draft.from, recipients, ofStates);
  const { publicKey, sign } = await signingOf(signer, date);
  const [read, recovery] = await Promise.all([readRecipients(recipients), readRecovery(ofStates)]);
  const composition = {
    ...draft,
    from: partyOf(draft.from, publicKey.getFingerprint()),
    to: read.map(({ party }) => party),
    recovery: recovery.map(({ party }) => party),
    postQuantum: outer.length > 0,
  };
  // What can be refused at once is refused before the slow part begins: the hashes of ciphertexts alone are missing.
  if (attachments.length > 0) composePayload({ ...composition, attachments: attachments.map(entryToCome) });

  const keys = distinctKeys(publicKey, [...read, ...recovery]);
  const onSealed = counter((keys.length + outer.length) * (attachments.length + 1), onProgress);
  try {
    return await sealAll(attachments, composition, { sign, keys, outer, date, onSealed });
  } catch (error) {
    await assertSealable([...read, ...recovery], date);
    throw error;
  }
}

const partyOf = ({ participant, contact }: ContactName, key: string) => ({ participant, contact, key });

async function sealAll(
  attachments: readonly Attachment[],
  draft: Omit<Parameters<typeof composePayload>[0], 'attachments'>,
  envelope: Envelope,
): Promise<Sealed> {
  const sealed = await sealAttachments(attachments, envelope);
  const entries = sealed.map(({ ciphertext: _, ...entry }) => entry);
  const { payload, bytes, messageId, header } = composePayload({ ...draft, attachments: entries });
  const ciphertext = await sealPayload(bytes, envelope);
  return {
    ciphertext,
    sha256: sha256Hex(ciphertext),
    header,
    message: payload,
    messageId,
    attachments: sealed,
    ...sealsOf(payload, envelope.outer),
  };
}

/** What the act says of the seals: the host can hold it against the directory, and sees no key of anybody's. */
function sealsOf({ recovery = [] }: Payload, outer: readonly string[]): Pick<Sealed, 'layers' | 'further'> {
  const hybrid = sortedHashes(outer.map((recipient) => sha256Hex(utf8(recipient))));
  const further = furtherKeysHash({ recovery, hybrid });
  return {
    layers: outer.length > 0 ? ['openpgp', 'age-hybrid'] : ['openpgp'],
    ...(further ? { further } : {}),
  };
}

async function sealAttachments(
  files: readonly Attachment[],
  envelope: Envelope,
): Promise<SealedAttachment[]> {
  const sealed: SealedAttachment[] = [];
  for (const file of files) {
    const ciphertext = await sealFile(file.bytes, envelope);
    sealed.push({ ...entryOf(file), sealed: sha256Hex(ciphertext), ciphertext });
  }
  return sealed;
}

const entryOf = ({ name, mediaType, bytes }: Attachment) => ({
  name,
  mediaType,
  size: bytes.length,
  sha256: sha256Hex(bytes),
});

const entryToCome = (file: Attachment): AttachmentEntry => ({ ...entryOf(file), sealed: '0'.repeat(64) });

/** One key may serve several contacts: it is sealed to once. The sender comes first. */
function distinctKeys(sender: PublicKey, recipients: readonly (ReadRecipient | ReadRecovery)[]): PublicKey[] {
  const byFingerprint = new Map([[sender.getFingerprint(), sender]]);
  for (const { party, key } of recipients) {
    if (!byFingerprint.has(party.key)) byFingerprint.set(party.key, key);
  }
  return [...byFingerprint.values()];
}

function counter(total: number, onProgress: SealInput['onProgress']): (keys: number) => void {
  let done = 0;
  return (keys) => {
    done += keys;
    onProgress?.({ done, total });
  };
}

function assertAttachments(files: readonly Attachment[]): void {
  assertAttachmentCount(files.length);
  files.forEach((file, attachment) => {
    if (file.bytes.length > MAX_ATTACHMENT) {
      throw new SealError('seal.attachment-too-large', 'A file has at most 20 MB.', { attachment });
    }
    if (!isFileName(file.name)) {
      throw new SealError('seal.bad-file-name', 'The name of a file is unsafe or too long.', { attachment });
    }
    const stix = file.mediaType === STIX_MEDIA_TYPE ? checkStix(file.bytes) : undefined;
    if (stix && !stix.ok)
      throw new SealError('seal.malformed-stix', `The STIX bundle is refused: ${stix.reason}`, {
        attachment,
      });
  });
}
