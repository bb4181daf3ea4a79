import { sha256Hex } from '@comity/log';
import {
  checkStix,
  composePayload,
  inspectPublicKey,
  isFileName,
  MAX_ATTACHMENT,
  type Opened,
  type ReadingContext,
  readGpgStatus,
  SealError,
  type SealInput,
  type Sealed,
  type SealedAttachment,
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
  const to = await Promise.all(
    recipients.map(async ({ participant, contact, publicKey }) => {
      const { fingerprint } = await inspectPublicKey(publicKey, draft.at);
      return { participant, contact, key: fingerprint };
    }),
  );
  const from = { ...draft.from, key: signer.fingerprint };
  const entries = attachments.map(({ bytes, ...a }) => ({
    ...a,
    size: bytes.length,
    sha256: sha256Hex(bytes),
    sealed: '0'.repeat(64),
  }));
  // Whatever can be refused is refused before gpg asks for a PIN.
  composePayload({ ...draft, from, to, attachments: entries });
  const keys = [...new Set([signer.fingerprint, ...to.map((p) => p.key)])];
  const total = attachments.length + 1;
  return withGpgKeyring([signer.publicKey, ...recipients.map((r) => r.publicKey)], async (keyring) => {
    const sealed: SealedAttachment[] = [];
    for (const [i, entry] of entries.entries()) {
      const ciphertext = await keyring.seal(attachments[i]!.bytes, signer.fingerprint, keys);
      sealed.push({ ...entry, sealed: sha256Hex(ciphertext), ciphertext });
      onProgress?.({ done: i + 1, total });
    }
    const named = sealed.map(({ ciphertext: _, ...entry }) => entry);
    const { payload, bytes, messageId, header } = composePayload({ ...draft, from, to, attachments: named });
    const ciphertext = await keyring.seal(bytes, signer.fingerprint, keys);
    onProgress?.({ done: total, total });
    return {
      ciphertext,
      sha256: sha256Hex(ciphertext),
      header,
      message: payload,
      messageId,
      attachments: sealed,
    };
  });
}

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
