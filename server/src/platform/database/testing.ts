import { createHash, randomBytes } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { migrateJobs } from '../jobs/index.ts';
import { platformMigrations } from '../migrations/index.ts';
import { connect, type Database } from './index.ts';
import { migrate, readMigrations } from './migrate.ts';

/**
 * A database of its own for a test file: a clone of a template with the platform's tables, the job tables and
 * those of the given folders. Needs `globalSetup` (vitest-global.ts). End it with `stop()` in `afterAll`.
 */
export async function testDatabase(folders: readonly (string | URL)[] = []): Promise<Database> {
  const server = await findServer();
  const admin = new pg.Client(server);
  await admin.connect();
  try {
    const template = await makeTemplate(admin, server, [platformMigrations, ...folders]);
    const name = `test_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name} template ${template}`);
    return await connect({ ...server, database: name, max: 8 });
  } finally {
    await admin.end();
  }
}

/** How to reach the server of this test run. */
export async function findServer(): Promise<pg.PoolConfig> {
  const port = Number(process.env.COMITY_TEST_DATABASE);
  if (!port)
    throw new Error('Tests with a database need globalSetup: server/src/platform/database/vitest-global.ts');
  const answer = JSON.parse(await text(connectSocket(port, '127.0.0.1'))) as pg.PoolConfig & {
    error?: string;
  };
  if (answer.error) throw new Error(answer.error);
  return answer;
}

/** Made once per set of migrations and test run; other workers wait. Renamed when complete. */
async function makeTemplate(admin: pg.Client, server: pg.PoolConfig, folders: readonly (string | URL)[]) {
  const hash = createHash('sha256').update(JSON.stringify(await readMigrations(folders)));
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  await admin.query('select pg_advisory_lock(1)');
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    await admin.query('drop database if exists template_new');
    await admin.query('create database template_new');
    const database = await connect({ ...server, database: 'template_new', max: 2 });
    try {
      await migrate(database, folders);
      await migrateJobs(database);
    } finally {
      await database.stop();
    }
    await admin.query(`alter database template_new rename to ${name}`);
    return name;
  } finally {
    await admin.query('select pg_advisory_unlock(1)');
  }
}
