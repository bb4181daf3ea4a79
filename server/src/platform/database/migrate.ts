import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import { platformError } from '../errors.ts';
import { DomainError } from '../problem/domain-error.ts';
import { translate } from './failure.ts';

interface Migration {
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

// Any constant will do; it only has to differ from other advisory locks on the same database.
const LOCK = 0x636f6d69;

const PREPARE = `
  create table if not exists migration (
    name text primary key,
    sha256 text not null,
    applied timestamptz not null default clock_timestamp()
  )`;

/** The `.sql` files of the folders: folders in the order given, files by number. */
export async function readMigrations(folders: readonly (string | URL)[]): Promise<Migration[]> {
  const found: Migration[] = [];
  for (const given of folders) {
    const folder = given instanceof URL ? fileURLToPath(given) : given;
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name))
        throw new TypeError(`Migration ${name} is not named NNNN-name.sql.`);
      if (found.some((other) => other.name === name))
        throw new TypeError(`Two migrations are named ${name}.`);
      const sql = await readFile(join(folder, name), 'utf8');
      found.push({ name, sql, sha256: createHash('sha256').update(sql).digest('hex') });
    }
  }
  return found;
}

/**
 * Brings the database forward: every file not yet applied, each in its own transaction, one process at a time.
 * Folders are paths or `file:` URLs, those others build on first; file names are unique across all of them.
 * Returns the names applied. Throws `platform.migration-changed` (a file differs from what was applied),
 * `platform.migration-unknown` (the database is newer than the program), `platform.migration-failed`.
 */
export async function migrate(
  database: { readonly pool: Pool },
  folders: readonly (string | URL)[],
): Promise<string[]> {
  const migrations = await readMigrations(folders);
  const client = await database.pool.connect();
  const applied: string[] = [];
  try {
    await locked(client, async () => {
      await client.query(PREPARE);
      await refuseUnknown(client, migrations);
    });
    for (const migration of migrations) {
      if (await locked(client, () => apply(client, migration))) applied.push(migration.name);
    }
    return applied;
  } catch (error) {
    throw translate(error, 'nothing-written');
  } finally {
    client.release();
  }
}

/** One transaction under the lock; what another process did meanwhile is seen after the lock is ours. */
async function locked<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query(`begin; select pg_advisory_xact_lock(${LOCK})`);
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function refuseUnknown(client: PoolClient, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name');
  const unknown = rows.map((row) => row.name).filter((name) => !migrations.some((m) => m.name === name));
  if (unknown.length === 0) return;
  throw platformError('migration-unknown', {
    detail: `The database has migrations this program does not know: ${unknown.join(', ')}. Start the newer program.`,
  });
}

async function apply(client: PoolClient, migration: Migration): Promise<boolean> {
  const { name, sha256, sql } = migration;
  const { rows } = await client.query<{ sha256: string }>('select sha256 from migration where name = $1', [
    name,
  ]);
  const before = rows[0];
  if (before) {
    if (before.sha256 === sha256) return false;
    throw platformError('migration-changed', {
      detail: `${name} was changed after it was applied. Restore the file and put the change into a new one.`,
    });
  }
  try {
    await client.query(sql);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
    return true;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw platformError('migration-failed', { detail: `${name}: ${(cause as Error).message}`, cause });
  }
}
