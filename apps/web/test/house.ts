import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

const GUARD = join(import.meta.dirname, 'guard.ts');
const PATIENCE = 120_000;

/** The process of the whole run: parent of every worker that runs a file. */
const RUN = isMainThread ? process.ppid : process.pid;

const folderOf = (own: string): string => join(tmpdir(), `comity-door-${RUN}${own}`);

/** The seeds of the root keys, in hex, by participant: a demonstration holds them for everybody. */
export async function readRoots(own = ''): Promise<Readonly<Record<string, string>>> {
  const data = process.env.COMITY_DOOR_DATA ?? join(folderOf(own), 'data');
  return JSON.parse(await readFile(join(data, 'demo/roots.json'), 'utf8')) as Record<string, string>;
}

/**
 * The address of the demonstration of this run, its story played. The first file that asks starts it; a guard
 * ends it and removes its folder when the run is over, however it ended. COMITY_DOOR names one that is up already.
 * A file that counts what happens names a demonstration of its own: others act in the common one.
 */
export async function openHouse(own = ''): Promise<string> {
  if (process.env.COMITY_DOOR) return process.env.COMITY_DOOR;
  const folder = folderOf(own);
  // As it is now: a browser that unpacks beside this changes where temporary files go. And as anybody starts it:
  // what says that this is a test would have the pages built for development.
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  // Whoever makes the folder starts the house: making it succeeds once.
  const isFirst = await mkdir(folder, { mode: 0o755 }).then(
    () => true,
    () => false,
  );
  if (isFirst)
    spawn(process.execPath, [GUARD, folder, String(RUN)], { env, detached: true, stdio: 'ignore' }).unref();
  return awaitUrl(join(folder, 'data'));
}

/** The house writes its address down when its story has been played. */
async function awaitUrl(data: string): Promise<string> {
  const began = performance.now();
  while (performance.now() - began < PATIENCE) {
    const [url = ''] = (await readFile(join(data, 'url'), 'utf8').catch(() => '')).split('\n');
    if (URL.canParse(url)) return url;
    await sleep(100);
  }
  throw new Error('The demonstration did not start.');
}
