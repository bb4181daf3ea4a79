import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { platformError } from '../errors.ts';
import { type Account, chooseAccount, giveTo } from './account.ts';
import { type Binaries, program, readyBinaries, shippedBinaries } from './binaries.ts';

const run = promisify(execFile);

/** A database cluster on disk and what it takes to run programs on it. */
export interface Cluster {
  /** `<data folder>/postgres`. */
  readonly folder: string;
  /** What the programs of PostgreSQL print goes here: `<data folder>/postgres.log`. */
  readonly log: string;
  /** Marks our postmaster in the process list: nothing without this name is ever signalled. */
  readonly name: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** Only where there is no Unix socket (Windows). */
  readonly password: string | undefined;
}

export const SUPERUSER = 'comity';

/** Finds the cluster of a data folder, or makes it (about 0.6 s). The caller holds the lock of the folder. */
export async function openCluster(dataFolder: string): Promise<Cluster> {
  const folder = join(dataFolder, 'postgres');
  const account = await chooseAccount(folder);
  const cluster: Cluster = {
    folder,
    account,
    log: join(dataFolder, 'postgres.log'),
    name: `comity-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`,
    binaries: await readyBinaries(shippedBinaries(), account),
    password: process.platform === 'win32' ? await readPassword(dataFolder) : undefined,
  };
  const found = await stat(folder).catch(() => undefined);
  if (found) await claim(cluster, found.uid);
  else await initialise(cluster);
  return cluster;
}

async function readPassword(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'postgres.password');
  await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(() => {});
  return readFile(file, 'utf8');
}

async function claim(cluster: Cluster, owner: number): Promise<void> {
  if (cluster.account) {
    if (owner === 0) await giveTo(cluster.folder, cluster.account);
  } else if (process.getuid && owner !== process.getuid()) {
    throw platformError('data-folder-not-yours', {
      detail: `The database in ${cluster.folder} belongs to account number ${owner}. Start Comity with the account that made it, or give the folder to yours with chown -R.`,
    });
  }
}

/**
 * How programs are given the cluster's path. Under another account the path may run through a folder closed to
 * it (/root, a home); Node enters the folder before it changes the account, and from there it has a short name.
 */
export function reach(cluster: Pick<Cluster, 'account' | 'folder'>): string {
  return cluster.account && process.platform === 'linux' ? '/proc/self/cwd' : cluster.folder;
}

/** Account, folder and a closed list of environment variables: PGPORT or LANG of the caller change nothing. */
export function surroundings(cluster: Pick<Cluster, 'account' | 'folder'>) {
  const { PATH = '', SystemRoot } = process.env;
  const env: NodeJS.ProcessEnv = { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot } : {}) };
  return { ...cluster.account, cwd: cluster.folder, env };
}

/** Made under another name and renamed when complete: a start killed in between leaves nothing half made. */
async function initialise(cluster: Cluster): Promise<void> {
  const made = { ...cluster, folder: `${cluster.folder}.new` };
  await rm(made.folder, { recursive: true, force: true });
  await mkdir(made.folder, { mode: 0o700 });
  if (cluster.account) await chown(made.folder, cluster.account.uid, cluster.account.gid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const secret = cluster.password ? [`--pwfile=${join(cluster.folder, '..', 'postgres.password')}`] : [];
  const access = cluster.password ? '--auth=scram-sha-256' : '--auth=trust';
  const options = ['-D', reach(made), `--username=${SUPERUSER}`, access, ...secret, ...locale];
  try {
    await run(program(cluster.binaries, 'initdb'), options, surroundings(made));
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || (cause as Error).message;
    throw platformError('database-start-failed', {
      detail: `The database could not be made: ${said}`,
      cause,
    });
  }
  await rename(made.folder, cluster.folder);
}
