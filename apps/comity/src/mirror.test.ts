import { readdir, readFile, stat } from 'node:fs/promises';
import { buildHistory } from '@comity/verify/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPerson,
  awaitPublished,
  type Bed,
  makeServedBody,
  type Staying,
  seatState,
} from './testing/bed.ts';
import { type Site, serveSite } from './testing/site.ts';

let bed: Bed & { server: Staying };
let url: string;
let site: Site;
let history: Awaited<ReturnType<typeof buildHistory>>;
beforeAll(async () => {
  bed = await makeServedBody();
  url = (await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!;
  await seatState(bed, 'alderia');
  history = await buildHistory({ participants: 2, acts: 60, mix: { file: 3, documents: 2, people: 1 } });
  site = await serveSite(history.chronicle);
  await bed.write('site.json', JSON.stringify(history.trust));
}, 120_000);
afterAll(async () => {
  await site.stop();
  await bed.end();
});

const mirrorOf = (folder: string, more = '') =>
  `mirror --from ${url} --trust data/trust.json --data ${folder} --name mirror.example --port 0 --every 1 ${more}`;
const ofSite = (folder: string, more = '') =>
  `mirror --from ${site.url} --trust site.json --data ${folder} --port 0 --every 1 ${more}`;
const upAt = (said: string) => /is up at (\S+?)\. /.exec(said)![1]!;
const json = async (address: string) => (await (await fetch(address)).json()) as Record<string, never>;

test('a mirror of a real body serves what its host serves, byte for byte, without the host', async () => {
  const mirror = await bed.start(mirrorOf('m1'), 'is up at');
  const at = upAt(mirror.said());
  const root = async (of: string) => (await (await fetch(`${of}/checkpoint`)).text()).split('\n').slice(0, 3);
  await expect.poll(() => root(at)).toEqual(await root(url));
  const size = Number((await root(url))[1]);
  for (const path of [
    'checkpoint',
    `tile/0/000.p/${size}`,
    `tile/entries/000.p/${size}`,
    'tile/entries/000.p/1',
  ]) {
    const [ours, theirs] = await Promise.all([fetch(`${at}/${path}`), fetch(`${url}/${path}`)]);
    expect([path, ours.status]).toEqual([path, 200]);
    expect(await ours.text()).toBe(await theirs.text());
    for (const header of ['content-type', 'cache-control', 'content-encoding', 'access-control-allow-origin'])
      expect([path, header, ours.headers.get(header)]).toEqual([path, header, theirs.headers.get(header)]);
  }
  for (const path of [
    'tile/0/001',
    'tile/3/000',
    'tile/0/000.p/255',
    '../key',
    'key',
    'private/to',
    'tile/entries/0',
  ])
    expect([path, (await fetch(`${at}/${path}`)).status]).toEqual([path, 404]);
  const [blob] = await readdir(bed.path('m1/blobs'));
  for (const path of ['blobs', 'api/blobs'])
    expect((await (await fetch(`${at}/${path}/${blob}`)).arrayBuffer()).byteLength).toBeGreaterThan(10);
  expect(await json(`${at}/mirror.json`)).toMatchObject({ mirror: 'mirror.example', size, alarms: [] });
  expect(await (await fetch(at)).text()).toContain('No alarm stands.');
  mirror.signal('SIGINT');
  expect(await mirror.ended).toBe(0);
}, 60_000);

test('killed at any moment, a mirror goes on where it was and loses nothing', async () => {
  for (let i = 0; i < 6; i++) {
    site.size = Math.min(history.chronicle.size, 20 + 12 * i);
    const mirror = await bed.start(ofSite('m2'), 'is up at');
    await new Promise((resolve) => setTimeout(resolve, 40 * i));
    mirror.signal('SIGKILL');
    await mirror.ended;
  }
  site.size = history.chronicle.size;
  const status = await bed.value<{ size: number; replayed: number; alarms: object[] }>(
    ofSite('m2', '--once'),
  );
  expect(status).toMatchObject({ size: site.size, replayed: site.size, alarms: [] });
}, 60_000);

test('a fork is told, and its evidence is checked by the verify command against the trust file alone', async () => {
  site.size = 40;
  await bed.value(ofSite('m3', '--once'));
  const other = await buildHistory({ participants: 2, acts: 20, seed: 'x', mix: { file: 1 } });
  const honest = site.entries;
  site.entries = honest.with(30, other.chronicle.written[30]!.bytes);
  site.size = 50;
  const told = await bed.run(`${ofSite('m3', '--once')} --exec cat>alarm.json`.split(' '));
  site.entries = honest;
  expect(told.code).toBe(1);
  expect(told.out).toContain('watch.fork');
  await expect
    .poll(() => readFile(bed.path('alarm.json'), 'utf8').catch(() => ''))
    .toContain('"code":"watch.fork"');
  const file = (await readdir(bed.path('m3/alarms'))).find(
    (name) => name.startsWith('fork-') && !name.includes('alarm'),
  );
  const proven = await bed.run(`verify m3/alarms/${file} --trust site.json --json`);
  expect([proven.code, proven.json()]).toMatchObject([
    1,
    { verdict: 'fork', smaller: { size: 40 }, larger: { size: 50 } },
  ]);
  expect((await bed.run(`verify m3/alarms/${file}`)).err).toContain('comity.evidence-needs-trust');
  const elsewhere = await bed.run(`verify m3/alarms/${file} --trust data/trust.json --json`);
  expect([elsewhere.code, elsewhere.json()]).toMatchObject([2, { error: { code: 'comity.no-evidence' } }]);
  const listed = await bed.run('mirror alarms --data m3 --json');
  expect(listed.code).toBe(1);
  const { alarms } = listed.json<{ alarms: { id: string }[] }>();
  await bed.value(`mirror accept ${alarms[0]!.id} --data m3`);
  expect((await bed.run('mirror alarms --data m3')).code).toBe(0);
}, 60_000);

test('a State keeps what it may open apart, and erases a subject for ever', async () => {
  const person = await addPerson(bed, 'alderia', 'ana', 'key make');
  await bed.value(`state authorities ${person} directory,exchange --as alderia-root`);
  const once = mirrorOf('m4', '--once --as ana');
  await awaitPublished(url);
  await bed.value(once);
  const fields = await readdir(bed.path('m4/private/fields'));
  const name = await Promise.all(fields.map((f) => readFile(bed.path(`m4/private/fields/${f}`), 'utf8')));
  expect(name.join()).toContain('The person ana');
  expect((await stat(bed.path('m4/private'))).mode & 0o777).toBe(0o700);
  expect((await stat(bed.path(`m4/private/fields/${fields[0]}`))).mode & 0o777).toBe(0o600);
  const before = await readFile(bed.path('m4/checkpoint'), 'utf8');
  const { erased } = await bed.value<{ erased: number }>(`mirror erase --subject ${person} --data m4`);
  expect(erased).toBe(1);
  await bed.value(once);
  const left = await readdir(bed.path('m4/private/fields'));
  const texts = await Promise.all(left.map((f) => readFile(bed.path(`m4/private/fields/${f}`), 'utf8')));
  expect(texts.join()).not.toContain('The person ana');
  expect((await readFile(bed.path('m4/checkpoint'), 'utf8')).split('\n')[2]).toBe(before.split('\n')[2]);
}, 90_000);
