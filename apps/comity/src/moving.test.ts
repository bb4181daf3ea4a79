import { spawnSync } from 'node:child_process';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeBed, type Staying, seatState } from './testing/bed.ts';

/**
 * A body moves house twice by the real command: once its host is gone and two States name another, once the host hands
 * over. Each test goes on where the one before ended. `trust.json` stays what was handed out at the founding.
 */
let bed: Bed;
let server: Staying;
let thread: string;
const contacts: Record<string, string> = {};

beforeAll(async () => {
  bed = await makeBed();
  await bed.value('init --from-example body.json');
  const text = await readFile(bed.path('body.json'), 'utf8');
  await bed.write('body.json', text.replace('"hostChange": 7', '"hostChange": 2'));
  await bed.value('init body.json');
  await bed.write('trust.json', await readFile(bed.path('data/trust.json')));
  server = await bed.start('serve', 'Comity is up at');
  for (const state of ['alderia', 'brenmark', 'corvania']) await seatState(bed, state);
  for (const [state, officer, duty] of [
    ['alderia', 'ana', 'abe'],
    ['brenmark', 'bea', 'bob'],
  ] as const) {
    const ids = [
      await addPerson(bed, state, officer, 'key make'),
      await addPerson(bed, state, duty, 'key make'),
    ];
    await bed.value(`state authorities ${ids[0]} directory --as ${state}-root`);
    await bed.value(`state authorities ${ids[1]} exchange --as ${state}-root`);
    const { contact } = await bed.value<{ contact: string }>(
      `directory nominate --class technical --roster ${ids[1]} --field languages=en --as ${officer}`,
    );
    contacts[state] = contact;
    await bed.value(`key contact ${contact} --out ${state}.json --as ${duty}`);
    await bed.value(`directory key ${contact} --request ${state}.json --as ${officer}`);
  }
  ({ thread } = await bed.value<{ thread: string }>([
    ...'exchange send --as abe --to brenmark --subject Scans --deadline 24h --text'.split(' '),
    'Since three.',
  ]));
}, 180_000);
afterAll(() => bed.end());

const stops = async (staying: Staying) => {
  staying.signal('SIGINT');
  expect(await staying.ended).toBe(0);
};
const at = (folder: string) => ({ env: { COMITY_DATA: bed.path(folder) } });
const urlOf = async (folder: string) => (await readFile(bed.path(`${folder}/url`), 'utf8')).split('\n')[0]!;

test('the operator exports everything, to a file that only its owner reads', async () => {
  await bed.value('export --public --out public.tar');
  await bed.value('export --out alderia.tar --as abe');
  await stops(server);
  expect(await bed.value('export --operator --out all.tar')).toMatchObject({ audience: '*' });
  expect((await stat(bed.path('all.tar'))).mode & 0o777).toBe(0o600);
  expect(await bed.value('verify all.tar --trust trust.json')).toMatchObject({
    verdict: 'verified',
    audience: '*',
  });
}, 60_000);

test('a record that was tampered with is not brought in, and nothing is served of it', async () => {
  const bytes = await readFile(bed.path('all.tar'));
  bytes[bytes.indexOf('"channel":"in-person"') + 12]! ^= 1;
  await bed.write('tampered.tar', bytes);
  const refused = await bed.run('init --from tampered.tar --trust trust.json --data next --json');
  expect(refused.code).toBe(1);
  expect(refused.json()).toMatchObject({ error: { code: 'comity.record-wrong' } });
  const served = await bed.run('serve --data next --json');
  expect(served.json()).toMatchObject({ error: { code: 'comity.no-body' } });
  const other = { ...JSON.parse(await readFile(bed.path('trust.json'), 'utf8')), body: 'ab'.repeat(32) };
  await bed.write('other.json', JSON.stringify(other));
  expect((await bed.run('init --from all.tar --trust other.json --data next')).code).toBe(1);
}, 60_000);

/** The import from a pipe: fed whole to be verified, then to the middle; and killed while it waits for more. */
async function killedHalfWay(): Promise<void> {
  const pipe = bed.path('pipe.tar');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const whole = await readFile(bed.path('all.tar'));
  const starting = bed.start(`init --from ${pipe} --trust trust.json --data next`, 'Entries verified');
  await writeFile(pipe, whole);
  const importing = await starting;
  const half = await open(pipe, 'w');
  // A pipe holds 64 KiB: when all is written, the import has read what was before them, and waits.
  await half.write(whole.subarray(0, Math.floor(whole.length * 0.8)));
  importing.signal('SIGKILL');
  expect(await importing.ended).toBe(null);
  await half.close();
}

test('an import that was killed half-way was never there, and begins again', async () => {
  await killedHalfWay();
  expect((await bed.run('serve --data next --json')).json()).toMatchObject({
    error: { code: 'comity.no-body' },
  });
  const moved = await bed.value<{ standing: string; closed: number; host: string }>(
    'init --from all.tar --trust trust.json --data next --origin https://next.example --rp-id next.example',
  );
  expect(moved).toMatchObject({
    standing: 'awaited',
    closed: 0,
    closedFields: 0,
    missingBlobs: 0,
    trust: 'given',
  });
  const again = await bed.run('init --from all.tar --data next --json');
  expect(again.json()).toMatchObject({ error: { code: 'comity.body-exists' } });
  const host = JSON.parse(await readFile(moved.host, 'utf8'));
  expect(host.change).toMatchObject({ origins: ['https://next.example'], rpIds: ['next.example'] });
}, 120_000);

test('without what the States hold, what is missing is said; with it, it is there', async () => {
  const bare = await bed.run('init --from public.tar --trust trust.json --data bare');
  expect(bare.code).toBe(0);
  expect(bare.out).toMatch(/Missing:\n.*1 restricted acts are not opened/);
  const merged = await bed.value(
    'init --from public.tar --openings alderia.tar --trust trust.json --data merged',
  );
  expect(merged).toMatchObject({ closed: 0, missingBlobs: 0 });
  const foreign = await bed.run(
    'init --from public.tar --openings tampered.tar --trust trust.json --data foreign --json',
  );
  expect(foreign.json()).toMatchObject({ error: { code: 'comity.record-wrong' } });
}, 120_000);

test('a host that was not named places nothing; one State does not name it, two do', async () => {
  server = await bed.start('serve --data next', 'Comity is up at');
  expect(server.said()).toContain('not in force yet');
  const url = await urlOf('next');
  const early = await bed.run(`state confirm-founding --as alderia-root --url ${url} --json`);
  expect(early.json()).toMatchObject({ error: { code: 'record.host-not-recognised' } });
  for (const [i, root] of ['alderia-root', 'brenmark-root'].entries()) {
    await bed.value(`state root change-host next/host.json --offline ${root}.act --as ${root}`);
    await bed.value(`submit ${root}.act --url ${url} --as ${root}`);
    if (i > 0) continue;
    const still = await bed.run(`state confirm-founding --as alderia-root --url ${url} --json`);
    expect(still.json()).toMatchObject({ error: { code: 'record.host-not-recognised' } });
    const twice = await bed.run(`state root change-host next/host.json --as ${root} --url ${url} --json`);
    expect(twice.json()).toMatchObject({ error: { rule: 'body.host-changes' } });
  }
  await bed.value(`state confirm-founding --as alderia-root --url ${url}`);
}, 120_000);

test('people follow by the record itself, are re-seated by their roots, and the thread goes on', async () => {
  const url = await urlOf('next');
  const amend = `directory amend ${contacts.alderia} --field hours=08:00-16:00 --as ana --url ${url}`;
  const held = await bed.run(`${amend} --json`);
  expect(held.json()).toMatchObject({ error: { code: 'client.checkpoint-not-trusted' } });
  const followed = await bed.value<{ identities: string[] }>(`host follow --url ${url} --as ana`);
  expect(followed.identities).toEqual(expect.arrayContaining(['ana', 'abe', 'bea', 'bob', 'alderia-root']));
  await bed.value(amend);
  await bed.value(`key make --participant corvania --name cay --url ${url}`);
  await bed.value([
    'state',
    'person',
    'add',
    '--request',
    'cay.request.json',
    '--name',
    'Cay',
    '--as',
    'corvania-root',
  ]);
  await bed.value(`exchange send --as bob --reply ${thread}`, { input: 'We see it too.\n' });
  const { messages } = await bed.value<{ messages: { kind: string }[] }>(`exchange open ${thread} --as abe`);
  expect(messages.map((m) => m.kind)).toEqual(['bound', 'bound']);
  await bed.value('export --out after.tar --as abe');
  const report = await bed.value<{ hosts: { by: unknown }[] }>('verify after.tar --trust trust.json');
  expect(report).toMatchObject({ verdict: 'verified', trust: 'given' });
  expect(report.hosts.map(({ by }) => by)).toEqual(['founding', ['alderia', 'brenmark']]);
  expect((await bed.run('verify after.tar --trust trust.json')).out).toContain('named by alderia, brenmark');
  await stops(server);
}, 120_000);

test('the host hands over to a third, and its trust file is still the first', async () => {
  const prepared = 'host prepare --origin https://third.example --rp-id third.example --out third.json';
  await bed.value(prepared, at('third'));
  await bed.value('host change --to third.json --out move.tar', at('next'));
  const twice = await bed.run('host change --to third.json --json', at('next'));
  expect(twice.json()).toMatchObject({ error: { code: 'comity.not-handed-over' } });
  const moved = await bed.value('init --from move.tar --trust trust.json', at('third'));
  expect(moved).toMatchObject({ standing: 'in-force', closed: 0 });
  server = await bed.start('serve', 'Comity is up at', at('third'));
  const url = await urlOf('third');
  await bed.value(`host follow --url ${url} --as abe`);
  await bed.value(`state confirm-founding --as brenmark-root --url ${url}`);
  await bed.value('export --out third.tar --as bob');
  const report = await bed.value<{ hosts: { by: unknown }[] }>('verify third.tar --trust trust.json');
  expect(report).toMatchObject({ verdict: 'verified', trust: 'given' });
  expect(report.hosts.map(({ by }) => by)).toEqual(['founding', ['alderia', 'brenmark'], 'host']);
  const former = await bed.start('serve', 'Comity is up at', at('next'));
  expect(former.said()).toContain('The body has moved to https://third.example');
  const late = await bed.run(`state confirm-founding --as corvania-root --url ${await urlOf('next')} --json`);
  expect(late.json()).toMatchObject({ error: { code: 'record.host-moved' } });
  await stops(former);
}, 120_000);
