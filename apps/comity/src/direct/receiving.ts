import { sha256Hex, toBase64 } from '@comity/log';
import {
  type Bound,
  claimsToBePayload,
  messageFromArmor,
  type Opened,
  type Previous,
  type Unbound,
} from '@comity/seal';
import { MailError } from '../mail/errors.ts';
import type { FoundMail } from '../mail/maildir.ts';
import { type Mail, readMail } from '../mail/reading.ts';
import { acknowledgedIn, type MailWords, readWords } from '../mail/words.ts';
import type { Certified } from './certified.ts';
import { type Holder, openContent, type SealedContent } from './opening.ts';
import type { DirectStore, KeptMessage } from './store.ts';

/** What became of one mail. */
export interface Received {
  readonly name: string;
  readonly mail?: Mail;
  /** Why nothing of it was read. */
  readonly refused?: { readonly code: string; readonly says: string };
  readonly opened?: Opened;
  /** The words of a plain message. */
  readonly words?: MailWords;
  /** The messages that it acknowledges, by a contact to whom they were sent. */
  readonly acknowledges: readonly string[];
  /** It is the same message as one that came before. */
  readonly again?: boolean;
}

export interface Reading {
  /** The body: the id of its founding act. */
  readonly body: string;
  readonly store: DirectStore;
  readonly holder: Holder;
  readonly certified: Certified;
}

/**
 * Reads mails one by one: opens what is sealed or signed by a contact, keeps messages and acknowledgements, and passes
 * over what it read before and what is neither. What a mail holds never ends this; the next one is read.
 */
export async function* receive(
  reading: Reading,
  mails: AsyncIterable<FoundMail>,
  options: { readonly again?: boolean } = {},
): AsyncGenerator<Received> {
  const seen = new Set(await reading.store.seen());
  const isNew = (mark: string) => options.again === true || !seen.has(mark);
  for await (const found of mails) {
    if (found.id !== undefined && !isNew(found.id)) continue;
    const { received, marks } = await receiveFound(reading, found, isNew);
    if (received) yield received;
    // Only now: whoever is interrupted before this reads it once more.
    for (const mark of marks) seen.add(mark);
    if (marks.length > 0) await reading.store.see(seen);
  }
}

/** A mail and what marks it as read: nothing does where a key, or the card that holds it, may not be at hand yet. */
async function receiveFound(reading: Reading, found: FoundMail, isNew: (mark: string) => boolean) {
  const id = found.id === undefined ? [] : [found.id];
  try {
    const bytes = await found.read();
    if (!bytes) return { marks: [] };
    const marks = [sha256Hex(bytes), ...id];
    if (!isNew(marks[0]!)) return { marks: id };
    const received = await receiveOne(reading, found.name, bytes);
    const isShut = received?.opened?.kind === 'refused' && received.opened.code === 'seal.cannot-decrypt';
    return { received, marks: isShut ? [] : marks };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const refused = { code: error.code, says: error.message };
    return { received: { name: found.name, refused, acknowledges: [] }, marks: id };
  }
}

async function receiveOne(reading: Reading, name: string, bytes: Uint8Array): Promise<Received | undefined> {
  const mail = readMail(bytes);
  const { content } = mail;
  const opened = await openInThread(reading, content);
  if (!opened) return undefined;
  const received = { name, mail, opened };
  if (opened.kind === 'unbound') return { ...received, ...(await plainWords(reading, opened, bytes)) };
  if (opened.kind !== 'bound' || content.kind !== 'sealed') return { ...received, acknowledges: [] };
  if (opened.payload.body !== reading.body) return { name, mail, refused: OTHER_BODY, acknowledges: [] };
  return { ...received, ...(await keepBound(reading, opened, content, bytes)) };
}

const OTHER_BODY = { code: 'comity.other-body', says: 'It was signed for another body.' };

/** Which message it follows is inside: once it is open it is held against those of its thread that are kept here. */
async function openInThread({ holder, certified, store }: Reading, content: Mail['content']) {
  const opened = await openContent(holder, certified, content, 'not-opened-here');
  if (opened?.kind !== 'bound') return opened;
  const { thread, message, previous } = opened.payload;
  const kept = (await store.list()).filter((m) => m.header.thread === thread && m.header.message !== message);
  const ids = kept.map((m) => m.messageId);
  const expected: Previous = previous === undefined ? [] : ids;
  const isKnown = previous === undefined || ids.includes(previous);
  return isKnown ? openContent(holder, certified, content, expected) : opened;
}

/** Words of a known contact that are bound to nobody; they may acknowledge what was sent to that contact. */
async function plainWords({ store }: Reading, opened: Unbound, mail: Uint8Array) {
  const words = await readWords(opened.bytes);
  const { participant, contact, key } = opened.signer;
  const kept = await store.list();
  // What a payload of ours says counts only where it is bound; and nobody acknowledges what was not sent to it.
  const isToSigner = (message: string) =>
    kept.find(({ header }) => header.message === message)?.to.some((to) => to.contact === contact) !== false;
  const said = claimsToBePayload(opened.bytes) ? [] : acknowledgedIn(words.text);
  const acknowledges = said.filter(isToSigner);
  const { signedAt } = opened;
  for (const message of acknowledges)
    await store.acknowledge({ message, participant, contact, key, signedAt }, mail);
  return { words, acknowledges };
}

async function keepBound({ store }: Reading, opened: Bound, content: SealedContent, mail: Uint8Array) {
  const { payload, messageId, signer, signedAt } = opened;
  const kept = await store.list();
  const before = kept.find(({ header }) => header.message === payload.message);
  const acknowledged =
    payload.type === 'acknowledgement' ? kept.find((m) => m.messageId === payload.previous) : undefined;
  const isOfOne = acknowledged?.to.some((to) => to.contact === signer.contact) === true;
  if (acknowledged && isOfOne)
    await store.acknowledge({ message: acknowledged.header.message, ...signer, signedAt }, mail);
  if (!before) {
    const ciphertext = await messageFromArmor(content.ciphertext);
    await store.keep(keptOf(opened, { ...content, ciphertext }, messageId));
  }
  return {
    acknowledges: acknowledged && isOfOne ? [acknowledged.header.message] : [],
    ...(before ? { again: true } : {}),
  };
}

const keptOf = ({ payload: p }: Bound, content: SealedContent, messageId: string): KeptMessage => ({
  v: 1,
  header: {
    message: p.message,
    thread: p.thread,
    from: { participant: p.from.participant, contact: p.from.contact },
    marking: p.marking,
    exercise: p.exercise,
    ...(p.deadline ? { deadline: p.deadline } : {}),
  },
  ...{ messageId, type: p.type, from: p.from, to: p.to, at: p.at },
  ...(p.previous ? { previous: p.previous } : {}),
  layers: p.postQuantum ? ['openpgp', 'age-hybrid'] : ['openpgp'],
  ciphertext: toBase64(content.ciphertext),
  files: content.files.map(toBase64),
});
