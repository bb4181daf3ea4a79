import { newId } from '@comity/acts';
import { type Connection, dataOf, type Hand, type paths, type Receipt } from '@comity/client';
import { checkBeforeSealing, type SenderReport } from '@comity/client/checking';
import { readingOfAside, type SealedConsultationItem } from '@comity/client/consulting';
import {
  acknowledge as acknowledgeAs,
  type Conversation,
  type DirectoryContact,
  keyOf as fetchKey,
  findSigner,
  type Opener as KeyOpener,
  KeyUnavailable,
  keyAt,
  keysFor,
  type Message,
  openThread as openInOrder,
  openMessage as openWithKeys,
  readContact,
  readDirectory,
  readingOf,
  readThread,
  type SealedMessage,
  unlessErased,
} from '@comity/client/messages';
import { type KeptSealed, keepable, placeOnce, type Standing } from '@comity/client/resuming';
import { openWithFormer } from '@comity/client/rewrapping';
import type { Policy } from '@comity/log';
import {
  type Attachment,
  type Draft,
  inspectPublicKey,
  type LockedKey,
  type Opened,
  open,
  type Previous,
  type Sealed,
  type SealInput,
  seal,
} from '@comity/seal';
import { refusal } from './errors.ts';
import { openWithGpg, sealWithGpg } from './gpgmessages.ts';
import type { Place } from './people.ts';

export { type Conversation, type DirectoryContact, type Message, readDirectory, readThread };

/** The key a contact has now, fetched and held against its hash on the record. */
export const keyOf = (connection: Connection, c: DirectoryContact): Promise<Uint8Array> =>
  withWords(() => fetchKey(connection, c));

/** A key that cannot be had is told with what to do about it. */
async function withWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeyUnavailable)) throw error;
    throw error.code === 'client.wrong-key'
      ? refusal('comity.wrong-key', error.message, 'Tell your mirror.')
      : refusal(
          'comity.contact-without-key',
          error.message,
          'Choose another contact of that State, or reach it by telephone.',
        );
  }
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
  /** The sender's own: which witnesses the checkpoint has to show. */
  readonly policy?: Policy | undefined;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  /** Keeps what was sealed before anything leaves, so that it can be placed after a break. */
  readonly onSealed?: (kept: KeptSealed) => Promise<void>;
}

export interface SentMessage {
  readonly sealed: Sealed;
  readonly receipt: Receipt | Standing;
  /** What was made sure of before anything was sealed. */
  readonly checks: SenderReport['checks'];
}

/** Checks every key, seals a message to contacts, uploads what is sealed, and places the act. */
export async function sendMessage(place: Place, s: Sending): Promise<SentMessage> {
  const own = await readContact(s.reader, s.from);
  const checks = await assertChecked(place, s, own);
  const sealed = await sealLetter(place, s, own);
  const kept = keepable(place.trust.body, sealed);
  await s.onSealed?.(kept);
  const receipt = await placeOnce(s.reader, place.trust, s.hand, kept);
  return { sealed, receipt, checks };
}

/** Nothing is sealed to a key that does not check out. Throws `comity.key-not-proven`. */
export async function assertChecked(
  { trust }: Place,
  { reader, to, policy }: Pick<Sending, 'reader' | 'to' | 'policy'>,
  own: DirectoryContact,
) {
  const { ok, checks } = await checkBeforeSealing(reader, trust, [own, ...to], policy);
  if (ok) return checks;
  const failed = checks.filter((one) => !one.ok);
  const says = failed
    .map(({ check, about, says }) => `${check}${about ? ` ${about}` : ''}: ${says}`)
    .join(' ');
  throw refusal(
    'comity.key-not-proven',
    `A key could not be checked against the record, so nothing was sealed. ${says}`,
    'Nothing was sent. Try again in a minute. If it stays so, ask that State for the fingerprint by telephone, and compare the record with a mirror: comity verify URL --trust FILE.',
  );
}

/** Seals a letter to keys that were checked before. */
export async function sealLetter(
  place: Pick<Place, 'trust'>,
  s: Omit<Sending, 'hand' | 'policy'>,
  own: DirectoryContact,
): Promise<Sealed> {
  const at = new Date();
  const input = {
    ...s.letter,
    body: place.trust.body,
    message: newId('msg'),
    thread: s.letter.thread ?? newId('thr'),
    ...(await withWords(() => keysFor(s.reader, own, s.to, at.getTime()))),
    at: at.toISOString(),
    ...(s.onProgress ? { onProgress: s.onProgress } : {}),
  };
  return sealAs(s, own, input);
}

/** Seals what is signed by the key of a contact, wherever that is. */
export async function sealAs(
  { reader, signer }: Pick<Sending, 'reader' | 'signer'>,
  own: DirectoryContact,
  input: Omit<SealInput, 'signer'>,
): Promise<Sealed> {
  if ('privateKey' in signer) return seal({ ...input, signer });
  return sealWithGpg({ ...input, signer: { fingerprint: signer.gpg, publicKey: await keyOf(reader, own) } });
}

/** Who opens: a participant, with the private keys of its contacts, and those that gpg holds. */
export interface Opener extends KeyOpener {
  /** Fingerprints of keys of its contacts that gpg holds. */
  readonly gpg?: readonly string[];
}

/**
 * Opens the messages of a thread in order and checks each against the record. What does not open with the keys at hand
 * is tried with what was wrapped again for them.
 */
export const openThread = (opener: Opener, messages: readonly Message[]): Promise<[Message, Opened][]> =>
  openWithFormer(
    opener,
    (given) => openInOrder((m, earlier) => openMessage({ ...opener, ...given }, m, earlier), messages),
    open,
  );

export async function openMessage(
  opener: Opener,
  message: SealedMessage,
  earlier: Previous = [],
): Promise<Opened> {
  const held = await heldByGpg(opener, message);
  if (!held) return openWithKeys(opener, message, earlier);
  const { reader, participant, hybrid = [] } = opener;
  return unlessErased(async () => {
    const sender = await keyAt(reader, message.header.from.contact, message.index);
    const reading = await readingOf(reader, message, earlier);
    return openWithGpg({ ...reading, participant, hybrid, own: held, ...(sender ? { sender } : {}) });
  });
}

/** An item that is kept off the record for several States: a plan of an exercise, what is said in a consultation. */
type Aside = Addressed & Pick<SealedConsultationItem, 'ciphertext'>;

/** Opens an item that is kept off the record, with a key at hand or with gpg. */
export async function openAside(opener: Opener, item: Aside, earlier: Previous): Promise<Opened> {
  const { reader, participant, keys, hybrid = [] } = opener;
  const reading = readingOfAside(reader, item, earlier);
  const own = await heldByGpg(opener, item);
  if (!own) return open({ ...reading, me: { participant, keys, hybrid } });
  const sender = await reading.senderKey();
  return openWithGpg({ ...reading, participant, hybrid, own, ...(sender ? { sender } : {}) });
}

type Addressed = Pick<SealedMessage, 'header' | 'to' | 'index' | 'received'>;

/** The key of ours that this message was sealed to and that gpg holds, as certified; undefined where none is. */
async function heldByGpg({ reader, participant, gpg = [] }: Opener, message: Addressed) {
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

export const acknowledge = (place: Place, hand: Hand, message: Message, contact: string): Promise<Receipt> =>
  acknowledgeAs(place.connection, place.trust, hand, message, contact);

export type Thread =
  paths['/api/exchange/threads']['get']['responses']['200']['content']['application/json']['threads'][number];

const PAGE = 200;

/** Real threads, and those of exercises: two lists. */
const LISTS = { real: '/api/exchange/threads', exercise: '/api/exercises/threads' } as const;

/** The threads of the reader's State of one kind, newest first, page by page. */
export async function* listThreads(
  reader: Connection,
  kind: keyof typeof LISTS = 'real',
): AsyncGenerator<Thread> {
  for (let before: number | undefined; ; ) {
    const query = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    const page = dataOf(await reader.api.GET(LISTS[kind], { params: { query } }));
    yield* page.threads;
    if (page.next === undefined) return;
    before = page.next;
  }
}

/** The thread that holds a message. Throws `comity.no-such-message`. */
export async function findThreadOf(reader: Connection, message: string): Promise<Conversation> {
  for (const kind of ['real', 'exercise'] as const)
    for await (const { thread } of listThreads(reader, kind)) {
      const conversation = await readThread(reader, thread);
      if (conversation.messages.some((m) => m.message === message)) return conversation;
    }
  throw refusal(
    'comity.no-such-message',
    `Your State neither sent nor received a message “${message}”.`,
    'See its threads: comity exchange list',
  );
}
