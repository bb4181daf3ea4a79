import {
  formatCheckpoint,
  formatNote,
  fromBase64url,
  fromHex,
  LogError,
  type Note,
  parseCheckpoint,
  parseNote,
  platformVerifiers,
  signNote,
  toHex,
  utf8,
  verifyNote,
} from '@comity/log';
import { type KeptFile, keptFile } from '../../platform/index.ts';
import { recordError, wentBack } from './errors.ts';
import type { Record } from './record.ts';
import { maySign } from './standing.ts';
import { findHead } from './store.ts';
import { findCheckpoint, lockTree, type StoredCheckpoint } from './store-tiles.ts';
import { assertContains, type TreeHead } from './tiles.ts';

/**
 * The head that was signed last, kept outside of the database and of its backups: a database restored from a backup
 * knows less than it, and would give indexes again that were given before. The file holds the signed checkpoint.
 */
export const headFile: (path: string) => KeptFile = keptFile;

/** Signs a head as a checkpoint of this body. */
export async function signHead(record: Record, { size, root }: TreeHead): Promise<StoredCheckpoint> {
  const { origin } = record.held.now.founding;
  const text = formatCheckpoint({ origin, size, root: fromHex(root) });
  return { size, root, note: formatNote(await signNote(text, origin, record.host)) };
}

/** What was signed last, as far as the file knows. Throws `record.head-unreadable`. */
export async function findSignedHead(record: Record): Promise<StoredCheckpoint | undefined> {
  return readHead(record, await record.head.read());
}

/** The head that a note shows, if one who is, or was, the host of this body signed it; undefined otherwise. */
export async function ownHead(record: Record, note: Note): Promise<TreeHead | undefined> {
  const { founding, hosts } = record.held.now;
  try {
    const { origin, size, root } = parseCheckpoint(note.text);
    if (origin !== founding.origin) return undefined;
    const keys = [record.host.publicKey, ...hosts.map(({ key }) => fromBase64url(key.key))];
    for (const key of keys)
      if (await verifyNote(note, origin, key, platformVerifiers.ed25519!)) return { size, root: toHex(root) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
  }
  return undefined;
}

async function readHead(record: Record, text: string | undefined): Promise<StoredCheckpoint | undefined> {
  if (text === undefined) return undefined;
  const head = await ownHead(record, readNote(text));
  if (head) return { ...head, note: text };
  throw recordError('head-unreadable', {
    detail: `${record.head.path} is no checkpoint that a host of ${record.held.now.founding.origin} signed. Restore it from its own copy; or move it away and start once with --accept-head, if you are sure that the database lost nothing.`,
  });
}

/** What is no note is signed by nobody. */
function readNote(text: string): Note {
  try {
    return parseNote(utf8(text));
  } catch (error) {
    if (error instanceof LogError) return { text: '', signatures: [] };
    throw error;
  }
}

/**
 * Refuses to go on where this database knows less than was signed. `last` is the newest checkpoint it holds, `size`
 * how many entries. Throws `record.head-missing`, `record.log-went-back`.
 */
export function assertLevel(
  record: Record,
  kept: TreeHead | undefined,
  last: TreeHead | undefined,
  size: number,
): void {
  if (last && !kept) {
    throw recordError('head-missing', {
      detail: `The log has ${last.size} published entries, and ${record.head.path} is missing, which says how far it was signed. Put it back from its own copy. If it is lost and the database lost nothing, start once with --accept-head: the witnesses are asked first.`,
    });
  }
  if (kept && kept.size > size) throw wentBack(`${record.head.path} shows`, kept.size, size);
}

/**
 * Keeps a newly signed head, by compare-and-set on what was read before it was made: of two servers that go on from
 * the same head, one wins. When this returns the head is on disk. Throws `record.log-went-back`.
 */
export async function advanceHead(
  record: Record,
  seen: StoredCheckpoint | undefined,
  next: StoredCheckpoint,
): Promise<void> {
  await record.head.change(async (now) => {
    if (now === seen?.note) return next.note;
    const other = await readHead(record, now);
    throw wentBack(
      `Another server signed meanwhile: ${record.head.path} shows`,
      other?.size ?? 0,
      seen?.size ?? 0,
    );
  });
  record.signed = next.size;
}

/**
 * Begins to keep the head of a log that was signed already, after a look at all its tiles' roots: for a file that was
 * lost, and for a record that was taken over from another machine. Does nothing where the file is there.
 */
export async function acceptHead(record: Record): Promise<void> {
  await record.database.transaction(async (tx) => {
    if (!(await lockTree(tx))) return;
    const last = await findCheckpoint(tx);
    if (!last) return;
    await assertContains(tx, last, 'The newest checkpoint');
    const { size } = await findHead(tx);
    const accepted = maySign(record, last.size) ? await signHead(record, last) : last;
    await record.head.change(async (now) => {
      const kept = await readHead(record, now);
      assertLevel(record, kept ?? last, last, size);
      return kept ? undefined : accepted.note;
    });
  });
}
