import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../database/index.ts';
import { testDatabase } from '../database/testing.ts';
import {
  addJob,
  type JobHandlers,
  migrateJobs,
  type RunningJobs,
  removeJob,
  type StartJobsOptions,
  startJobs,
} from './index.ts';

let database: Database;
let jobs: RunningJobs | undefined;

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
  await database.pool.query(
    `select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`,
  );
});
afterAll(() => database.stop());

const start = async (handlers: JobHandlers, options: StartJobsOptions = {}) => {
  jobs = await startJobs(database, handlers, options);
};

/** Collects payloads until `n` have come. */
function collector(n: number) {
  const { promise, resolve } = Promise.withResolvers<unknown[]>();
  const seen: unknown[] = [];
  const handle = async (payload: unknown) => {
    seen.push(payload);
    if (seen.length >= n) resolve(seen);
  };
  return { handle, seen, all: promise };
}

describe('a job', () => {
  it('runs once its transaction has committed, with its payload', async () => {
    const { handle, all } = collector(1);
    await start({ wake: handle });
    await database.transaction((tx) => addJob(tx, 'wake', { procedure: 'prc_1', note: 'é' }));
    expect(await all).toEqual([{ procedure: 'prc_1', note: 'é' }]);
  });

  it('does not exist when its transaction is rolled back', async () => {
    const { handle, seen, all } = collector(1);
    const failing = database.transaction(async (tx) => {
      await addJob(tx, 'wake', { lost: true });
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    await start({ wake: handle });
    await database.transaction((tx) => addJob(tx, 'wake', { kept: true }));
    await all;
    expect(seen).toEqual([{ kept: true }]);
  });

  it('waits for its time and begins within a second of it', async () => {
    const times: number[] = [];
    const { handle, all } = collector(1);
    await start({
      later: async (payload) => {
        times.push(Date.now());
        await handle(payload);
      },
    });
    const due = Date.now() + 500;
    await database.transaction((tx) => addJob(tx, 'later', {}, { runAt: new Date(due) }));
    await all;
    expect(times[0]).toBeGreaterThanOrEqual(due);
    expect(times[0]! - due).toBeLessThan(1500);
  });

  it('replaces a waiting one with the same key, and can be taken back', async () => {
    const { handle, all } = collector(1);
    const runAt = new Date(Date.now() + 60_000);
    await database.transaction(async (tx) => {
      await addJob(tx, 'keyed', { first: true }, { key: 'a', runAt });
      await addJob(tx, 'keyed', { second: true }, { key: 'a' });
      await addJob(tx, 'keyed', { gone: true }, { key: 'b', runAt });
      expect(await removeJob(tx, 'b')).toBe(true);
      expect(await removeJob(tx, 'c')).toBe(false);
    });
    await start({ keyed: handle });
    expect(await all).toEqual([{ second: true }]);
    const { rows } = await database.pool.query('select from graphile_worker.jobs');
    expect(rows.length).toBeLessThanOrEqual(1);
  });

  it('that fails is reported and stays to be tried again', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown[]>();
    await start(
      { fails: () => Promise.reject(new RangeError('no')) },
      { onFailure: (name, error) => resolve([name, (error as Error).message]) },
    );
    await database.transaction((tx) => addJob(tx, 'fails', {}));
    expect(await promise).toEqual(['fails', 'no']);
    await jobs?.stop();
    jobs = undefined;
    const { rows } = await database.pool.query('select attempts, last_error from graphile_worker.jobs');
    expect(rows).toMatchObject([{ attempts: 1, last_error: expect.stringContaining('no') }]);
  });

  it('that a killed server holds is given free', async () => {
    const { handle, all } = collector(1);
    await database.transaction((tx) => addJob(tx, 'held', { held: true }));
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now() - interval '6 minutes'`,
    );
    await start({ held: handle });
    expect(await all).toEqual([{ held: true }]);
  });
});

describe('the work on jobs', () => {
  it('goes on after the database was killed in the middle of a job', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'comity-jobs-'));
    const own = await openDatabase({ dataFolder: folder });
    try {
      await migrateJobs(own);
      const { handle, all } = collector(2);
      const kill = async () => {
        const file = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8');
        process.kill(Number.parseInt(file, 10), 'SIGKILL');
      };
      jobs = await startJobs(own, {
        kills: async () => {
          await kill();
          await handle('killed');
        },
        after: handle,
      });
      await own.transaction((tx) => addJob(tx, 'kills', {}));
      const add = () => own.transaction((tx) => addJob(tx, 'after', { after: true }, { key: 'after' }));
      await expect
        .poll(
          () =>
            add().then(
              () => 'added',
              () => 'not yet',
            ),
          { timeout: 10_000 },
        )
        .toBe('added');
      expect(await all).toEqual(expect.arrayContaining(['killed', { after: true }]));
      await jobs.stop();
      jobs = undefined;
    } finally {
      await own.stop();
      await rm(folder, { recursive: true });
    }
  });
});
