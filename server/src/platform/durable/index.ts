import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** Small files that must be right after any crash. It stands on Node alone, so that small programs can use it too. */

const PAUSE = 10;
/** Milliseconds to wait for another process that is changing the file. */
const PATIENCE = 10_000;

/**
 * Replaces a file, readable by its owner only: after a crash at any step it holds the old content or the new one,
 * and when this returns the new one is on disk. One writer at a time: the name beside it is fixed.
 */
export async function replaceDurably(path: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncFolder(dirname(path));
}

/** The new name of a file is on disk once its folder is. Windows has no such call, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Takes a file as a lock for this process, or answers undefined where another holds it. The lock is one of the
 * operating system (taken through SQLite, the one portable way Node offers): it ends with the process.
 */
export function takeLock(path: string): (() => void) | undefined {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

/** A file that several processes may change, each on what the one before left. */
export interface KeptFile {
  readonly path: string;
  /** What it holds; undefined where there is none. */
  read(): Promise<string | undefined>;
  /**
   * Runs `work` alone among all processes on what the file holds; what it answers is on disk when this returns,
   * and undefined leaves the file as it is. Whatever `work` throws changes nothing.
   */
  change(work: (now: string | undefined) => Promise<string | undefined>): Promise<void>;
}

/** The folder is made where it is missing. */
export function keptFile(path: string): KeptFile {
  const read = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  return {
    path,
    read,
    async change(work) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const release = await waitForLock(`${path}.lock`);
      try {
        const next = await work(await read());
        if (next !== undefined) await replaceDurably(path, next);
      } finally {
        release();
      }
    },
  };
}

async function waitForLock(path: string): Promise<() => void> {
  for (let waited = 0; waited < PATIENCE; waited += PAUSE) {
    const release = takeLock(path);
    if (release) return release;
    await sleep(PAUSE);
  }
  throw new Error(`${path} has been held by another process for ${PATIENCE / 1000} seconds.`);
}
