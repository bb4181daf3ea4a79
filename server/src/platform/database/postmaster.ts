import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chown, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { platformError } from '../errors.ts';
import { program } from './binaries.ts';
import { type Cluster, reach, surroundings } from './cluster.ts';

const run = promisify(execFile);

/** Where clients connect: a folder with a Unix socket, or an address of this machine. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const SOCKET_FOLDER = /^comity-[A-Za-z0-9]{6}$/;
// A Unix socket's path has at most 107 bytes; ".s.PGSQL.5432" and the random name take 28 of them.
const LONGEST_PARENT = 79;

/** A fresh address. The socket's folder is closed to other accounts: that is what guards the database. */
export async function makeAddress(cluster: Cluster): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() };
  const host = await mkdtemp(join(await shortParent(cluster), 'comity-'));
  if (cluster.account) await chown(host, cluster.account.uid, cluster.account.gid);
  return { host, port: 5432 };
}

async function shortParent(cluster: Cluster): Promise<string> {
  const parent = tmpdir();
  const open = !cluster.account || (await passable(parent));
  return open && Buffer.byteLength(parent) <= LONGEST_PARENT ? parent : '/tmp';
}

/** Whether every account may walk to the folder. */
async function passable(folder: string): Promise<boolean> {
  if (((await stat(folder)).mode & 0o001) === 0) return false;
  return dirname(folder) === folder || passable(dirname(folder));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Removes the socket's folder; nothing else is ever removed outside the data folder. */
export function dropAddress(host: string): void {
  if (SOCKET_FOLDER.test(basename(host))) rmSync(host, { recursive: true, force: true });
}

// Sized for a small machine. fsync and synchronous_commit stay on: what is acknowledged is on disk.
const SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '32MB',
  max_connections: '60',
  jit: 'off',
  io_method: 'sync',
  autovacuum_max_workers: '1',
  autovacuum_work_mem: '8MB',
  maintenance_work_mem: '16MB',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  unix_socket_permissions: '0700',
  default_text_search_config: 'pg_catalog.simple',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/** Spawns PostgreSQL and waits until it takes connections. Throws `platform.database-start-failed`. */
export async function launch(
  cluster: Cluster,
  address: Address,
  more: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const local = process.platform === 'win32';
  const place = { listen_addresses: local ? address.host : '', port: String(address.port) };
  const socket = local ? {} : { unix_socket_directories: address.host };
  const settings = { ...SETTINGS, ...place, ...socket, ...more, cluster_name: cluster.name };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await openLog(cluster.log);
  try {
    // Its own process group: a Ctrl-C in the terminal must not stop it before the server has finished.
    const stdio = ['ignore', log.fd, log.fd] as const;
    const child = spawn(program(cluster.binaries, 'postgres'), ['-D', reach(cluster), ...options], {
      ...surroundings(cluster),
      stdio: [...stdio],
      detached: true,
      windowsHide: true,
    });
    await untilReady(cluster, child);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

const LOG_LIMIT = 10 * 1024 * 1024;

async function openLog(path: string) {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  return open(path, size > LOG_LIMIT ? 'w' : 'a', 0o600);
}

async function untilReady(cluster: Cluster, child: ChildProcess): Promise<void> {
  let failure: unknown;
  child.once('error', (error) => {
    failure = error;
  });
  // Recovery after a crash may take minutes; as long as the process lives, it is working on it.
  while (child.exitCode === null && child.signalCode === null && failure === undefined) {
    const { pid, status } = await readPidFile(cluster);
    if (status === 'ready' && pid === child.pid) return;
    await sleep(10);
  }
  const said = (await readFile(cluster.log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' ');
  throw platformError('database-start-failed', {
    detail: `PostgreSQL did not start. The end of ${cluster.log} says: ${said}`,
    cause: failure,
  });
}

/** What a running PostgreSQL says of itself (postmaster.pid: lines 1, 5 and 8). */
export async function readPidFile(cluster: Pick<Cluster, 'folder'>) {
  const lines = (await readFile(join(cluster.folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return { pid: Number(lines[0]) || undefined, socketFolder: lines[4] ?? '', status: lines[7]?.trim() };
}

/** Stops what a killed server left running on this cluster, and clears a process id that means another process. */
export async function stopOrphan(cluster: Cluster): Promise<void> {
  const { pid, socketFolder } = await readPidFile(cluster);
  if (pid === undefined) return;
  if ((await commandOf(pid)).includes(`cluster_name=${cluster.name}`)) {
    await run(
      program(cluster.binaries, 'pg_ctl'),
      ['-D', reach(cluster), '-m', 'fast', '-w', 'stop'],
      surroundings(cluster),
    );
  } else if (hasNumber(pid)) {
    // PostgreSQL refuses to start while *any* process has the number; its shared memory still guards the data.
    // The file of a dead one stays: from it PostgreSQL learns which shared memory to free.
    await rm(join(cluster.folder, 'postmaster.pid'), { force: true });
  }
  dropAddress(socketFolder);
}

/** Whether some process has the number, ours or not. */
function hasNumber(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process; empty when there is none. */
export async function commandOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    if (process.platform !== 'win32')
      return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
    return (await run('powershell', ['-NoProfile', '-Command', query])).stdout;
  } catch {
    return '';
  }
}

/** Stops PostgreSQL and waits for its end: open transactions are rolled back, everything committed is kept. */
export async function halt(cluster: Cluster, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (process.platform === 'win32') {
    await run(
      program(cluster.binaries, 'pg_ctl'),
      ['-D', cluster.folder, '-m', 'fast', '-w', 'stop'],
      surroundings(cluster),
    );
  } else {
    child.kill('SIGINT');
  }
  await ended;
}
