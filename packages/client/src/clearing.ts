import { newId } from '@comity/acts';
import type { Opened, Sealed, SealInput } from '@comity/seal';
import { type ClearanceItem, type Clearing, clearingOf, itemText } from '@comity/seal/clearing';
import type { TrustedBody } from './acting.ts';
import { type Connection, dataOf, send } from './connection.ts';
import type { paths } from './generated/api.ts';
import {
  type DirectoryContact,
  keysFor,
  type OpenOne,
  openThread,
  putSealed,
  readDirectory,
} from './messages.ts';

/** A draft that a State clears among its own people: sealed to all its contacts, off the record. */
export type Clearance =
  paths['/api/clearances/{clearance}']['get']['responses']['200']['content']['application/json'];
export type SealedItem = Clearance['items'][number];

export const listClearances = async (reader: Connection) =>
  dataOf(await reader.api.GET('/api/clearances')).clearances;

export const readClearance = async (reader: Connection, clearance: string): Promise<Clearance> =>
  dataOf(await reader.api.GET('/api/clearances/{clearance}', { params: { path: { clearance } } }));

/** Removes it with everything that was sealed in it. */
export async function removeClearance(reader: Connection, clearance: string): Promise<void> {
  await send(reader, `/api/clearances/${clearance}`, { method: 'DELETE' });
}

/** The contacts of the own State that can be sealed to: everybody who will read. */
export async function ownContacts(reader: Connection, participant: string): Promise<DirectoryContact[]> {
  const all = await readDirectory(reader);
  return all.filter((c) => c.participant === participant && c.key !== undefined);
}

/** An item on its way: in which clearance, after which message, under which title. */
export interface Writing {
  readonly item: ClearanceItem;
  readonly title: string;
  readonly language: string;
  /** Absent: it opens a clearance. */
  readonly clearance?: string;
  /** The id of the last message that its writer opened here. */
  readonly previous?: string;
}

/**
 * Everything that sealing an item takes but who signs it: to every contact of the own State, the writer's own included.
 * Throws `ClearanceError`, `KeyUnavailable`.
 */
export async function itemToSeal(
  reader: Connection,
  { body }: TrustedBody,
  own: DirectoryContact,
  { item, title, language, clearance, previous }: Writing,
  readHybrid?: Parameters<typeof keysFor>[4],
): Promise<Omit<SealInput, 'signer'>> {
  const at = new Date();
  const to = await ownContacts(reader, own.participant);
  return {
    ...(await keysFor(reader, own, to, at.getTime(), readHybrid)),
    ...{ body, message: newId('msg'), thread: clearance ?? newId('thr') },
    ...(previous === undefined ? {} : { previous }),
    ...{ type: clearance === undefined ? 'notification' : 'reply', exercise: false },
    marking: { scheme: 'TLP', label: 'AMBER+STRICT' },
    ...{ language, subject: title, text: itemText(item), at: at.toISOString() },
  };
}

/** Puts a sealed item into its clearance. Sent again, it changes nothing. */
export async function putItem(reader: Connection, sealed: Sealed): Promise<SealedItem> {
  const { header } = sealed;
  const body = { header: { ...header, exercise: false as const }, ...(await putSealed(reader, sealed)) };
  return dataOf(await reader.api.POST('/api/clearances', { body }));
}

export interface OpenedClearance extends Clearing {
  readonly items: readonly (readonly [SealedItem, Opened])[];
  /** The id of the last message that could be opened: what the next one follows. */
  readonly last?: string;
}

/** Opens the items of a clearance in order, each held against those before it. */
export async function openClearance(
  openOne: OpenOne<SealedItem>,
  items: readonly SealedItem[],
): Promise<OpenedClearance> {
  const opened = await openThread(openOne, items);
  const last = opened.findLast(([, { kind }]) => kind === 'bound')?.[1];
  return {
    ...clearingOf(opened.map(([{ person }, one]) => ({ opened: one, person }))),
    items: opened,
    ...(last?.kind === 'bound' ? { last: last.messageId } : {}),
  };
}
