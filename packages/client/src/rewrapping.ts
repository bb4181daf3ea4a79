import { newId } from '@comity/acts';
import { canonicalBytes, fromBase64, parseCanonical, toBase64 } from '@comity/log';
import {
  type CiphertextKey,
  type FormerKeys,
  formerKeysOf,
  type Opened,
  type OpenInput,
  type Rewrapped,
  rewrapped,
  type Sealed,
  type SealInput,
} from '@comity/seal';
import { type Connection, dataOf, getBlob } from './connection.ts';
import type { paths } from './generated/api.ts';
import {
  type DirectoryContact,
  findSigner,
  keysFor,
  type Message,
  type Opener,
  readThread,
} from './messages.ts';
import { ApiProblem } from './problem.ts';

/** What opens the old messages of a contact, as it lies with the host: a message of the contact to itself. */
export type WrapsFile =
  paths['/api/custody/contacts/{contact}/wraps']['get']['responses']['200']['content']['application/json'];

const FILE = 'ciphertext-keys.json';
const ROUTE = '/api/custody/contacts/{contact}/wraps';

/** `open` of `@comity/seal`: a page has a worker do it, where the library is. */
type OpenIt = (input: OpenInput) => Promise<Opened>;
/** Signs with the key that the contact has now, wherever that is, and seals. */
type SealIt = (input: Omit<SealInput, 'signer'>) => Promise<Sealed>;

/** Which ciphertexts of a contact were sealed to a key that it had before, with that key's fingerprint. */
interface ToWrap {
  readonly sha256: string;
  readonly fingerprint: string;
}

export interface Wrapping {
  readonly reader: Connection;
  /** The contact as the directory has it: what is wrapped, is wrapped for the key it has now. */
  readonly contact: DirectoryContact;
  /** What was wrapped before, and stays so. */
  readonly before: Rewrapped | undefined;
  /** Takes out what opens a ciphertext: with private keys at hand, or by gpg. */
  readonly take: (ciphertext: Uint8Array) => Promise<CiphertextKey>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What came of it: `closed` are ciphertexts that nothing here opens, which the former key must not be destroyed for. */
export interface Wrapped {
  readonly file: Rewrapped;
  readonly wrapped: number;
  readonly closed: readonly string[];
  /** Messages whose ciphertexts the host erased. */
  readonly gone: number;
}

/**
 * Takes out of every ciphertext that was sealed to a former key of a contact what opens it. Nothing is sent; nothing of
 * what the messages say is read.
 */
export async function wrapAgain({ reader, contact, before, take, onProgress }: Wrapping): Promise<Wrapped> {
  const todo = await listToWrap(reader, contact);
  const keys = new Map((before?.keys ?? []).map((key) => [key.sha256, key]));
  const formerly = new Set(before?.formerly ?? []);
  const closed: string[] = [];
  let [wrapped, gone] = [0, 0];
  for (const [i, { sha256, fingerprint }] of todo.entries()) {
    formerly.add(fingerprint);
    if (!keys.has(sha256)) {
      const outcome = await tryOne(reader, sha256, take);
      if (outcome === 'gone') gone += 1;
      else if (outcome === 'closed') closed.push(sha256);
      else keys.set(sha256, outcome);
      if (typeof outcome === 'object') wrapped += 1;
    }
    onProgress?.({ done: i + 1, total: todo.length });
  }
  const file = { v: 1, rewrapped: 'ciphertext-keys', contact: contact.contact } as const;
  return {
    file: { ...file, formerly: [...formerly].sort(), keys: [...keys.values()] },
    ...{ wrapped, closed, gone },
  };
}

async function tryOne(
  reader: Connection,
  sha256: string,
  take: Wrapping['take'],
): Promise<CiphertextKey | 'closed' | 'gone'> {
  const ciphertext = await getBlob(reader, sha256).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  });
  if (!ciphertext) return 'gone';
  try {
    return await take(ciphertext);
  } catch (error) {
    if (!/^(?:seal|comity)\./.test((error as { code?: string }).code ?? '')) throw error;
    return 'closed';
  }
}

const PAGE = 200;

/** Real threads and those of exercises are listed apart; both were sealed to the same keys. */
const LISTS = ['/api/exchange/threads', '/api/exercises/threads'] as const;

async function listToWrap(reader: Connection, contact: DirectoryContact): Promise<ToWrap[]> {
  const found: ToWrap[] = [];
  for (const list of LISTS)
    for await (const thread of threadsIn(reader, list))
      for (const message of (await readThread(reader, thread)).messages)
        found.push(...toWrapIn(message, contact, await keyOfSender(reader, message, contact)));
  return found;
}

async function* threadsIn(reader: Connection, list: (typeof LISTS)[number]): AsyncGenerator<string> {
  for (let before: number | undefined; ; ) {
    const query = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    const page = dataOf(await reader.api.GET(list, { params: { query } }));
    for (const { thread } of page.threads) yield thread;
    if (page.next === undefined) return;
    before = page.next;
  }
}

/** A message is sealed to its sender as well, with the key that the contact had then. */
async function keyOfSender(
  reader: Connection,
  { header, index }: Message,
  { contact }: DirectoryContact,
): Promise<string | undefined> {
  if (header.from.contact !== contact) return undefined;
  const { acts } = dataOf(
    await reader.api.GET('/api/directory/contacts/{contact}/history', { params: { path: { contact } } }),
  );
  return acts.find((a) => a.index < index && a.key)?.key?.fingerprint;
}

function toWrapIn(
  message: Message,
  { contact, key }: DirectoryContact,
  sender: string | undefined,
): ToWrap[] {
  const mine = message.to.find((to) => to.contact === contact)?.key ?? sender;
  if (mine === undefined || mine === key?.fingerprint) return [];
  return [message.ciphertext, ...message.attachments].map(({ sha256 }) => ({ sha256, fingerprint: mine }));
}

/** Seals what was wrapped to the key that the contact has now, by that key. */
export async function sealWraps(
  reader: Connection,
  contact: DirectoryContact,
  file: Rewrapped,
  body: string,
  sealIt: SealIt,
): Promise<WrapsFile> {
  const at = new Date();
  const keys = await keysFor(reader, contact, [contact], at.getTime());
  const sealed = await sealIt({
    ...{
      body,
      message: newId('msg'),
      thread: newId('thr'),
      type: 'closing',
      exercise: false,
      language: 'en',
    },
    ...{ subject: 'Wrapped again', text: 'What opens the old messages of this contact.' },
    ...keys,
    attachments: [{ name: FILE, mediaType: 'application/json', bytes: canonicalBytes(file) }],
    at: at.toISOString(),
  });
  return {
    v: 1,
    contact: contact.contact,
    header: { ...sealed.header, exercise: false },
    ciphertext: toBase64(sealed.ciphertext),
    keys: toBase64(sealed.attachments[0]!.ciphertext),
  };
}

export async function putWraps(reader: Connection, file: WrapsFile): Promise<void> {
  const answer = await reader.api.PUT(ROUTE, { params: { path: { contact: file.contact } }, body: file });
  if (!answer.response.ok) throw new ApiProblem(answer.response.status, answer.error);
}

/** What lies with the host for a contact; undefined where nothing does. */
export async function fetchWraps(reader: Connection, contact: string): Promise<WrapsFile | undefined> {
  const answer = await reader.api.GET(ROUTE, { params: { path: { contact } } });
  return answer.response.status === 204 ? undefined : dataOf(answer);
}

/**
 * Opens what was wrapped, with the checks of any message: signed by a key that the record certifies for this contact now
 * or did before, addressed to an own key. Undefined where it does not hold: then nothing of it is used.
 */
export async function openWraps(
  opener: Opener,
  file: WrapsFile,
  openIt: OpenIt,
): Promise<Rewrapped | undefined> {
  const { reader, participant, keys, hybrid = [] } = opener;
  const opened = await openIt({
    ciphertext: fromBase64(file.ciphertext),
    attachments: [{ ciphertext: fromBase64(file.keys) }],
    header: file.header,
    me: { participant, keys, hybrid },
    findSigner: (fingerprint) => certifiedEver(reader, fingerprint, file.contact),
    now: new Date().toISOString(),
  });
  if (opened.kind !== 'bound' || opened.signer.contact !== file.contact) return undefined;
  const bytes = opened.attachments[0]?.bytes;
  const read = bytes && rewrapped.safeParse(parseCanonical(bytes));
  return read?.success && read.data.contact === file.contact ? read.data : undefined;
}

/** A key that this contact has or had: the file was signed by the one it had when it was written. */
async function certifiedEver(reader: Connection, fingerprint: string, contact: string) {
  const path = { fingerprint };
  const { keys } = dataOf(await reader.api.GET('/api/directory/keys/{fingerprint}', { params: { path } }));
  const held = keys.find((k) => k.contact === contact);
  return held && findSigner(reader, fingerprint, held.from + 1);
}

/**
 * Opens a thread; where some of it does not open with the keys at hand, once more with what was wrapped again for them.
 * `openIt` opens the thread with what it is given.
 */
export async function openWithFormer<
  M extends Pick<Message, 'to' | 'header'>,
  O extends { kind: string; code?: string },
>(opener: Opener, openIt: (opener: Opener) => Promise<[M, O][]>, openFile: OpenIt): Promise<[M, O][]> {
  const opened = await openIt(opener);
  const closed = opened.filter(([, o]) => o.kind === 'refused' && o.code === 'seal.cannot-decrypt');
  if (closed.length === 0) return opened;
  const { participant } = opener;
  const own = closed.flatMap(([{ to, header }]) =>
    [header.from, ...to].filter((party) => party.participant === participant),
  );
  const former = await readFormerKeys(
    opener,
    own.map(({ contact }) => contact),
    openFile,
  );
  return former.keys.size > 0 ? openIt({ ...opener, former }) : opened;
}

/** What opens old messages of some contacts of the opener's State. */
export async function readFormerKeys(
  opener: Opener,
  contacts: readonly string[],
  openIt: OpenIt,
): Promise<FormerKeys> {
  const files: Rewrapped[] = [];
  for (const contact of new Set(contacts)) {
    const file = await fetchWraps(opener.reader, contact);
    const opened = file && (await openWraps(opener, file, openIt));
    if (opened) files.push(opened);
  }
  return formerKeysOf(files);
}
