import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@comity/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  acknowledges,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';
import { exchangeJobs, keepNotices } from './index.ts';

let body: TestBody;
let outbox: string;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
const post = () => ({ outbox, from: 'notices@body.example', origin: 'https://body.example' });

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-noise-'));
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
});
afterAll(async () => {
  await body.stop();
  await rm(outbox, { recursive: true, force: true });
});

/** Who was told of what, since the last time that this was asked. */
async function told(): Promise<string[]> {
  const keeper = keepNotices(body.record, post());
  const isLevel = async () => {
    const { rows } = await body.database.pool.query(
      'select (select coalesce(max(index), 0) from message) < (select below from noticed) as level',
    );
    return rows[0].level as boolean;
  };
  for (let i = 0; i < 100 && !(await isLevel()); i++) await sleep(50);
  await keeper.stop();
  return written();
}
async function written(): Promise<string[]> {
  const names = await readdir(outbox);
  const texts = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
  await Promise.all(names.map((name) => rm(join(outbox, name))));
  const of = new Map([alpha, bravo, carla].map((s) => [s.contact, s.id]));
  return texts.map((text) => of.get(/^X-Comity-About: (.*)\r$/m.exec(text)![1]!)!).sort();
}
const mute = (reader: Connection, thread: string, until: string) =>
  reader.api.PUT('/api/exchange/threads/{thread}/muted', { params: { path: { thread } }, body: { until } });
const quiet = (state: TestState, hours: { from: string; to: string; zone: string }) =>
  state.reader.api.PUT('/api/exchange/contacts/{contact}/quiet', {
    ...{ params: { path: { contact: state.contact } }, body: hours },
  });
/** Hours that last now and for some while, and hours that do not. */
const around = (before: number, after: number) => {
  const clock = (ms: number) => new Date(body.clock.now() + ms).toISOString().slice(11, 16);
  return { from: clock(before * 3_600_000), to: clock(after * 3_600_000), zone: 'UTC' };
};

test('a muted thread is not told of, for that State alone and until then; its messages are there', async () => {
  const first = await sends(body, alpha, [bravo, carla]);
  expect(await told()).toEqual(['bravo', 'carla']);
  const until = body.clock.at(3_600_000);
  expect((await mute(bravo.reader, first.thread, until)).response.status).toBe(204);
  const muted = async ({ reader }: TestState) => {
    const params = { path: { thread: first.thread } };
    return (await reader.api.GET('/api/exchange/threads/{thread}/muted', { params })).data;
  };
  expect(await muted(bravo)).toEqual({ until });
  expect(await muted(carla)).toEqual({});
  await sends(body, alpha, [bravo, carla], { thread: first.thread });
  expect(await told()).toEqual(['carla']);
  const { data } = await bravo.reader.api.GET('/api/exchange/threads', {});
  expect(data!.threads[0]).toMatchObject({ thread: first.thread, messages: 2, unacknowledged: 2 });
  await mute(bravo.reader, first.thread, body.clock.at(-1000));
  await sends(body, alpha, [bravo, carla], { thread: first.thread });
  expect(await told()).toEqual(['bravo', 'carla']);
});

test('quiet hours put off what can wait until they end; a near deadline passes them', async () => {
  const hours = around(-1, 6);
  expect((await quiet(bravo, hours)).response.status).toBe(204);
  const can = await sends(body, alpha, [bravo, carla], { deadline: body.clock.at(48 * 3_600_000) });
  expect(await told()).toEqual(['carla']);
  await sends(body, alpha, [bravo], { deadline: body.clock.at(4 * 3_600_000) });
  expect(await told()).toEqual(['bravo']);
  const { rows } = await body.database.pool.query(
    `select run_at from graphile_worker.jobs where task_identifier = 'exchange.quiet-ended'`,
  );
  expect(rows.map((r) => r.run_at.toISOString().slice(11, 16))).toEqual([hours.to]);
  const ended = exchangeJobs(body.record, post())['exchange.quiet-ended']!;
  const payload = { message: can.message, contact: bravo.contact, what: 'waiting' };
  await ended(payload);
  expect(await written()).toEqual(['bravo']);
  await acknowledges(body, bravo, can as Sent);
  await ended(payload);
  expect(await written()).toEqual([]);
});

test('hours that are none, of a contact of others, or in no zone are refused', async () => {
  const refused = async (state: TestState, contact: string, hours: object) => {
    const { error } = await state.reader.api.PUT('/api/exchange/contacts/{contact}/quiet', {
      ...{ params: { path: { contact } }, body: hours as never },
    });
    return (error as { code: string }).code;
  };
  const night = { from: '22:00', to: '06:00', zone: 'Europe/Paris' };
  expect(await refused(alpha, bravo.contact, night)).toBe('exchange.no-such-contact');
  expect(await refused(alpha, alpha.contact, { ...night, zone: 'Nowhere/Land' })).toBe('exchange.bad-hours');
  expect(await refused(alpha, alpha.contact, { ...night, to: '22:00' })).toBe('exchange.bad-hours');
  expect(await refused(alpha, alpha.contact, { ...night, from: '25:00' })).toBe('platform.bad-request');
  const other = await mute(carla.reader, 'thr_none', body.clock.at(1000));
  expect([other.response.status, other.error]).toMatchObject([404, { code: 'exchange.thread-not-found' }]);
});

test('a script that runs away is held up, and told for how long; others are not', async () => {
  const first = await sends(body, carla, [bravo]);
  const wrong: unknown[] = [];
  for (let i = 1; i <= 60; i++)
    await sends(body, carla, [bravo], { thread: first.thread }).catch((error) => wrong.push(error));
  expect(wrong).toMatchObject([{ code: 'exchange.too-many-messages', status: 429 }]);
  await sends(body, bravo, [carla], { thread: first.thread });
  await body.clock.later(60_000, () => sends(body, carla, [bravo], { thread: first.thread }));
});
