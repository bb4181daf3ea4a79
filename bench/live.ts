/**
 * One act to 2,000 viewers, 200 times: milliseconds from the moment it is sent until each viewer heard of it, the 99th of a
 * hundred, against a bare server of server-sent events to which the same bytes are posted. House and bare server are
 * processes of their own, each with its viewers in this one; rounds alternate, so what slows one slows the other.
 *
 * The act is a position of a State in the procedure of the demonstration: signature, rules, transaction and fsync are in
 * its time, and so are the milliseconds in which the house gathers entries before it tells them.
 */
import { type Benchmark, type Options, quantile } from './harness.ts';
import { type Body, byRoot, rootsOf, statesOf } from './stage/members.ts';
import { makeFolder, removeFolder, type Server, startBareEvents, startHouse } from './stage/processes.ts';
import { Viewers } from './stage/viewers.ts';

const POSITIONS = ['can-live-with', 'instructions-pending', 'reserve', 'support'] as const;

/** As many positions as rounds, of one State after the other, signed before the clock runs. */
async function positions(body: Body, count: number): Promise<Uint8Array[]> {
  const { procedures } = (await (await fetch(`${body.house.url}/api/procedures?open=true`)).json()) as {
    procedures: { procedure: string }[];
  };
  const { procedure } = procedures[0]!;
  const states = await statesOf(body);
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const member = states[i % states.length]!;
      const data = { procedure, position: POSITIONS[i % POSITIONS.length]! };
      return (await byRoot(body, member, 'decisions.position-stated', data)).bytes;
    }),
  );
}

async function post(url: string, bytes: Uint8Array): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: bytes as Uint8Array<ArrayBuffer> });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function race(house: Server, bare: Server, acts: readonly Uint8Array[], viewers: number) {
  const ours = await Viewers.open(`${house.url}/api/events`, viewers);
  const theirs = await Viewers.open(`${bare.url}/events`, viewers);
  const taken: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (const [round, bytes] of acts.entries()) {
    const a = await ours.hear(() => post(`${house.url}/api/acts`, bytes));
    const b = await theirs.hear(() => post(`${bare.url}/event`, bytes));
    // The first rounds warm both up.
    if (round < 5) continue;
    taken.ours.push(...a);
    taken.theirs.push(...b);
  }
  ours.close();
  theirs.close();
  return taken;
}

async function run({ quick }: Options) {
  const [viewers, rounds] = quick ? [200, 25] : [2000, 205];
  const folder = await makeFolder();
  const house = await startHouse(folder);
  const bare = await startBareEvents();
  try {
    const body = await rootsOf(house);
    const { ours, theirs } = await race(house, bare, await positions(body, rounds), viewers);
    const at = (q: number) => ({ house: quantile(ours, q), bare: quantile(theirs, q) });
    const worst = at(0.99);
    return {
      ratio: worst.house / worst.bare,
      ...{ viewers, rounds, p99: worst, p50: at(0.5), longest: at(1) },
    };
  } finally {
    await bare.stop();
    await house.stop();
    await removeFolder(folder);
  }
}

export default { name: 'live', bound: 2, direction: 'at-most', run } satisfies Benchmark;
