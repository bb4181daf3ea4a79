import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** Documents, initiatives and written inputs by the real command. Each test goes on where the one before ended. */
let bed: Bed;
const ids: Record<string, string> = {};

beforeAll(async () => {
  bed = await makeServedBody();
  for (const state of ['alderia', 'brenmark']) await seatState(bed, state);
  await bed.write('a.txt', 'How an exercise is run.\n');
}, 120_000);
afterAll(() => bed.end());

const office = '--as secretariat-root';

test('a State submits a document, another co-sponsors it, the secretariat gives it the next free symbol', async () => {
  const submit = ['documents', 'submit', '--title', 'en=Working methods', '--file', 'en=a.txt', '--as'];
  const { document } = await bed.value<{ document: string }>([...submit, 'alderia-root']);
  ids.document = document;
  await bed.value(`documents sponsor ${document} --as brenmark-root`);
  await bed.value(`documents organ plenary --name en=Plenary --prefix A/BODY ${office}`);
  const { classes } = await bed.value<{ classes: { class: string; next: string }[] }>(
    `documents classes --organ plenary --year 2027 ${office}`,
  );
  const symbol = classes.find((c) => c.class === 'working-paper')!.next;
  expect(symbol).toBe('A/BODY/2027/WP.1');
  const classify = `documents classify ${document} --class working-paper --organ plenary --symbol ${symbol}`;
  await bed.value(`${classify} --agenda 3 ${office}`);
  const shown = await bed.run(`documents get ${symbol.toLowerCase()} ${office}`);
  expect(shown.out).toContain('How an exercise is run.');
  const listed = await bed.value<{ documents: object[] }>(`documents list --submitter brenmark ${office}`);
  expect(listed.documents).toMatchObject([{ document, symbol, sponsors: [{ participant: 'brenmark' }] }]);
  const taken = await bed.run(`documents unsubmit ${document} --as brenmark-root --json`);
  expect([taken.code, taken.out]).toEqual([1, expect.stringContaining('documents.own-submission')]);
}, 60_000);

test('a participant notes what it has read, for its own people', async () => {
  const read = (as: string) =>
    bed.value<{ sha256: string; before?: object }>(`documents read ${ids.document} --as ${as}`);
  const first = await read('alderia-root');
  expect(first.before).toBeUndefined();
  expect(await read('alderia-root')).toMatchObject({ before: { language: 'en', sha256: first.sha256 } });
  expect((await read('brenmark-root')).before).toBeUndefined();
  const other = await bed.run(`documents read ${ids.document} --language ru --as alderia-root --json`);
  expect([other.code, other.out]).toEqual([1, expect.stringContaining('comity.not-in-this-language')]);
}, 60_000);

test('the clock names what is missing, and the rule; then until when the notice runs', async () => {
  const clock = () =>
    bed.value<{ missing: string[]; opens?: string; obstacle: { rule: string } }>(
      `documents clock A/BODY/2027/WP.1 ${office}`,
    );
  const { missing, obstacle } = await clock();
  expect(obstacle.rule).toBe('decisions.languages-issued');
  for (const language of missing)
    await bed.value(`documents issue ${ids.document} --file ${language}=a.txt ${office}`);
  expect(await clock()).toMatchObject({ missing: [], obstacle: { rule: 'decisions.notice-given' } });
  expect((await bed.run(`documents clock A/BODY/2027/WP.1 ${office}`)).out).toContain('notice still runs');
}, 60_000);

test('an initiative is presented, and a paper says whether it covers it', async () => {
  const present = ['documents', 'initiatives', 'present', '--title', 'en=An exercise', '--document'];
  const { initiative } = await bed.value<{ initiative: string }>([
    ...[...present, ids.document!, '--as', 'alderia-root'],
  ]);
  const cover = ['documents', 'initiatives', 'cover', ids.document!, initiative, '--as-is', 'partly'];
  await bed.value([...cover, '--reason', 'The rest stands elsewhere.', '--as', 'alderia-root']);
  const { out } = await bed.run(`documents initiatives list --paper A/BODY/2027/WP.1 ${office}`);
  expect(out).toMatch(/partly.*The rest stands elsewhere\./);
}, 60_000);

test('a round takes inputs, and shows them item by item', async () => {
  const items = [{ id: 'methods', kind: 'question', text: { en: 'How?' } }];
  await bed.write('template.json', JSON.stringify({ items }));
  const open = `documents rounds open A/BODY/2027/WP.1 --title en=Inputs --template template.json ${office}`;
  const { round } = await bed.value<{ round: string }>(`${open} --deadline 14d`);
  await bed.write('answers.json', JSON.stringify({ methods: 'In turn.' }));
  await bed.value(`documents rounds input ${round} --file answers.json --as brenmark-root`);
  expect((await bed.run(`documents rounds compile ${round} ${office}`)).out).toContain(
    'brenmark (en): In turn.',
  );
  await bed.write('wrong.json', JSON.stringify({ other: 'x' }));
  const wrong = await bed.run(`documents rounds input ${round} --file wrong.json --as alderia-root --json`);
  expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('documents.round-file')]);
  const early = await bed.run(`${open} --deadline 24h --json`);
  expect([early.code, early.out]).toEqual([1, expect.stringContaining('documents.deadline-ahead')]);
}, 60_000);

test('what was done verifies offline', async () => {
  await bed.value(`export --public --out record.tar ${office}`);
  const { out, code } = await bed.run('verify record.tar --trust data/trust.json');
  expect([code, out]).toEqual([0, expect.stringContaining('VERIFIED')]);
}, 60_000);
