import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeServedBody } from './testing/bed.ts';
import { damagedList, type ListOf165 } from './testing/damaged.ts';

/** A list of 165 rows as no office would wish it, 120 of them damaged, entered by the real command. */
let bed: Bed;
let list: ListOf165;
let url: string;

interface Row {
  readonly line: number;
  readonly outcome: string;
  readonly contact?: string;
  readonly why?: string;
}

beforeAll(async () => {
  bed = await makeServedBody();
  url = (await bed.value<{ url: string }>('info')).url;
  list = damagedList();
  await bed.write('list.csv', list.bytes);
}, 120_000);
afterAll(() => bed.end());

const IMPORT = 'directory import list.csv --as secretariat-root';
const rowsOf = async (line: string) => {
  const ended = await bed.run(`${line} --json`);
  return { code: ended.code, rows: ended.json<{ rows: Row[] }>().rows };
};
const entered = async (): Promise<{ note?: string; contact: string; participant: string }[]> =>
  ((await (await fetch(`${url}/api/directory/contacts`)).json()) as { contacts: never[] }).contacts;

test('a look before tells each of the 120 damaged rows with its line and its reason, and enters nothing', async () => {
  const { code, rows } = await rowsOf(`${IMPORT} --dry-run`);
  expect(code).toBe(1);
  const damaged = rows.filter(({ outcome }) => outcome === 'damaged');
  expect(damaged.map(({ line }) => line)).toEqual(list.damaged.map(({ line }) => line));
  expect(list.damaged).toHaveLength(120);
  const unexpected = list.damaged.filter(({ why }, i) => !why.test(damaged[i]!.why!));
  expect(unexpected.map(({ line }) => damaged.find((row) => row.line === line))).toEqual([]);
  expect(rows.filter(({ outcome }) => outcome === 'would be entered').map(({ line }) => line)).toEqual(
    list.sound,
  );
  expect(await entered()).toEqual([]);
}, 60_000);

test('an import that is killed half-way goes on where it ended: every sound row stands there once', async () => {
  const first = await bed.start(IMPORT, '');
  for (let i = 0; i < 600 && (await entered()).length < 5; i++) await sleep(20);
  first.signal('SIGKILL');
  await first.ended;
  const half = (await entered()).length;
  expect(half).toBeGreaterThanOrEqual(5);
  const { code, rows } = await rowsOf(`${IMPORT} --left left.csv`);
  expect(code).toBe(1);
  const counted = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  expect([counted('damaged'), counted('refused'), counted('entered') + counted('there')]).toEqual([
    120,
    0,
    list.sound.length,
  ]);
  expect(counted('there')).toBeGreaterThanOrEqual(5);
  expect((await entered()).length).toBe(list.sound.length);
}, 120_000);

test('run again it changes nothing; what was left is a list again, and a corrected row is entered from it', async () => {
  const before = await entered();
  const { rows } = await rowsOf(IMPORT);
  expect(rows.filter(({ outcome }) => outcome === 'there')).toHaveLength(list.sound.length);
  expect(await entered()).toEqual(before);
  const left = await readFile(bed.path('left.csv'), 'utf8');
  expect(left.split('\n').filter(Boolean)).toHaveLength(121);
  await bed.write('corrected.csv', left.replace('Nowhere 1,', 'Jorvland,'));
  const again = await rowsOf('directory import corrected.csv --as secretariat-root');
  expect(again.rows.filter(({ outcome }) => outcome === 'entered')).toHaveLength(1);
  const refused = again.rows.filter(({ outcome }) => outcome === 'refused');
  expect(refused.map(({ why }) => why)).toEqual(
    Array(5).fill('The directory has desk0@alderia.example for another State.'),
  );
  expect((await entered()).length).toBe(before.length + 1);
}, 60_000);

test('all of them are on the call list of the day, as not yet signed by their States', async () => {
  const { out, code } = await bed.run('directory calls --csv --as secretariat-root');
  expect(code).toBe(0);
  const lines = out.trim().split('\n');
  expect(lines.slice(1).every((line) => line.includes('not yet signed by its State'))).toBe(true);
  expect(lines).toHaveLength(list.sound.length + 2);
}, 60_000);
