/**
 * `npm run soak [-- --minutes 30]`: the demonstration under the mix of `acts`, and States that decide and negotiate at
 * random, for as long as asked, with a line a minute. In the middle the server is killed and started again on the same folder. At the end the whole record is
 * exported and verified, and every row that decisions and negotiations keep beside it is held against a replay of the
 * served log. Ends with 1 where an act was refused, memory once it is idle left the budget of `footprint`, the record does
 * not verify, or a row differs. What memory was under load is told.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { verifyBundle } from '../packages/verify/src/index.ts';
import { Deliberation } from './stage/deliberation.ts';
import { seatOfficers } from './stage/members.ts';
import { idleMemoryOf, memoryOf } from './stage/memory.ts';
import { openOffices } from './stage/offices.ts';
import { type House, makeFolder, removeFolder, startHouse } from './stage/processes.ts';
import { compareProjection } from './stage/projected.ts';
import { Traffic } from './stage/traffic.ts';

const BATCH = 500;
const BUDGET = 400;
const CONNECTIONS = 8;
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const until = Date.now() + Number(values.minutes) * 60_000;

interface Tally {
  acts: number;
  /** In MB: the most under load, and the most once it was idle. */
  loaded: number;
  idle: number;
}

/** Sends batch after batch until the time is over. */
async function work(house: House, end: number, tally: Tally): Promise<void> {
  const body = await seatOfficers(house);
  await openOffices(body, 1);
  const traffic = await Traffic.begin(body, BATCH);
  const deliberation = await Deliberation.begin(body, `soak ${tally.acts}`);
  let told = 0;
  while (Date.now() < end) {
    const { accepted, p99 } = await traffic.send(
      [...(await deliberation.round()), ...(await traffic.make(BATCH))],
      CONNECTIONS,
    );
    deliberation.settled();
    tally.acts += accepted;
    if (Date.now() - told < 60_000) continue;
    told = Date.now();
    const megabytes = await memoryOf(house.pid);
    tally.loaded = Math.max(tally.loaded, megabytes);
    console.log(
      `${new Date().toISOString()} ${tally.acts} acts, ${megabytes.toFixed(0)} MB, p99 ${p99.toFixed(0)} ms`,
    );
  }
  await traffic.end();
  tally.idle = Math.max(tally.idle, await idleMemoryOf(house.pid));
}

async function verify(house: House): Promise<string> {
  const trust = await (await fetch(`${house.url}/about.json`)).json();
  const answer = await fetch(`${house.url}/api/bundle`);
  const { verdict, size, faults } = await verifyBundle(answer.body as unknown as AsyncIterable<Uint8Array>, {
    trust: { body: trust.body, key: trust.key },
  });
  for (const fault of faults) console.error(fault);
  return `${size} entries: ${verdict}`;
}

const folder = await makeFolder();
const tally: Tally = { acts: 0, loaded: 0, idle: 0 };
let house = await startHouse(folder);
try {
  await work(house, Date.now() + (until - Date.now()) / 2, tally);
  process.kill(house.pid, 'SIGKILL');
  await sleep(1000);
  house = await startHouse(folder);
  console.log('Killed and started again.');
  await work(house, until, tally);
  const outcome = await verify(house);
  const { rows, differ } = await compareProjection(house);
  for (const name of differ)
    console.error(`${name}: the tables hold something else than the log adds up to.`);
  console.log(
    `${outcome}; ${tally.acts} acts; ${rows} rows of decisions and negotiations, ${differ.length} differ from the replay; ` +
      `idle at most ${tally.idle.toFixed(0)} MB of ${BUDGET}, ${tally.loaded.toFixed(0)} MB under load`,
  );
  process.exitCode =
    outcome.endsWith('verified') && rows > 0 && differ.length === 0 && tally.idle <= BUDGET ? 0 : 1;
} finally {
  await house.stop();
  await removeFolder(folder);
}
