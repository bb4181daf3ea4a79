import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, type Staying, seatState } from './testing/bed.ts';

let bed: Bed & { server: Staying };
let server: Staying;
let ana: string;
let ben: string;
beforeAll(async () => {
  bed = await makeServedBody();
  server = bed.server;
  await seatState(bed, 'alderia');
  ana = await addPerson(bed, 'alderia', 'ana', 'key make');
  ben = await addPerson(bed, 'alderia', 'ben', 'key make');
}, 180_000);
afterAll(() => bed.end());

const urlNow = async () => (await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!;
/** Looks once as Alderia's ana, until all is copied and replayed. */
async function look(folder: string) {
  const line = `mirror --from ${await urlNow()} --trust data/trust.json --data ${folder} --once --as ana`;
  await expect.poll(async () => (await bed.run(line)).code, { timeout: 30_000 }).toBe(0);
  return bed.value<{ erased: number; alarms: object[] }>(line);
}
async function names(folder: string): Promise<string[]> {
  const files = await readdir(bed.path(`${folder}/private/fields`));
  const texts = await Promise.all(
    files.map((f) => readFile(bed.path(`${folder}/private/fields/${f}`), 'utf8')),
  );
  return ['ana', 'ben'].filter((name) => texts.join('\n').includes(`The person ${name}`));
}

test('the host erases with its server stopped, says so on the record, and mirrors do likewise', async () => {
  expect(await look('m1')).toMatchObject({ erased: 0, alarms: [] });
  await look('away');
  expect([await names('m1'), await names('away')]).toEqual([
    ['ana', 'ben'],
    ['ana', 'ben'],
  ]);
  const busy = await bed.run(`host erase --subject ${ben} --order SEC/2026/17 --json`);
  expect(busy.code).not.toBe(0);
  server.signal('SIGINT');
  await server.ended;
  const erased = await bed.value<{ index: number; act: string }>(
    `host erase --subject ${ben} --order SEC/2026/17`,
  );
  for (const [subject, order, code] of [
    [ben, 'SEC/2026/17', 'comity.erased-before'],
    ['doc_AAAAAAAAAAAAAAAAAAAAAA', 'SEC/2026/17', 'comity.not-a-subject'],
    [ana, 'Zoë', 'comity.not-an-order'],
  ]) {
    const refused = await bed.run(['host', 'erase', '--subject', subject!, '--order', order!, '--json']);
    expect([refused.code, refused.json<{ error: { code: string } }>().error.code]).toEqual([1, code]);
  }
  server = await bed.start('serve', 'Comity is up at');
  expect(await look('m1')).toMatchObject({ erased: 1, alarms: [] });
  expect(await names('m1')).toEqual(['ana']);
  const told = JSON.parse(await readFile(bed.path('m1/erased.json'), 'utf8'));
  expect(told.orders).toMatchObject([
    { act: erased.act, index: erased.index, subject: ben, order: 'SEC/2026/17' },
  ]);
}, 120_000);

test('a mirror that was away obeys when it is back; who never had it gets nothing; the record verifies', async () => {
  await bed.value(`state authorities ${ana} directory --as alderia-root`);
  expect(await names('away')).toEqual(['ana', 'ben']);
  expect(await look('away')).toMatchObject({ erased: 1, alarms: [] });
  expect(await names('away')).toEqual(['ana']);
  expect(await look('late')).toMatchObject({ erased: 1, alarms: [] });
  expect(await names('late')).toEqual(['ana']);
  const url = await urlNow();
  for (const record of [url, 'away'])
    expect((await bed.run(`verify ${record} --trust data/trust.json`)).code).toBe(0);
  expect((await bed.run(`verify ${url} --trust data/trust.json --as ana`)).code).toBe(0);
}, 120_000);
