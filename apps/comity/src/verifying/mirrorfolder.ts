import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSubmitted, type SubmittedList } from '@comity/acts';
import type { LogFiles } from '@comity/verify';

const LARGEST_LIST = 16 * 1024 * 1024;
const LARGEST_NOTE = 1_000_000;

/** The folder of a mirror: its files lie under the paths at which it serves them. It is whole as of the last look that fitted. */
export async function folderLog(folder: string): Promise<LogFiles> {
  const fitted = await readUpTo(join(folder, 'fitted'), 100);
  const at = fitted && Date.parse(new TextDecoder().decode(fitted).trim());
  return {
    read: (path, limit) => readUpTo(join(folder, path), limit),
    ...(at ? { at: new Date(at).toISOString() } : {}),
  };
}

/** Undefined where there is no such file. Throws where it is larger. */
export async function readUpTo(path: string, limit: number): Promise<Uint8Array | undefined> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    if (size > limit) throw new Error(`It has ${size} bytes; ${limit} are the most.`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** Every checkpoint that the mirror kept, in order of its names. */
export async function keptIn(folder: string): Promise<Uint8Array[]> {
  const names = await readdir(join(folder, 'checkpoints')).catch(() => []);
  const kept: Uint8Array[] = [];
  // One after another: a mirror keeps one for each hour, for years.
  for (const name of names.sort()) {
    const note = await readUpTo(join(folder, 'checkpoints', name), LARGEST_NOTE);
    if (note) kept.push(note);
  }
  return kept;
}

/** What the mirror was handed. Throws `acts.malformed` where that is no list. */
export async function submittedIn(folder: string): Promise<SubmittedList[]> {
  const bytes = await readUpTo(join(folder, 'submitted'), LARGEST_LIST);
  return bytes ? [parseSubmitted(bytes)] : [];
}
