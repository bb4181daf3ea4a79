import { sha256Hex } from '@comity/log';
import {
  type Attachment,
  type AttachmentEntry,
  checkStix,
  composePayload,
  inspectPublicKey,
  isFileName,
  MAX_ATTACHMENT,
  type Opened,
  type Party,
  type ReadingContext,
  type Recipient,
  readGpgStatus,
  SealError,
  type Sealed,
  type SealedAttachment,
  type SealInput,
  STIX_MEDIA_TYPE,
  verifyOpened,
} from '@comity/seal';
import { refusal } from './errors.ts';
import { lastWords } from './gpg.ts';
import { type GpgKeyring, withGpgKeyring } from './gpgkeyring.ts';

/** What is sealed where gpg holds the sender's key: as for `seal`, but the key is named, not given. */
export type GpgSealInput = Omit<SealInput, 'signer'> & {
  readonly signer: { readonly fingerprint: string; readonly publicKey: Uint8Array };
};

/** Signs and seals a message with the person's own gpg, to exactly the listed recipients and the sender. */
export async function sealWithGpg(input: GpgSealInput): Promise<Sealed> {
  const { recipients, attachments = [], signer, onProgress, ...draft } = input;
  attachments.forEach(assertAttachment);
  const to = await Promise.all(recipients.map((r) => partyOf(r, draft.at)));
  const composition = { ...draft, from: { ...draft.from, key: signer.fingerprint }, to };
  // Whatever can be refused is refused before gpg asks for a PIN.
  composePayload({ ...composition, attachments: attachments.map(entryToCome) });
  const keys = [...new Set([signer.fingerprint, ...to.map((p) => p.key)])];
  const total = attachments.length + 1;
  return withGpgKeyring([signer.publicKey, ...recipients.map((r) => r.publicKey)], async (keyring) => {
    const sealed: SealedAttachment[] = [];
    for (const file of attachments) {
      const ciphertext = await keyring.seal(file.bytes, signer.fingerprint, keys);
      sealed.push({ ...entryToCome(file), sealed: sha256Hex(ciphertext), ciphertext });
      onProgress?.({ done: sealed.length, total });
    }
    const entries = sealed.map(({ ciphertext: _, ...entry }) => entry);
    const { payload, bytes, messageId, header } = composePayload({ ...composition, attachments: entries });
    const ciphertext = await keyring.seal(bytes, signer.fingerprint, keys);
    onProgress?.({ done: total, total });
    const sha256 = sha256Hex(ciphertext);
    return { ciphertext, sha256, header, message: payload, messageId, attachments: sealed };
  });
}

async function partyOf({ participant, contact, publicKey }: Recipient, at: string): Promise<Party> {
  const { fingerprint } = await inspectPublicKey(publicKey, at);
  return { participant, contact, key: fingerprint };
}

/** What the payload says of a file, but for the hash of a ciphertext that does not exist yet. */
const entryToCome = ({ name, mediaType, bytes }: Attachment): AttachmentEntry => ({
  name,
  mediaType,
  size: bytes.length,
  sha256: sha256Hex(bytes),
  sealed: '0'.repeat(64),
});

function assertAttachment(file: NonNullable<SealInput['attachments']>[number], attachment: number): void {
  if (file.bytes.length > MAX_ATTACHMENT)
    throw new SealError('seal.attachment-too-large', 'A file has at most 20 MB.', { attachment });
  if (!isFileName(file.name))
    throw new SealError('seal.bad-file-name', 'The name of a file is unsafe or too long.', { attachment });
  const stix = file.mediaType === STIX_MEDIA_TYPE ? checkStix(file.bytes) : undefined;
  if (stix && !stix.ok)
    throw new SealError(stix.code, `The STIX bundle is refused: ${stix.reason}`, { attachment });
}

export interface GpgOpenInput extends ReadingContext {
  readonly ciphertext: Uint8Array;
  readonly attachments: readonly { readonly ciphertext: Uint8Array }[];
  readonly participant: string;
  /** The own key that gpg holds: its fingerprint, and its public key as the record certifies it. */
  readonly own: { readonly fingerprint: string; readonly publicKey: Uint8Array };
  /** The key that the record names for the sender at that time; absent where there was none. */
  readonly sender?: Uint8Array;
}

/** Opens a message with the person's own gpg, and checks what it reports against the record. */
export async function openWithGpg(input: GpgOpenInput): Promise<Opened> {
  const { ciphertext, attachments, participant, own, sender, ...context } = input;
  return withGpgKeyring([own.publicKey, ...(sender ? [sender] : [])], async (keyring) => {
    const message = await decrypted(keyring, ciphertext);
    const files = [];
    for (const file of attachments) {
      files.push({ ...file, ...(await decrypted(keyring, file.ciphertext)) });
    }
    return verifyOpened({
      ...context,
      ...message,
      me: { participant, keys: [own.fingerprint] },
      attachments: files,
    });
  });
}

async function decrypted(keyring: GpgKeyring, ciphertext: Uint8Array) {
  const { plaintext, status } = await keyring.open(ciphertext);
  if (!status.includes('[GNUPG:] DECRYPTION_OKAY')) {
    throw refusal(
      'comity.gpg-cannot-decrypt',
      `gpg could not decrypt the message: ${lastWords(status)}`,
      'Is the card inserted, and the key that of the contact? See: gpg --list-secret-keys',
    );
  }
  return { plaintext, signature: readGpgStatus(status) };
}
