/**
 * Signed acts placed in a second over HTTP at 16 connections, against a bare Fastify route that writes what
 * came as one row, on the same PostgreSQL, with the same pool, under the same load, in turns.
 *
 * The house is `comity demo` in a process of its own with its tree, notices and live events at work; the bare
 * server is another process; this one only sends. Acts are signed before the clock runs. What they leave for
 * later (notices, tree) is waited for after each round, so that it slows neither side's next one.
 */
import { type Benchmark, growth, type Options, type Pairs, pairwise } from './harness.ts';
import { load } from './load.ts';
import { type Body, seatOfficers } from './stage/members.ts';
import { openOffices } from './stage/offices.ts';
import {
  type House,
  makeFolder,
  removeFolder,
  type Server,
  startBare,
  startHouse,
} from './stage/processes.ts';
import { MIX, Traffic } from './stage/traffic.ts';

interface Stage {
  readonly folder: string;
  readonly house: House;
  readonly body: Body;
  readonly traffic: Traffic;
}

async function setUp(acts: number): Promise<Stage> {
  const folder = await makeFolder();
  const house = await startHouse(folder);
  const body = await seatOfficers(house);
  await openOffices(body, 1);
  return { folder, house, body, traffic: await Traffic.begin(body, acts) };
}

async function tearDown({ traffic, house, folder }: Stage): Promise<void> {
  await traffic.end();
  await house.stop();
  await removeFolder(folder);
}

/** Accepted acts in a second; any refusal throws. */
const placing =
  ({ traffic }: Stage, acts: number, connections: number) =>
  async () =>
    (await traffic.send(await traffic.make(acts), connections)).perSecond;

/** Rows in a second: the bytes of as many acts, which the house never sees. */
function writing({ url }: Server, bodies: readonly Uint8Array[], connections: number) {
  return async () => {
    const { failed, perSecond } = await load({ url: `${url}/row`, connections, bodies });
    if (failed > 0) throw new Error('The bare server failed.');
    return perSecond;
  };
}

async function compare(stage: Stage, bare: Server, acts: number, rounds: number) {
  const bodies = await stage.traffic.make(acts);
  await stage.traffic.send(bodies, 16);
  const at = (connections: number, n: number): Promise<Pairs> =>
    pairwise(n, placing(stage, acts, connections), writing(bare, bodies, connections));
  return {
    one: await at(1, Math.ceil(rounds / 2)),
    many: await at(64, Math.ceil(rounds / 2)),
    sixteen: await at(16, rounds),
  };
}

/** The same on a record that is ten times as long. Both are filled with the same mix. */
async function grow(acts: number, entries: number, rounds: number): Promise<Pairs & { size: number }> {
  const stages: Stage[] = [];
  try {
    return await growth(rounds, entries, async (size) => {
      const stage = await setUp(acts);
      stages.push(stage);
      for (let placed = 0; placed < size; placed += acts) await placing(stage, acts, 16)();
      return placing(stage, acts, 16);
    });
  } finally {
    for (const stage of stages) await tearDown(stage);
  }
}

async function run({ quick }: Options) {
  const acts = quick ? 300 : 2000;
  const stage = await setUp(acts);
  try {
    const bare = await startBare(stage.house);
    const { one, sixteen, many } = await compare(stage, bare, acts, quick ? 3 : 7).finally(bare.stop);
    return {
      ...{ ratio: sixteen.ratio, spread: sixteen.spread, pairs: sixteen.pairs, actsARound: acts, mix: MIX },
      ...{ actsPerSecond: sixteen.a, barePerSecond: sixteen.b },
      at1: { ratio: one.ratio, actsPerSecond: one.a, barePerSecond: one.b },
      at64: { ratio: many.ratio, actsPerSecond: many.a, barePerSecond: many.b },
    };
  } finally {
    await tearDown(stage);
  }
}

export default {
  name: 'acts',
  bound: 0.08,
  direction: 'at-least',
  run: async (options) => {
    const found = await run(options);
    const grown = await grow(options.quick ? 300 : 2000, options.quick ? 300 : 6000, options.quick ? 1 : 5);
    return { ...found, growthAtTenTimes: grown.ratio, growthFrom: grown.size };
  },
} satisfies Benchmark;
