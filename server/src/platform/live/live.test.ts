import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { buildHttp, type Http } from '../http/index.ts';
import { createHub, type Hub, type HubOptions, type LiveEvent, readSince } from './index.ts';

interface Seen {
  readonly id: number | undefined;
  readonly event: string | undefined;
  readonly data: unknown;
}

let app: Http;
let hub: Hub<unknown, string>;
/** What was committed: what a replay finds. */
let record: LiveEvent<unknown, string>[];
let pause: () => Promise<unknown>;

afterEach(async () => {
  hub.close();
  await app.close();
});

async function start(options: Partial<HubOptions> = {}): Promise<string> {
  record = [];
  pause = async () => {};
  hub = createHub({ limit: 3, ...options });
  app = await buildHttp({ api: { title: 'Trial', version: '1' } });
  app.get('/live/:who', (request, reply) => {
    const { who } = request.params as { who: string };
    return hub.open(reply, {
      since: readSince(request),
      filter: (event) => event.audience === undefined || event.audience === who,
      async *replay(since) {
        for (const event of record.filter((e) => e.id! > since)) {
          await pause();
          yield event;
        }
      },
    });
  });
  return app.listen({ port: 0, host: '127.0.0.1' });
}

/** An act: committed, then announced. */
function act(id: number, audience?: string, announced = true): void {
  const event = { id, event: 'entry', data: { n: id }, ...(audience === undefined ? {} : { audience }) };
  record.push(event);
  if (announced) hub.publish(event);
}

/** Reads events of a stream until it ends or the reader leaves. */
function listen(url: string, lastId?: number) {
  const leave = new AbortController();
  const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': String(lastId) };
  const seen: Seen[] = [];
  let text = '';
  const reading = (async () => {
    const response = await fetch(url, { headers, signal: leave.signal });
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      seen.push(...blocks.filter((block) => !block.startsWith(':')).map(parse));
    }
  })().catch((error) => {
    if (!leave.signal.aborted) throw error;
  });
  return { seen, ended: reading, leave: () => leave.abort(), ids: () => seen.map((event) => event.id) };
}

function parse(block: string): Seen {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const id = field('id');
  return {
    id: id === undefined ? undefined : Number(id),
    event: field('event'),
    data: JSON.parse(field('data')!),
  };
}

const readers = (n: number) => expect.poll(() => hub.size).toBe(n);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a live stream', () => {
  it('brings events as they come, with id, name and data', async () => {
    const url = await start();
    const reader = listen(`${url}/live/fra`);
    await readers(1);
    act(0);
    hub.publish({ event: 'hint', data: 'two\nlines' });
    await expect
      .poll(() => reader.seen)
      .toEqual([
        { id: 0, event: 'entry', data: { n: 0 } },
        { id: undefined, event: 'hint', data: 'two\nlines' },
      ]);
  });

  it('brings only what its reader may see, replayed or live', async () => {
    const url = await start();
    act(0, 'fra');
    act(1, 'egy');
    act(2);
    const reader = listen(`${url}/live/egy`, 0);
    await readers(1);
    act(3, 'fra');
    act(4, 'egy');
    await expect.poll(reader.ids).toEqual([1, 2, 4]);
    expect(JSON.stringify(reader.seen)).not.toContain('egy');
  });

  it('joins record and live without gap or repetition', async () => {
    const url = await start();
    for (const id of range(0, 49)) act(id);
    pause = () => sleep(2);
    const reader = listen(`${url}/live/fra`, 9);
    await readers(1);
    for (const id of range(50, 99)) {
      act(id);
      await sleep(1);
    }
    await expect.poll(reader.ids, { timeout: 5000 }).toEqual(range(10, 99));
  });

  it('keeps the order of ids when announcements overtake each other', async () => {
    const url = await start();
    const reader = listen(`${url}/live/fra`);
    await readers(1);
    for (const id of [1, 0, 4, 3, 2, 2]) act(id);
    await expect.poll(reader.ids).toEqual(range(0, 4));
  });

  it('ends when an announcement is lost; whoever comes back has everything', async () => {
    const url = await start({ patience: 50 });
    const reader = listen(`${url}/live/fra`);
    await readers(1);
    act(0);
    act(1, undefined, false);
    act(2);
    await reader.ended;
    expect(reader.ids()).toEqual([0]);
    const again = listen(`${url}/live/fra`, 0);
    await readers(1);
    act(3);
    await expect.poll(again.ids).toEqual([1, 2, 3]);
  });

  it('shows signs of life', async () => {
    const url = await start({ heartbeat: 10 });
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /live/fra HTTP/1.1\r\nhost: localhost\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    await expect.poll(() => text.split(':\n\n').length).toBeGreaterThan(3);
    expect(text).toContain('content-type: text/event-stream');
    expect(text).toContain('content-security-policy:');
    socket.destroy();
  });

  it('drops a reader who takes nothing, and serves the others', async () => {
    const url = await start();
    const { port } = new URL(url);
    const lazy = connect(Number(port), '127.0.0.1').pause();
    lazy.on('error', () => {});
    lazy.write('GET /live/fra HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await readers(1);
    const reader = listen(`${url}/live/fra`);
    await readers(2);
    const large = 'x'.repeat(50_000);
    let sent = 0;
    for (; hub.size === 2 && sent < 1000; sent++) {
      hub.publish({ data: large });
      await sleep(1);
    }
    expect(sent).toBeLessThan(1000);
    hub.publish({ data: 'after' });
    await expect.poll(() => reader.seen.at(-1)?.data).toBe('after');
    expect(reader.seen).toHaveLength(sent + 1);
    lazy.destroy();
  });

  it('is forgotten when its reader leaves', async () => {
    const url = await start();
    const reader = listen(`${url}/live/fra`);
    await readers(1);
    reader.leave();
    await readers(0);
  });

  it('is refused beyond the limit, and for an id that is none', async () => {
    const url = await start({ limit: 1 });
    listen(`${url}/live/fra`);
    await readers(1);
    const second = await fetch(`${url}/live/fra`);
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await second.json()).toMatchObject({ code: 'platform.too-many-streams' });
    const wrong = await fetch(`${url}/live/fra`, { headers: { 'last-event-id': '1e3' } });
    expect(await wrong.json()).toMatchObject({ code: 'platform.bad-request' });
  });

  it('does not begin for a HEAD request', async () => {
    const url = await start();
    const { status, headers } = await fetch(`${url}/live/fra`, { method: 'HEAD' });
    expect([status, headers.get('content-type'), hub.size]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      0,
    ]);
  });

  it('ends in good order when the hub closes', async () => {
    const url = await start();
    const reader = listen(`${url}/live/fra`);
    await readers(1);
    hub.close();
    await reader.ended;
    expect(hub.size).toBe(0);
  });
});
