import { rename, writeFile } from 'node:fs/promises';
import { parseNote, utf8 } from '@comity/log';
import type { Report } from '@comity/verify';
import { CommandError } from '../errors.ts';
import { readUpTo } from './mirrorfolder.ts';

/** What a reader keeps of the last record that was good: the next one has to contain it. */
export interface SavedState {
  readonly v: 1;
  readonly body: string;
  readonly origin: string;
  readonly size: number;
  /** Hex. */
  readonly root: string;
  /** The signed note, as it was found. */
  readonly checkpoint: string;
}

const LIMIT = 2_000_000;

/** Undefined where nothing was saved yet. Throws `comity.bad-state` for a file that is no saved state. */
export async function readSavedState(path: string): Promise<SavedState | undefined> {
  const bytes = await readUpTo(path, LIMIT);
  if (!bytes) return undefined;
  try {
    const state = JSON.parse(new TextDecoder().decode(bytes)) as SavedState;
    if (state.v !== 1 || typeof state.body !== 'string' || typeof state.checkpoint !== 'string')
      throw new Error();
    parseNote(utf8(state.checkpoint));
    return state;
  } catch {
    throw new CommandError(
      'comity.bad-state',
      `${path} does not say what was verified last.`,
      'Name the file that an earlier verify --state wrote, or one that does not exist yet.',
    );
  }
}

/** Keeps what was verified, whole or not at all. A record without checkpoint, or a wrong one, is not kept. */
export async function saveState(path: string, report: Report): Promise<boolean> {
  const { verdict, body, origin, size, root, checkpoint } = report;
  if (verdict === 'wrong' || !checkpoint || !body || !origin || !size || !root) return false;
  const state: SavedState = { v: 1, body, origin, size, root, checkpoint };
  await writeFile(`${path}.part`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
  return true;
}
