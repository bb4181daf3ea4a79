import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { newId } from '@comity/acts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bed, makeBed } from './testing/bed.ts';
import { makePlenary, type Plenary } from './testing/plenary.ts';

/**
 * Consultations off the record by the real command: carla presides, alpha keeps its key in a file, gpg holds that of bravo,
 * and delta has none yet. Each test goes on where the one before ended.
 */
let bed: Bed;
let plenary: Plenary;
/** A procedure under way. */
let about: string;
let sounding: string;
let group: string;

interface Put {
  readonly consultation: string;
  readonly to: readonly string[];
}
interface Shown {
  readonly unread: number;
  readonly versions: readonly { readonly text: string }[];
  readonly said: readonly { readonly participant: string; readonly on?: string }[];
  readonly standing: readonly object[];
}
const as = (state: string, ...line: string[]) => ['consultation', ...line, '--as', state];
const value = <T = Put>(state: string, ...line: string[]) => bed.value<T>(as(state, ...line));
const shown = async (state: string, ...line: string[]) => (await bed.run(as(state, ...line))).out;
const refused = async (state: string, ...line: string[]) => {
  const ended = await bed.run([...as(state, ...line), '--json']);
  return [ended.code, ended.json<{ error: { code: string } }>().error.code];
};
const gpg = (...args: string[]) =>
  promisify(execFile)('gpg', [
    ...['--homedir', bed.path('gnupg'), '--batch', '--pinentry-mode', 'loopback', '--passphrase', ''],
    ...args,
  ]);

beforeAll(async () => {
  bed = await makeBed();
  const key = 'with a key';
  plenary = await makePlenary(bed, {
    alpha: key,
    bravo: 'without a key',
    carla: key,
    delta: 'without a key',
  });
  await gpgHoldsThatOf('bravo');
  about = await plenary.moves('alpha', 'plenary');
  await bed.write('one.txt', 'States cooperate.\n\nThey shall report.\n');
  await bed.write('two.txt', 'States cooperate.\n\nThey should report.\n');
}, 120_000);
afterAll(async () => {
  spawnSync('gpgconf', ['--homedir', bed.path('gnupg'), '--kill', 'gpg-agent']);
  await plenary.end();
  await bed.end();
});

async function gpgHoldsThatOf(state: string): Promise<void> {
  await mkdir(bed.path('gnupg'), { mode: 0o700 });
  await gpg('--quick-generate-key', `Office of ${state}`, 'ed25519', 'sign', 'never');
  const { stdout } = await gpg('--list-keys', '--with-colons');
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(stdout)![1]!;
  await gpg('--quick-add-key', fingerprint, 'cv25519', 'encr', 'never');
  const contact = plenary.contacts.get(state)!;
  await bed.value(`key contact ${contact} --gpg ${fingerprint} --as ${state}`);
  await bed.value(`directory key ${contact} --gpg ${fingerprint} --as ${state}-root`);
}

describe('a sounding', () => {
  const sounds = (...more: string[]) => ['sound', about, '--text', 'Could you hear us?', ...more];

  test('needs somebody who presides', async () => {
    expect(await refused('alpha', ...sounds())).toEqual([1, 'comity.nobody-presides']);
    await plenary.elects('chair', 'carla');
  }, 30_000);

  test('tells the chair where a State stands, and the chair answers', async () => {
    const where = ['--position', 'object', '--place', '12 bis', '--text', 'Not with “shall”.'];
    const ended = await bed.run([...as('bravo', 'sound', about, ...where), '--json']);
    expect(ended.err).toMatch(
      /contacts of bravo, carla\. In no log and no export[\s\S]*no position on the record/,
    );
    const put = ended.json<Put>();
    sounding = put.consultation;
    expect([...put.to].sort()).toEqual(['bravo', 'carla'].map((s) => plenary.contacts.get(s)).sort());
    expect(await shown('carla', 'list')).toMatch(
      /sounding +pro_\S+ +bravo, carla +Sounding 12 bis +object \(12 bis\)/,
    );
    await value('carla', 'say', sounding, '--place', '12 bis', '--text', 'And with “should”?');
    const read = await shown('bravo', 'show', sounding);
    expect(read).toMatch(/> bravo .*\[12 bis\]: OBJECT Not with “shall”\.\n> carla .*: And with “should”\?/);
    expect(read).toMatch(/read by +.*bravo \(con_.*carla \(con_/);
  }, 60_000);

  test('the last word of a State stands, and none before it', async () => {
    await value('bravo', 'position', sounding, 'can-live-with', '--place', '12 bis');
    const listed = await shown('carla', 'list', '--about', about);
    expect(listed).toContain('can-live-with (12 bis)');
    expect(listed).not.toContain('object');
    const { said, standing } = await value<Shown>('carla', 'show', sounding);
    expect(said.map(({ participant, on }) => [participant, on])).toEqual([
      ['bravo', undefined],
      ['carla', undefined],
      ['bravo', undefined],
    ]);
    expect(standing).toMatchObject([{ participant: 'bravo', position: 'can-live-with', place: '12 bis' }]);
    expect(await shown('alpha', 'list')).toContain('Your State consults with nobody off the record.');
  }, 60_000);

  test('is begun by the chair with the State that it names, under another title', async () => {
    expect(await refused('carla', ...sounds())).toEqual([2, 'comity.whom-to-sound-out']);
    await value('carla', ...sounds('--to', 'alpha', '--title', 'Before Friday'));
    expect(await shown('alpha', 'list')).toMatch(/alpha, carla +Before Friday/);
  }, 30_000);

  test('names whom it is for where several preside', async () => {
    await plenary.elects('facilitator', 'delta');
    const informal = await plenary.moves('carla', 'informals');
    const sound = ['sound', informal, '--position', 'support'];
    expect(await refused('alpha', ...sound)).toEqual([2, 'comity.which-presides']);
    const several = await bed.run(as('alpha', ...sound));
    expect(several.err).toContain('Say whom you tell with --to: carla, delta.');
    expect(await refused('alpha', ...sounds('--to', 'bravo'))).toEqual([2, 'comity.which-presides']);
    expect(await value('alpha', ...sound, '--to', 'carla')).toMatchObject({
      consultation: expect.stringMatching(/^thr_/),
    });
    expect(await refused('alpha', ...sound, '--to', 'delta')).toEqual([1, 'comity.cannot-be-sealed-to']);
  }, 60_000);

  test('says something, in words that are known and not too long', async () => {
    const tries: [string[], number, string][] = [
      [['sound', about], 2, 'comity.nothing-said'],
      [['sound', about, '--position', 'veto'], 2, 'comity.no-such-position'],
      [['sound', about, '--text', 'a'.repeat(5001)], 2, 'comity.consultation-refused'],
      [['sound', newId('pro'), '--text', 'Where?'], 1, 'consultations.nothing-open'],
      [['position', sounding, 'veto'], 2, 'comity.no-such-position'],
    ];
    for (const [line, code, error] of tries) expect(await refused('bravo', ...line)).toEqual([code, error]);
    const { said } = await value<Shown>('bravo', 'show', sounding);
    expect(said).toHaveLength(3);
  }, 60_000);

  test('has no text', async () => {
    const tries = [
      ['text', sounding, '--file', 'one.txt'],
      ['take', sounding, '--out', 'none.txt'],
      ['show', sounding, '--version', '1'],
    ];
    for (const line of tries) expect(await refused('bravo', ...line)).toEqual([1, 'comity.not-a-group']);
  }, 30_000);
});

describe('a small group', () => {
  const begins = (...states: string[]) => [
    'group',
    about,
    '--with',
    ...states,
    '--file',
    'one.txt',
    '--title',
    'Reports',
  ];

  test('works on a text: versions, what is new in each, words and positions on the newest', async () => {
    ({ consultation: group } = await value('alpha', ...begins('bravo')));
    await value('bravo', 'text', group, '--file', 'two.txt');
    await value('alpha', 'position', group, 'support', '--text', 'Thank you.');
    await value('bravo', 'say', group, '--place', '2', '--text', 'So we go on.');
    const { said, versions, unread } = await value<Shown>('alpha', 'show', group);
    expect([unread, versions.map((v) => v.text.split('\n').at(-1))]).toEqual([
      0,
      ['They shall report.', 'They should report.'],
    ]);
    expect(new Set(said.map(({ on }) => on)).size).toBe(1);
    const read = await shown('bravo', 'show', group);
    expect(read).toMatch(/version +2 of 2, /);
    expect(read).toMatch(/ 1 {3}States cooperate\.\n +2 \* They should report\./);
    expect(read).toMatch(/\[version 2\]: SUPPORT Thank you\.\n> bravo .*\[2, version 2\]: So we go on\./);
    expect(read).toMatch(/alpha +support +the whole +version 2/);
    expect(await shown('bravo', 'show', group, '--version', '1')).toContain('They shall report.');
    expect(await refused('bravo', 'show', group, '--version', '3')).toEqual([2, 'comity.no-such-version']);
  }, 90_000);

  test('is read by nobody else: a third State hears that there is none', async () => {
    for (const line of [
      ['show', group],
      ['say', group, '--text', 'May we?'],
      ['take', group, '--out', 'theirs.txt'],
      ['remove', group],
    ])
      expect(await refused('carla', ...line)).toEqual([1, 'consultations.not-found']);
    expect(await shown('carla', 'list')).not.toContain(group);
  }, 30_000);

  test('has two States at the least, that can all be sealed to, and a file that is text', async () => {
    await bed.write('latin.txt', Buffer.from([0x44, 0xe9, 0x63]));
    await bed.write('long.txt', 'a'.repeat(25_001));
    const tries: [string[], number, string][] = [
      [begins('bravo', 'delta'), 1, 'comity.cannot-be-sealed-to'],
      [begins('alpha'), 1, 'consultations.not-a-group'],
      [begins('bravo').with(-3, 'latin.txt'), 2, 'comity.not-text'],
      [begins('bravo').with(-3, 'nowhere.txt'), 2, 'comity.cannot-read'],
      [['text', group, '--file', 'long.txt'], 2, 'comity.consultation-refused'],
    ];
    for (const [line, code, error] of tries) expect(await refused('alpha', ...line)).toEqual([code, error]);
    const { err } = await bed.run(as('alpha', ...begins('bravo', 'delta')));
    expect(err).toMatch(
      /No contact with a key stands in the directory for delta\.[\s\S]*Nothing was sealed\./,
    );
  }, 60_000);

  test('its text is taken out word for word, and nothing is overwritten', async () => {
    const take = ['take', group, '--out', 'agreed.txt'];
    expect(await value<object>('alpha', ...take)).toMatchObject({ version: 2, out: 'agreed.txt' });
    expect(await readFile(bed.path('agreed.txt'), 'utf8')).toBe(await readFile(bed.path('two.txt'), 'utf8'));
    expect(await refused('alpha', ...take)).toEqual([2, 'comity.cannot-use-file']);
  }, 30_000);

  test('a State whose contact lost its key cannot be sealed to any more: nothing more is said', async () => {
    const contact = plenary.contacts.get('bravo')!;
    await bed.value(`directory withdraw-key ${contact} --reason lost --as bravo-root`);
    expect(await refused('alpha', 'say', group, '--text', 'Still there?')).toEqual([
      1,
      'comity.cannot-be-sealed-to',
    ]);
  }, 30_000);

  test('whoever opened it removes it, and nothing of it is left', async () => {
    expect(await refused('bravo', 'remove', group)).toEqual([1, 'consultations.not-yours-to-remove']);
    await value('alpha', 'remove', group);
    expect(await refused('alpha', 'show', group)).toEqual([1, 'consultations.not-found']);
    expect(await shown('alpha', 'list')).not.toContain(group);
  }, 30_000);
});

test('what another key of the State would open is listed as sealed to others, and not entered', async () => {
  const keys = bed.path('keys/alpha.json');
  const { contacts: _, ...without } = JSON.parse(await readFile(keys, 'utf8'));
  await bed.write('keys/newcomer.json', JSON.stringify({ ...without, name: 'newcomer' }));
  const { consultations } = await value<{ consultations: { consultation: string }[] }>('newcomer', 'list');
  expect(consultations).toHaveLength(2);
  expect(await shown('newcomer', 'list')).toContain('(sealed to others)');
  expect(await refused('newcomer', 'show', consultations[0]!.consultation)).toEqual([
    1,
    'comity.consultation-closed',
  ]);
}, 30_000);

test('the help teaches how to sound', async () => {
  const { out } = await bed.run('consultation sound --help');
  expect(out).toMatch(/--position <position>[\s\S]*Examples:[\s\S]*comity consultation sound doc_…/);
});
