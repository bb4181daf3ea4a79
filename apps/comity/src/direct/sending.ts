import type { TrustedBody } from '@comity/client';
import type { DirectoryContact } from '@comity/client/messages';
import { toBase64 } from '@comity/log';
import { type LockedKey, SealError, type Sealed } from '@comity/seal';
import { CommandError, refusal } from '../errors.ts';
import type { Delivery } from '../mail/delivery.ts';
import { composeMail } from '../mail/writing.ts';
import { type Letter, sealLetter } from '../messages.ts';
import type { OpenedSnapshot } from '../snapshot.ts';
import type { DirectStore, KeptMessage } from './store.ts';

export interface DirectLetter {
  readonly trust: TrustedBody;
  readonly snapshot: OpenedSnapshot;
  readonly from: string;
  readonly signer: LockedKey | { readonly gpg: string };
  readonly to: readonly DirectoryContact[];
  readonly letter: Letter;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** What a mail may carry, sealed: most mail servers take no more than this. */
const MOST = 20 * 1024 * 1024;

/**
 * Seals a letter to the keys of a snapshot, each of which must check out, without asking anybody. Throws
 * `comity.key-not-proven`, `comity.not-in-snapshot`, `comity.too-large-for-mail`.
 */
export async function sealDirect(direct: DirectLetter): Promise<Sealed> {
  const { snapshot, trust, from, to, letter } = direct;
  const own = snapshot.contacts.find((c) => c.contact === from);
  const unproven = [own, ...to].find((c) => !c || !snapshot.isProven(c));
  if (!own || unproven) throw notProven(unproven?.contact ?? from);
  const { reader } = snapshot;
  const sealed = await sealLetter({ trust }, { ...direct, reader, letter }, own).catch((error) => {
    throw error instanceof SealError || error instanceof CommandError ? error : notInSnapshot(error as Error);
  });
  const size = sealed.attachments.reduce((sum, a) => sum + a.ciphertext.length, sealed.ciphertext.length);
  if (size <= MOST) return sealed;
  throw refusal(
    'comity.too-large-for-mail',
    `Sealed it has ${Math.ceil(size / 1024 / 1024)} MB; by mail go ${MOST / 1024 / 1024} MB.`,
    'Nothing was sent. Send the text now and the files when the host is back.',
  );
}

const notProven = (contact: string) =>
  refusal(
    'comity.key-not-proven',
    `The key of ${contact} does not check out in this snapshot, or it has none.`,
    'Nothing was sent. See why: comity directory open FILE --trust FILE. Ask that State for the fingerprint by telephone.',
  );

const notInSnapshot = (error: Error) =>
  refusal(
    'comity.not-in-snapshot',
    `The snapshot does not hold every key that this is sealed to: ${error.message}`,
    'Nothing was sent. Take a new snapshot while the host is there: comity directory snapshot --out FILE',
  );

/** What is kept of a message until it stands on the record. */
export const keptOf = (sealed: Sealed): KeptMessage => {
  const { message, header, messageId, layers, further } = sealed;
  return {
    v: 1,
    ...{ header, messageId, layers, type: message.type, from: message.from, to: message.to, at: message.at },
    ...(message.previous ? { previous: message.previous } : {}),
    ...(further ? { further } : {}),
    ciphertext: toBase64(sealed.ciphertext),
    files: sealed.attachments.map((a) => toBase64(a.ciphertext)),
  };
};

/** Whom a mail reached, and whom not, with why. */
export interface Reached {
  readonly contact: string;
  readonly participant: string;
  readonly why?: string;
}

const addressesOf = (c: DirectoryContact | undefined): readonly string[] => [c?.fields.emails ?? []].flat();

/**
 * Mails a kept message to every recipient whom it has not reached yet, one mail each, and notes after each mail whom it
 * reached: whoever goes on after a break goes on where it was. Throws `comity.no-own-address`.
 */
export async function mailKept(
  store: DirectStore,
  snapshot: OpenedSnapshot,
  kept: KeptMessage,
  delivery: Delivery,
  onProgress?: (done: number, total: number) => void,
): Promise<Reached[]> {
  const contactOf = (id: string) => snapshot.contacts.find((c) => c.contact === id);
  const [from] = addressesOf(contactOf(kept.from.contact));
  if (from === undefined) throw noOwnAddress(kept.from.contact);
  const results: Reached[] = [];
  let now = kept;
  for (const [i, { contact, participant }] of kept.to.entries()) {
    if (now.ours?.reached[contact] === undefined) {
      const why = await mailTo(now, from, addressesOf(contactOf(contact)), contact, delivery);
      if (why === undefined) {
        const reached = { ...now.ours?.reached, [contact]: new Date().toISOString() };
        now = { ...now, ours: { reached } };
        await store.keep(now);
      }
      results.push({ contact, participant, ...(why === undefined ? {} : { why }) });
    }
    onProgress?.(i + 1, kept.to.length);
  }
  return results;
}

const noOwnAddress = (contact: string) =>
  refusal(
    'comity.no-own-address',
    `The snapshot shows no e-mail address of your contact ${contact}.`,
    'Nothing was sent. Its State adds one: comity directory amend CON --field emails=desk@cert.example',
  );

/** Answers why not, where it was not taken. */
async function mailTo(
  kept: KeptMessage,
  from: string,
  to: readonly string[],
  contact: string,
  delivery: Delivery,
): Promise<string | undefined> {
  if (to.length === 0) return 'No e-mail address that you may read. Reach it by telephone.';
  const id = `${kept.header.message}.${contact}`;
  const raw = await composeMail({
    ...{ from, to, id, at: new Date(kept.at) },
    ciphertext: Buffer.from(kept.ciphertext, 'base64'),
    files: kept.files.map((file) => Buffer.from(file, 'base64')),
  });
  try {
    await delivery.deliver({ id, from, to, raw });
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}
