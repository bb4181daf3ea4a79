import { commitField, type DataOf, type formats, newId, type Recipient } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import {
  type CertifiedSigner,
  type FormerKeys,
  type LockedKey,
  type Opened,
  open,
  type Previous,
  readHybridRecipient,
  type Sealed,
  type SealInput,
} from '@comity/seal';
import { act, type Hand, type Receipt, type TrustedBody } from './acting.ts';
import { type Connection, dataOf, getBlob, putBlob } from './connection.ts';
import type { paths } from './generated/api.ts';
import { ApiProblem } from './problem.ts';

export { type OpenOne, openThread } from './threads.ts';

export type DirectoryContact =
  paths['/api/directory/contacts']['get']['responses']['200']['content']['application/json']['contacts'][number];
export type Conversation =
  paths['/api/exchange/threads/{thread}']['get']['responses']['200']['content']['application/json'];
export type Message = Conversation['messages'][number];
/** What opening a message needs of it: whether it stands on the record or among what a State clears for itself. */
export type SealedMessage = Pick<
  Message,
  'message' | 'header' | 'index' | 'received' | 'ciphertext' | 'attachments'
> & {
  readonly to: readonly Pick<Message['to'][number], 'participant' | 'contact' | 'key'>[];
};

/** The directory as this reader may see it. */
export async function readDirectory(connection: Connection): Promise<DirectoryContact[]> {
  return dataOf(await connection.api.GET('/api/directory/contacts')).contacts;
}

/** A contact cannot be sealed to: it has no key, or the server sent another than the record names. */
export class KeyUnavailable extends Error {
  readonly code: 'client.contact-without-key' | 'client.wrong-key';
  readonly contact: string;
  constructor(code: KeyUnavailable['code'], c: DirectoryContact) {
    super(
      code === 'client.wrong-key'
        ? `The server sent another key for ${c.contact} than the record names. Nothing was sealed.`
        : `${c.participant}: the contact ${c.contact} has no key yet.`,
    );
    this.name = 'KeyUnavailable';
    this.code = code;
    this.contact = c.contact;
  }
}

/** The key a contact has now, fetched and held against its hash on the record. Throws `KeyUnavailable`. */
export async function keyOf(connection: Connection, c: DirectoryContact): Promise<Uint8Array> {
  if (!c.key) throw new KeyUnavailable('client.contact-without-key', c);
  return keyBytes(connection, c, c.key.blob);
}

async function keyBytes(connection: Connection, c: DirectoryContact, blob: string): Promise<Uint8Array> {
  const bytes = await getBlob(connection, blob);
  if (sha256Hex(bytes) !== blob) throw new KeyUnavailable('client.wrong-key', c);
  return bytes;
}

/** The post-quantum half of a key, where it has one. Throws `KeyUnavailable`, `seal.not-a-hybrid-key`. */
async function hybridOf(
  connection: Connection,
  c: DirectoryContact,
  key: DirectoryContact['key'],
  readHybrid: ReadHybrid,
): Promise<{ readonly hybrid?: string }> {
  if (!key?.hybrid) return {};
  return { hybrid: await readHybrid(await keyBytes(connection, c, key.hybrid.blob)) };
}

/** Reads a post-quantum half: a page has a worker do it, where the library is. */
type ReadHybrid = typeof readHybridRecipient;

/** The contact as the directory has it now. */
export async function readContact(connection: Connection, contact: string): Promise<DirectoryContact> {
  return dataOf(
    await connection.api.GET('/api/directory/contacts/{contact}', { params: { path: { contact } } }),
  );
}

/**
 * Every key that a message from one contact to others is sealed to, for `seal`: those of the recipients, of the
 * recovery of every State that takes part, and the post-quantum halves, the sender's own included. A recovery key
 * that has expired at `now` (milliseconds) is left out, as the rules do. Throws `KeyUnavailable`.
 */
export async function keysFor(
  reader: Connection,
  own: DirectoryContact,
  to: readonly DirectoryContact[],
  now: number,
  readHybrid: ReadHybrid = readHybridRecipient,
): Promise<Pick<SealInput, 'from' | 'recipients' | 'recovery'>> {
  const { participant, contact } = own;
  const [half, recipients, recovery] = await Promise.all([
    hybridOf(reader, own, own.key, readHybrid),
    Promise.all(to.map((c) => recipientOf(reader, c, readHybrid))),
    recoveryOf(reader, [own, ...to], now, readHybrid),
  ]);
  return { from: { participant, contact, ...half }, recipients, recovery };
}

const recipientOf = async (reader: Connection, c: DirectoryContact, readHybrid: ReadHybrid) => ({
  participant: c.participant,
  contact: c.contact,
  publicKey: await keyOf(reader, c),
  ...(await hybridOf(reader, c, c.key, readHybrid)),
  ...(c.key?.hybrid?.demanded ? { demandsHybrid: true } : {}),
});

function recoveryOf(
  reader: Connection,
  parties: readonly DirectoryContact[],
  now: number,
  readHybrid: ReadHybrid,
) {
  const isCurrent = ({ recovery }: DirectoryContact) =>
    recovery && (recovery.expires === undefined || Date.parse(recovery.expires) > now);
  const states = new Map(parties.filter(isCurrent).map((c) => [c.participant, c]));
  return Promise.all(
    [...states].map(async ([participant, c]) => ({
      participant,
      publicKey: await keyBytes(reader, c, c.recovery!.blob),
      ...(await hybridOf(reader, c, c.recovery, readHybrid)),
    })),
  );
}

/** Ids for a message: a new thread, or one that goes on. */
export const newMessageIds = (thread?: string) => ({ message: newId('msg'), thread: thread ?? newId('thr') });

/** What of a sealed message goes onto the record: nothing that says what it holds. */
export type Postable = Pick<Sealed, 'ciphertext' | 'sha256' | 'header' | 'layers' | 'further'> & {
  readonly message: Pick<Sealed['message'], 'message' | 'to'>;
  readonly attachments: readonly Pick<Sealed['attachments'][number], 'sealed' | 'ciphertext'>[];
};

/** Uploads what was sealed. Answers how it is named: each file by its hash, everybody it is for. */
export async function putSealed(
  reader: Connection,
  sealed: Pick<Postable, 'ciphertext' | 'sha256' | 'attachments' | 'message'>,
) {
  const blobs = [
    { sha256: sealed.sha256, bytes: sealed.ciphertext },
    ...sealed.attachments.map((a) => ({ sha256: a.sealed, bytes: a.ciphertext })),
  ];
  for (const { sha256, bytes } of blobs) await putBlob(reader, sha256, bytes);
  const [ciphertext, ...attachments] = blobs.map(
    ({ sha256, bytes }): formats.Blob => ({ sha256, size: bytes.length }),
  );
  const to = sealed.message.to.map(
    ({ participant, contact, key }): Recipient => ({ participant, contact, key }),
  );
  return { to, ciphertext: ciphertext!, attachments };
}

/** Uploads what was sealed and places the act. `reader` is a session of the person who signs. */
export async function postSealed(
  reader: Connection,
  trust: TrustedBody,
  hand: Hand,
  sealed: Postable,
): Promise<Receipt> {
  const { to, ciphertext, attachments } = await putSealed(reader, sealed);
  const { commitment, opening } = commitField(sealed.message.message, 'recipients', to);
  const data = {
    header: sealed.header,
    ciphertext,
    recipients: commitment,
    layers: sealed.layers,
    ...(sealed.further ? { further: sealed.further } : {}),
    ...(attachments.length ? { attachments } : {}),
  };
  return act(reader, trust, hand, 'exchange.sent', data, { openings: [opening] });
}

export async function readThread(reader: Connection, thread: string): Promise<Conversation> {
  return dataOf(await reader.api.GET('/api/exchange/threads/{thread}', { params: { path: { thread } } }));
}

/** Who opens: a participant, with the private keys of its contacts. */
export interface Opener {
  readonly reader: Connection;
  readonly participant: string;
  readonly keys: readonly LockedKey[];
  /** The post-quantum halves of the keys: age identities. */
  readonly hybrid?: readonly string[];
  /** What opens single ciphertexts that were sealed to keys which are gone. */
  readonly former?: FormerKeys;
}

/** What opening needs whoever decrypts: ciphertext, files, header, and who had certified the signer then. */
export async function readingOf(reader: Connection, message: SealedMessage, earlier: Previous) {
  const ciphertext = await getBlob(reader, message.ciphertext.sha256);
  const files = await Promise.all(message.attachments.map((a) => getBlob(reader, a.sha256)));
  return {
    ciphertext,
    header: message.header,
    attachments: files.map((bytes) => ({ ciphertext: bytes })),
    now: new Date().toISOString(),
    findSigner: (fingerprint: string) => findSigner(reader, fingerprint, message.index),
    senderKey: () => keyAt(reader, message.header.from.contact, message.index),
    ...(earlier.length ? { previous: earlier } : {}),
  };
}

/** What is said of a message whose ciphertext the host erased: by an order, or since no party keeps it any longer. */
const ERASED: Opened = {
  kind: 'refused',
  code: 'seal.ciphertext-gone',
  checks: [
    {
      ...{ check: 'decrypted', ok: false, madeOn: 'this-device' },
      says: 'The host holds it no longer: it was erased by an order, or when the retention of all parties ended.',
    },
  ],
};

/** Opens a message, or says that it was erased. */
export async function unlessErased(opening: () => Promise<Opened>): Promise<Opened> {
  try {
    return await opening();
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'record.blob-not-found') return ERASED;
    throw error;
  }
}

/** Opens with private keys at hand, checked against the record as it stood when the message was received. */
export async function openMessage(
  { reader, participant, keys, hybrid = [], former }: Opener,
  message: SealedMessage,
  earlier: Previous = [],
): Promise<Opened> {
  const me = { participant, keys, hybrid, ...(former ? { former } : {}) };
  return unlessErased(async () => open({ ...(await readingOf(reader, message, earlier)), me }));
}

/** The key that a contact had when an entry was placed; undefined where it had none. */
export async function keyAt(
  reader: Connection,
  contact: string,
  index: number,
): Promise<Uint8Array | undefined> {
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
export async function findSigner(
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

export const acknowledge = (
  reader: Connection,
  trust: TrustedBody,
  hand: Hand,
  message: Message,
  contact: string,
): Promise<Receipt> =>
  act(reader, trust, hand, 'exchange.acknowledged', {
    message: message.message,
    thread: message.header.thread,
    contact,
  });
