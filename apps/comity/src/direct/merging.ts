import { ApiProblem, type Connection, type Hand } from '@comity/client';
import { type Postable, postSealed, readContact, readThread } from '@comity/client/messages';
import { fromBase64, sha256Hex } from '@comity/log';
import { acknowledge } from '../messages.ts';
import type { Place } from '../people.ts';
import type { DirectStore, KeptMessage } from './store.ts';

/** What became of a message that went by mail, now that the host is back. */
export interface Merged {
  readonly message: string;
  readonly thread: string;
  readonly state: 'placed' | 'on-the-record' | 'waits' | 'refused' | 'differs';
  readonly act?: string;
  readonly why?: string;
}

export interface Merging {
  readonly place: Place;
  readonly reader: Connection;
  readonly hand: Hand;
  readonly store: DirectStore;
}

/**
 * Places what was sent by mail on the record, oldest first, exactly as it was sealed, and acknowledges what was
 * acknowledged by mail. What came by mail is held against the record: it must stand there as it came. Whatever is
 * refused stays kept, with the reason, and stops nothing else; what was placed before is found and not placed again.
 */
export async function merge(merging: Merging): Promise<Merged[]> {
  const results: Merged[] = [];
  for (const kept of await merging.store.list()) {
    if (kept.placed !== undefined) continue;
    results.push({ ...(await mergeOne(merging, kept)), ...namesOf(kept) });
  }
  return results;
}

const namesOf = ({ header: { message, thread } }: KeptMessage) => ({ message, thread });
type Outcome = Omit<Merged, 'message' | 'thread'>;

async function mergeOne(merging: Merging, kept: KeptMessage): Promise<Outcome> {
  if (kept.acknowledges !== undefined) return mergeAcknowledgement(merging, kept);
  const standing = await onRecord(merging.reader, kept.header);
  if (standing) {
    const isSame = standing.ciphertext.sha256 === sha256Hex(fromBase64(kept.ciphertext));
    if (!isSame) return { state: 'differs', why: 'The record holds another message under this id.' };
    await merging.store.keep({ ...kept, placed: standing.act });
    return { state: 'on-the-record', act: standing.act };
  }
  if (!kept.ours) return { state: 'waits', why: 'Its sender has not placed it yet.' };
  // The rules ask for the keys of those it is for; whose key signed it, its readers ask.
  const { key } = await readContact(merging.reader, kept.from.contact);
  if (key?.fingerprint !== kept.from.key)
    return {
      state: 'refused',
      why: 'Your key was replaced since: nobody could check it there. Send it anew.',
    };
  return placing(merging, kept, () =>
    postSealed(merging.reader, merging.place.trust, merging.hand, postable(kept)),
  );
}

/** The message of that id as our State may see it; undefined where it is not there, or not ours to see. */
async function onRecord(reader: Connection, { thread, message }: { thread: string; message: string }) {
  try {
    return (await readThread(reader, thread)).messages.find((m) => m.message === message);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'exchange.thread-not-found') return undefined;
    throw error;
  }
}

async function mergeAcknowledgement(merging: Merging, kept: KeptMessage): Promise<Outcome> {
  const { thread } = kept.header;
  const message = await onRecord(merging.reader, { thread, message: kept.acknowledges! });
  if (!message) return { state: 'waits', why: 'The message it acknowledges is not on the record yet.' };
  const { contact } = kept.from;
  const before = message.to.find((to) => to.contact === contact)?.acknowledged;
  if (before) {
    await merging.store.keep({ ...kept, placed: message.act });
    return { state: 'on-the-record' };
  }
  return placing(merging, kept, () => acknowledge(merging.place, merging.hand, message, contact));
}

async function placing(
  { store }: Merging,
  kept: KeptMessage,
  place: () => Promise<{ readonly act: string }>,
): Promise<Outcome> {
  try {
    const { act } = await place();
    await store.keep({ ...kept, placed: act });
    return { state: 'placed', act };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    const { code, message, allowedWhen } = error;
    return { state: 'refused', why: `${code}: ${message}${allowedWhen ? ` ${allowedWhen}` : ''}` };
  }
}

function postable({ header, to, layers, further, ...kept }: KeptMessage): Postable {
  const ciphertext = fromBase64(kept.ciphertext);
  const files = kept.files.map(fromBase64);
  return {
    ...{ header, layers, ciphertext, sha256: sha256Hex(ciphertext) },
    message: { message: header.message, to },
    attachments: files.map((bytes) => ({ sealed: sha256Hex(bytes), ciphertext: bytes })),
    ...(further ? { further } : {}),
  };
}
