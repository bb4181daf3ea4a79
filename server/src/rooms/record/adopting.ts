import { EMPTY_ROOT, parseCheckpoint, parseNote, toHex, utf8 } from '@comity/log';
import type { Tx } from '../../platform/index.ts';
import { recordError, wentBack } from './errors.ts';
import type { Record } from './record.ts';
import { insertCheckpoint, type StoredCheckpoint } from './store-tiles.ts';
import { assertContains, extendTiles, rereadRoot, type TreeHead } from './tiles.ts';

/** Publishes what another host signed, once its entries are here. Throws where they are not those that it signed. */
export async function publishAdopted(tx: Tx, checkpoint: StoredCheckpoint): Promise<void> {
  await extendTiles(tx, 0, checkpoint.size);
  const root = await rereadRoot(tx, { size: 0, root: toHex(EMPTY_ROOT) }, checkpoint.size);
  if (root !== checkpoint.root) throw new Error('The entries do not have the signed root.');
  await insertCheckpoint(tx, checkpoint);
}

/**
 * Keeps what was adopted as the signed head: this host goes on from there or not at all. On disk before the commit: an
 * import that dies in between is made again, and finds what it kept itself. Throws `record.log-went-back` where this
 * folder knows of a longer log, `record.log-differs` where it knows of another.
 */
export async function keepAdopted(record: Record, tx: Tx, { size, note }: StoredCheckpoint): Promise<void> {
  await record.head.change(async (now) => {
    const kept = now === undefined ? undefined : headIn(now, record.head.path);
    if (kept && kept.size > size) throw wentBack(`${record.head.path} shows`, kept.size, size);
    if (kept) await assertContains(tx, kept, record.head.path);
    return now === note ? undefined : note;
  });
}

function headIn(note: string, path: string): TreeHead {
  try {
    const { size, root } = parseCheckpoint(parseNote(utf8(note)).text);
    return { size, root: toHex(root) };
  } catch {
    throw recordError('head-unreadable', {
      detail: `${path} holds no checkpoint. Move it away, if it is not one of a log that this host signed.`,
    });
  }
}
