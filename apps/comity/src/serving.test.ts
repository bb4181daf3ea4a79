import { access, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeBed, makeServedBody, type Staying } from './testing/bed.ts';

let bed: Bed & { server: Staying };
beforeAll(async () => {
  bed = await makeServedBody();
}, 120_000);
afterAll(() => bed.end());

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test('a second start on the same data folder is refused in plain words', async () => {
  const second = await bed.run('serve --json');
  expect(second.code).toBe(2);
  expect(second.json()).toMatchObject({ error: { code: 'platform.data-folder-in-use' } });
  expect(second.err).not.toMatch(/^\s+at /m);
});

test('Ctrl-C stops the server in good order: the address is taken back, the folder is free', async () => {
  expect(await isThere(bed.path('data/url'))).toBe(true);
  bed.server.signal('SIGINT');
  expect(await bed.server.ended).toBe(0);
  expect(bed.server.said()).toContain('Stopped.');
  expect(await isThere(bed.path('data/url'))).toBe(false);
});

test('a data folder that holds a body is not founded again, nor furnished as a demonstration', async () => {
  const before = await readFile(bed.path('data/trust.json'), 'utf8');
  const again = await bed.run('init body.json --keys other-keys --json');
  expect(again.code).toBe(1);
  expect(again.json()).toMatchObject({ error: { code: 'comity.body-exists' } });
  expect(await isThere(bed.path('other-keys/secretariat-root.json'))).toBe(false);
  const demo = await bed.run('demo --json');
  expect(demo.code).toBe(1);
  expect(demo.json()).toMatchObject({ error: { code: 'comity.not-a-demonstration' } });
  expect(await readFile(bed.path('data/trust.json'), 'utf8')).toBe(before);
});

test('a port that is used is named, and nothing stays behind', async () => {
  const other = await listening();
  const { port } = other.address() as { port: number };
  const ended = await bed.run(`serve --port ${port} --json`);
  expect(ended.code).toBe(2);
  expect(ended.json()).toMatchObject({ error: { code: 'platform.port-in-use' } });
  other.close();
  const restarted = await bed.start('serve', 'Comity is up at');
  restarted.signal('SIGTERM');
  expect(await restarted.ended).toBe(0);
  // The first start after a change to the pages builds them.
}, 120_000);

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, 'localhost', () => resolve(server));
  });

test('an empty data folder is not served, and a bad setting or body file is explained', async () => {
  const cases: [string, number, string][] = [
    ['serve --data empty', 2, 'comity.no-body'],
    ['serve --port http', 2, 'platform.bad-setting'],
    ['init', 2, 'comity.no-body-file'],
    ['init nowhere.json --data empty', 2, 'comity.cannot-use-file'],
    ['init bad.json --data empty', 2, 'comity.bad-body-file'],
    ['init unknown.json --data empty', 2, 'comity.bad-body-file'],
    ['init lacking.json --data empty --keys fresh-keys', 1, 'acts.malformed'],
    ['init --from-example body.json', 2, 'comity.cannot-use-file'],
  ];
  const example = await readFile(bed.path('body.json'), 'utf8');
  await bed.write('bad.json', 'name: River Commission');
  await bed.write('unknown.json', example.replace('"languages"', '"colour": "blue", "languages"'));
  await bed.write('lacking.json', example.replace('"brenmark", "kind"', '"alderia", "kind"'));
  for (const [line, code, error] of cases) {
    const ended = await bed.run(`${line} --json`);
    expect([line, ended.code]).toEqual([line, code]);
    expect(ended.json()).toMatchObject({ error: { code: error } });
  }
  expect(await isThere(bed.path('fresh-keys/secretariat-root.json'))).toBe(false);
  expect(await readFile(bed.path('body.json'), 'utf8')).toBe(example);
});

test('the demonstration founds itself, plays its story, lends its people, and starts again where it was', async () => {
  const demo = await makeBed();
  try {
    const first = await demo.start('demo', 'It stays up');
    await expect.poll(() => isThere(demo.path('data/url'))).toBe(true);
    expect(first.said()).toContain('verified');
    const { demo: isDemo } = await demo.value<{ demo: boolean }>('info');
    expect(isDemo).toBe(true);
    const keys = demo.path('data/demo/keys');
    const { identities } = await demo.value<{ identities: { name: string }[] }>(`key list --keys ${keys}`);
    const officer = identities.find((i) => i.name.endsWith('-officer'))!.name;
    const { threads } = await demo.value<{ threads: object[] }>(
      `exchange list --keys ${keys} --as ${officer}`,
    );
    expect(threads).toHaveLength(1);
    const documents = await demo.value<{ documents: { document: string }[] }>('documents list --language fr');
    const got = await demo.run(`documents get ${documents.documents[0]!.document} --language fr`);
    expect(got.code).toBe(0);
    expect(got.out).toContain('L’exercice comporte deux parties.');
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);
    const second = await demo.start('demo', 'It stays up');
    await expect.poll(() => isThere(demo.path('data/url'))).toBe(true);
    // On another port now: the identities find the server of their body on this machine.
    expect(await demo.value(`exchange list --keys ${keys} --as ${officer}`)).toEqual({ threads });
    second.signal('SIGINT');
    second.signal('SIGINT');
    expect([0, 130]).toContain(await second.ended);
  } finally {
    await demo.end();
  }
}, 120_000);
