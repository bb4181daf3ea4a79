import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeBed } from './testing/bed.ts';

const INTEROP = fileURLToPath(new URL('../../../interop', import.meta.url));
const VECTORS = fileURLToPath(new URL('../../../vectors', import.meta.url));

let bed: Bed;
let url: string;
let key: string;
/** A file with a checkpoint from before the story. */
let older: string;

const readCheckpoint = async (from: string) =>
  Buffer.from(await (await fetch(`${from}/checkpoint`)).arrayBuffer());

interface Said {
  readonly code: number;
  readonly says: string;
}
/** Runs a program to its end. A program that is missing fails the test with its name. */
const run = (program: string, args: readonly string[], options: object = {}) =>
  new Promise<Said>((resolve, reject) => {
    const child = execFile(program, args, options, (error, out, err) => {
      if (child.exitCode === null) reject(error);
      else resolve({ code: child.exitCode, says: out + err });
    });
  });
const interop = (...args: string[]) => run(bed.path('interop'), args);

beforeAll(async () => {
  bed = await makeBed();
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };
  const built = await run('go', ['build', '-o', bed.path('interop'), '.'], { cwd: INTEROP, env });
  expect(built).toEqual({ code: 0, says: '' });
  const house = await bed.start('demo', 'Comity is up at');
  older = await bed.write('older', await readCheckpoint(/up at (\S+) /.exec(house.said())![1]!));
  while (!house.said().includes('It stays up')) await sleep(50);
  ({ url, key } = await bed.value<{ url: string; key: string }>('info'));
}, 180_000);
afterAll(() => bed.end());

test('the frozen vectors come out the same in a second implementation', async () => {
  const { code, says } = await interop('vectors', VECTORS);
  expect(says).toContain('trees: 2000 roots, 19 sizes, 201 proofs');
  expect(says).toContain('refused: 57 acts');
  expect(says).toMatch(/history: 59 entries replayed/);
  expect(says).toMatch(/history: 15 entries replayed/);
  expect(says).toMatch(/history: 71 entries replayed/);
  expect(says).toContain('sealed: 8 buckets, 2 hashes');
  expect(says).toMatch(/history: 69 entries replayed/);
  expect(says).toContain('refused: 17 acts');
  expect(says).toMatch(/history: 102 entries replayed/);
  expect(says).toContain('refused: 29 acts');
  expect(code).toBe(0);
}, 60_000);

test('a served log is audited: every entry, tile and header, and that it continues', async () => {
  const before = Number((await readFile(older, 'utf8')).split('\n')[1]);
  const now = Number((await readCheckpoint(url)).toString().split('\n')[1]);
  expect(before).toBeLessThan(now);
  expect(await interop('audit', url, key, older)).toMatchObject({ code: 0 });
  expect(await interop('audit', url, key.replace(/^[^+]+/, 'other.example/log'), older)).toMatchObject({
    code: 1,
  });
}, 60_000);

test('an exported record is replayed act by act, and one changed byte of it is found', async () => {
  await bed.value('export --public --out record.tar');
  const { code, says } = await interop('bundle', bed.path('record.tar'), key);
  expect(says).toMatch(/^replayed: \d{3,} entries/);
  expect(code).toBe(0);
  const bytes = await readFile(bed.path('record.tar'));
  const at = bytes.indexOf('"stream":"participant/');
  bytes[at + 12] = bytes[at + 12]! ^ 1;
  expect((await interop('bundle', await bed.write('spoilt.tar', bytes), key)).code).toBe(1);
}, 120_000);

test('a kept proof holds for its act, and for no other', async () => {
  const { entries } = await bed.value<{ entries: { act: string }[] }>(
    'record list --type people.person-added --limit 2',
  );
  const show = (act: string) => bed.value<{ receipt: { leaf: string } }>(['record', 'show', act]);
  const [one, two] = await Promise.all(entries.map(({ act }) => show(act)));
  await bed.value(['record', 'proof', entries[0]!.act, '--out', 'act.proof']);
  const check = (leaf: string) => interop('proof', bed.path('act.proof'), leaf, key);
  expect(await check(one!.receipt.leaf)).toMatchObject({ code: 0 });
  expect(await check(two!.receipt.leaf)).toMatchObject({ code: 1 });
}, 60_000);

/** A host that answers for the true one and changes some of what it says. */
async function lying(change: (path: string, body: Buffer) => Buffer | undefined) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(url + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    const changed = change(request.url!, body);
    response.statusCode = changed ? answer.status : 404;
    for (const name of ['content-type', 'cache-control', 'access-control-allow-origin'])
      response.setHeader(name, answer.headers.get(name) ?? '');
    response.end(changed);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { address, end: () => server.close() };
}

const flipped = (body: Buffer, at: number) => body.map((byte, i) => (i === at ? byte ^ 1 : byte)) as Buffer;

test.each<[string, (path: string, body: Buffer) => Buffer | undefined]>([
  ['nothing', (_, body) => body],
  ['a byte of an entry', (path, body) => (path.startsWith('/tile/entries/') ? flipped(body, 40) : body)],
  ['a byte of a tile', (path, body) => (path.startsWith('/tile/0/') ? flipped(body, 40) : body)],
  ['a byte of a tile above', (path, body) => (path.startsWith('/tile/1/') ? flipped(body, 4) : body)],
  [
    'the size of the checkpoint',
    (path, body) =>
      path === '/checkpoint' ? Buffer.from(body.toString().replace(/\n(\d+)\n/, '\n1\n')) : body,
  ],
  ['an entry, kept back', (path, body) => (path.startsWith('/tile/entries/') ? body.subarray(0, -1) : body)],
  ['a tile, kept back', (path, body) => (path.startsWith('/tile/0/') ? undefined : body)],
])(
  'a host that changes %s',
  async (what, change) => {
    const host = await lying(change);
    const { code } = await interop('audit', host.address, key);
    host.end();
    expect(code).toBe(what === 'nothing' ? 0 : 1);
  },
  60_000,
);

test('a host that goes back behind a checkpoint it signed is found', async () => {
  const newer = await bed.write('newer', await readCheckpoint(url));
  const first = await readFile(older);
  const host = await lying((path, body) => (path === '/checkpoint' ? first : body));
  const { code, says } = await interop('audit', host.address, key, newer);
  host.end();
  expect([code, says]).toEqual([1, expect.stringContaining('the log was larger before')]);
}, 60_000);
