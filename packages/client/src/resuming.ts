import type { Recipient } from '@comity/acts';
import type { AttachmentEntry, Bound, Sealed } from '@comity/seal';
import type { Hand, Receipt, TrustedBody } from './acting.ts';
import { type Connection, dataOf } from './connection.ts';
import { type DirectoryContact, type Postable, postSealed, readDirectory, readThread } from './messages.ts';
import { ApiProblem } from './problem.ts';

/**
 * A message that was sealed and is not known to stand on the record: enough to place it after a line broke or a page was
 * left, and nothing of what it says. One message is one act: its id stands on the record at most once.
 */
export interface KeptSealed extends Postable {
  readonly body: string;
  /** When it was sealed. */
  readonly at: string;
}

export const keepable = (body: string, sealed: Sealed): KeptSealed => ({
  ...{ body, at: sealed.message.at, header: sealed.header, layers: sealed.layers },
  ...{ ciphertext: sealed.ciphertext, sha256: sealed.sha256 },
  ...(sealed.further ? { further: sealed.further } : {}),
  message: { message: sealed.message.message, to: sealed.message.to },
  attachments: sealed.attachments.map(({ sealed: sha256, ciphertext }) => ({ sealed: sha256, ciphertext })),
});

/** Where a message stands on the record. */
export interface Standing {
  readonly index: number;
  readonly act: string;
}

/** The newest threads are looked through first: to ask for one that is not there looks like a failure. */
const NEWEST = 200;

/** Where it stands, if it does: its sender is party to its thread from then on. */
export async function findStanding(
  reader: Connection,
  { header }: Pick<Postable, 'header'>,
): Promise<Standing | undefined> {
  const query = { limit: NEWEST };
  const page = dataOf(await reader.api.GET('/api/exchange/threads', { params: { query } }));
  const isThere = page.threads.some(({ thread }) => thread === header.thread);
  if (!isThere && page.next === undefined) return undefined;
  try {
    const { messages } = await readThread(reader, header.thread);
    const found = messages.find((m) => m.message === header.message);
    return found && { index: found.index, act: found.act };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'exchange.thread-not-found') return undefined;
    throw error;
  }
}

/**
 * Places a sealed message, at most once however often it is tried: a second act with its id is refused. Where an answer was
 * lost after it had been taken, it is found where it stands, and there is no receipt then. Throws what posting throws.
 */
export async function placeOnce(
  reader: Connection,
  trust: TrustedBody,
  hand: Hand,
  sealed: Postable,
): Promise<Receipt | Standing> {
  try {
    return await postSealed(reader, trust, hand, sealed);
  } catch (error) {
    const standing = await findStanding(reader, sealed).catch(() => undefined);
    if (!standing) throw error;
    return standing;
  }
}

const KEY_RULES: ReadonlySet<unknown> = new Set(['exchange.recipients-certified', 'exchange.seal-demanded']);

/** Whether a message was refused because keys changed between listing and sending: sealed anew it may pass. */
export const isForKeys = (error: unknown): boolean =>
  error instanceof ApiProblem && KEY_RULES.has(error.rule);

/** What is otherwise with a contact than when a message was sealed to it. */
export interface KeyChange {
  readonly participant: string;
  readonly contact: string;
  readonly what: 'gone' | 'no-key' | 'expired' | 'other-key';
}

export const isUsable = ({ key, signed }: DirectoryContact, now: number): boolean =>
  signed && key !== undefined && !isExpired(key, now);
const isExpired = (key: NonNullable<DirectoryContact['key']>, now: number) =>
  key.expires !== undefined && Date.parse(key.expires) <= now;

/**
 * What changed in the directory since a message was sealed, and those of its recipients that it can be sealed to now. A
 * recovery key or a post-quantum half that changed makes no line here: it is sealed to again all the same.
 */
export async function changesSince(
  reader: Connection,
  to: readonly Recipient[],
  now: number,
): Promise<{ readonly changes: KeyChange[]; readonly reachable: DirectoryContact[] }> {
  const directory = new Map((await readDirectory(reader)).map((c) => [c.contact, c]));
  const changes = to.flatMap(({ participant, contact, key }): KeyChange[] => {
    const what = changeOf(directory.get(contact), key, now);
    return what ? [{ participant, contact, what }] : [];
  });
  const held = to.flatMap(({ contact }) => directory.get(contact) ?? []);
  return { changes, reachable: held.filter((c) => isUsable(c, now)) };
}

function changeOf(
  held: DirectoryContact | undefined,
  key: string,
  now: number,
): KeyChange['what'] | undefined {
  if (!held) return 'gone';
  if (!held.key) return 'no-key';
  if (held.key.fingerprint !== key) return 'other-key';
  return isExpired(held.key, now) ? 'expired' : undefined;
}

/** What a message says, to be sealed anew to other keys, under a new id: read from one's own sealed copy. */
export function letterOf({ payload, attachments }: Bound) {
  const { type, exercise, marking, language, subject, text } = payload;
  const { form, asks, severity, deadline, thread, previous } = payload;
  return {
    ...{ type, exercise, marking, language, subject, text },
    ...(form ? { form } : {}),
    ...(asks ? { asks } : {}),
    ...(severity ? { severity } : {}),
    ...(deadline ? { deadline } : {}),
    // A thread that did not begin yet begins anew.
    ...(previous ? { thread, previous } : {}),
    attachments: attachments.map(({ name, mediaType, bytes }: AttachmentEntry & { bytes: Uint8Array }) => ({
      ...{ name, mediaType, bytes },
    })),
  };
}

/** What opening one's own sealed copy needs whoever decrypts: the contact that sealed it is the one that signed. */
export function ownReading(kept: KeptSealed, own: DirectoryContact, publicKey: Uint8Array) {
  const { participant, contact } = own;
  return {
    ...{ ciphertext: kept.ciphertext, header: kept.header, now: new Date().toISOString() },
    attachments: kept.attachments.map(({ ciphertext }) => ({ ciphertext })),
    previous: 'not-opened-here' as const,
    findSigner: (fingerprint: string) =>
      fingerprint === own.key?.fingerprint ? { participant, contact, publicKey } : undefined,
  };
}
