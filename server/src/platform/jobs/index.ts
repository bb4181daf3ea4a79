import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, run, runMigrations, type TaskList } from 'graphile-worker';
import type { Database, Tx } from '../database/index.ts';

/**
 * What the composition gives: a function per job name. It may run more than once for one job (a crash between
 * work and its mark), so it must tolerate that. What it throws is tried again later, with growing pauses.
 */
export type JobHandlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface JobOptions {
  /** Not before this instant. Jobs only wake something up: whether a deadline is reached is for the rules. */
  readonly runAt?: Date;
  /** A second job with the same key replaces the first while that waits. */
  readonly key?: string;
}

/** Makes or updates the job tables (schema `graphile_worker`). Call it after `migrate`. */
export async function migrateJobs(database: Pick<Database, 'pool'>): Promise<void> {
  await runMigrations({ pgPool: database.pool, logger: silent });
}

/** Adds a job in the transaction: it exists if and only if that commits. The payload is JSON. */
export function addJob(tx: Tx, name: string, payload: object, options: JobOptions = {}): void {
  tx.send(
    'platform.add-job',
    `select from graphile_worker.add_job(
       $1, payload => $2::json, run_at => coalesce($3::timestamptz, now()), job_key => $4, job_key_mode => 'replace')`,
    [name, JSON.stringify(payload), options.runAt ?? null, options.key ?? null],
  );
}

/** Takes back a job that has not begun. Returns false when there is none. */
export async function removeJob(tx: Tx, key: string): Promise<boolean> {
  const found = await tx.rows('platform.remove-job', 'select id from graphile_worker.remove_job($1)', [key]);
  return found.some((job) => (job as { id: unknown }).id !== null);
}

export interface StartJobsOptions {
  /** Milliseconds, at most 1000: a job set for later begins at a poll. */
  readonly pollInterval?: number;
  readonly concurrency?: number;
  /** Called with the name of the job and what it threw; the job is tried again. */
  readonly onFailure?: (name: string, error: unknown) => void;
}

export interface RunningJobs {
  /** Waits for the jobs in progress. */
  stop(): Promise<void>;
}

// The worker would print every job; failures are reported through `onFailure`.
const silent = new Logger(() => () => {});

const RESTART_AFTER = 1000;
const SWEEP_EVERY = 60_000;
const ABANDONED_AFTER = 5 * 60;

/**
 * Gives free the jobs that a killed server holds; the library itself waits four hours for that. A job that works
 * longer than five minutes may therefore run a second time beside itself.
 */
async function releaseAbandoned(pool: Database['pool'], seconds: number): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker.jobs where locked_at <= now() - make_interval(secs => $1)))`,
    [seconds],
  );
}

/**
 * Starts to work on jobs. Several servers on one database share them. The worker ends itself when it cannot
 * mark a job in a lost database; it is then started again.
 */
export async function startJobs(
  database: Pick<Database, 'pool' | 'embedded'>,
  handlers: JobHandlers,
  options: StartJobsOptions = {},
): Promise<RunningJobs> {
  const start = () => startWorker(database, handlers, options);
  const stopping = new AbortController();
  // An embedded database is ours alone: whoever held a job before is dead.
  await releaseAbandoned(database.pool, database.embedded ? 0 : ABANDONED_AFTER);
  const sweep = setInterval(
    () => releaseAbandoned(database.pool, ABANDONED_AFTER).catch(() => {}),
    SWEEP_EVERY,
  );
  sweep.unref();
  let runner: Runner = await start();

  const keepRunning = async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch(() => {});
      if (stopping.signal.aborted) return;
      await sleep(RESTART_AFTER, undefined, { signal: stopping.signal }).catch(() => {});
      if (!stopping.signal.aborted) runner = await start().catch(() => runner);
    }
  };
  const kept = keepRunning();
  return {
    async stop() {
      stopping.abort();
      clearInterval(sweep);
      // It refuses to be stopped twice, which is what its own end looks like.
      await runner.stop().catch(() => {});
      await kept;
    },
  };
}

/**
 * Jobs are marked done in batches, a tenth of a second late; a crash in between runs a job again, which handlers
 * tolerate. Without a batch nobody awaits the mark "done", and a lost database ends the process. Fetching in
 * batches as well (`localQueue`) would spare more, but its release throws unheard when the database is killed.
 */
const BATCHES = {
  completeJobBatchDelay: 100,
  failJobBatchDelay: 0,
};

function startWorker(
  database: Pick<Database, 'pool' | 'embedded'>,
  handlers: JobHandlers,
  options: StartJobsOptions,
): Promise<Runner> {
  return run({
    pgPool: database.pool,
    taskList: withReports(handlers, options.onFailure),
    concurrency: options.concurrency ?? 4,
    pollInterval: Math.min(options.pollInterval ?? 1000, 1000),
    noHandleSignals: true,
    crontab: '',
    logger: silent,
    preset: { worker: BATCHES },
  });
}

function withReports(handlers: JobHandlers, onFailure: StartJobsOptions['onFailure']): TaskList {
  const report = (name: string, handle: (payload: unknown) => Promise<void>) => async (payload: unknown) => {
    try {
      await handle(payload);
    } catch (error) {
      onFailure?.(name, error);
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, report(name, handle)]));
}
