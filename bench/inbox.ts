/**
 * The first page of a State's threads with 100,000 messages against the same with 1,000, each on a database of its own,
 * in turns. The bound: what one has received does not matter. Growth: the same at ten times.
 */
import { newId } from '@comity/acts';
import { sha256Hex, utf8 } from '@comity/log';
import { readThreads } from '../server/src/rooms/exchange/actions.ts';
import { insertAcknowledgement, insertMessage } from '../server/src/rooms/exchange/store.ts';
import { type Benchmark, type Measure, median, type Options, pairwise, rounds, timed } from './harness.ts';
import { openLog } from './stage/log.ts';
import { makeFolder, removeFolder } from './stage/processes.ts';

const PAGE = 50;
const READS = 20;
/** Messages to a thread, and how many of them are acknowledged. */
const IN_THREAD = 4;
const LOT = 1000;

type House = Awaited<ReturnType<typeof openLog>>;

/** Messages between two States as their acts would have placed them, the last quarter not acknowledged. */
async function fill({ record }: House, count: number): Promise<void> {
  const contacts = { bravo: newId('con'), alpha: newId('con') };
  const ciphertext = { sha256: sha256Hex(utf8('ciphertext')), size: 10 };
  let thread = newId('thr');
  for (let begin = 0; begin < count; begin += LOT) {
    await record.database.transaction(async (tx) => {
      for (let index = begin; index < Math.min(begin + LOT, count); index++) {
        if (index % IN_THREAD === 0) thread = newId('thr');
        const message = newId('msg');
        const received = new Date();
        const header = {
          ...{ message, thread, from: { participant: 'bravo', contact: contacts.bravo } },
          ...{ marking: { scheme: 'TLP', label: 'AMBER' }, exercise: true },
        };
        const recipients = [{ participant: 'alpha', contact: contacts.alpha, key: 'f'.repeat(40) }];
        insertMessage(tx, { index, header, ciphertext, attachments: [], recipients, received });
        if (index < (count * 3) / 4)
          insertAcknowledgement(tx, { message, contact: contacts.alpha, index: count + index, received });
      }
    });
  }
  await record.database.pool.query('analyze');
}

const reading =
  ({ record }: House): Measure =>
  () =>
    timed(async () => {
      for (let i = 0; i < READS; i++) {
        const { threads } = await readThreads(record, 'alpha', { exercise: true, limit: PAGE });
        if (threads.length !== PAGE) throw new Error(`The page has ${threads.length} threads.`);
      }
    });

async function run({ quick }: Options) {
  const sizes = quick ? [1000, 5000] : [1000, 10_000, 100_000];
  const folders = await Promise.all(sizes.map(makeFolder));
  const houses: House[] = [];
  try {
    for (const [i, folder] of folders.entries()) {
      houses.push(await openLog(folder));
      await fill(houses[i]!, sizes[i]!);
    }
    const measures = houses.map(reading);
    const found = await pairwise(quick ? 5 : 25, measures.at(-1)!, measures[0]!, 3);
    const each = await rounds(measures.length, async (i) =>
      median(await rounds(quick ? 3 : 9, measures[i]!)),
    );
    const { ratio, spread, pairs } = found;
    const milliseconds = Object.fromEntries(sizes.map((size, i) => [size, (each[i]! * 1000) / READS]));
    return { ratio, spread, pairs, millisecondsAt: milliseconds };
  } finally {
    for (const { database } of houses) await database.stop();
    await Promise.all(folders.map(removeFolder));
  }
}

export default { name: 'inbox', bound: 1.5, direction: 'at-most', run } satisfies Benchmark;
