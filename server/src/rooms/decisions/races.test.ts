import { Ledger, parseLeaf } from '@comity/acts';
import type { Prepared } from '@comity/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bundleFor,
  convenes,
  type Deciders,
  does,
  gavelOf,
  mandateOf,
  opening,
  quickRules,
  STATES,
  secondServer,
  signs,
  type TestBody,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { type Receipt, submit } from '../record/index.ts';
import { listFacts } from './store.ts';

const PAIRS = 200;

interface Race {
  readonly procedure: string;
  readonly gavel: Prepared;
  readonly objection: Prepared;
  readonly placed: readonly [PromiseSettledResult<Receipt>, PromiseSettledResult<Receipt>];
}

let body: TestBody;
let other: Awaited<ReturnType<typeof secondServer>>;
let who: Deciders;
let races: Race[];

/** A decision that may fall: announced, its window over, and both acts signed. */
async function ready(procedures: readonly string[]): Promise<Omit<Race, 'placed'>[]> {
  const signed: Omit<Race, 'placed'>[] = [];
  for (const [i, procedure] of procedures.entries()) {
    const objector = who.states[STATES[i % STATES.length]!]!;
    signed.push({
      procedure,
      gavel: await signs(body, who.chair, 'decisions.closed', await gavelOf(body, procedure)),
      objection: await signs(body, objector, 'decisions.objected', { procedure }),
    });
  }
  return signed;
}

beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  other = await secondServer(body);
  who = await convenes(body, STATES);
  const subject = await mandateOf(body, who.chair, 'A mandate');
  const procedures: string[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const data = opening({ subject });
    procedures.push(data.procedure);
    await does(body, who.chair, 'decisions.opened', data);
    const announced = { procedure: data.procedure, until: body.clock.at(1500) };
    await does(body, who.chair, 'decisions.announced', announced);
  }
  await new Promise((resolve) => setTimeout(resolve, 1600));
  const signed = await ready(procedures);
  await other.record.held.level(other.database.read);
  const servers = [body.record, other.record];
  races = await Promise.all(
    signed.map(async (race, i) => {
      const send = (prepared: Prepared, at: number) => submit(servers[at % 2]!, prepared.bytes);
      const both =
        i % 2
          ? [send(race.gavel, i >> 1), send(race.objection, i)]
          : [send(race.objection, i >> 1), send(race.gavel, i)];
      const [first, second] = (await Promise.allSettled(both)) as [Race['placed'][0], Race['placed'][1]];
      return { ...race, placed: i % 2 ? ([first, second] as const) : ([second, first] as const) };
    }),
  );
}, 300_000);
afterAll(async () => {
  await other.stop();
  await body.stop();
});

test('200 times an objection and the gavel at once: never both, and never neither', () => {
  let adopted = 0;
  for (const { placed } of races) {
    const [gavel, objection] = placed.map(({ status }) => status === 'fulfilled');
    expect(gavel).toBe(!objection);
    if (gavel) adopted++;
    const refused = placed.find((p) => p.status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason.code).toBe('record.refused-by-rule');
    expect(['decisions.procedure-open', 'decisions.entries-named']).toContain(refused.reason.rule);
  }
  // A race that one side always wins is none.
  expect(adopted).toBeGreaterThan(0);
  expect(adopted).toBeLessThan(PAIRS);
});

test('the table holds for every procedure what the ledger of a verifier does', async () => {
  const { rows } = await body.database.pool.query('select act, leaf from entry order by index');
  const ledger = new Ledger();
  const opened: string[] = [];
  for (const row of rows as { act: Uint8Array; leaf: Uint8Array }[]) {
    const leaf = parseLeaf(new Uint8Array(row.leaf));
    if (leaf.tier !== 'public') throw new Error('Nothing here is restricted.');
    const { act } = leaf;
    ledger.fold({ act, id: Buffer.from(row.act).toString('hex'), received: Date.parse(leaf.received) });
    if (act.type === 'decisions.opened') opened.push(act.data.procedure);
  }
  const stored = await listFacts(body.database.read, opened);
  expect(stored).toHaveLength(opened.length);
  for (const { fact } of stored) expect(fact).toEqual(ledger.procedure(fact.procedure));
});

test('what came of it verifies', async () => {
  const report = await verifies(body, await bundleFor(body, body.public));
  expect(report.faults).toEqual([]);
  expect(report.verdict).toBe('verified');
}, 120_000);
