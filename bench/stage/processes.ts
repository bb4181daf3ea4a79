import { type ChildProcess, spawn } from 'node:child_process';
import { access, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const COMITY = join(import.meta.dirname, '../../apps/comity/bin/comity.js');
const BARE = join(import.meta.dirname, 'bare.ts');
const HERALD = join(import.meta.dirname, 'herald.ts');
const PUBLISHED = join(import.meta.dirname, 'published.ts');
const ROUND_TRIP = join(import.meta.dirname, 'roundtrip.ts');
const SHELF = join(import.meta.dirname, 'shelf.ts');
const BARE_EVENTS = join(import.meta.dirname, 'baresse.ts');
const PATIENCE = 120_000;

/** A server in a process of its own: what sends the load never shares its event loop. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The demonstration, with what it keeps on disk. */
export interface House extends Server {
  readonly folder: string;
  /** Seconds from the spawn until `/about.json` answered. */
  readonly startSeconds: number;
}

/** A data folder below the temporary one; whoever made it removes it. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  // PostgreSQL may run under another account, which must be able to walk here.
  await chmod(folder, 0o755);
  return folder;
}
export const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true });

/** Starts the demonstration in a folder and waits until its story has been played. Its output is thrown away. */
export async function startHouse(folder: string): Promise<House> {
  const port = await freePort();
  const started = performance.now();
  const env = { ...process.env, COMITY_DATA: folder, PORT: String(port), HOST: 'localhost' };
  const child = spawn(process.execPath, [...profiling(), COMITY, 'demo'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  stopAtExit(child);
  const url = `http://localhost:${port}`;
  await until(child, async () => (await fetch(`${url}/about.json`)).ok);
  const startSeconds = (performance.now() - started) / 1000;
  await until(child, async () => {
    await access(join(folder, 'demo', 'story-played'));
    return true;
  });
  return { url, folder, startSeconds, pid: child.pid!, stop: () => stop(child) };
}

/** Starts what the house is measured against, on the same PostgreSQL. */
export async function startBare(house: House): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, [BARE, String(port), await socketOf(house)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  stopAtExit(child);
  const url = `http://localhost:${port}`;
  await until(child, async () => (await fetch(`${url}/one`)).ok);
  return { url, pid: child.pid!, stop: () => stop(child) };
}

/** Starts a bare server that writes what is posted as one row, on the same PostgreSQL, and tells all who listen. */
export const startHerald = async (house: House): Promise<Server> =>
  startNode([HERALD], 'one', [await socketOf(house)]);

/** Starts a host that has published so many entries and does nothing else. */
export const startPublished = (folder: string, entries: number): Promise<Server> =>
  startNode([...profiling(), PUBLISHED], 'checkpoint', [folder, String(entries)]);

/** Starts a bare server that forces what is posted to disk, and answers. */
export const startRoundTrip = (file: string): Promise<Server> => startNode([ROUND_TRIP], '', [file]);

/** Starts a bare server of server-sent events. */
export const startBareEvents = (): Promise<Server> => startNode([BARE_EVENTS], '', []);

/** Starts a TAXII server of so many objects, or a bare route that sends the bytes of a file. */
export const startShelf = (objects: number): Promise<Server> =>
  startNode([...profiling(), SHELF], undefined, [String(objects)]);
export const startBareFile = (file: string): Promise<Server> => startNode([SHELF], '', [file]);

/** Starts a witness of one log, as the command does. */
export function startWitness(folder: string, key: string): Promise<Server> {
  const options = ['--data', folder, '--name', 'bench.example/w', '--log', key];
  return startNode([...profiling(), COMITY, 'witness', ...options, '--port'], undefined, []);
}

/** A program that is given its port first. It is there once it answers at `path`, or anything at all. */
async function startNode(program: string[], path: string | undefined, rest: string[]): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, [...program, String(port), ...rest], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  stopAtExit(child);
  const url = `http://localhost:${port}`;
  await until(child, async () => {
    const { ok } = await fetch(`${url}/${path ?? ''}`);
    return ok || path === undefined;
  });
  return { url, pid: child.pid!, stop: () => stop(child) };
}

/** The folder of the socket of the house's PostgreSQL: the fifth line of what the postmaster says of itself. */
export async function socketOf({ folder }: House): Promise<string> {
  const lines = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return lines[4]!;
}

/** `BENCH_PROFILE=FOLDER` writes a CPU profile of the house there when it stops. */
const profiling = () =>
  process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];

async function until(child: ChildProcess, ready: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await ready().catch(() => false))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error('A server of the benchmark ended.');
    if (performance.now() - began > PATIENCE) throw new Error('A server of the benchmark did not start.');
    await sleep(5);
  }
}

/** Whoever interrupts a benchmark leaves no server behind. */
function stopAtExit(child: ChildProcess): void {
  const end = () => void child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
