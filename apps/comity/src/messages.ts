import { commitField, type DataOf, type formats, newId, type Recipient } from '@comity/acts';
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
  inspectPublicKey,
  type LockedKey,
  type Opened,
  open,
  type Previous,
  type Sealed,
  seal,
} from '@comity/seal';
import { unknownContact } from './contacts.ts';
import { refusal } from './errors.ts';
import { openWithGpg, sealWithGpg } from './gpgmessages.ts';
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
    throw refusal(
      'comity.contact-without-key',
      `${c.participant}: the contact ${c.contact} has no key yet.`,
      'Choose another contact of that State, or reach it by telephone.',
    );
  }
  const bytes = await getBlob(connection, c.key.blob);
  if (sha256Hex(bytes) !== c.key.blob) {
    throw refusal(
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
  /** The key of the sending contact: at hand, or by its fingerprint where gpg holds it. */
  readonly signer: LockedKey | { readonly gpg: string };
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
  const input = {
    ...s.letter,
    body: place.trust.body,
    message: newId('msg'),
    thread: s.letter.thread ?? newId('thr'),
    from: { participant: s.hand.participant, contact: s.from },
    recipients,
    at: new Date().toISOString(),
    ...(s.onProgress ? { onProgress: s.onProgress } : {}),
  };
  if ('privateKey' in s.signer) return seal({ ...input, signer: s.signer });
  const own = await certifiedKey(s.reader, s.from);
  return sealWithGpg({ ...input, signer: { fingerprint: s.signer.gpg, publicKey: own } });
}

/** The key that a contact has in the directory now. Throws `comity.unknown-contact`. */
async function certifiedKey(reader: Connection, contact: string): Promise<Uint8Array> {
  const found = (await readDirectory(reader)).find((c) => c.contact === contact);
  if (!found) throw unknownContact(contact);
  return keyOf(reader, found);
}

export async function readThread(reader: Connection, thread: string): Promise<Conversation> {
  return dataOf(await reader.api.GET('/api/exchange/threads/{thread}', { params: { path: { thread } } }));
}

/** Who opens: a participant, with the private keys of its contacts. */
export interface Opener {
  readonly reader: Connection;
  readonly participant: string;
  readonly keys: readonly LockedKey[];
  /** Fingerprints of keys of its contacts that gpg holds. */
  readonly gpg?: readonly string[];
}

/**
 * Opens the messages of a thread in order and checks each against the record: who signed, certified by which
 * State when it was received, for whom, which header, after which message.
 */
export async function openThread(opener: Opener, messages: readonly Message[]): Promise<[Message, Opened][]> {
  const opened: [Message, Opened][] = [];
  const ids: string[] = [];
  for (const message of messages) {
    let result = await openMessage(opener, message, ids);
    // Whoever joined a thread later, or cannot open all of it, cannot judge the order; the check then says so.
    if (result.kind === 'refused' && result.code === 'seal.thread-differs' && !readAll(opened)) {
      result = await openMessage(opener, message, 'not-opened-here');
    }
    if (result.kind === 'bound') ids.push(result.messageId);
    opened.push([message, result]);
  }
  return opened;
}

const readAll = (opened: readonly [Message, Opened][]) =>
  opened.length > 0 && opened.every(([, { kind }]) => kind === 'bound');

export async function openMessage(opener: Opener, message: Message, earlier: Previous = []): Promise<Opened> {
  const { reader, participant, keys } = opener;
  const ciphertext = await getBlob(reader, message.ciphertext.sha256);
  const files = await Promise.all(message.attachments.map((a) => getBlob(reader, a.sha256)));
  const reading = {
    ciphertext,
    header: message.header,
    attachments: files.map((bytes) => ({ ciphertext: bytes })),
    now: new Date().toISOString(),
    findSigner: (fingerprint: string) => findSigner(reader, fingerprint, message.index),
    ...(earlier.length ? { previous: earlier } : {}),
  };
  const held = await heldByGpg(opener, message);
  if (!held) return open({ ...reading, me: { participant, keys } });
  const sender = await keyAt(reader, message.header.from.contact, message.index);
  return openWithGpg({ ...reading, participant, own: held, ...(sender ? { sender } : {}) });
}

/** The key of ours that this message was sealed to and that gpg holds, as certified; undefined where none is. */
async function heldByGpg({ reader, participant, gpg = [] }: Opener, message: Message) {
  if (gpg.length === 0) return undefined;
  const { from } = message.header;
  const sealedTo = message.to.filter((to) => to.participant === participant).map((to) => to.key);
  const addressed = gpg.find((fingerprint) => sealedTo.includes(fingerprint));
  if (addressed) {
    const certified = await findSigner(reader, addressed, message.index);
    return certified && { fingerprint: addressed, publicKey: certified.publicKey };
  }
  const publicKey =
    from.participant === participant ? await keyAt(reader, from.contact, message.index) : undefined;
  if (!publicKey) return undefined;
  const { fingerprint } = await inspectPublicKey(publicKey, message.received);
  return gpg.includes(fingerprint) ? { fingerprint, publicKey } : undefined;
}

/** The key that a contact had when an entry was placed. */
async function keyAt(reader: Connection, contact: string, index: number): Promise<Uint8Array | undefined> {
  const path = { contact };
  const { acts } = dataOf(
    await reader.api.GET('/api/directory/contacts/{contact}/history', { params: { path } }),
  );
  const certified = acts.find((a) => a.index < index && a.type === 'directory.key-certified');
  if (!certified) return undefined;
  const { entry } = dataOf(
    await reader.api.GET('/api/acts/{act}', { params: { path: { act: certified.act } } }),
  );
  const { key } = (entry.content as { data?: Partial<DataOf<'directory.key-certified'>> }).data ?? {};
  return key && getBlob(reader, key.blob.sha256);
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

export type Thread =
  paths['/api/exchange/threads']['get']['responses']['200']['content']['application/json']['threads'][number];

const PAGE = 200;

/** The threads of the reader's State, newest first, page by page. */
export async function* listThreads(reader: Connection): AsyncGenerator<Thread> {
  for (let before: number | undefined; ; ) {
    const query = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    const page = dataOf(await reader.api.GET('/api/exchange/threads', { params: { query } }));
    yield* page.threads;
    if (page.next === undefined) return;
    before = page.next;
  }
}

/** The thread that holds a message. Throws `comity.no-such-message`. */
export async function findThreadOf(reader: Connection, message: string): Promise<Conversation> {
  for await (const { thread } of listThreads(reader)) {
    const conversation = await readThread(reader, thread);
    if (conversation.messages.some((m) => m.message === message)) return conversation;
  }
  throw refusal(
    'comity.no-such-message',
    `Your State neither sent nor received a message “${message}”.`,
    'See its threads: comity exchange list',
  );
}
