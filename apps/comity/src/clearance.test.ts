import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, awaitPublished, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** A statement on its way through a State, by the real command: the mission writes, the capital clears. */
let bed: Bed;
let clearance: string;

beforeAll(async () => {
  bed = await makeServedBody();
  await seatState(bed, 'alderia');
  for (const name of ['mission', 'capital']) {
    const person = await addPerson(bed, 'alderia', name, 'key make');
    await bed.value(`state authorities ${person} directory,exchange --as alderia-root`);
    const nominate = `directory nominate --as alderia-root --class technical --roster ${person} --field role=${name}`;
    const { contact } = await bed.value<{ contact: string }>(nominate);
    await bed.value(`key contact ${contact} --out ${name}.json --as ${name}`);
    await bed.value(`directory key ${contact} --request ${name}.json --as alderia-root`);
  }
  await awaitPublished((await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!);
  await bed.write('statement.txt', 'We thank the Chair.\n\nWe support the text.\n');
  await bed.write('second.txt', 'We thank the Chair.\n\nWe can live with the text.\n');
}, 120_000);
afterAll(() => bed.end());

interface Shown {
  readonly standing: string;
  readonly unread: number;
  readonly versions: readonly {
    readonly remarks: readonly object[];
    readonly paragraphs: readonly object[];
  }[];
}
const show = (as: string) => bed.value<Shown>(`clearance show ${clearance} --as ${as}`);

test('the mission shows a draft; the capital reads it with its own key, comments on a paragraph and returns it', async () => {
  const open = ['clearance', 'open', '--title', 'Statement, item 5', '--file', 'statement.txt'];
  ({ clearance } = await bed.value<{ clearance: string }>([...open, '--as', 'mission']));
  const comment = ['clearance', 'comment', clearance, '--paragraph', '2', '--text', 'Weaker, please.'];
  await bed.value([...comment, '--as', 'capital']);
  await bed.value(`clearance return ${clearance} --as capital`);
  const { standing, versions } = await show('mission');
  expect(standing).toBe('returned');
  expect(versions[0]!.remarks).toMatchObject([{ paragraph: 2, text: 'Weaker, please.' }]);
  const listed = await bed.run('clearance list --as mission');
  expect(listed.out).toMatch(/Statement, item 5 +returned/);
}, 60_000);

test('what is not cleared is not taken out; then it is, word for word, and nothing is overwritten', async () => {
  await bed.value(`clearance draft ${clearance} --file second.txt --as mission`);
  const early = await bed.run(`clearance take ${clearance} --out cleared.txt --as mission --json`);
  expect([early.code, early.out]).toEqual([1, expect.stringContaining('comity.not-cleared')]);
  await bed.value(`clearance clear ${clearance} --as capital`);
  const take = `clearance take ${clearance} --out cleared.txt --as mission`;
  expect(await bed.value(take)).toMatchObject({ version: 2, standing: 'cleared' });
  expect(await readFile(bed.path('cleared.txt'), 'utf8')).toBe(
    'We thank the Chair.\n\nWe can live with the text.\n',
  );
  expect((await bed.run(take)).code).not.toBe(0);
  const shown = await bed.run(`clearance show ${clearance} --as capital`);
  expect(shown.out).toMatch(/ 2 \* We can live with the text\./);
}, 60_000);

test('a paragraph that is not there, a file that is no text and a long draft are refused; nothing is put', async () => {
  await bed.write('latin.txt', Buffer.from([0x44, 0xe9, 0x63]));
  await bed.write('long.txt', 'a'.repeat(25_001));
  const tries: [string, string][] = [
    [`clearance comment ${clearance} --paragraph 3 --text Where`, 'comity.no-such-paragraph'],
    [`clearance draft ${clearance} --file latin.txt`, 'comity.not-text'],
    [`clearance draft ${clearance} --file long.txt`, 'comity.clearance-refused'],
    [`clearance show thr_${'A'.repeat(22)}`, 'clearance.not-found'],
  ];
  for (const [line, code] of tries)
    expect((await bed.run(`${line} --as mission --json`)).out, line).toContain(code);
  expect(await show('mission')).toMatchObject({ standing: 'cleared', unread: 0 });
}, 60_000);

test('whoever opened it removes it, and nothing of it is left', async () => {
  expect((await bed.run(`clearance remove ${clearance} --as capital --json`)).out).toContain(
    'clearance.not-yours-to-remove',
  );
  await bed.value(`clearance remove ${clearance} --as mission`);
  expect((await bed.run('clearance list --as mission')).out).toContain('Nothing is being cleared.');
}, 60_000);
