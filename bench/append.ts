/**
 * Publishing: the sequencer over entries that are there already (hashing, tiles, reading back, head file, checkpoint)
 * against writing the same bytes by INSERTs of 1,000 rows, in entries a second; and how long it takes to publish 64
 * more entries at 10^4, 10^5 and 10^6 (10^3 to 10^5 with --quick).
 *
 * Two bounds: at least 0.3 of the INSERTs; at the largest size at most 1.3 times the time of the smallest. `ratio` is
 * whichever comes nearer to its bound, as a share of it.
 */
import { sequence } from '../server/src/rooms/record/index.ts';
import { type Benchmark, median, type Options, pairwise, rounds, timed } from './harness.ts';
import { growTo, leavesOf, openLog, sizeOf } from './stage/log.ts';
import { makeFolder, removeFolder } from './stage/processes.ts';

const RATE = 0.3;
const GROWTH = 1.3;
/** Bytes of an entry: an act with its signature. */
const BYTES = 800;
const BATCH = 1000;
const STEP = 64;

type Log = Awaited<ReturnType<typeof openLog>>;

/** Entries a second of the sequencer, over so many new ones. */
async function publishing(log: Log, count: number): Promise<number> {
  const size = (await sizeOf(log)) + count;
  await growTo(log, size, BYTES);
  await log.database.pool.query('checkpoint');
  const seconds = await timed(async () => {
    const checkpoint = await sequence(log.record);
    if (checkpoint?.size !== size) throw new Error('Not all was published.');
  });
  return count / seconds;
}

/** Entries a second of writing the newest so many leaves to a table of their own. */
async function inserting({ database }: Log, leaves: readonly Buffer[]): Promise<number> {
  const { pool } = database;
  await pool.query('create table if not exists bench_leaf (index bigint primary key, leaf bytea not null)');
  await pool.query('truncate bench_leaf');
  await pool.query('checkpoint');
  const text = 'insert into bench_leaf select * from unnest($1::bigint[], $2::bytea[])';
  const seconds = await timed(async () => {
    for (let at = 0; at < leaves.length; at += BATCH) {
      const rows = leaves.slice(at, at + BATCH);
      await pool.query({ name: 'bench-insert', text, values: [rows.map((_, i) => at + i), rows] });
    }
  });
  return leaves.length / seconds;
}

/** Milliseconds to publish a few more entries, at a size. */
async function appending(log: Log, size: number, times: number): Promise<number> {
  await growTo(log, size, 200);
  await sequence(log.record);
  await log.database.pool.query('vacuum analyze entry');
  await log.database.pool.query('checkpoint');
  const taken = await rounds(times, async () => {
    await growTo(log, (await sizeOf(log)) + STEP, 200);
    return timed(() => sequence(log.record));
  });
  return median(taken) * 1000;
}

async function inFolder<T>(work: (log: Log) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  const log = await openLog(folder);
  try {
    return await work(log);
  } finally {
    await log.database.stop();
    await removeFolder(folder);
  }
}

async function run({ quick }: Options) {
  const count = quick ? 5000 : 20_000;
  const rate = await inFolder((log) =>
    pairwise(
      quick ? 3 : 7,
      () => publishing(log, count),
      async () => inserting(log, await leavesOf(log, (await sizeOf(log)) - count, await sizeOf(log))),
    ),
  );
  const sizes = quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000];
  const times = await inFolder(async (log) => {
    const found: number[] = [];
    for (const size of sizes) found.push(await appending(log, size, quick ? 15 : 51));
    return found;
  });
  const grown = Math.max(...times) / times[0]!;
  return {
    ratio: Math.min(rate.ratio / RATE, GROWTH / grown),
    ...{ shareOfInserts: rate.ratio, spread: rate.spread },
    ...{ entriesPublishedASecond: rate.a, entriesInsertedASecond: rate.b },
    growth: grown,
    ...Object.fromEntries(sizes.map((size, i) => [`msFor64At${size}`, times[i]])),
  };
}

export default { name: 'append', bound: 1, direction: 'at-least', run } satisfies Benchmark;
