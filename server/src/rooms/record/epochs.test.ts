import { countOpening, epochManifests, fieldCommitment, parseEpochOpenings } from '@comity/acts';
import { dataOf } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBlob } from '../../platform/index.ts';
import {
  acknowledges,
  bundleFor,
  seats,
  secondServer,
  sends,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { keepEpochs, stateEpoch } from './epochs.ts';

const HOUR = 3_600_000;
let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
});
afterAll(() => body.stop());

const epoch = () => body.record.held.now.epoch;
/** Each test has hours of its own. */
let hours = 0;
const inAnotherHour = <T>(work: () => Promise<T>): Promise<T> => body.clock.later(++hours * HOUR, work);
const countFor = async ({ reader }: TestState) => {
  await body.publish();
  return dataOf(await reader.api.GET('/api/openings', { params: { query: {} } })).count;
};
const committed = async () =>
  parseEpochOpenings((await findBlob(body.database.read, epoch()!.openings))!.bytes);

test('an epoch names the lists as they stand, and is read by everybody', async () => {
  await inAnotherHour(() => stateEpoch(body.record));
  const { manifests, hour } = epoch()!;
  expect(manifests).toBe(sha256Hex(epochManifests(body.record.held.now)));
  expect(hour).toMatch(/:00:00\.000Z$/);
  const { statusCode, rawPayload } = await body.app.inject(`/api/blobs/${manifests}`);
  expect([statusCode, sha256Hex(rawPayload)]).toEqual([200, manifests]);
});

test('an hour has one epoch, whatever starts how often, on how many servers', async () => {
  const second = await secondServer(body);
  try {
    await inAnotherHour(async () => {
      const before = body.record.held.now.size;
      const both = [body.record, second.record, body.record, second.record];
      const placed = await Promise.all(both.map((record) => stateEpoch(record)));
      expect(placed.filter((place) => place !== undefined)).toHaveLength(1);
      expect(await stateEpoch(second.record)).toBeUndefined();
      expect((await body.record.held.level(body.database.read)).size).toBe(before + 1);
    });
  } finally {
    await second.stop();
  }
});

test('it is stated at the start where one is due', async () => {
  await inAnotherHour(async () => {
    const before = epoch()!.hour;
    const keeping = keepEpochs(body.record, (error) => {
      throw error;
    });
    await expect.poll(() => epoch()!.hour, { timeout: 10_000 }).not.toBe(before);
    await keeping.stop();
  });
});

test('each State is handed the opening of its own count, which is what it is owed', async () => {
  await inAnotherHour(async () => {
    await acknowledges(body, bravo, await sends(body, alpha, [bravo]));
    await stateEpoch(body.record);
  });
  expect((await countFor(alpha))?.count).toBe(2);
  expect((await countFor(bravo))?.count).toBe(2);
  expect((await countFor(carla))?.count).toBe(0);
  const own = (await countFor(alpha))!;
  expect(own.index).toBe(epoch()!.index);
  const { commitment } = (await committed()).find(({ participant }) => participant === 'alpha')!;
  expect(fieldCommitment(countOpening({ participant: 'alpha', ...own }))).toBe(commitment);
});

test('where nothing restricted came, the counts stay under their salts; otherwise every salt is new', async () => {
  const before = [epoch()!.openings, await committed()] as const;
  await inAnotherHour(() => stateEpoch(body.record));
  expect(epoch()!.openings).toBe(before[0]);
  await inAnotherHour(async () => {
    await sends(body, alpha, [bravo]);
    await stateEpoch(body.record);
  });
  const after = new Set((await committed()).map(({ commitment }) => commitment));
  expect(before[1].filter(({ commitment }) => after.has(commitment))).toEqual([]);
});

test('counts are those before the epoch, however many acts arrive beside it', async () => {
  await inAnotherHour(async () => {
    const before = (await countFor(alpha))!.count;
    const sending = Array.from({ length: 12 }, () => sends(body, alpha, [bravo]));
    const stating = stateEpoch(body.record);
    const sent = await Promise.all(sending);
    const placed = (await stating)!;
    const earlier = sent.filter(({ receipt }) => receipt.index < placed.index);
    expect((await countFor(alpha))!.count).toBe(before + earlier.length);
  });
  await inAnotherHour(() => stateEpoch(body.record));
  expect((await countFor(alpha))!.count).toBe(3 + 12);
});

test('a bundle holds the count of its State and verifies; one that keeps an opening back does not', async () => {
  await inAnotherHour(() => stateEpoch(body.record));
  await body.publish();
  for (const state of [alpha, bravo, carla]) {
    const report = await verifies(body, await bundleFor(body, state.reader));
    expect(report.faults).toEqual([]);
  }
  // Who may open what is never taken back: a host that withholds leaves it out of what it answers.
  const [row] = await body.database.read.rows<{ index: number }>(
    'test.last-heard',
    "select index from audience where participant = 'alpha' order by index desc limit 1",
  );
  await body.database.pool.query("delete from opening where path = 'act' and index = $1", [row!.index]);
  const report = await verifies(body, await bundleFor(body, alpha.reader));
  expect(report.verdict).toBe('wrong');
  expect(report.faults.map(({ code }) => code)).toContain('verify.opening-withheld');
});
