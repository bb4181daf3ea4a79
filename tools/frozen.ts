import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of the list, as `sha256sum` writes it: 64 hex digits, two spaces, a path inside the folder. */
const LINE = /^([0-9a-f]{64}) [ *](\S.*)$/;

/**
 * Lists what no longer is as `FROZEN.sha256` of a folder says. Files that other implementations test against
 * may be joined by new ones, never changed. New files are free until they are listed.
 */
export async function findThawed(folder: string): Promise<string[]> {
  const list = await readFile(join(folder, 'FROZEN.sha256'), 'utf8');
  const lines = list.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return [`${folder}/FROZEN.sha256 lists nothing`];
  const found = await Promise.all(lines.map((line) => examine(folder, line)));
  return found.filter((flaw) => flaw !== undefined);
}

async function examine(folder: string, line: string): Promise<string | undefined> {
  const [, hash, path] = LINE.exec(line) ?? [];
  if (hash === undefined || path === undefined)
    return `${folder}/FROZEN.sha256: not a line of the list: ${line}`;
  const bytes = await readFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return `${folder}/${path} is gone`;
  return createHash('sha256').update(bytes).digest('hex') === hash
    ? undefined
    : `${folder}/${path} was changed`;
}
