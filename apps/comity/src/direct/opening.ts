import { concat, fromBase64 } from '@comity/log';
import { type LockedKey, type Opened, open, openCleartext, openSigned, type Previous } from '@comity/seal';
import { CommandError } from '../errors.ts';
import { openWithGpg } from '../gpgmessages.ts';
import type { MailContent } from '../mail/reading.ts';
import type { Certified } from './certified.ts';
import type { KeptMessage } from './store.ts';

/** Who opens what came by mail: the keys of the own contacts, at hand or with gpg. */
export interface Holder {
  readonly participant: string;
  readonly keys: readonly LockedKey[];
  readonly hybrid: readonly string[];
  /** Fingerprints of keys that gpg holds. */
  readonly gpg: readonly string[];
}

/** Something sealed, as it came. */
export type SealedContent = Extract<MailContent, { kind: 'sealed' }>;

/** Opens what a mail carries, judged by what a snapshot proves. Undefined where it carries nothing for us. */
export async function openContent(
  holder: Holder,
  certified: Certified,
  content: MailContent,
  previous: Previous,
): Promise<Opened | undefined> {
  const { findSigner, findPrimary } = certified;
  const context = { findSigner, findPrimary, now: new Date().toISOString() };
  switch (content.kind) {
    case 'sealed':
      return openSealed(holder, certified, content, previous);
    case 'signed':
      return openSigned({ ...content, ...context });
    case 'clearsigned':
      return openCleartext({ ...content, ...context });
    default:
      return undefined;
  }
}

/** With the keys at hand first; where none of them opens it, with those that gpg holds. */
async function openSealed(
  { participant, keys, hybrid, gpg }: Holder,
  certified: Certified,
  { ciphertext, files }: SealedContent,
  previous: Previous,
): Promise<Opened> {
  const { findSigner, findPrimary } = certified;
  const context = { header: 'none', findSigner, now: new Date().toISOString(), previous } as const;
  const attachments = files.map((file) => ({ ciphertext: file }));
  const me = { participant, keys, hybrid };
  const opened = await open({ ciphertext, attachments, me, findPrimary, ...context });
  if (opened.kind !== 'refused' || opened.code !== 'seal.cannot-decrypt') return opened;
  for (const fingerprint of gpg) {
    const mine = certified.contacts.find((c) => c.key?.fingerprint === fingerprint);
    if (!mine) continue;
    const own = { fingerprint, publicKey: await certified.key(mine) };
    // Who sent it is inside: gpg is given every key that may have signed.
    const sender = concat(...(await Promise.all(certified.contacts.map(certified.key))));
    try {
      return await openWithGpg({ ciphertext, attachments, participant, hybrid, own, sender, ...context });
    } catch (error) {
      // Not for this key, or its card is not inserted.
      if (!(error instanceof CommandError) || error.code !== 'comity.gpg-cannot-decrypt') throw error;
    }
  }
  return opened;
}

/** A message that is kept, opened again. */
export const openKept = (
  holder: Holder,
  certified: Certified,
  { ciphertext, files }: KeptMessage,
): Promise<Opened> =>
  openSealed(
    holder,
    certified,
    { kind: 'sealed', ciphertext: fromBase64(ciphertext), files: files.map(fromBase64) },
    'not-opened-here',
  );
