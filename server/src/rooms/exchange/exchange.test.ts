import { newId } from '@comity/acts';
import { type Connection, dataOf, getBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { open } from '@comity/seal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledges,
  headersOf,
  opens,
  refusedBy,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

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

const threads = async ({ reader }: TestState) =>
  dataOf(await reader.api.GET('/api/exchange/threads')).threads;
const thread = async (reader: Connection, id: string) =>
  dataOf(await reader.api.GET('/api/exchange/threads/{thread}', { params: { path: { thread: id } } }));
const status = async (reader: Connection, url: string) => {
  const reply = await body.app.inject({ url, headers: headersOf(reader) });
  return reply.statusCode;
};

describe('a notice from alpha to bravo', () => {
  let sent: Sent;
  beforeAll(async () => {
    const attachments = [{ name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan') }];
    sent = await sends(body, alpha, [bravo], { attachments, subject: 'A secret subject' });
  });

  test('opens at its recipient, sealed as it was, and is checked against the record', async () => {
    const { messages } = await thread(bravo.reader, sent.thread);
    const [message] = messages;
    const opened = await open({
      ciphertext: await getBlob(bravo.reader, message!.ciphertext.sha256),
      header: message!.header,
      me: { participant: 'bravo', keys: [bravo.key] },
      findSigner: (fingerprint) =>
        fingerprint === alpha.key.fingerprint
          ? { participant: 'alpha', contact: alpha.contact, publicKey: alpha.key.publicKey }
          : undefined,
      attachments: [{ ciphertext: await getBlob(bravo.reader, message!.attachments[0]!.sha256) }],
      now: body.clock.at(),
    });
    expect(opened.kind).toBe('bound');
    expect(message).toMatchObject({
      message: sent.message,
      act: sent.receipt.act,
      index: sent.receipt.index,
    });
    expect(message!.to).toEqual([
      { participant: 'bravo', contact: bravo.contact, key: bravo.key.fingerprint, woken: [] },
    ]);
  });

  test('stands in the lists of both and of nobody else', async () => {
    expect(await threads(bravo)).toMatchObject([{ thread: sent.thread, messages: 1, unacknowledged: 1 }]);
    expect(await threads(alpha)).toMatchObject([{ thread: sent.thread, messages: 1, unacknowledged: 0 }]);
    expect(await threads(carla)).toEqual([]);
    expect(await status(body.public, '/api/exchange/threads')).toBe(401);
  });

  test('is to others as if it were not there', async () => {
    const ask = async (id: string) => {
      const url = `/api/exchange/threads/${id}`;
      const reply = await body.app.inject({ url, headers: headersOf(carla.reader) });
      const { instance: _, ...problem } = reply.json();
      return [reply.statusCode, problem];
    };
    expect(await ask(sent.thread)).toEqual(await ask(newId('thr')));
    expect((await ask(sent.thread))[0]).toBe(404);
  });

  test('is a ciphertext for its parties only, attachments too', async () => {
    for (const bytes of [sent.sealed.ciphertext, sent.sealed.attachments[0]!.ciphertext]) {
      const url = `/api/blobs/${sha256Hex(bytes)}`;
      const read = await Promise.all(
        [alpha.reader, bravo.reader, carla.reader, body.public].map((r) => status(r, url)),
      );
      expect(read).toEqual([200, 200, 404, 404]);
      const { headers } = await body.app.inject({ url, headers: headersOf(bravo.reader) });
      expect(headers['cache-control']).toBe('private, no-store');
      expect(headers['content-disposition']).toMatch(/^attachment/);
    }
  });

  test('is on the record for others as something that happened', async () => {
    const entry = async (reader: Connection) => {
      const url = `/api/acts?before=${sent.receipt.index + 1}&limit=1`;
      return (await body.app.inject({ url, headers: headersOf(reader) })).json().entries[0];
    };
    for (const reader of [carla.reader, body.public]) {
      const seen = await entry(reader);
      expect(seen).toMatchObject({
        index: sent.receipt.index,
        type: 'exchange.restricted',
        tier: 'restricted',
      });
      expect(Object.keys(seen).sort()).toEqual([
        'act',
        'index',
        'number',
        'received',
        'stream',
        'tier',
        'type',
      ]);
      expect(seen.act).not.toBe(sent.receipt.act);
      expect(await status(reader, `/api/acts/${sent.receipt.act}`)).toBe(404);
      expect(await status(reader, `/api/acts/${sent.receipt.act}/proof`)).toBe(404);
      expect(await status(reader, `/api/acts/${seen.act}`)).toBe(404);
    }
    expect(await entry(bravo.reader)).toMatchObject({ type: 'exchange.sent', act: sent.receipt.act });
    await body.publish();
    expect(await status(bravo.reader, `/api/acts/${sent.receipt.act}/proof`)).toBe(200);
  });

  test('is acknowledged once, by the contact it went to', async () => {
    await expect(acknowledges(body, carla, sent)).rejects.toMatchObject(
      refusedBy('exchange.acknowledge-once'),
    );
    await expect(acknowledges(body, alpha, sent)).rejects.toMatchObject(
      refusedBy('exchange.acknowledge-once'),
    );
    const receipt = await acknowledges(body, bravo, sent);
    await expect(acknowledges(body, bravo, sent)).rejects.toMatchObject(
      refusedBy('exchange.acknowledge-once'),
    );
    expect(await threads(bravo)).toMatchObject([{ messages: 1, unacknowledged: 0 }]);
    const { messages } = await thread(alpha.reader, sent.thread);
    expect(messages[0]!.to[0]!.acknowledged).toEqual({ index: receipt.index, received: receipt.received });
    expect(await status(alpha.reader, `/api/acts/${receipt.act}`)).toBe(200);
    expect(await status(carla.reader, `/api/acts/${receipt.act}`)).toBe(404);
  });
});

describe('a thread', () => {
  test('goes on between those who are in it, and opens to whoever is written to', async () => {
    const first = await sends(body, alpha, [bravo]);
    const answer = await sends(body, bravo, [alpha], { thread: first.thread });
    const strange = sends(body, carla, [alpha], { thread: first.thread });
    await expect(strange).rejects.toMatchObject(refusedBy('exchange.thread-members'));
    await sends(body, alpha, [bravo, carla], { thread: first.thread });
    expect((await threads(alpha))[0]).toMatchObject({ thread: first.thread, messages: 3, unacknowledged: 1 });
    expect((await threads(bravo))[0]).toMatchObject({ messages: 3, unacknowledged: 2 });
    expect((await threads(carla))[0]).toMatchObject({ messages: 1, unacknowledged: 1 });
    const seen = (await thread(carla.reader, first.thread)).messages.map((m) => m.message);
    expect(seen).not.toContain(first.message);
    expect(seen).not.toContain(answer.message);
    await sends(body, carla, [alpha], { thread: first.thread });
    expect((await thread(bravo.reader, first.thread)).messages).toHaveLength(3);
    expect((await thread(alpha.reader, first.thread)).messages).toHaveLength(4);
  });

  test('list comes in pages, newest first', async () => {
    for (let i = 0; i < 5; i++) await sends(body, carla, [bravo]);
    const all = await threads(carla);
    expect(all.map((t) => t.last.index)).toEqual(all.map((t) => t.last.index).sort((a, b) => b - a));
    const pages: string[] = [];
    let before: number | undefined;
    do {
      const query = before === undefined ? { limit: 2 } : { limit: 2, before };
      const page = dataOf(await carla.reader.api.GET('/api/exchange/threads', { params: { query } }));
      pages.push(...page.threads.map((t) => t.thread));
      before = page.next;
    } while (before !== undefined);
    expect(pages).toEqual(all.map((t) => t.thread));
  });
});

describe('a message to two', () => {
  test('is acknowledged by each, and both see by whom', async () => {
    const sent = await sends(body, alpha, [carla, bravo]);
    await acknowledges(body, carla, sent);
    const of = async (state: TestState) =>
      (await thread(state.reader, sent.thread)).messages[0]!.to.map((d) => [
        d.participant,
        d.acknowledged !== undefined,
      ]);
    const expected = [
      ['bravo', false],
      ['carla', true],
    ];
    expect(await of(alpha)).toEqual(expected);
    expect(await of(bravo)).toEqual(expected);
    expect((await threads(bravo))[0]).toMatchObject({ unacknowledged: 1 });
    expect((await threads(carla))[0]).toMatchObject({ unacknowledged: 0 });
  });
});

test('a colleague of the same State reads what the office received', async () => {
  const sent = await sends(body, bravo, [alpha]);
  const { connection } = await opens(body, alpha.officer);
  expect((await thread(connection, sent.thread)).messages).toHaveLength(1);
});
