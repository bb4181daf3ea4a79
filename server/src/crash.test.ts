import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  connect,
  dataOf,
  type Prepared,
  type Receipt,
  seenCheckpoint,
  send,
  signAct,
  submitAct,
} from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafts, makeClock, rootOf, type Stage, seats, type TestState, verifies } from './testing/index.ts';

/** A real process with its own PostgreSQL, real sockets, and signal 9. */
const SCRIPT = fileURLToPath(new URL('./testing/serve.ts', import.meta.url));
const MESSAGES = 200;
const AT_ONCE = 16;

let folder: string;
let server: ChildProcess;
let port = '0';
let stage: Stage;
let alpha: TestState;
let bravo: TestState;

async function start(): Promise<{ url: string; body: string; key: string }> {
  const env = { ...process.env, COMITY_DATA: folder, PORT: port, HOST: '127.0.0.1', DATABASE_URL: '' };
  server = spawn(process.execPath, [SCRIPT], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout! });
  const [line] = await Promise.race([once(lines, 'line'), once(server, 'exit')]);
  if (typeof line !== 'string') throw new Error(`The server ended with ${line}.`);
  const said = JSON.parse(line);
  port = new URL(said.url).port;
  return said;
}

/** The process id in the pid file of PostgreSQL, wherever in the data folder that lies. */
async function postmaster(): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith('postmaster.pid'))!;
  return Number((await readFile(join(folder, file), 'utf8')).split('\n')[0]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-crash-'));
  const { url, body, key } = await start();
  stage = {
    clock: makeClock(),
    trust: { body, key },
    public: connect(url),
    secretariat: await rootOf('secretariat'),
  };
  [alpha, bravo] = [await seats(stage, 'alpha'), await seats(stage, 'bravo')];
}, 120_000);

afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Signed messages whose ciphertexts are uploaded: nothing is missing but to be sent. */
async function prepare(label: string): Promise<Prepared[]> {
  const seen = await seenCheckpoint(stage.public, stage.trust);
  const prepared: Prepared[] = [];
  for (let i = 0; i < MESSAGES; i++) {
    const { data, openings } = await drafts(alpha, [bravo], `${label} ${i}`);
    const options = { openings, at: stage.clock.at() };
    prepared.push(await signAct(alpha.session, stage.trust.body, seen, 'exchange.sent', data, options));
  }
  return prepared;
}

/** Sends them all, sixteen at a time; whatever fails, fails. `heard` is called with each receipt as it comes. */
async function sendAll(
  messages: readonly Prepared[],
  heard: (count: number) => void,
): Promise<Map<string, Receipt>> {
  const receipts = new Map<string, Receipt>();
  const left = [...messages];
  const one = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { id } = next;
      const receipt = await submitAct(stage.public, next).catch(() => undefined);
      if (receipt) receipts.set(id, receipt);
      if (receipt) heard(receipts.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return receipts;
}

/** Sends one act until it is placed, as a client does after a failure. */
async function insist(message: Prepared): Promise<Receipt> {
  for (let i = 0; ; i++) {
    try {
      return await submitAct(stage.public, message);
    } catch (error) {
      if (i === 60) throw error;
      await sleep(500);
    }
  }
}

/** Everything sent stands once; what was acknowledged stands where its receipt says; the record verifies. */
async function expectComplete(
  messages: readonly Prepared[],
  acknowledged: ReadonlyMap<string, Receipt>,
  total: number,
): Promise<void> {
  const receipts = new Map<string, Receipt>();
  for (const message of messages) receipts.set(message.id, await insist(message));
  for (const [id, receipt] of acknowledged) expect(receipts.get(id)).toEqual(receipt);
  expect(new Set([...receipts.values()].map((r) => r.index)).size).toBe(messages.length);
  const seen = await threadsOf(bravo);
  expect(seen).toHaveLength(total);
  expect(new Set(seen).size).toBe(total);
  for (const reader of [stage.public, bravo.reader]) {
    await published(Math.max(...[...receipts.values()].map((r) => r.index)));
    const bundle = new Uint8Array(await (await send(reader, '/api/bundle')).arrayBuffer());
    const report = await verifies(stage, bundle);
    expect(report.faults).toEqual([]);
    expect(report.verdict).toBe('verified');
    if (reader === bravo.reader) expect(report.counts['exchange.sent']).toBe(total);
  }
}

async function threadsOf({ reader }: TestState): Promise<string[]> {
  const found: string[] = [];
  for (let before: number | undefined; ; ) {
    const query = before === undefined ? { limit: 200 } : { limit: 200, before };
    const page = dataOf(await reader.api.GET('/api/exercises/threads', { params: { query } }));
    for (const t of page.threads) {
      expect(t).toMatchObject({ messages: 1, unacknowledged: 1 });
      found.push(t.thread);
    }
    if (page.next === undefined) return found;
    before = page.next;
  }
}

async function published(index: number): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if ((await seenCheckpoint(stage.public, stage.trust)).size > index) return;
    await sleep(100);
  }
  throw new Error(`Entry ${index} was not published.`);
}

describe('200 messages', () => {
  test('survive the end of the server in the middle of them: each acknowledged one is there once', async () => {
    const messages = await prepare('server');
    const ended = once(server, 'exit');
    const acknowledged = await sendAll(messages, (count) => {
      if (count === 60) server.kill('SIGKILL');
    });
    expect((await ended)[1]).toBe('SIGKILL');
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);
    expect(acknowledged.size).toBeLessThan(MESSAGES);
    await start();
    await expectComplete(messages, acknowledged, MESSAGES);
  }, 120_000);

  test('survive the end of PostgreSQL in the middle of them: each acknowledged one is there once', async () => {
    const messages = await prepare('postgres');
    const pid = await postmaster();
    const acknowledged = await sendAll(messages, (count) => {
      if (count === 60) process.kill(pid, 'SIGKILL');
    });
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);
    await expectComplete(messages, acknowledged, 2 * MESSAGES);
    expect(await postmaster()).not.toBe(pid);
    expect(server.exitCode).toBeNull();
  }, 120_000);
});
