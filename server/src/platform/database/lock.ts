import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { platformError } from '../errors.ts';

/** Ends the hold on a data folder. Calling it twice does no harm. */
export type ReleaseFolder = () => void;

/**
 * Takes a data folder for this process alone. The hold is a lock of the operating system (taken through SQLite,
 * the one portable way Node offers), so it ends with the process however that dies: there is no stale lock to
 * judge and no process id to mistake for another. The id beside it only serves the message.
 * Throws `platform.data-folder-in-use`, naming the process, or `platform.data-folder-not-yours`.
 *
 * @NOTE Nothing else may open the file `lock`: closing it anywhere in this process would drop the lock.
 */
export async function lockDataFolder(folder: string): Promise<ReleaseFolder> {
  const lock = await open(folder);
  try {
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw await inUse(folder, cause);
  }
  await writeFile(join(folder, 'lock.pid'), `${process.pid}\n`);
  return () => {
    if (lock.isOpen) lock.close();
  };
}

async function open(folder: string): Promise<DatabaseSync> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new DatabaseSync(join(folder, 'lock'));
  } catch (cause) {
    throw platformError('data-folder-not-yours', {
      detail: `The data folder ${folder} cannot be written: ${(cause as Error).message}. Start with the account that owns it, or set COMITY_DATA to another folder.`,
      cause,
    });
  }
}

async function inUse(folder: string, cause: unknown) {
  const holder = await readFile(join(folder, 'lock.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(holder, 10) || undefined;
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  return platformError('data-folder-in-use', {
    detail: `The data folder ${folder} is in use by ${who}. Stop it first, or set COMITY_DATA to another folder.`,
    ...(pid === undefined ? {} : { pid }),
    cause,
  });
}
