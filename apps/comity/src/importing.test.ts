import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeServedBody } from './testing/bed.ts';

/** The archive of a predecessor that never was, imported by the real command. Each test goes on where the one before ended. */
let bed: Bed;

const field = (tag: string, code: string, words: string, more = '') =>
  `<datafield tag="${tag}" ind1=" " ind2=" "><subfield code="${code}">${words}</subfield>${more}</datafield>`;
const file = (name: string, label: string) =>
  field('856', 'u', `https://archive.example/files/${name}`, `<subfield code="y">${label}</subfield>`);
const record = (id: string, symbol: string, title: string, files: string) =>
  `<record><controlfield tag="001">${id}</controlfield>${field('191', 'a', symbol)}${field('245', 'a', `${title} :`)}${field('269', 'a', '2019-05-06')}${field('300', 'a', '7 p.')}${files}</record>`;
const CATALOGUE = `<?xml version="1.0" encoding="UTF-8"?><collection>${[
  record('2', 'A/OLD/2019/L.1/Rev.1', 'Working methods, revised', file('A_OLD_L1_Rev1-EN.pdf', 'English')),
  record(
    '1',
    'A/OLD/2019/L.1',
    'Working methods',
    file('A_OLD_L1-EN.pdf', 'English') + file('A_OLD_L1-FR.pdf', 'Français'),
  ),
  record('3', 'A/OLD/2019/INF/1', 'A list', file('A_OLD_INF1-EN.pdf', 'English')),
].join('')}</collection>`;
const TEXT = (last: string) => `Recalling the exercise,\n\n1. Decides to begin;\n\n2. ${last}\n`;

beforeAll(async () => {
  bed = await makeServedBody();
  await bed.write('old.xml', CATALOGUE);
  await bed.write('a_old_l1-en.txt', TEXT('Invites everybody.'));
  await bed.write('A_OLD_L1_Rev1-EN.txt', TEXT('Invites all States.'));
}, 120_000);
afterAll(() => bed.end());

/** All that the registry holds. */
const registry = () => bed.value<{ documents: object[] }>('documents list --limit 200 --as secretariat-root');

const imports = 'documents import old.xml --files . --as-text --as secretariat-root';
interface Report {
  records: { symbol: string; outcome: string; languages: string[]; why?: string }[];
  leftOut: { code: string; words?: string }[];
}
const outcomes = ({ records }: Report) => records.map((r) => [r.symbol, r.outcome, r.languages.join(' ')]);

test('a look before shows what would be done and what would be left out, and sends nothing', async () => {
  const before = await registry();
  const { out, code } = await bed.run(`${imports} --dry-run`);
  expect(code).toBe(0);
  expect(out).toMatch(/A\/OLD\/2019\/L\.1\s+new\s+en\s+fr\s+Working methods/);
  expect(out).toMatch(/A\/OLD\/2019\/INF\/1\s+new\s+—\s+en/);
  expect(out).toMatch(/the catalogue\s+dropped\s.*field 300/);
  expect(await registry()).toEqual(before);
}, 60_000);

test('a work comes before its revisions; a record without a file at hand is told, and the rest is there', async () => {
  const ended = await bed.run(`${imports} --json`);
  expect(ended.code).toBe(1);
  const report = ended.json<Report>();
  expect(outcomes(report)).toEqual([
    ['A/OLD/2019/INF/1', 'refused', ''],
    ['A/OLD/2019/L.1', 'registered', 'en'],
    ['A/OLD/2019/L.1/Rev.1', 'registered', 'en'],
  ]);
  const shown = await bed.run('documents get A/OLD/2019/L.1 --as secretariat-root');
  expect(shown.out).toContain('1. Decides to begin;');
  const { documents } = await bed.value<{ documents: { source: string; dated: string }[] }>(
    'documents list --q revised --as secretariat-root',
  );
  expect(documents).toMatchObject([{ source: 'archive', dated: '2019-05-06' }]);
}, 60_000);

test('run again it goes on where it ended: what is there is passed over, a language that came is issued', async () => {
  await bed.write(
    'A_OLD_L1-FR.txt',
    'Rappelant l’exercice,\n\n1. Décide de commencer ;\n\n2. Invite tous.\n',
  );
  await bed.write('A_OLD_INF1-EN.pdf', '%PDF-1.7 a list');
  const report = await bed.value<Report>(imports);
  expect(outcomes(report)).toEqual([
    ['A/OLD/2019/INF/1', 'registered', 'en'],
    ['A/OLD/2019/L.1', 'completed', 'fr'],
    ['A/OLD/2019/L.1/Rev.1', 'there', ''],
  ]);
  const before = await registry();
  expect((await bed.value<Report>(imports)).records.every((r) => r.outcome === 'there')).toBe(true);
  expect(await registry()).toEqual(before);
}, 60_000);

test('what is no catalogue, and a file that cannot be read as a text, leave nothing behind', async () => {
  const before = await registry();
  await bed.write('entities.xml', '<!DOCTYPE x [<!ENTITY a "b">]><collection>&a;</collection>');
  const refused = async (line: string) => {
    const ended = await bed.run(`${line} --json`);
    return [ended.code, ended.json<{ error: { code: string } }>().error.code];
  };
  expect(await refused('documents import entities.xml --as secretariat-root')).toEqual([
    2,
    'comity.not-a-catalogue',
  ]);
  expect(await refused('documents import nowhere.xml --as secretariat-root')).toEqual([
    2,
    'comity.cannot-read',
  ]);
  await bed.write('bad.xml', CATALOGUE.replaceAll('A/OLD', 'A/BAD').replaceAll('A_OLD', 'A_BAD'));
  await rm(bed.path('A_OLD_INF1-EN.pdf'));
  await bed.write('A_BAD_L1-EN.txt', new Uint8Array([0xff, 0xfe, 0xff, 0x00]));
  const ended = await bed.run('documents import bad.xml --files . --as-text --as secretariat-root --json');
  expect(ended.code).toBe(1);
  const { records } = ended.json<Report>();
  expect(records.map((r) => r.outcome)).toEqual(['refused', 'refused', 'refused']);
  expect(records[1]!.why).toContain('A_BAD_L1-EN.txt');
  expect(await registry()).toEqual(before);
}, 60_000);
