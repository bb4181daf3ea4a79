import { commitField, type formats, newId, type Recipient } from '@comity/acts';
import {
  act,
  type Connection,
  dataOf,
  getBlob,
  type Hand,
  type paths,
  putBlob,
  type Receipt,
} from '@comity/client';
import { sha256Hex } from '@comity/log';
import {
  type Attachment,
  type CertifiedSigner,
  type Draft,
  type LockedKey,
  type Opened,
  open,
  type Sealed,
  seal,
} from '@comity/seal';
import { CommandError } from './errors.ts';
import type { Place } from './people.ts';

export type DirectoryContact =
  paths['/api/directory/contacts']['get']['responses']['200']['content']['application/json']['contacts'][number];
export type Conversation =
  paths['/api/exchange/threads/{thread}']['get']['responses']['200']['content']['application/json'];
export type Message = Conversation['messages'][number];

/** The directory as this reader may see it. */
export async function readDirectory(connection: Connection): Promise<DirectoryContact[]> {
  return dataOf(await connection.api.GET('/api/directory/contacts')).contacts;
}

/** The key a contact has now, fetched and held against its hash on the record. */
export async function keyOf(connection: Connection, c: DirectoryContact): Promise<Uint8Array> {
  if (!c.key) {
    throw new CommandError(
      'comity.contact-without-key',
      `${c.participant}: the contact ${c.contact} has no key yet.`,
      'Choose another contact of that State, or reach it by telephone.',
    );
  }
  const bytes = await getBlob(connection, c.key.blob);
  if (sha256Hex(bytes) !== c.key.blob) {
    throw new CommandError(
      'comity.wrong-key',
      `The server sent another key for ${c.contact} than the record names.`,
      'Nothing was sealed. Tell your mirror.',
    );
  }
  return bytes;
}

export interface Letter extends Omit<Draft, 'body' | 'message' | 'thread'> {
  readonly thread?: string;
  readonly attachments?: readonly Attachment[];
}

export interface Sending {
  /** A session of the person, to read and to sign with. */
  readonly reader: Connection;
  readonly hand: Hand;
  readonly from: string;
  readonly signer: LockedKey;
  readonly to: readonly DirectoryContact[];
  readonly letter: Letter;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** Seals a message to contacts, uploads what is sealed, and places the act. */
export async function sendMessage(place: Place, s: Sending): Promise<{ sealed: Sealed; receipt: Receipt }> {
  const sealed = await sealLetter(place, s);
  const blobs = [{ sha256: sealed.sha256, bytes: sealed.ciphertext }].concat(
    sealed.attachments.map((a) => ({ sha256: a.sealed, bytes: a.ciphertext })),
  );
  for (const { sha256, bytes } of blobs) await putBlob(s.reader, sha256, bytes);
  const to: Recipient[] = sealed.message.to.map(({ participant, contact, key }) => ({
    participant,
    contact,
    key,
  }));
  const { commitment, opening } = commitField(sealed.message.message, 'recipients', to);
  const [ciphertext, ...attachments] = blobs.map(
    ({ sha256, bytes }): formats.Blob => ({ sha256, size: bytes.length }),
  );
  const data = {
    header: sealed.header,
    ciphertext: ciphertext!,
    recipients: commitment,
    layers: ['openpgp'] as ['openpgp'],
    ...(attachments.length ? { attachments } : {}),
  };
  const receipt = await act(place.connection, place.trust, s.hand, 'exchange.sent', data, {
    openings: [opening],
  });
  return { sealed, receipt };
}

async function sealLetter(place: Place, s: Sending): Promise<Sealed> {
  const recipients = await Promise.all(
    s.to.map(async (c) => ({
      participant: c.participant,
      contact: c.contact,
      publicKey: await keyOf(s.reader, c),
    })),
  );
  return seal({
    ...s.letter,
    body: place.trust.body,
    message: newId('msg'),
    thread: s.letter.thread ?? newId('thr'),
    from: { participant: s.hand.participant, contact: s.from },
    recipients,
    signer: s.signer,
    at: new Date().toISOString(),
    ...(s.onProgress ? { onProgress: s.onProgress } : {}),
  });
}

export async function readThread(reader: Connection, thread: string): Promise<Conversation> {
  return dataOf(await reader.api.GET('/api/exchange/threads/{thread}', { params: { path: { thread } } }));
}

/** Who opens: a participant, with the private keys of its contacts. */
export interface Opener {
  readonly reader: Connection;
  readonly participant: string;
  readonly keys: readonly LockedKey[];
}

/**
 * Opens the messages of a thread in order and checks each against the record: who signed, certified by which
 * State when it was received, for whom, which header, after which message.
 */
export async function openThread(opener: Opener, messages: readonly Message[]): Promise<[Message, Opened][]> {
  const opened: [Message, Opened][] = [];
  const ids: string[] = [];
  for (const message of messages) {
    const result = await openMessage(opener, message, ids);
    if (result.kind === 'bound') ids.push(result.messageId);
    opened.push([message, result]);
  }
  return opened;
}

export async function openMessage(
  opener: Opener,
  message: Message,
  earlier: readonly string[] = [],
): Promise<Opened> {
  const { reader, participant, keys } = opener;
  const ciphertext = await getBlob(reader, message.ciphertext.sha256);
  const files = await Promise.all(message.attachments.map((a) => getBlob(reader, a.sha256)));
  return open({
    ciphertext,
    header: message.header,
    me: { participant, keys },
    findSigner: (fingerprint) => findSigner(reader, fingerprint, message.index),
    attachments: files.map((bytes) => ({ ciphertext: bytes })),
    now: new Date().toISOString(),
    ...(earlier.length ? { previous: earlier } : {}),
  });
}

/** The contact whose key this was when the message was received: keys change, messages stay readable. */
async function findSigner(
  reader: Connection,
  fingerprint: string,
  at: number,
): Promise<CertifiedSigner | undefined> {
  const { keys } = dataOf(
    await reader.api.GET('/api/directory/keys/{fingerprint}', { params: { path: { fingerprint } } }),
  );
  const held = keys.find((k) => k.from < at && (k.until === undefined || at < k.until));
  if (!held) return undefined;
  const publicKey = await getBlob(reader, held.blob);
  if (sha256Hex(publicKey) !== held.blob) return undefined;
  return { participant: held.participant, contact: held.contact, publicKey };
}

export const acknowledge = (place: Place, hand: Hand, message: Message, contact: string): Promise<Receipt> =>
  act(place.connection, place.trust, hand, 'exchange.acknowledged', {
    message: message.message,
    thread: message.header.thread,
    contact,
  });
