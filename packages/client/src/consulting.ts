import { newId, newNonce } from '@comity/acts';
import type { Opened, Sealed, SealInput } from '@comity/seal';
import {
  type Consultation,
  type ConsultationItem,
  consultationIdOf,
  consultationOf,
  consultationText,
  type Founding,
} from '@comity/seal/consulting';
import type { TrustedBody } from './acting.ts';
import { asidePosted } from './asides.ts';
import { type Connection, dataOf, send } from './connection.ts';
import type { paths } from './generated/api.ts';
import { type DirectoryContact, keysFor, type OpenOne, openThread, readDirectory } from './messages.ts';

export { asidePosted, readingOfAside } from './asides.ts';

/** An informal consultation as the host keeps it for the States that have part in it: sealed items, off the record. */
export type StoredConsultation =
  paths['/api/consultations/{consultation}']['get']['responses']['200']['content']['application/json'];
export type ListedConsultation =
  paths['/api/consultations']['get']['responses']['200']['content']['application/json']['consultations'][number];
export type SealedConsultationItem = StoredConsultation['items'][number];

export const listConsultations = async (reader: Connection, query: { about?: string } = {}) =>
  dataOf(await reader.api.GET('/api/consultations', { params: { query } })).consultations;

export const readConsultation = async (
  reader: Connection,
  consultation: string,
): Promise<StoredConsultation> =>
  dataOf(await reader.api.GET('/api/consultations/{consultation}', { params: { path: { consultation } } }));

/** Whether a consultation about a text or a procedure can begin, and who presides over that. */
export const readBeside = async (reader: Connection, about: string) =>
  dataOf(await reader.api.GET('/api/consultations/about/{about}', { params: { path: { about } } }));

/** Removes it with everything that was sealed in it. */
export async function removeConsultation(reader: Connection, consultation: string): Promise<void> {
  await send(reader, `/api/consultations/${consultation}`, { method: 'DELETE' });
}

/** Everybody who reads a consultation, and the States of it that nothing can be sealed to. */
export interface Readers {
  readonly contacts: readonly DirectoryContact[];
  readonly unreachable: readonly string[];
}

/**
 * The contacts of these States that can be sealed to: the diplomatic ones, or all where a State has none of those with a
 * key. Those that write, and have written, read as well: whoever asks is answered.
 */
export async function readersAmong(
  reader: Connection,
  among: readonly string[],
  writers: readonly string[],
): Promise<Readers> {
  const all = (await readDirectory(reader)).filter(({ key }) => key !== undefined);
  const ofState = (participant: string) => {
    const theirs = all.filter((c) => c.participant === participant);
    const diplomatic = theirs.filter((c) => c.class === 'diplomatic' || writers.includes(c.contact));
    return diplomatic.some((c) => c.class === 'diplomatic') ? diplomatic : theirs;
  };
  return {
    contacts: among.flatMap(ofState),
    unreachable: among.filter((participant) => ofState(participant).length === 0),
  };
}

/** The contacts that have written in a consultation, as they signed. */
export const writersOf = ({ versions, said }: Consultation): string[] => [
  ...new Set([...versions, ...said].map(({ contact }) => contact)),
];

/** What a consultation that begins is, beside what, among whom. */
export const newFounding = (what: Founding['what'], about: string, among: readonly string[]): Founding => ({
  what,
  about,
  among: [...new Set(among)].sort(),
  nonce: newNonce(),
});

/** An item on its way: the first one of a founding opens the consultation. */
export interface ConsultationWriting {
  readonly item: ConsultationItem;
  readonly founding: Founding;
  readonly title: string;
  readonly language: string;
  readonly to: readonly DirectoryContact[];
  /** The id of the last message that its writer opened here. */
  readonly previous?: string;
}

/** Everything that sealing an item takes but who signs it. Throws `ConsultationError`, `KeyUnavailable`. */
export async function consultationToSeal(
  reader: Connection,
  { body }: TrustedBody,
  own: DirectoryContact,
  { item, founding, title, language, to, previous }: ConsultationWriting,
  readHybrid?: Parameters<typeof keysFor>[4],
): Promise<Omit<SealInput, 'signer'>> {
  const text = consultationText(item, founding);
  const at = new Date();
  return {
    ...(await keysFor(reader, own, to, at.getTime(), readHybrid)),
    ...{ body, message: newId('msg'), thread: consultationIdOf(body, founding) },
    ...(previous === undefined ? {} : { previous }),
    ...{ type: previous === undefined ? 'notification' : 'reply', exercise: false },
    marking: { scheme: 'TLP', label: 'AMBER+STRICT' },
    ...{ language, subject: title, text, at: at.toISOString() },
  };
}

/** Puts a sealed item into its consultation. Sent again, it changes nothing. */
export async function putConsultationItem(
  reader: Connection,
  sealed: Sealed,
  { what: kind, about, nonce }: Founding,
): Promise<SealedConsultationItem> {
  const body = { ...asidePosted(sealed, false as const), kind, about, nonce };
  return dataOf(await reader.api.POST('/api/consultations', { body }));
}

export interface OpenedConsultation extends Consultation {
  readonly items: readonly (readonly [SealedConsultationItem, Opened])[];
  /** The id of the last message that could be opened: what the next one follows. */
  readonly last?: string;
  /** Whether the host says of it what its items say, which are signed: nothing is put where it does not. */
  readonly isAsSigned: boolean;
}

/** Opens the items of a consultation that was asked for by its id, each held against those before it. */
export async function openConsultation(
  openOne: OpenOne<SealedConsultationItem>,
  id: string,
  { items, kind, about, among }: Pick<StoredConsultation, 'items' | 'kind' | 'about' | 'among'>,
): Promise<OpenedConsultation> {
  const opened = await openThread(openOne, items);
  const last = opened.findLast(([, { kind }]) => kind === 'bound')?.[1];
  const read = consultationOf(
    id,
    opened.map(([{ person }, one]) => ({ opened: one, person })),
  );
  const signed = read.founded && [read.founded.what, read.founded.about, read.founded.among];
  return {
    ...read,
    items: opened,
    ...(last?.kind === 'bound' ? { last: last.messageId } : {}),
    isAsSigned: JSON.stringify(signed) === JSON.stringify([kind, about, [...among].sort()]),
  };
}
