import {
  hasOuterSeal,
  type Opened,
  type ReadingContext,
  readGpgStatus,
  type Sealed,
  type SealInput,
  seal,
  takeOffOuter,
  verifyOpened,
} from '@comity/seal';
import { refusal } from './errors.ts';
import { lastWords } from './gpg.ts';
import { type GpgKeyring, withGpgKeyring } from './gpgkeyring.ts';

/** What is sealed where gpg holds the sender's key: as for `seal`, but the key is named, not given. */
export type GpgSealInput = Omit<SealInput, 'signer'> & {
  readonly signer: { readonly fingerprint: string; readonly publicKey: Uint8Array };
};

/**
 * Seals a message that the person's own gpg signs. Everything that needs no secret is done here, so that files are
 * filled up, and the outer seal is put on, whoever keeps the key.
 */
export const sealWithGpg = ({ signer, ...input }: GpgSealInput): Promise<Sealed> =>
  withGpgKeyring([signer.publicKey], (keyring) =>
    seal({
      ...input,
      signer: {
        publicKey: signer.publicKey,
        sign: (bytes) => keyring.sign(bytes, signer.fingerprint),
      },
    }),
  );

export interface GpgOpenInput extends ReadingContext {
  readonly ciphertext: Uint8Array;
  readonly attachments: readonly { readonly ciphertext: Uint8Array }[];
  readonly participant: string;
  /** Age identities: gpg knows nothing of the outer seal. */
  readonly hybrid: readonly string[];
  /** The own key that gpg holds: its fingerprint, and its public key as the record certifies it. */
  readonly own: { readonly fingerprint: string; readonly publicKey: Uint8Array };
  /** The key that the record names for the sender at that time; absent where there was none. */
  readonly sender?: Uint8Array;
}

/** Opens a message with the person's own gpg, and checks what it reports against the record. */
export async function openWithGpg(input: GpgOpenInput): Promise<Opened> {
  const { ciphertext, attachments, participant, hybrid, own, sender, ...context } = input;
  const inside = (sealed: Uint8Array) => takeOffOuter(sealed, hybrid);
  return withGpgKeyring([own.publicKey, ...(sender ? [sender] : [])], async (keyring) => {
    const message = await decrypted(keyring, await inside(ciphertext));
    const files = [];
    for (const file of attachments) {
      files.push({ ...file, ...(await decrypted(keyring, await inside(file.ciphertext))) });
    }
    return verifyOpened({
      ...context,
      ...message,
      hasOuter: hasOuterSeal(ciphertext),
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
