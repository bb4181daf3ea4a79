import { newId } from '@comity/acts';
import { fromBase64, toBase64, utf8 } from '@comity/log';
import type { Sealed, SealInput } from '@comity/seal';
import type { TrustedBody } from './acting.ts';
import { type Connection, dataOf, send } from './connection.ts';
import type { paths } from './generated/api.ts';
import { type DirectoryContact, findSigner, keyAt, keysFor } from './messages.ts';

/** Who is on duty for a contact of one's own State, the schedule, its gaps and the last hand-overs. Off the record. */
export type Duty =
  paths['/api/directory/contacts/{contact}/duty']['get']['responses']['200']['content']['application/json'];
export type Handover = Duty['handovers'][number];
export type DutyPlan = NonNullable<Duty['plan']>;

const pathOf = (contact: string, rest = '') =>
  `/api/directory/contacts/${encodeURIComponent(contact)}/duty${rest}`;

export const readDuty = async (reader: Connection, contact: string): Promise<Duty> =>
  dataOf(await reader.api.GET('/api/directory/contacts/{contact}/duty', { params: { path: { contact } } }));

const json = (method: string, value: object) => ({
  ...{ method, body: utf8(JSON.stringify(value)), type: 'application/json' },
});

/** Says who is on duty when; absent: whoever took over is, until the next one does. */
export async function setPlan(
  reader: Connection,
  contact: string,
  plan: DutyPlan | undefined,
): Promise<void> {
  await send(reader, pathOf(contact, '/plan'), plan ? json('PUT', plan) : { method: 'DELETE' });
}

/** Hands over to somebody of the roster, or takes over; with a note that was sealed. The same id again changes nothing. */
export async function handOver(
  reader: Connection,
  contact: string,
  wish: {
    readonly handover?: string;
    readonly to: string;
    readonly note?: Pick<Sealed, 'header' | 'ciphertext'>;
  },
): Promise<string> {
  const { handover = newId('hdo'), to, note } = wish;
  const sealed = note && { header: note.header, ciphertext: toBase64(note.ciphertext) };
  const body = { handover, to, ...(sealed ? { note: sealed } : {}) };
  await send(reader, pathOf(contact, '/handovers'), json('POST', body));
  return handover;
}

export async function confirmHandover(reader: Connection, contact: string, handover: string): Promise<void> {
  await send(reader, pathOf(contact, `/handovers/${handover}/confirmed`), { method: 'PUT' });
}

export async function withdrawHandover(reader: Connection, contact: string, handover: string): Promise<void> {
  await send(reader, pathOf(contact, `/handovers/${handover}`), { method: 'DELETE' });
}

/**
 * Everything that sealing a note takes but who signs it: from the contact to itself, and to the recovery key of its State.
 * Throws `KeyUnavailable`.
 */
export async function noteToSeal(
  reader: Connection,
  { body }: TrustedBody,
  own: DirectoryContact,
  words: { readonly subject: string; readonly text: string; readonly language: string },
  readHybrid?: Parameters<typeof keysFor>[4],
): Promise<Omit<SealInput, 'signer'>> {
  const at = new Date();
  return {
    ...(await keysFor(reader, own, [own], at.getTime(), readHybrid)),
    ...{ body, message: newId('msg'), thread: newId('thr'), type: 'notification', exercise: false },
    ...{ marking: { scheme: 'TLP', label: 'RED' }, ...words, at: at.toISOString() },
  };
}

/** What opening the note of a hand-over needs whoever decrypts; undefined where it has none. */
export function noteReading(reader: Connection, { note, index }: Handover) {
  if (!note) return undefined;
  const { header, ciphertext } = note;
  return {
    ...{ header, ciphertext: fromBase64(ciphertext), attachments: [], now: new Date().toISOString() },
    // The entry after the last one that was there then.
    findSigner: (fingerprint: string) => findSigner(reader, fingerprint, index),
    senderKey: () => keyAt(reader, header.from.contact, index),
  };
}
