import { EMPTY_ROOT, type Hash, inclusionProof, toHex } from '@comity/log';
import { DomainError, type Reader } from '../../platform/index.ts';
import { advanceHead, assertLevel, findSignedHead, signHead } from './head.ts';
import { type Keeping, keepUp } from './keeping.ts';
import type { Record } from './record.ts';
import { mayPublish } from './standing.ts';
import { findHead } from './store.ts';
import { findCheckpoint, insertCheckpoint, lockTree, type StoredCheckpoint } from './store-tiles.ts';
import { assertContains, extendTiles, rereadRoot, type TreeHead, withTiles } from './tiles.ts';

const NOTHING: TreeHead = { size: 0, root: toHex(EMPTY_ROOT) };

/**
 * Brings the published tree up to the head: hashes the new entries, writes their tiles, hashes again what can be
 * read back, and signs. In this order, so that a crash between any two steps loses nothing and forks nothing:
 * tiles and checkpoint are one transaction; the signed head is on disk outside of it before that commits; a head
 * that was kept for a checkpoint that was not committed is one of the entries all the same, since these were
 * committed before, and is found again at the next call. Answers with the newest checkpoint, or undefined while
 * another server works. What says that the log went back or differs stops acts too, until it is found in order.
 */
export async function sequence(record: Record): Promise<StoredCheckpoint | undefined> {
  record.assertUnforked();
  try {
    const checkpoint = await publish(record);
    record.stops.delete('head');
    record.edge.moved();
    return checkpoint;
  } catch (error) {
    if (error instanceof DomainError && STOPS.has(error.code)) record.stops.set('head', error);
    throw error;
  }
}

const STOPS = new Set([
  'record.log-went-back',
  'record.log-differs',
  'record.head-missing',
  'record.head-unreadable',
]);

async function publish(record: Record): Promise<StoredCheckpoint | undefined> {
  return record.database.transaction(async (tx) => {
    if (!(await lockTree(tx))) return undefined;
    const [last, { size }, kept] = await Promise.all([
      findCheckpoint(tx),
      findHead(tx),
      findSignedHead(record),
    ]);
    if (size === 0) return undefined;
    assertLevel(record, kept, last, size);
    record.signed = kept?.size ?? 0;
    const from = last ?? NOTHING;
    if (from.size < size) await extendTiles(tx, from.size, size);
    if (kept && kept.note !== last?.note) await assertContains(tx, kept, record.head.path);
    if (last?.size === size || !(await mayPublish(record, tx, size))) return last;
    const next = await signHead(record, { size, root: await rereadRoot(tx, from, size) });
    await advanceHead(record, kept, next);
    await insertCheckpoint(tx, next);
    return next;
  });
}

/** The audit path of an entry in the tree of a published size. */
export const proveInclusion = (read: Reader, index: number, size: number): Promise<Hash[]> =>
  withTiles(read, size, (node) => inclusionProof(node, index, size), [index]);

/** Publishes soon after each act, and at least every second while another server may have written. */
export const keepTree = (record: Record, options: Partial<Pick<Keeping, 'delay' | 'onFailure'>> = {}) =>
  keepUp(record, () => sequence(record), { delay: 200, every: 1000, ...options });
