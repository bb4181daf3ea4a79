import { eraseBlobs, type Tx } from '../../../platform/index.ts';
import { type Record as ActRecord, keepUp, listBlobsOnlyOf } from '../../record/index.ts';
import { listOver } from './store.ts';

const EVERY = 5 * 60_000;

/**
 * Erases the files of lists that were replaced, withdrawn or have expired. No fact is stated: the acts themselves say when a
 * file is over. What another entry names as well stays, and is read by whoever may read that.
 */
export async function eraseOver(tx: Tx, now: number, regional?: string): Promise<number> {
  let erased = 0;
  for (const { sha256, entries } of await listOver(tx, new Date(now), regional))
    erased += await eraseBlobs(tx, await listBlobsOnlyOf(tx, [sha256], entries));
  return erased;
}

export const eraseNow = (record: ActRecord): Promise<number> =>
  record.database.transaction((tx) => eraseOver(tx, record.clock()));

/** From its end on nobody is given the file; soon after it is gone. */
export function keepLists(record: ActRecord, onFailure?: (error: unknown) => void) {
  return keepUp(record, () => eraseNow(record), {
    ...{ delay: 1000, every: EVERY, atOnce: true },
    calledBy: () => false,
    ...(onFailure ? { onFailure } : {}),
  });
}
