import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { platformMigrations } from '../migrations/index.ts';
import type { Database } from './index.ts';
import { migrate } from './migrate.ts';
import { testDatabase } from './testing.ts';

let database: Database;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-migrate-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await database.pool.query(`drop table if exists one, two; delete from migration where name like '9%'`);
});

const put = (name: string, sql: string) => writeFile(join(folder, name), sql);
const run = () => migrate(database, [platformMigrations, folder]);

describe('migrations', () => {
  it('are applied once, in the order of their numbers', async () => {
    await put('9002-two.sql', 'create table two (id int references one (id));');
    await put('9001-one.sql', 'create table one (id int primary key); insert into one values (1);');
    expect(await run()).toEqual(['9001-one.sql', '9002-two.sql']);
    expect(await run()).toEqual([]);
  });

  it('are applied once when several processes start together', async () => {
    await put('9001-one.sql', 'create table one (id int primary key);');
    const names = await Promise.all([run(), run(), run()]);
    expect(names.flat()).toEqual(['9001-one.sql']);
  });

  it('refuse a file that was changed after it was applied', async () => {
    await put('9001-one.sql', 'create table one (id int primary key);');
    await run();
    await put('9001-one.sql', 'create table one (id int8 primary key);');
    await expect(run()).rejects.toMatchObject({ code: 'platform.migration-changed' });
  });

  it('refuse a database that is newer than the program', async () => {
    await put('9001-one.sql', 'create table one (id int primary key);');
    await run();
    await rm(join(folder, '9001-one.sql'));
    const older = run();
    await expect(older).rejects.toMatchObject({
      code: 'platform.migration-unknown',
      detail: expect.stringContaining('9001-one.sql'),
    });
  });

  it('leave nothing of a file that fails, and keep those before it', async () => {
    await put('9001-one.sql', 'create table one (id int primary key);');
    await put('9002-two.sql', 'create table two (id int); select nothing_like_this();');
    await expect(run()).rejects.toMatchObject({ code: 'platform.migration-failed' });
    const { rows } = await database.pool.query(`select to_regclass('one') as one, to_regclass('two') as two`);
    expect(rows).toEqual([{ one: 'one', two: null }]);
  });

  it('refuse names that say no order', async () => {
    await put('later.sql', 'select 1');
    await expect(run()).rejects.toThrow('NNNN-name.sql');
  });
});
