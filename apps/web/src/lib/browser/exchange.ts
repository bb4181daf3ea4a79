import { act, dataOf, type Hand, type Receipt } from '@comity/client';
import {
  type Conversation,
  type DirectoryContact,
  keysFor,
  type Message,
  newMessageIds,
  openThread,
  readContact,
  readingOf,
  readThread,
  unlessErased,
} from '@comity/client/messages';
import type { Attachment, Draft, Opened, OpenInput, Sealed } from '@comity/seal';
import { nameIn } from '#lib/words/names.ts';
import { keysHere, openHere, sealHere } from './sealing.ts';
import { here, secretsOf, sessionHand } from './seat.ts';
import type { ContactKey, Seat } from './store.ts';

export type Letter = Omit<Draft, 'body' | 'message' | 'thread' | 'exercise'> & {
  readonly exercise: boolean;
  readonly thread?: string;
  readonly attachments: readonly Attachment[];
};

/** The files that were chosen, as they are attached. */
export const readFiles = (files: Iterable<File> = []): Promise<Attachment[]> =>
  Promise.all(
    [...files].map(async (file) => ({
      name: file.name,
      mediaType: file.type || 'application/octet-stream',
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );

/** What is a STIX bundle is sent as one, so that a machine of another State takes it in; browsers know no such type. */
async function asWhatItIs(file: Attachment): Promise<Attachment> {
  const isJson = file.mediaType === 'application/json' || /\.(?:json|stix)$/i.test(file.name);
  if (!isJson) return file;
  const { checkStix, STIX_MEDIA_TYPE } = await import('@comity/feeds/bundle');
  return checkStix(file.bytes).ok ? { ...file, mediaType: STIX_MEDIA_TYPE } : file;
}

/** Seals a letter of this seat's contact to the chosen contacts. Nothing has left the browser yet. */
export async function sealLetter(
  seat: Seat,
  from: string,
  to: readonly DirectoryContact[],
  { thread, ...letter }: Letter,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Sealed> {
  const own = await readContact(here(), from);
  const key = certifiedKey(seat, own);
  const at = new Date();
  return sealHere(
    {
      ...letter,
      attachments: await Promise.all(letter.attachments.map(asWhatItIs)),
      ...newMessageIds(thread),
      body: seat.trust.body,
      ...(await keysFor(here(), own, to, at.getTime(), keysHere.hybrid)),
      signer: { privateKey: key.privateKey },
      at: at.toISOString(),
    },
    onProgress,
  );
}

/** The private half of the key that the directory shows for our contact now: an older one signs nothing more. */
export function certifiedKey(seat: Seat, { contact, key }: DirectoryContact): ContactKey {
  const held = seat.contacts.find((c) => c.contact === contact && c.fingerprint === key?.fingerprint);
  if (!held)
    throw Object.assign(new Error(`The key of ${contact} is not in this browser.`), {
      code: 'web.key-not-here',
    });
  return held;
}

export const readConversation = (thread: string): Promise<Conversation> => readThread(here(), thread);

/** Names of participants whom the page does not know yet, in its language. */
export async function namesOf(ids: readonly string[], language: string): Promise<Record<string, string>> {
  const houses = await Promise.all(
    ids.map(async (participant) => {
      const path = { participant };
      return dataOf(await here().api.GET('/api/participants/{participant}', { params: { path } }));
    }),
  );
  return Object.fromEntries(houses.map(({ id, names }) => [id, nameIn(names, language) || id]));
}

/**
 * Opens the messages of a thread with the keys of this seat, in order, each held against those before it. What was
 * opened already is not opened again.
 */
export async function openAgain(
  seat: Seat,
  messages: readonly Message[],
  opened: ReadonlyMap<string, Opened>,
): Promise<[Message, Opened][]> {
  const me = { participant: seat.participant, ...secretsOf(seat) };
  const openWith = (who: OpenInput['me']) =>
    openThread(async (m, earlier) => {
      const before = opened.get(m.message);
      if (before?.kind === 'bound') return before;
      return unlessErased(async () => openHere({ ...(await readingOf(here(), m, earlier)), me: who }));
    }, messages);
  const first = await openWith(me);
  const closed = first.filter(([, o]) => o.kind === 'refused' && o.code === 'seal.cannot-decrypt');
  if (closed.length === 0) return first;
  // What was sealed to a key that is gone may have been wrapped again: looked for only where something stays closed.
  const { formerFor } = await import('./wrapping.ts');
  const former = await formerFor(
    seat,
    closed.map(([m]) => m),
  );
  return former.keys.size > 0 ? openWith({ ...me, former }) : first;
}

export async function acknowledgeMessage(
  seat: Seat,
  message: string,
  thread: string,
  contact: string,
): Promise<Receipt> {
  const hand: Hand = await sessionHand(seat);
  return act(here(), seat.trust, hand, 'exchange.acknowledged', { message, thread, contact });
}

/** Deadlines are rounded up to the next full hour. */
export const inHours = (hours: number, now: number): string =>
  new Date(Math.ceil(now / 3_600_000 + hours) * 3_600_000).toISOString();
