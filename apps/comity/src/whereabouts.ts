import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writePrivate } from './keyring.ts';

const DEFAULT_URL = 'http://localhost:3000';
const pathIn = (dataFolder: string) => join(dataFolder, 'url');

/** Writes down where the server of this data folder is reached; what it answers takes that back. */
export async function announce(dataFolder: string, url: string): Promise<() => Promise<void>> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writePrivate(pathIn(dataFolder), `${url}\n`);
  return () => rm(pathIn(dataFolder), { force: true });
}

/** The server that runs on this data folder, else the address that servers have where nothing else is said. */
export async function findServer(dataFolder = './.comity'): Promise<string> {
  const written = await readFile(pathIn(resolve(dataFolder)), 'utf8').catch(() => '');
  return URL.canParse(written.trim()) ? written.trim() : DEFAULT_URL;
}
