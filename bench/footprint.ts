/**
 * What the demonstration takes on a machine: seconds from the spawn of a server on an existing body until
 * `/about.json` answers, and the resident memory of all its processes (Node and PostgreSQL, proportional set size),
 * idle after the story and after 100,000 acts of the stated mix (10,000 with --quick).
 *
 * Two bounds: at most 400 MB, and at most 1.2 times the memory at a tenth of the acts. `ratio` is whichever comes
 * nearer to its bound, as a share of it.
 */
import { type Benchmark, median, type Options, rounds } from './harness.ts';
import { seatOfficers } from './stage/members.ts';
import { idleMemoryOf } from './stage/memory.ts';
import { openOffices } from './stage/offices.ts';
import { type House, makeFolder, removeFolder, startHouse } from './stage/processes.ts';
import { MIX, Traffic } from './stage/traffic.ts';

const BUDGET = 400;
const GROWTH = 1.2;
const BATCH = 1000;
/** Starts on a body that exists already. */
async function startAgain(folder: string): Promise<number> {
  const house = await startHouse(folder);
  await house.stop();
  return house.startSeconds;
}

/** Memory at a tenth of the acts, and at all of them. */
async function grow(house: House, acts: number) {
  const body = await seatOfficers(house);
  await openOffices(body, 1);
  const traffic = await Traffic.begin(body, BATCH);
  const found: number[] = [];
  for (let placed = BATCH; placed <= acts; placed += BATCH) {
    await traffic.send(await traffic.make(BATCH), 16);
    if (placed === acts / 10 || placed === acts) found.push(await idleMemoryOf(house.pid));
  }
  await traffic.end();
  return { atATenth: found[0]!, atAll: found[1]! };
}

/** The first start after an installation builds the web pages in its own process; that is no part of what is measured. */
async function install(): Promise<void> {
  const folder = await makeFolder();
  await startAgain(folder);
  await removeFolder(folder);
}

async function run({ quick }: Options) {
  const acts = quick ? 10_000 : 100_000;
  await install();
  const folder = await makeFolder();
  try {
    const first = await startHouse(folder);
    const afterStory = await idleMemoryOf(first.pid);
    await first.stop();
    const starts = await rounds(quick ? 3 : 7, () => startAgain(folder));
    const house = await startHouse(folder);
    const { atATenth, atAll } = await grow(house, acts).finally(house.stop);
    const growth = atAll / atATenth;
    const most = Math.max(afterStory, atATenth, atAll);
    return {
      ratio: Math.max(most / BUDGET, growth / GROWTH),
      ...{ budgetMegabytes: BUDGET, megabytesAfterStory: afterStory, acts, megabytesAfterActs: atAll },
      ...{ growthAtTenTimes: growth, growthBound: GROWTH, startSeconds: median(starts), mix: MIX },
    };
  } finally {
    await removeFolder(folder);
  }
}

export default { name: 'footprint', bound: 1, direction: 'at-most', run } satisfies Benchmark;
