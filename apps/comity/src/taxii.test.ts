import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, makeServedBody, type Staying, seatState } from './testing/bed.ts';

/**
 * What machines read, by the real command: Alderia reports what it saw, Brenmark reads it at a terminal and serves it to
 * machines of its own. Each test goes on where the one before ended.
 */
let bed: Awaited<ReturnType<typeof makeServedBody>>;
let message: string;
let serving: Staying;
const MEDIA = 'application/taxii+json;version=2.1';
const STATES = [
  ['alderia', 'ana'],
  ['brenmark', 'bob'],
] as const;

beforeAll(async () => {
  bed = await makeServedBody();
  for (const [state, name] of STATES) {
    await seatState(bed, state);
    const person = await addPerson(bed, state, name, 'key make');
    await bed.value(`state authorities ${person} directory,exchange --as ${state}-root`);
    const { contact } = await bed.value<{ contact: string }>(
      `directory nominate --as ${state}-root --class technical --roster ${person} --field emails=${state}@cert.example`,
    );
    await bed.value(`directory key ${contact} --make --as ${state}-root`);
  }
}, 180_000);
afterAll(() => bed.end());

const send = (subject: string, ...more: string[]) =>
  bed.value<{ message: string }>([
    ...'exchange send --as ana --to brenmark --text Seen'.split(' '),
    ...['--subject', subject],
    ...more,
  ]);

test('a list of values becomes a bundle that is valid and says the same', async () => {
  await bed.write('seen.txt', 'evil[.]example\n198.51.100[.]7, CVE-2024-12345\nthe night of the third\n');
  const made = await bed.value<{ observed: unknown[]; unclear: string[] }>([
    ...'exchange bundle seen.txt --marking TLP:GREEN --out scans.stix.json --as ana --title'.split(' '),
    'Scans of a night',
  ]);
  expect(made.observed).toHaveLength(3);
  expect(made.unclear).toEqual(['the night of the third']);
  const shown = await bed.value<{
    files: { sought: unknown[]; faults: unknown[]; markings: string[]; by: string }[];
  }>('exchange show scans.stix.json --as ana');
  expect(shown.files[0]).toMatchObject({
    faults: [],
    markings: ['TLP:GREEN'],
    by: 'alderia',
    title: 'Scans of a night',
  });
  const again = await bed.run('exchange bundle seen.txt --title x --out scans.stix.json --as ana');
  expect(again.code).not.toBe(0);
});

test('a message that carries it is read in plain words, and written in other forms', async () => {
  ({ message } = await send('Scans', '--attach', bed.path('scans.stix.json'), '--marking', 'TLP:AMBER'));
  const said = await bed.run(`exchange show ${message} --as bob`);
  expect(said.out).toContain('evil[.]example');
  expect(said.out).not.toContain('evil.example');
  expect(said.out).toContain('CVE-2024-12345');
  const table = await bed.run(`exchange show ${message} --form table --as bob`);
  expect(table.out).toContain('"domain","evil.example"');
  await bed.value(`exchange show ${message} --form misp --out event.json --as bob`);
  const event = JSON.parse(await readFile(bed.path('event.json'), 'utf8')).Event;
  expect(event.Tag).toEqual([{ name: 'tlp:green' }]);
  expect(event.Attribute.map((one: { value: string }) => one.value)).toEqual([
    'evil.example',
    '198.51.100.7',
    'CVE-2024-12345',
  ]);
  const stix = await bed.run(`exchange show ${message} --form stix --as bob`);
  expect(JSON.parse(stix.out)).toEqual(JSON.parse(await readFile(bed.path('scans.stix.json'), 'utf8')));
  const refused = await bed.run(`exchange show ${message} --form csaf --as bob`);
  expect(refused.err).toContain('comity.no-advisory');
});

test('a file that is made to harm is refused with its code', async () => {
  for (const [text, code] of [
    ['['.repeat(100_000), 'feeds.too-deep'],
    ['{"type":"bundle","__proto__":{}}', 'feeds.forbidden-name'],
    ['{"a":1}', 'feeds.unknown-format'],
  ] as const) {
    await bed.write('hostile.json', text);
    const ended = await bed.run('exchange show hostile.json --as bob');
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(code);
  }
});

const serve = async () => {
  const line = 'exchange taxii --port 0 --every 1 --folder taxii --as bob --json';
  serving = await bed.start(line, '"url"');
  const said = serving
    .said()
    .split('\n')
    .find((each) => each.startsWith('{'))!;
  return JSON.parse(said) as { url: string; user: string; secretFile: string };
};
let served: Awaited<ReturnType<typeof serve>>;

async function ask(path: string, more: RequestInit = {}) {
  const secret = (await readFile(bed.path('taxii/secret.txt'), 'utf8')).trim();
  const headers = {
    accept: MEDIA,
    authorization: `Bearer ${secret}`,
    ...(more.body ? { 'content-type': MEDIA } : {}),
  };
  const response = await fetch(`${served.url}root/${path}`, { ...more, headers });
  return { status: response.status, value: await response.json() };
}
const objects = async (collection: string, question = 'limit=1000') =>
  ((await ask(`collections/${collection}/objects/?${question}`)).value.objects ?? []) as Record<
    string,
    never
  >[];
const manifest = async () =>
  (await ask('collections/received/manifest/?match[version]=all&limit=1000')).value.objects;

test('the machines of a State get what its keys opened, under its marking and by its sender', async () => {
  served = await serve();
  expect((await fetch(served.url, { headers: { accept: MEDIA } })).status).toBe(401);
  const sent = JSON.parse(await readFile(bed.path('scans.stix.json'), 'utf8')).objects as {
    id: string;
    type: string;
  }[];
  const received = await objects('received');
  const ids = received.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(sent.map(({ id }) => id)));
  for (const object of sent) expect(received).toContainEqual(object);
  const grouping = received.find((one) => one.type === 'grouping' && one.name === 'Scans')!;
  expect(grouping).toMatchObject({ external_references: [{ source_name: 'comity', external_id: message }] });
  expect(grouping.object_marking_refs).toEqual(['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421']);
  expect(await objects('from-alderia')).toEqual(received);
  expect(await objects('received', 'match[type]=vulnerability')).toMatchObject([{ name: 'CVE-2024-12345' }]);
});

test('nothing of what was received lies on the disk', async () => {
  const kept = await Promise.all(
    ['times.json', 'secret.txt'].map((name) => readFile(bed.path(`taxii/${name}`), 'utf8')),
  );
  expect(kept.join('')).not.toMatch(/evil|198\.51|Scans|indicator/);
});

test('what comes later is served within seconds, an exercise apart, and a State’s own message not at all', async () => {
  await bed.write('more.txt', 'later.example');
  await bed.value('exchange bundle more.txt --title Later --out later.stix.json --as ana');
  const drill = await send('Drill', '--exercise', '--attach', bed.path('later.stix.json'));
  await expect.poll(() => objects('exercises'), { timeout: 20_000 }).not.toEqual([]);
  expect(JSON.stringify(await objects('received'))).not.toContain('later.example');
  const before = await manifest();
  await send('Later', '--attach', bed.path('later.stix.json'));
  await bed.value([
    'exchange',
    'send',
    '--as',
    'bob',
    '--to',
    'alderia',
    '--subject',
    'Own',
    '--text',
    'x',
    '--attach',
    bed.path('event.json'),
    bed.path('later.stix.json'),
  ]);
  const after = before.at(-1).date_added as string;
  await expect.poll(() => objects('received', `added_after=${after}`), { timeout: 20_000 }).not.toEqual([]);
  const fresh = await objects('received', `added_after=${after}`);
  expect(JSON.stringify(fresh)).toContain('later.example');
  expect(fresh.some(({ name }) => name === 'Own')).toBe(false);
  expect((await objects('exercises')).some((one) => JSON.stringify(one).includes(drill.message))).toBe(true);
});

test('after a restart everything has the time it had, so nothing is given twice', async () => {
  const before = await manifest();
  const times = before.map(({ date_added }: { date_added: string }) => date_added) as string[];
  expect(times).toEqual([...new Set(times)].sort());
  serving.signal('SIGINT');
  expect(await serving.ended).toBe(0);
  served = await serve();
  expect(await manifest()).toEqual(before);
});

test('what machines hand in waits in a file that a person can send as it is', async () => {
  const indicator = {
    ...{ type: 'indicator', spec_version: '2.1', id: 'indicator--00000000-0000-4000-8000-000000000001' },
    ...{
      created: '2026-03-01T00:00:00.000Z',
      modified: '2026-03-01T00:00:00.000Z',
      valid_from: '2026-03-01T00:00:00Z',
    },
    ...{ pattern: "[url:value = 'http://own.example/']", pattern_type: 'stix' },
  };
  const body = JSON.stringify({ objects: [indicator] });
  expect((await ask('collections/received/objects/', { method: 'POST', body })).status).toBe(403);
  const { status, value } = await ask('collections/outbox/objects/', { method: 'POST', body });
  expect([status, value.success_count]).toEqual([202, 1]);
  expect(await objects('outbox')).toEqual([indicator]);
  const kept = JSON.parse(await readFile(bed.path('taxii/outbox.stix.json'), 'utf8'));
  expect(kept.objects).toEqual([indicator]);
  await bed.value([
    'exchange',
    'send',
    '--as',
    'bob',
    '--to',
    'alderia',
    '--subject',
    'From our sensors',
    '--text',
    'x',
    '--attach',
    bed.path('taxii/outbox.stix.json'),
  ]);
});

test('a damaged memory of times is refused with a next step', async () => {
  serving.signal('SIGINT');
  await serving.ended;
  await writeFile(bed.path('taxii/times.json'), '{"msg_x":{"first":"yesterday"}}');
  const ended = await bed.run('exchange taxii --port 0 --folder taxii --as bob');
  expect(ended.err).toContain('comity.taxii-damaged');
  expect(ended.code).toBe(2);
});

test('a duty officer’s hook is told that something waits, and nothing of what', async () => {
  const heard: string[] = [];
  const hook = createServer((request, response) => {
    request.on('data', (chunk) => heard.push(String(chunk)));
    request.on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hook.address() as { port: number }).port}/`;
  try {
    const watching = await bed.start(`exchange watch --as bob --hook ${url}`, 'Watching');
    await send('Secret subject');
    await expect.poll(() => heard, { timeout: 10_000 }).not.toEqual([]);
    expect(JSON.parse(heard[0]!)).toEqual({ comity: 'something-waits', at: expect.any(String) });
    watching.signal('SIGINT');
    await watching.ended;
  } finally {
    hook.closeAllConnections();
    hook.close();
  }
});
