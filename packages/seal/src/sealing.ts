import { sha256Hex } from '@comity/log';
import type { PublicKey } from 'openpgp';
import { type Envelope, sealBytes } from './envelope.ts';
import { SealError } from './errors.ts';
import { isFileName } from './filename.ts';
import { dateOf } from './instant.ts';
import type { AttachmentEntry, ClearHeader, ContactName, Draft, Payload } from './message.ts';
import { assertAttachmentCount, assertRecipientCount, composePayload } from './payload.ts';
import { type LockedKey, readSigner } from './privatekey.ts';
import { MAX_ATTACHMENT } from './profile.ts';
import { assertSealable, type ReadRecipient, type Recipient, readRecipients } from './recipients.ts';
import { checkStix, STIX_MEDIA_TYPE } from './stix.ts';

/** A file to be sent with a message. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A message to be sealed: what the sender wrote, to whom, by whose key, when. */
export interface SealInput extends Draft {
  readonly from: ContactName;
  readonly recipients: readonly Recipient[];
  readonly attachments?: readonly Attachment[];
  /** The sender's own private key. The sender can open its own message. */
  readonly signer: LockedKey;
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
}

/**
 * Signs a message and seals it to exactly the listed recipients and the sender. The files are sealed first, to
 * the same keys, each with its own session key: the payload fixes the hashes of what they say and of how they
 * travel. Any OpenPGP tool of a recipient opens the result.
 *
 * Throws `seal.recipient-unusable` with the recipient and the cause, `seal.duplicate-recipient`,
 * `seal.no-recipients`, `seal.too-many-recipients`, `seal.malformed-message` with the field, `seal.too-long`,
 * `seal.too-many-attachments`, `seal.attachment-too-large`, `seal.bad-file-name`, `seal.malformed-stix`,
 * `seal.wrong-passphrase`, `seal.key-cannot-sign`, `seal.not-a-key`. Nothing is sealed in part.
 */
export async function seal(input: SealInput): Promise<Sealed> {
  const { recipients, attachments = [], signer: locked, onProgress, ...draft } = input;
  const date = dateOf(draft.at, 'at');
  assertRecipientCount(recipients.length);
  assertAttachments(attachments);
  const signer = await readSigner(locked, date);
  const read = await readRecipients(recipients);
  const from = { ...draft.from, key: signer.getFingerprint() };
  const to = read.map(({ party }) => party);
  // What can be refused at once is refused before the slow part begins: the hashes of ciphertexts alone are missing.
  if (attachments.length > 0)
    composePayload({ ...draft, from, to, attachments: attachments.map(entryToCome) });

  const keys = distinctKeys(signer.toPublic(), read);
  const onSealed = counter(keys.length * (attachments.length + 1), onProgress);
  const envelope = { signer, keys, date, onSealed };
  try {
    return await sealAll(attachments, { ...draft, from, to }, envelope);
  } catch (error) {
    await assertSealable(read, date);
    throw error;
  }
}

async function sealAll(
  attachments: readonly Attachment[],
  draft: Omit<Parameters<typeof composePayload>[0], 'attachments'>,
  envelope: Envelope,
): Promise<Sealed> {
  const sealed = await sealAttachments(attachments, envelope);
  const entries = sealed.map(({ ciphertext: _, ...entry }) => entry);
  const { payload, bytes, messageId, header } = composePayload({ ...draft, attachments: entries });
  const ciphertext = await sealBytes(bytes, envelope);
  return {
    ciphertext,
    sha256: sha256Hex(ciphertext),
    header,
    message: payload,
    messageId,
    attachments: sealed,
  };
}

async function sealAttachments(
  files: readonly Attachment[],
  envelope: Envelope,
): Promise<SealedAttachment[]> {
  const sealed: SealedAttachment[] = [];
  for (const file of files) {
    const ciphertext = await sealBytes(file.bytes, envelope);
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
function distinctKeys(sender: PublicKey, recipients: readonly ReadRecipient[]): PublicKey[] {
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
      throw new SealError(stix.code, `The STIX bundle is refused: ${stix.reason}`, { attachment });
  });
}
