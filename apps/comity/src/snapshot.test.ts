import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPerson,
  awaitPublished,
  type Bed,
  makeServedBody,
  type Staying,
  seatState,
} from './testing/bed.ts';

/** A directory that is kept, and opened when the host is gone. Each test goes on where the one before ended. */
let bed: Bed & { server: Staying };
const ids: Record<string, string> = {};
const fingerprints: Record<string, string> = {};

beforeAll(async () => {
  bed = await makeServedBody();
  const url = (await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!;
  for (const [state, name] of [
    ['alderia', 'ana'],
    ['brenmark', 'bob'],
  ] as const) {
    await seatState(bed, state);
    const person = await addPerson(bed, state, name, 'key make');
    await bed.value(`state authorities ${person} directory,exchange --as ${state}-root`);
    const nominate = `directory nominate --as ${state}-root --class technical --roster ${person} --field role=Desk`;
    ids[state] = (await bed.value<{ contact: string }>(nominate)).contact;
    await bed.value(`directory key ${ids[state]} --make --as ${state}-root`);
  }
  await awaitPublished(url);
  const { contacts } = await bed.value<{ contacts: { participant: string; key: { fingerprint: string } }[] }>(
    'directory list --as ana',
  );
  for (const { participant, key } of contacts) fingerprints[participant] = key.fingerprint;
}, 120_000);
afterAll(() => bed.end());

interface Opened {
  readonly ok: boolean;
  readonly contacts: readonly { readonly contact: string; readonly key?: { readonly fingerprint: string } }[];
  readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly about?: string }[];
  readonly written: readonly string[];
}
const OPEN = 'directory open dir.snapshot --trust data/trust.json';

test('it holds every contact and key, for its owner alone, and is not overwritten', async () => {
  const taken = await bed.value<{ contacts: number; keys: number; ok: boolean }>(
    'directory snapshot --out dir.snapshot --as ana',
  );
  expect(taken).toMatchObject({ contacts: 2, keys: 2, ok: true });
  expect((await stat(bed.path('dir.snapshot'))).mode & 0o777).toBe(0o600);
  expect((await bed.run('directory snapshot --out dir.snapshot --as ana')).code).not.toBe(0);
}, 60_000);

test('it opens when the host is gone, each key checked against the record, and gpg takes them', async () => {
  bed.server.signal('SIGINT');
  await bed.server.ended;
  const opened = await bed.value<Opened>(`${OPEN} --keys-to keys.d`);
  expect(opened.ok).toBe(true);
  expect(opened.checks.filter(({ check }) => check === 'key')).toHaveLength(2);
  expect(opened.contacts.map((c) => c.key!.fingerprint).sort()).toEqual(Object.values(fingerprints).sort());
  expect(await readdir(bed.path('keys.d'))).toHaveLength(2);
  await mkdir(bed.path('gnupg'), { recursive: true, mode: 0o700 });
  const gpg = (...args: string[]) =>
    promisify(execFile)('gpg', [
      '--homedir',
      bed.path('gnupg'),
      '--batch',
      '--quiet',
      '--with-colons',
      ...args,
    ]);
  await gpg('--import', ...opened.written.map((name) => bed.path(name)));
  const { stdout } = await gpg('--list-keys');
  for (const fingerprint of Object.values(fingerprints)) expect(stdout).toContain(fingerprint.toUpperCase());
}, 60_000);

test('a key that was put in the place of another is told, and is not written', async () => {
  const text = gunzipSync(await readFile(bed.path('dir.snapshot'))).toString();
  const snapshot = JSON.parse(text) as { answers: Record<string, [string, string]> };
  const swap = (bytes: string) =>
    Buffer.from(
      Buffer.from(bytes, 'base64')
        .toString()
        .replaceAll(fingerprints.brenmark!, 'f'.repeat(fingerprints.brenmark!.length)),
    ).toString('base64');
  const [listed] = Object.keys(snapshot.answers).filter((path) => path.startsWith('/api/directory/contacts'));
  const [type, bytes] = snapshot.answers[listed!]!;
  snapshot.answers[listed!] = [type, swap(bytes)];
  await bed.write('dir.snapshot', gzipSync(JSON.stringify(snapshot)));
  const opened = await bed.run(`${OPEN} --keys-to swapped --json`);
  expect(opened.code).toBe(1);
  const { checks, written } = opened.json<Opened>();
  expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ check: 'key', about: ids.brenmark }]);
  expect(written).toHaveLength(1);
}, 60_000);

test('what is no snapshot, or of another body, is refused', async () => {
  await bed.write('dir.snapshot', 'not one');
  const refused = await bed.run(`${OPEN} --json`);
  expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'comity.not-a-snapshot' } }]);
  await bed.write(
    'dir.snapshot',
    gzipSync(JSON.stringify({ v: 1, snapshot: 'comity-directory', body: 'x' })),
  );
  expect((await bed.run(`${OPEN} --json`)).json()).toMatchObject({
    error: { code: 'comity.not-a-snapshot' },
  });
}, 60_000);
