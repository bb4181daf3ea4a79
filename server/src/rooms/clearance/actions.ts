import type { z } from 'zod';
import { eraseBlobs, listBlobSizes, type Tx } from '../../platform/index.ts';
import { type Record as ActRecord, listBlobsOutOfReach, listUnnamedBlobs } from '../record/index.ts';
import { clearanceError } from './errors.ts';
import { type Asker, assertOwn, MOST_CLEARANCES, MOST_ITEMS, mayRemove } from './rules.ts';
import type { clearance, clearances, item } from './schema.ts';
import {
  deleteClearance,
  findItem,
  findOpener,
  insertClearance,
  insertItem,
  listClearances,
  listItems,
  lockClearances,
  type Sealed,
  type StoredItem,
} from './store.ts';

export async function readClearances(
  record: ActRecord,
  participant: string,
): Promise<z.infer<typeof clearances>> {
  const rows = await listClearances(record.database.read, participant);
  return {
    clearances: rows.map(({ id, opened, openedBy, last, items }) => ({
      ...{ clearance: id, opened: opened.toISOString(), openedBy, last: last.toISOString(), items },
    })),
  };
}

/** Throws `clearance.not-found`: absent and not-yours answer alike. */
export async function readClearance(
  record: ActRecord,
  asker: Asker,
  id: string,
): Promise<z.infer<typeof clearance>> {
  const { read } = record.database;
  const openedBy = await findOpener(read, asker.participant, id);
  if (openedBy === undefined) throw clearanceError('not-found');
  const items = await listItems(read, asker.participant, id);
  return {
    ...{ clearance: id, openedBy, mayRemove: mayRemove(record.held.now, asker, openedBy) },
    items: items.map(viewItem),
  };
}

const viewItem = ({ number: _, size, received, ...i }: StoredItem): z.infer<typeof item> => ({
  ...i,
  attachments: [...i.attachments],
  to: [...i.to],
  index: size,
  received: received.toISOString(),
});

/**
 * Puts a sealed item into its clearance, which the first one opens. The same item again changes nothing. Throws
 * `clearance.not-own-contact`, `clearance.sealed-file-missing`, `clearance.item-differs`, `clearance.full`.
 */
export async function putItem(
  record: ActRecord,
  asker: Asker,
  sealed: Sealed,
): Promise<z.infer<typeof item>> {
  const state = await record.held.level(record.database.read);
  const { participant, person } = asker;
  assertOwn(state, participant, sealed);
  return record.database.transaction(async (tx) => {
    await lockClearances(tx, participant);
    const { message, thread } = sealed.header;
    const before = await findItem(tx, participant, message);
    if (before) return viewItem(asSame(before, sealed));
    await assertPut(tx, participant, sealed);
    const received = new Date(record.clock());
    const items = await listItems(tx, participant, thread);
    if (items.length === 0) {
      if ((await listClearances(tx, participant)).length >= MOST_CLEARANCES)
        throw clearanceError('full', { detail: `A participant has ${MOST_CLEARANCES} at most.` });
      insertClearance(tx, { id: thread, participant, openedBy: person, opened: received });
    }
    if (items.length >= MOST_ITEMS)
      throw clearanceError('full', { detail: `A clearance has ${MOST_ITEMS} items at most.` });
    const placed = { ...sealed, number: items.length, message, person, received, size: state.size };
    insertItem(tx, participant, placed);
    return viewItem(placed);
  });
}

function asSame(before: StoredItem, { header, ciphertext }: Sealed): StoredItem {
  if (before.ciphertext.sha256 === ciphertext.sha256 && before.header.thread === header.thread) return before;
  throw clearanceError('item-differs');
}

/** Everything that was sealed lies here, put by this participant, as large as it is said to be. */
async function assertPut(tx: Tx, participant: string, { ciphertext, attachments }: Sealed): Promise<void> {
  const named = [ciphertext, ...attachments];
  const hashes = named.map(({ sha256 }) => sha256);
  const [away, sizes] = [await listBlobsOutOfReach(tx, hashes, participant), await listBlobSizes(tx, hashes)];
  if (away.length > 0 || named.some(({ sha256, size }) => sizes.get(sha256) !== size))
    throw clearanceError('sealed-file-missing', { detail: 'Put it at /api/blobs/{sha256} first.' });
}

/** Removes a clearance and everything that was sealed in it. Throws `clearance.not-found`, `clearance.not-yours-to-remove`. */
export async function removeClearance(record: ActRecord, asker: Asker, id: string): Promise<void> {
  const state = await record.held.level(record.database.read);
  const { participant } = asker;
  await record.database.transaction(async (tx) => {
    await lockClearances(tx, participant);
    const openedBy = await findOpener(tx, participant, id);
    if (openedBy === undefined) throw clearanceError('not-found');
    if (!mayRemove(state, asker, openedBy)) throw clearanceError('not-yours-to-remove');
    const items = await listItems(tx, participant, id);
    const blobs = items.flatMap(({ ciphertext, attachments }) => [ciphertext, ...attachments]);
    deleteClearance(tx, participant, id);
    await eraseBlobs(tx, await listUnnamedBlobs(tx, [...new Set(blobs.map(({ sha256 }) => sha256))]));
  });
}
