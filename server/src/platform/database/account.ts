import { lchown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { platformError } from '../errors.ts';

/** The account PostgreSQL runs under when this process is root; PostgreSQL itself refuses to be root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

// A system has at least one of these; none needs to be made. initdb wants a name in the account list.
const CANDIDATES = ['postgres', '_postgres', 'nobody'];

/**
 * The account for PostgreSQL, or undefined to run as we are. An existing cluster keeps its owner, so that an
 * account added later changes nothing. Throws `platform.database-needs-ordinary-user`.
 */
export async function chooseAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of CANDIDATES) {
    const [, , uid, gid] = (accounts.split('\n').find((line) => line.startsWith(`${name}:`)) ?? '').split(
      ':',
    );
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw platformError('database-needs-ordinary-user', {
    detail:
      'PostgreSQL refuses to run as root, and this system has no account "postgres" or "nobody". Start Comity as an ordinary user, or set DATABASE_URL.',
  });
}

/**
 * Gives a folder and all in it to the account: a cluster copied by root belongs to root. Symbolic links are given,
 * never followed: what they lead to is not ours (the recursive `readdir` of Node would follow them).
 */
export async function giveTo(folder: string, account: Account): Promise<void> {
  await lchown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(path, account);
    else await lchown(path, account.uid, account.gid);
  }
}
