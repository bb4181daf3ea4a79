import { cp, readFile, rm } from 'node:fs/promises';
import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeBed, type Staying } from './testing/bed.ts';

/** A body with three witnesses that each run in a process of their own, as three operators would run them. */
let bed: Bed;
let server: Staying;
let key: string;
const witnesses: { process: Staying; line: string; url: string; name: string }[] = [];

const NAMES = ['one', 'two', 'three'] as const;
const serve = () =>
  bed.start('serve --data data', 'Comity is up at', { env: { COMITY_WITNESSES: bed.path('host.policy') } });

beforeAll(async () => {
  bed = await makeBed();
  await bed.value('init --from-example body.json');
  ({ key } = await bed.value<{ key: string }>('init body.json'));
  for (const name of NAMES) {
    const process = await bed.start(
      `witness --data ${name} --name ${name}.example/w --port 0 --log ${key}`,
      'For policies of others',
    );
    const line = / {2}(witness \S+ \S+ \S+)\n/.exec(process.said())![1]!;
    const [, , vkey, url] = line.split(' ');
    witnesses.push({ process, name, line: `witness ${name} ${vkey} ${url}`, url: url! });
  }
  await bed.write('host.policy', policy('all'));
  await bed.write('two.policy', policy('2'));
  await bed.write('all.policy', policy('all'));
  await bed.write('stranger.policy', policy('all').replace(/one\.example\/w\+[0-9a-f]{8}\+\S+/, STRANGER));
  server = await serve();
}, 120_000);
afterAll(() => bed.end());

const STRANGER = 'x.example+b4062b8c+BFZQDUgCvhOwA3FQF3b+hKxnQOgMVIvQMVUV1nMMnHQV';
const policy = (k: string, log = `log ${key}\n`) =>
  `${log}${witnesses.map(({ line }) => line).join('\n')}\ngroup w ${k} ${NAMES.join(' ')}\nquorum w\n`;

const live = (file: string) => bed.run(`info --policy ${file} --json`);

test('the newest checkpoint meets the policy of a reader soon after it was signed', async () => {
  await expect.poll(async () => (await live('all.policy')).code, { timeout: 20_000 }).toBe(0);
  const info = (await live('all.policy')).json<{
    policy: { met: boolean; at: string; cosigned: { name: string }[]; log: string };
  }>();
  expect(info.policy.cosigned.map(({ name }) => name)).toEqual([...NAMES]);
  expect(Date.now() - Date.parse(info.policy.at)).toBeLessThan(120_000);
  const said = (await bed.run('info --policy all.policy')).out;
  expect(said).toContain('Your policy is met, as of');
  const api = await (await fetch(`${await url()}/api/witnesses`)).json();
  expect(api).toMatchObject({ quorum: { least: 3, of: 3, excludesSplitViews: true } });
  expect(api.fresh.size).toBe(
    Number((await (await fetch(`${await url()}/checkpoint`)).text()).split('\n')[1]),
  );
  expect(api.witnesses).toMatchObject([{ name: 'one', late: false }, { name: 'two' }, { name: 'three' }]);
  const page = await (await fetch(`${await url()}/en/verify`)).text();
  for (const { name, line } of witnesses) {
    expect(page).toContain(`<bdi>${name}</bdi>`);
    expect(page).toContain(line.split(' ')[2]!);
  }
}, 60_000);

const url = async () => (await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!;
const newest = async () => {
  const { entries } = await bed.value<{ entries: { act: string; index: number }[] }>('record list --limit 1');
  return entries[0]!;
};

test('the proof of an act is held against a policy, and the key of the log is taken from it', async () => {
  const { act } = await newest();
  const proven = await bed.value<{ checked: boolean; policy: { met: boolean }; proof: string }>(
    `record proof ${act} --policy all.policy`,
  );
  expect(proven).toMatchObject({ checked: true, policy: { met: true } });
  expect(proven.proof).toContain('\n— three.example/w ');
  const others = await bed.run(`record proof ${act} --policy stranger.policy --json`);
  expect([others.code, others.json()]).toMatchObject([2, { error: { code: 'comity.bad-policy' } }]);
  await bed.write('own.policy', policy('all').replace(key, await foreignKey()));
  const foreign = await bed.run(`record proof ${act} --policy own.policy --json`);
  expect([foreign.code, foreign.json()]).toMatchObject([1, { error: { code: 'comity.policy-not-met' } }]);
  await bed.value('export --out record.tar');
  expect((await readFile(bed.path('record.tar'))).includes('— two.example/w ')).toBe(true);
}, 60_000);

/** The key of another body. */
async function foreignKey(): Promise<string> {
  const other = await bed.value<{ key: string }>('init body.json --data other --keys other-keys');
  return other.key;
}

test('comity policy check says what a policy asks for, and ends with what to think of it', async () => {
  const all = await bed.run('policy check all.policy');
  expect([all.code, all.out]).toEqual([0, expect.stringContaining('Quorum   w: at least 3 of 3 witnesses')]);
  const two = await bed.run('policy check two.policy --json');
  expect(two.code).toBe(1);
  expect(two.json()).toMatchObject({ least: 2, of: 3, excludesSplitViews: false });
  expect(JSON.stringify(two.json())).toContain('at least 3');
  await bed.write('none.policy', `${witnesses[0]!.line}\nquorum none\n`);
  const none = await bed.run('policy check none.policy');
  expect(none.code).toBe(1);
  expect(none.out).toContain('No log is named');
  expect(none.out).toContain('count for nothing in the quorum: one');
  await bed.write('bad.policy', `log ${key}\nquorum nobody\n`);
  const bad = await bed.run('policy check bad.policy --json');
  expect([bad.code, bad.json()]).toMatchObject([2, { error: { code: 'comity.bad-policy' } }]);
  expect(JSON.stringify(bad.json())).toContain('Line 2');
}, 60_000);

test('a witness that is down leaves a policy of all unmet, and a policy of two met', async () => {
  const [one] = witnesses;
  one!.process.signal('SIGTERM');
  await one!.process.ended;
  const invited = await bed.value('state invite alderia --channel in-person --as secretariat-root');
  expect(invited).toHaveProperty('token');
  await expect.poll(async () => (await live('two.policy')).code, { timeout: 20_000 }).toBe(0);
  const all = await live('all.policy');
  expect([all.code, all.json()]).toMatchObject([
    1,
    { policy: { met: false, cosigned: [{ name: 'two' }, { name: 'three' }] } },
  ]);
  const { act } = await newest();
  const unmet = await bed.run(`record proof ${act} --policy all.policy --json`);
  expect([unmet.code, unmet.json()]).toMatchObject([1, { error: { code: 'comity.policy-not-met' } }]);
}, 60_000);

test('a backup of the whole data folder, the head with it, is found at start by what a witness has seen', async () => {
  server.signal('SIGTERM');
  await server.ended;
  await cp(bed.path('data'), bed.path('backup'), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
  server = await serve();
  await bed.value('state invite brenmark --channel in-person --as secretariat-root');
  const { size } = await bed.value<{ size: number }>('info --policy two.policy').catch(() => ({ size: 0 }));
  const hash = sha256Hex(utf8(key.split('+')[0]!));
  const seen = async () =>
    Number((await (await fetch(`${witnesses[1]!.url}/${hash}/checkpoint`)).text()).split('\n')[1]);
  await expect.poll(seen, { timeout: 20_000 }).toBeGreaterThan(size - 1);
  await expect
    .poll(async () => (await live('two.policy')).json<{ entries: number; size: number }>(), {
      timeout: 20_000,
    })
    .toMatchObject({ size: (await newest()).index + 1 });
  await expect.poll(seen, { timeout: 20_000 }).toBe((await newest()).index + 1);
  server.signal('SIGTERM');
  await server.ended;
  await rm(bed.path('data'), { recursive: true });
  await cp(bed.path('backup'), bed.path('data'), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
  const env = { COMITY_WITNESSES: bed.path('host.policy') };
  const refused = await bed.run('serve --data data --json', { env });
  expect(refused.json()).toMatchObject({ error: { code: 'record.log-went-back' } });
  expect(JSON.stringify(refused.json())).toContain('comity init --from');
  expect(refused.code).not.toBe(0);
}, 120_000);
