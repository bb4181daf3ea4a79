import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@comity/client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledges,
  adds,
  does,
  headersOf,
  opens,
  seats,
  secondServer,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';
import { stateFact } from './index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
let port: number;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  await body.app.listen({ port: 0, host: '127.0.0.1' });
  port = (body.app.server.address() as { port: number }).port;
  // What was placed before has been told when this has.
  const first = await listens(body.public);
  await until(first, (await fact('live 0'))!.index);
  first.end();
});
afterAll(() => body.stop());

interface Heard {
  readonly ids: number[];
  readonly types: string[];
  readonly text: () => string;
  end(): void;
}
const open: Heard[] = [];
afterEach(() => {
  for (const ear of open.splice(0)) ear.end();
});

/** Listens over a real connection, as a browser does. */
async function listens(reader: Connection, since?: number): Promise<Heard> {
  const headers = {
    ...headersOf(reader),
    ...(since === undefined ? {} : { 'last-event-id': String(since) }),
  };
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/api/events', headers }, resolve).on('error', reject);
  });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  let text = '';
  const heard: Heard = { ids: [], types: [], text: () => text, end: () => reply.destroy() };
  reply.on('error', () => {});
  reply.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    heard.ids.splice(0, Infinity, ...[...text.matchAll(/^id: (\d+)\n/gm)].map((m) => Number(m[1])));
    heard.types.splice(0, Infinity, ...[...text.matchAll(/^data: .*"type":"([^"]+)"/gm)].map((m) => m[1]!));
  });
  open.push(heard);
  while (text === '') await sleep(5);
  return heard;
}
const fact = (once: string) =>
  stateFact(body.record, 'host.time-reached', { instant: body.clock.at() }, once);
const size = () => body.record.held.now.size;

async function until(heard: Heard, id: number): Promise<void> {
  for (let i = 0; i < 300 && !heard.ids.includes(id); i++) await sleep(10);
  expect(heard.ids).toContain(id);
}

describe('live events', () => {
  test('reach everybody for public entries, and the parties alone for restricted ones', async () => {
    const [anyone, party, other] = [
      await listens(body.public),
      await listens(bravo.reader),
      await listens(carla.reader),
    ];
    const sent = await sends(body, alpha, [bravo]);
    const acknowledged = await acknowledges(body, bravo, sent);
    const last = (await fact('live 1'))!.index;
    for (const ear of [anyone, party, other]) await until(ear, last);
    expect(party.ids).toEqual([sent.receipt.index, acknowledged.index, last]);
    expect(party.types).toEqual(['exchange.sent', 'exchange.acknowledged', 'host.time-reached']);
    expect(anyone.ids).toEqual([last]);
    expect(other.ids).toEqual([last]);
    expect(other.text()).not.toContain('exchange');
  });

  test('come again from where a reader left, without gap or repetition', async () => {
    const first = await listens(bravo.reader);
    const before = size() - 1;
    const one = await sends(body, alpha, [bravo]);
    await until(first, one.receipt.index);
    first.end();
    const missed = [(await sends(body, alpha, [bravo])).receipt.index, (await fact('live 2'))!.index];
    const hidden = (await sends(body, alpha, [carla])).receipt.index;
    const [again, whole] = [
      await listens(bravo.reader, first.ids.at(-1)),
      await listens(bravo.reader, before),
    ];
    const more = await Promise.all([fact('live 3'), fact('live 4'), fact('live 5')]);
    const next = more.map((r) => r!.index).sort((a, b) => a - b);
    await until(again, next.at(-1)!);
    await until(whole, next.at(-1)!);
    expect(again.ids).toEqual([...missed, ...next]);
    expect(whole.ids).toEqual([one.receipt.index, ...missed, ...next]);
    expect(whole.ids).not.toContain(hidden);
  });

  test('tell of the whole record to whoever has nothing yet', async () => {
    const all = await listens(body.public, 0);
    await until(all, (await fact('live 6'))!.index);
    const { rows } = await body.database.pool.query(
      `select index::int from entry where index > 0 and stream <> 'exchange' order by index`,
    );
    expect(all.ids).toEqual(rows.map((r) => r.index));
  });

  test('that another server placed are heard too', async () => {
    const other = await secondServer(body);
    const heard = await listens(body.public);
    const placed = await stateFact(other.record, 'host.time-reached', { instant: body.clock.at() }, 'live 7');
    await until(heard, placed!.index);
    await other.stop();
  });

  test('of a State are closed to a person from the entry of the removal on', async () => {
    const leaver = await adds(body, bravo.officer, 'leaver');
    const { connection } = await opens(body, leaver);
    const heard = await listens(connection);
    const before = (await sends(body, alpha, [bravo])).receipt.index;
    await until(heard, before);
    await does(body, bravo.officer, 'people.person-removed', { person: leaver.person });
    const after = (await sends(body, alpha, [bravo])).receipt.index;
    await until(heard, (await fact('live 8'))!.index);
    expect(heard.ids).toContain(before);
    expect(heard.ids).not.toContain(after);
  });

  test('of a State end with the hour of the session', async () => {
    const { connection } = await opens(body, bravo.officer, 'hour', 1);
    const heard = await listens(connection);
    const before = (await sends(body, alpha, [bravo])).receipt.index;
    await until(heard, before);
    await body.clock.later(3_600_001, async () => {
      const after = (await sends(body, alpha, [bravo])).receipt.index;
      await until(heard, (await fact('live 9'))!.index);
      expect(heard.ids).toContain(before);
      expect(heard.ids).not.toContain(after);
    });
  });

  test('refuse a Last-Event-ID that is no id', async () => {
    for (const id of ['-1', 'abc', '1.5', '9'.repeat(16)]) {
      const reply = await body.app.inject({ url: '/api/events', headers: { 'last-event-id': id } });
      expect(reply.json()).toMatchObject({ status: 400, code: 'platform.bad-request' });
    }
  });
});
