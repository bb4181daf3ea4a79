import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isForkFile, parseFork, parseVerifierKey, platformVerifiers, utf8, verifyFork } from '@comity/log';
import { buildHistory } from '@comity/verify/testing';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bytesOf, type Site, serveSite, type Trick } from '../testing/site.ts';
import { Mirror, type MirrorOptions } from './mirror.ts';

type History = Awaited<ReturnType<typeof buildHistory>>;
let history: History;
let other: History;
const MIX = { exchange: 3, file: 3, passkey: 1, documents: 2, people: 2 };
beforeAll(async () => {
  history = await buildHistory({ participants: 3, acts: 560, mix: MIX });
  other = await buildHistory({ participants: 3, acts: 600, mix: MIX, seed: 'another' });
});

let folder: string;
let site: Site;
let mirror: Mirror | undefined;
let now: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-mirror-'));
  site = await serveSite(history.chronicle);
  now = history.chronicle.now;
});
afterEach(async () => {
  mirror?.close();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(options: Partial<MirrorOptions> = {}): Promise<Mirror> {
  mirror?.close();
  mirror = await Mirror.open({
    ...{ path: folder, from: site.url, trust: history.trust, tell: () => {}, clock: () => now },
    ...options,
  });
  return mirror;
}
const codes = () => mirror!.alarms.active().map(({ code }) => code);
const says = () => mirror!.alarms.list();

test('copies a log with everything it names, replays it, and raises no alarm', async () => {
  await open();
  expect(await mirror!.step()).toBe(true);
  expect(says()).toEqual([]);
  expect(mirror!.replay.size).toBe(site.size);
  expect(mirror!.follower.head?.size).toBe(site.size);
  expect(await readFile(join(folder, 'checkpoint'), 'utf8')).toBe(await site.note(site.entries));
  const named = (await readdir(join(folder, 'blobs'))).length;
  expect(named).toBeGreaterThan(10);
  expect(site.asked.filter((path) => path.startsWith('api/blobs/'))).toHaveLength(named);
});

test('follows a log that grows, by steps of any length, and asks for nothing twice', async () => {
  await open();
  for (const size of [1, 2, 255, 256, 257, 400, 511, 512, 513, history.chronicle.size]) {
    site.size = size;
    expect([size, await mirror!.step()]).toEqual([size, true]);
    expect(mirror!.follower.head?.size).toBe(size);
  }
  expect(says()).toEqual([]);
  const tiles = await readdir(join(folder, 'tile/0'));
  expect(tiles.filter((name) => !name.endsWith('.p'))).toEqual(['000', '001']);
  expect(tiles.filter((name) => name.endsWith('.p'))).toEqual(['002.p']);
  const asked = site.asked.filter((path) => path !== 'checkpoint');
  expect(new Set(asked).size).toBe(asked.length);
});

test('goes on where it was after a start anew, with the same root and state', async () => {
  site.size = 300;
  await open();
  await mirror!.step();
  await open();
  expect(mirror!.follower.head?.size).toBe(300);
  site.size = history.chronicle.size;
  expect(await mirror!.step()).toBe(true);
  expect(mirror!.replay.size).toBe(site.size);
  expect(says()).toEqual([]);
  await expect(
    Mirror.open({ path: folder, from: site.url, trust: history.trust, tell: () => {} }),
  ).rejects.toMatchObject({ code: 'comity.mirror-in-use' });
});

/** The evidence in the folder, read and checked as anybody would. */
async function evidence() {
  const names = (await readdir(join(folder, 'alarms'))).filter((n) => /^fork-[0-9a-f]{16}\.json$/.test(n));
  const log = parseVerifierKey(history.trust.key);
  return Promise.all(
    names.map(async (name) => {
      const bytes = new Uint8Array(await readFile(join(folder, 'alarms', name)));
      expect(isForkFile(bytes)).toBe(true);
      return verifyFork(parseFork(bytes), log, platformVerifiers.ed25519!);
    }),
  );
}

/** The entries with another one in place of one of them: a history that the same key signs as well. */
const rewritten = (at: number) => bytesOf(history.chronicle).with(at, other.chronicle.written[at]!.bytes);

test.each([
  ['of the same size', 400, 400],
  ['that is larger', 400, 560],
  ['that is larger by tiles', 256, 560],
  ['that is smaller', 400, 300],
])('a fork %s is proven with evidence that anybody can check, and is not copied', async (_, kept, shown) => {
  site.size = kept;
  await open();
  await mirror!.step();
  const before = await readFile(join(folder, 'checkpoint'), 'utf8');
  site.entries = rewritten(Math.min(kept, shown) - 10);
  site.size = shown;
  expect(await mirror!.step()).toBe(false);
  expect(codes()).toEqual(['watch.fork']);
  const sizes = [Math.min(kept, shown), Math.max(kept, shown)];
  expect((await evidence()).map((f) => [f?.smaller.size, f?.larger.size])).toEqual([sizes]);
  expect(await readFile(join(folder, 'checkpoint'), 'utf8')).toBe(before);
  await mirror!.step();
  expect(says()).toHaveLength(1);
});

test('a smaller checkpoint of the same history is a rollback: both notes are kept, nothing is taken back', async () => {
  site.size = 400;
  await open();
  await mirror!.step();
  site.size = 390;
  expect(await mirror!.step()).toBe(false);
  expect(codes()).toEqual(['watch.rollback']);
  const kept = await Promise.all(says()[0]!.evidence!.map((path) => readFile(join(folder, path), 'utf8')));
  expect(kept.map((note) => note.split('\n')[1]).sort()).toEqual(['390', '400']);
  expect(await evidence()).toEqual([]);
  expect(mirror!.follower.head?.size).toBe(400);
});

const instead =
  (test: RegExp, change: (bytes: Uint8Array) => Uint8Array): Trick =>
  async (path, response) => {
    if (!test.test(path)) return false;
    const { trick } = site;
    site.trick = undefined;
    const honest = new Uint8Array(await (await fetch(`${site.url}/${path}`)).arrayBuffer());
    site.trick = trick;
    response.end(change(honest));
    return true;
  };
const flipped = (bytes: Uint8Array) =>
  bytes.with(Math.floor(bytes.length / 2), bytes[Math.floor(bytes.length / 2)]! ^ 1);
const ENTRIES = /^tile\/entries/;

test.each<[string, RegExp, (bytes: Uint8Array) => Uint8Array, string]>([
  ['a flipped byte of entries', ENTRIES, flipped, 'mirror.entries-differ'],
  ['entries that end too early', ENTRIES, (b) => b.subarray(0, b.length - 1), 'mirror.entries-withheld'],
  ['entries without end', ENTRIES, () => new Uint8Array(3_000_000), 'mirror.entries-withheld'],
  ['no entries', ENTRIES, () => new Uint8Array(0), 'mirror.entries-withheld'],
  ['a checkpoint of nobody', /^checkpoint$/, flipped, 'mirror.bad-signature'],
  ['garbage as checkpoint', /^checkpoint$/, () => utf8('garbage\n'), 'mirror.bad-signature'],
  ['nothing as checkpoint', /^checkpoint$/, () => new Uint8Array(0), 'mirror.bad-signature'],
])(
  '%s are told, nothing of them is kept, and the truth is copied when it comes',
  async (_, path, change, code) => {
    site.size = 300;
    await open();
    await mirror!.step();
    site.size = history.chronicle.size;
    site.trick = instead(path, change);
    expect(await mirror!.step()).toBe(false);
    expect(new Set(codes())).toEqual(new Set([code]));
    expect(mirror!.follower.head?.size).toBe(300);
    site.trick = undefined;
    expect(await mirror!.step()).toBe(true);
    expect(mirror!.follower.head?.size).toBe(site.size);
  },
);

test('tiles that do not belong to the checkpoint prove nothing, and are told as that', async () => {
  site.size = 300;
  await open();
  await mirror!.step();
  site.entries = rewritten(290);
  site.size = 500;
  site.trick = instead(/^tile\/\d/, flipped);
  expect(await mirror!.step()).toBe(false);
  expect(codes()).toEqual(['mirror.tiles-differ']);
  expect(await evidence()).toEqual([]);
});

test('a log that is silent is told after a time, and no longer when it answers', async () => {
  await open();
  site.trick = (_, response) => {
    response.writeHead(503).end();
    return true;
  };
  expect(await mirror!.step()).toBe(false);
  expect(codes()).toEqual([]);
  now += 61_000;
  await mirror!.step();
  expect(codes()).toEqual(['mirror.log-silent']);
  site.trick = undefined;
  expect(await mirror!.step()).toBe(true);
  expect(codes()).toEqual([]);
});

const documentBlob = () => {
  const act = history.chronicle.written.find((w) => w.prepared.act.type === 'documents.registered')!.prepared
    .act;
  return act.type === 'documents.registered' ? Object.values(act.data.files)[0]!.sha256 : '';
};

test.each<[string, (bytes: Uint8Array) => Uint8Array | undefined]>([
  ['missing', () => undefined],
  ['another', () => utf8('another file')],
  ['far too large', (bytes) => new Uint8Array(bytes.length + 5_000_000)],
])('a file that is %s is told after a time; the log is copied meanwhile', async (_, serve) => {
  const sha256 = documentBlob();
  const honest = site.blobs.get(sha256)!;
  const served = serve(honest);
  if (served) site.blobs.set(sha256, served);
  else site.blobs.delete(sha256);
  await open();
  expect(await mirror!.step()).toBe(false);
  expect(mirror!.replay.size).toBe(site.size);
  expect(codes()).toEqual([]);
  now += 61_000;
  await mirror!.step();
  expect(codes()).toEqual(['mirror.blob-missing']);
  expect(await readdir(join(folder, 'blobs'))).not.toContain(sha256);
  expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
  site.blobs.set(sha256, honest);
  now += 600_000;
  expect(await mirror!.step()).toBe(true);
  expect(codes()).toEqual([]);
});

test('an act that the rules refuse is copied, and told', async () => {
  // The last entry once more, in its right place of the stream: the same act may not stand twice.
  const last = history.chronicle.written.at(-1)!;
  const again = JSON.parse(new TextDecoder().decode(last.bytes));
  site.entries = [...site.entries, utf8(JSON.stringify({ ...again }))];
  site.size = site.entries.length;
  await open();
  await mirror!.step();
  expect(new Set(codes())).toEqual(new Set(['mirror.act-fails']));
  expect(mirror!.follower.head?.size).toBe(site.size);
});
