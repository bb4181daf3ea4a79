import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosignaturesIn,
  formatNote,
  formatSignature,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  platformVerifiers,
  signNote,
  utf8,
  verifyCosignature,
  verifyNote,
} from '@comity/log';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestLog, testLog } from '../testing/log.ts';
import { addLogs, followLogs, holdFolder, logsPath, openIdentity, Witness, witnessServer } from './index.ts';
import { hashOf, readSeen, writeSeen } from './seen.ts';
import { BODY_LIMIT } from './serving.ts';

const ed25519 = platformVerifiers.ed25519!;
let folder: string;
let log: TestLog;
let now: number;
let url: string;
let failures: unknown[];
let stop: () => Promise<void>;

/** Starts a witness on the folder, with real sockets. */
async function start(): Promise<void> {
  const identity = await openIdentity(folder, 'witness.example/w');
  const witness = new Witness({ folder, identity, logs: followLogs(folder, () => {}), clock: () => now });
  await witness.load();
  failures = [];
  const server = witnessServer(witness, (error) => failures.push(error));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-witness-'));
  (await holdFolder(folder))();
  log = await testLog('log.example/one', 5);
  await addLogs(folder, [log.key]);
  now = 1_793_872_800_500;
  await start();
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

const post = async (body: string | Uint8Array) => {
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: body as string });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};
const status = async (body: string | Uint8Array) => (await post(body)).status;
const keyOf = async () => parseVerifierKey((await openIdentity(folder, undefined)).key, 4);

describe('a witness', () => {
  test('cosigns what continues what it saw, with its time, in one line', async () => {
    for (const [old, size] of [
      [0, 0],
      [0, 3],
      [3, 3],
      [3, 20],
      [20, 64],
    ] as const) {
      const { status, text, type } = await post(await log.ask(old, size));
      expect([status, type]).toEqual([200, 'text/plain; charset=utf-8']);
      const note = await log.checkpoint(size);
      const lines = await cosignaturesIn(text, note, await keyOf(), ed25519);
      expect(lines.map(formatSignature).join('')).toBe(text);
      const { name, publicKey } = await keyOf();
      expect(await verifyCosignature({ ...note, signatures: lines }, name, publicKey, ed25519)).toBe(
        1_793_872_800,
      );
    }
    expect(failures).toEqual([]);
  });

  test('refuses in the order of the specification, and then knows what it knew', async () => {
    await post(await log.ask(0, 7));
    const stranger = await testLog('log.example/stranger');
    const forged = (await log.ask(3, 2)).replace(/[^ ]{8}\n$/, 'AAAAAAA=\n');
    const outcomes = [
      ['a stranger, whatever else is wrong', await stranger.ask(9, 3), 404],
      ['nobody signed, though old is too large too', forged, 403],
      ['old larger than the checkpoint', await log.ask(8, 7), 400],
      ['old smaller than what was seen', await log.ask(6, 8), 409],
      ['old larger than what was seen', await log.ask(8, 9), 409],
      ['another root at the same size', await log.ask(7, 7, 'other'), 422],
      ['another history', await log.ask(7, 9, 'other'), 422],
      ['a proof too many', (await log.ask(7, 7)).replace('old 7\n', `old 7\n${'A'.repeat(43)}=\n`), 422],
    ] as const;
    for (const [what, body, expected] of outcomes)
      expect([what, await status(body)]).toEqual([what, expected]);
    expect(await post(await log.ask(0, 9))).toEqual({ status: 409, type: 'text/x.tlog.size', text: '7\n' });
    expect(await status(await log.ask(7, 9))).toBe(200);
  });

  test.each([
    ['nothing', () => ''],
    ['zeros before the size', (good: string) => good.replace('old 0', 'old 00')],
    ['no old line', (good: string) => good.replace('old 0\n', '')],
    ['a hash that is no hash', (good: string) => good.replace('old 0\n', 'old 0\nAAAA\n')],
    ['base64 with rests', (good: string) => good.replace('old 0\n', `old 0\n${'A'.repeat(42)}B=\n`)],
    ['64 hashes', (good: string) => good.replace('old 0\n', `old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}`)],
    ['a carriage return', (good: string) => good.replace('old 0\n', 'old 0\r\n')],
    ['no line feed at the end', (good: string) => good.slice(0, -1)],
    ['a size beyond 2^53', (good: string) => good.replace('old 0', 'old 9007199254740993')],
    ['zeros before the size of the tree', (good: string) => good.replace('\n3\n', '\n03\n')],
  ])('refuses a body with %s as malformed', async (_name, change) => {
    expect(await status(change(await log.ask(0, 3)))).toBe(400);
    expect(await status(await log.ask(0, 3))).toBe(200);
  });

  test('refuses bytes that are no UTF-8', async () => {
    expect(await status(Uint8Array.of(0x6f, 0xff, 0xfe))).toBe(400);
  });

  test('passes over extension lines of a log, and signs them', async () => {
    const { text, signatures } = await log.checkpoint(3);
    const extended = await signNote(`${text}extension\n`, log.origin, log.signer);
    expect(signatures).toHaveLength(1);
    const answer = await post(`old 0\n\n${formatNote(extended)}`);
    expect(answer.status).toBe(200);
    expect(await cosignaturesIn(answer.text, extended, await keyOf(), ed25519)).toHaveLength(1);
  });

  test('takes one of several that go on from the same size, however they meet', async () => {
    let seen = { size: 0, history: '' };
    while (seen.size < 40) {
      const wishes = [1, 2, 3].flatMap((more) =>
        ['', 'other'].map((history) => ({ size: seen.size + more, history })),
      );
      const bodies = await Promise.all(wishes.map((wish) => log.ask(seen.size, wish.size, wish.history)));
      const statuses = await Promise.all(bodies.map(status));
      const taken = wishes.filter((_, i) => statuses[i] === 200);
      expect(taken).toHaveLength(1);
      seen = taken[0]!;
      const shown = await (await fetch(`${url}/${hashOf(log.origin)}/checkpoint`)).text();
      expect(parseNote(utf8(shown)).text).toBe((await log.checkpoint(seen.size, seen.history)).text);
    }
  });

  test('shows monitors what it cosigned last, with the line of the log and its own', async () => {
    const at = `${url}/${hashOf(log.origin)}/checkpoint`;
    expect((await fetch(at)).status).toBe(404);
    const { text } = await log.checkpoint(6);
    const foreign = '— someone.else AAAAAAAA\n';
    const answered = await post(`${await log.ask(0, 6)}${foreign}`);
    const shown = await (await fetch(at)).text();
    expect(shown).toBe(`${formatNote(await log.checkpoint(6))}${answered.text}`);
    const note = parseNote(utf8(shown));
    expect(note.text).toBe(text);
    expect(await verifyNote(note, log.origin, log.signer.publicKey, ed25519)).toBe(true);
    await stop();
    now += 5000;
    await start();
    expect(await (await fetch(`${url}/${hashOf(log.origin)}/checkpoint`)).text()).toBe(shown);
  });

  test('signs the same size again with a newer time, and never an older one', async () => {
    await post(await log.ask(0, 6));
    const times: (number | undefined)[] = [];
    for (const step of [0, 3_600_000, -90_000_000]) {
      now += step;
      const note = await log.checkpoint(6);
      const { text } = await post(await log.ask(6, 6));
      const { name, publicKey } = await keyOf();
      const signatures = await cosignaturesIn(text, note, { name, publicKey }, ed25519);
      times.push(await verifyCosignature({ ...note, signatures }, name, publicKey, ed25519));
    }
    expect(times).toEqual([1_793_872_800, 1_793_876_400, 1_793_876_400]);
  });

  test('agrees with a model over any requests and restarts: one history, never back', async () => {
    const step = fc.record({
      old: fc.nat(12),
      size: fc.nat(12),
      history: fc.constantFrom('', 'other'),
      restart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await stop();
        await rm(join(folder, 'seen', hashOf(log.origin)), { force: true });
        await start();
        let seen: { size: number; text: string } | undefined;
        for (const { old, size, history, restart } of steps) {
          if (restart) {
            await stop();
            await start();
          }
          const note = await log.checkpoint(size, history);
          const answer = await status(await log.ask(old, size, history));
          const stored = seen?.size ?? 0;
          // The histories are one up to entry 5: a proof from there on says nothing about what comes after.
          const before = await log.checkpoint(stored, history);
          const continues = stored === 0 || before.text === seen!.text;
          const expected = old > size ? 400 : old !== stored ? 409 : continues ? 200 : 422;
          expect(answer).toBe(expected);
          if (answer === 200) seen = { size, text: note.text };
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('the list of logs', () => {
  const other = () => testLog('log.example/another');

  test('grows while the witness runs', async () => {
    const { ask, key, origin } = await other();
    expect(await status(await ask(0, 3))).toBe(404);
    expect(await addLogs(folder, [key, key])).toEqual([origin]);
    expect(await addLogs(folder, [key])).toEqual([]);
    await expect.poll(async () => status(await ask(0, 3))).toBe(200);
    expect(await status(await log.ask(0, 3))).toBe(200);
  });

  test('shrinks too, and what was seen is known when a log comes back', async () => {
    expect(await status(await log.ask(0, 3))).toBe(200);
    const list = await readFile(logsPath(folder), 'utf8');
    await writeFile(logsPath(folder), '# none\n');
    await expect.poll(async () => status(await log.ask(3, 4))).toBe(404);
    expect((await fetch(`${url}/${hashOf(log.origin)}/checkpoint`)).status).toBe(404);
    await writeFile(logsPath(folder), list);
    await expect.poll(async () => status(await log.ask(0, 4))).toBe(409);
  });

  test('is followed as it was while it cannot be read, and refuses a second key of an origin', async () => {
    await expect(addLogs(folder, ['log.example/one+00000000+AAAA'])).rejects.toMatchObject({
      code: 'comity.witness-logs',
    });
    const usurper = (await other()).key.replace('log.example/another', log.origin);
    await expect(addLogs(folder, [usurper])).rejects.toThrow('no verifier key');
    await writeFile(logsPath(folder), `${log.key}\nnot a key\n`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await status(await log.ask(0, 3))).toBe(200);
  });
});

describe('the folder of a witness', () => {
  test('holds its key for its owner alone, under one name', async () => {
    expect((await stat(join(folder, 'witness.key'))).mode & 0o777).toBe(0o600);
    const wrong = openIdentity(folder, 'witness.example/other');
    await expect(wrong).rejects.toMatchObject({ code: 'comity.witness-name' });
    for (const name of [undefined, 'a b', 'a+b', ''])
      await expect(openIdentity(join(folder, 'seen'), name)).rejects.toMatchObject({
        code: 'comity.witness-name',
      });
    await writeFile(join(folder, 'witness.key'), 'witness.example/w\nabc\n');
    await expect(openIdentity(folder, undefined)).rejects.toMatchObject({ code: 'comity.witness-damaged' });
  });

  test('is held by one', async () => {
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toMatchObject({ code: 'comity.witness-folder-in-use' });
    release();
  });

  test('remembers the newest that it signed whichever byte of its file changes, and whatever a write was cut off at', async () => {
    for (const size of [1, 2, 3]) await post(await log.ask(size - 1, size));
    const path = join(folder, 'seen', hashOf(log.origin));
    const good = new Uint8Array(await readFile(path));
    await stop();
    const sizeIn = async () => (await readSeen(folder, hashOf(log.origin)))?.checkpoint.size;
    const places = fc.nat(good.length - 1);
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, by) => {
        await writeFile(path, good.with(at, good[at]! ^ by));
        expect(await sizeIn()).toBe(3);
      }),
      { numRuns: 60 },
    );
    // The next write, cut off: what was there before it counts, or what it wrote, and nothing else.
    await writeFile(path, good);
    await start();
    await post(await log.ask(3, 4));
    await stop();
    const next = new Uint8Array(await readFile(path));
    await fc.assert(
      fc.asyncProperty(places, places, async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        await writeFile(
          path,
          Buffer.concat([good.subarray(0, from), next.subarray(from, to), good.subarray(to)]),
        );
        expect([3, 4]).toContain(await sizeIn());
      }),
      { numRuns: 60 },
    );
  });

  test('takes up a file of before, and keeps a note that no slot holds', async () => {
    const path = join(folder, 'seen', hashOf(log.origin));
    await post(await log.ask(0, 3));
    const seen = (await readSeen(folder, hashOf(log.origin)))!;
    await stop();
    await writeFile(path, `time ${seen.seconds}\n${formatNote(seen.note)}`);
    await start();
    expect(await status(await log.ask(3, 4))).toBe(200);
    expect((await readSeen(folder, hashOf(log.origin)))?.checkpoint.size).toBe(4);
    const long = { ...seen, note: { ...seen.note, text: `${seen.note.text}${'x'.repeat(5000)}\n` } };
    expect(await writeSeen(folder, long, seen)).not.toHaveProperty('turn');
    expect((await readSeen(folder, hashOf(log.origin)))?.note.text).toBe(long.note.text);
  });

  test('stops a start where what it saw was damaged, rather than to forget it', async () => {
    await post(await log.ask(0, 3));
    const path = join(folder, 'seen', hashOf(log.origin));
    const good = await readFile(path, 'utf8');
    await stop();
    for (const bad of [
      '',
      good.slice(0, -3),
      good.replaceAll('time 1', 'time 0'),
      good.replace('log.', 'log2.'),
    ]) {
      await writeFile(path, bad);
      await expect(start()).rejects.toMatchObject({ code: 'comity.witness-damaged' });
    }
    await writeFile(path, good);
    await start();
    expect(await status(await log.ask(0, 3))).toBe(409);
  });

  test('that cannot be written signs nothing, and says nothing of why', async () => {
    await post(await log.ask(0, 3));
    const path = join(folder, 'seen', hashOf(log.origin));
    const good = await readFile(path, 'utf8');
    await rm(join(folder, 'seen'), { recursive: true });
    expect(await post(await log.ask(3, 4))).toMatchObject({
      status: 500,
      text: 'The witness failed. Try again later.\n',
    });
    expect(String(failures)).toContain('ENOENT');
    (await holdFolder(folder))();
    await writeFile(path, good);
    expect(await status(await log.ask(3, 4))).toBe(200);
  });
});

describe('a witness under attack', () => {
  test('answers other methods and paths as HTTP has it', async () => {
    const add = await fetch(`${url}/add-checkpoint`);
    expect([add.status, add.headers.get('allow')]).toEqual([405, 'POST']);
    const monitor = await fetch(`${url}/${hashOf(log.origin)}/checkpoint`, { method: 'DELETE' });
    expect([monitor.status, monitor.headers.get('allow')]).toEqual([405, 'GET']);
    const paths = [
      '/',
      '/checkpoint',
      `/${hashOf(log.origin).toUpperCase()}/checkpoint`,
      '/add-checkpoint/',
      '/%00',
    ];
    for (const path of paths) expect((await fetch(`${url}${path}`, { method: 'POST' })).status).toBe(404);
  });

  test('keeps a connection open for the next request', async () => {
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: await log.ask(0, 3) });
    expect(answer.headers.get('connection')).toBe('keep-alive');
    await answer.text();
  });

  test('does not read more than it takes, said beforehand or not', async () => {
    const large = new Uint8Array(BODY_LIMIT + 1);
    expect(await outcome(large, { 'content-length': String(large.length) })).toBe(413);
    expect(await outcome(large, { 'transfer-encoding': 'chunked' })).toBe(413);
    expect(await outcome(new Uint8Array(8), { 'content-length': '99999999999' })).toBe(413);
    expect(await status(await log.ask(0, 3))).toBe(200);
  });

  const outcome = (body: Uint8Array, headers: Record<string, string>) =>
    new Promise((resolve) => {
      const call = request(`${url}/add-checkpoint`, { method: 'POST', headers }, (reply) => {
        resolve(reply.statusCode);
        reply.resume();
      });
      call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      call.write(body);
    });

  test('goes on answering while others send slowly, or nothing, or break off', async () => {
    const { port } = new URL(url);
    const sockets = Array.from({ length: 50 }, (_, i) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(
        `POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n${i % 2 ? '\r\nold' : ''}`,
      );
      return socket;
    });
    expect(await status(await log.ask(0, 3))).toBe(200);
    for (const socket of sockets) socket.destroy();
    expect(await status(await log.ask(3, 4))).toBe(200);
    expect(failures).toEqual([]);
  });

  test('remembers nothing of thousands of logs that it does not follow', async () => {
    const before = await readdir(folder, { recursive: true });
    const body = await log.ask(0, 3);
    const strangers = Array.from({ length: 2000 }, (_, i) => body.replace(log.origin, `log${i}.example`));
    const statuses = new Set<number>();
    for (let i = 0; i < strangers.length; i += 100)
      for (const s of await Promise.all(strangers.slice(i, i + 100).map(status))) statuses.add(s);
    expect([...statuses]).toEqual([404]);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
    const { size } = parseCheckpoint((await log.checkpoint(3)).text);
    expect(await status(await log.ask(0, size))).toBe(200);
  });
});
