import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writePrivate } from './keyring.ts';

const DEFAULT_URL = 'http://localhost:3000';
const DEFAULT_FOLDER = './.comity';
const pathIn = (dataFolder: string) => join(dataFolder, 'url');

/** A server that runs on this machine: where it is reached, and which body it serves. */
export interface LocalServer {
  readonly url: string;
  readonly body: string;
}

/** Writes down where the server of this data folder is reached; what it answers takes that back. */
export async function announce(dataFolder: string, { url, body }: LocalServer): Promise<() => Promise<void>> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writePrivate(pathIn(dataFolder), `${url}\n${body}\n`);
  return () => rm(pathIn(dataFolder), { force: true });
}

/** The server that runs on this data folder, as it wrote down itself. */
export async function findLocalServer(dataFolder = DEFAULT_FOLDER): Promise<LocalServer | undefined> {
  const written = await readFile(pathIn(resolve(dataFolder)), 'utf8').catch(() => '');
  const [url = '', body = ''] = written.split('\n');
  return URL.canParse(url) ? { url, body } : undefined;
}

/** The same, else the address that servers have where nothing else is said. */
export const findServer = async (dataFolder?: string): Promise<string> =>
  (await findLocalServer(dataFolder))?.url ?? DEFAULT_URL;
