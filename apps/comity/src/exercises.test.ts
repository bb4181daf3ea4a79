import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, awaitPublished, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** Exercises by the real command: alderia tests and controls, brenmark is tested. */
let bed: Bed;
const contacts: Record<string, string> = {};
const MARK = 'EXERCISE EXERCISE EXERCISE';

beforeAll(async () => {
  bed = await makeServedBody();
  for (const state of ['alderia', 'brenmark']) {
    await seatState(bed, state);
    const person = await addPerson(bed, state, state, 'key make');
    await bed.value(`state authorities ${person} directory,exchange --as ${state}-root`);
    const nominate = `directory nominate --as ${state}-root --class technical --roster ${person} --field role=cert`;
    const { contact } = await bed.value<{ contact: string }>(nominate);
    contacts[state] = contact;
    await bed.value(`key contact ${contact} --out ${state}.json --as ${state}`);
    await bed.value(`directory key ${contact} --request ${state}.json --as ${state}-root`);
  }
  await awaitPublished((await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!);
}, 120_000);
afterAll(() => bed.end());

interface Fates {
  readonly exercise: string;
  readonly fates: readonly { sent?: number; acknowledged?: number; answered?: number }[];
}
interface Threads {
  readonly threads: readonly { thread: string; last: { header: { message: string; exercise: boolean } } }[];
}
const drills = (as: string) => bed.value<Threads>(`exercise threads --as ${as}`);

test('a link test to oneself and to another is acknowledged, and every output says that it is an exercise', async () => {
  const alone = await bed.run('exercise link-test --self --as alderia');
  expect([alone.code, alone.out.trim()]).toEqual([0, expect.stringMatching(/^EXERCISE[\s\S]*EXERCISE$/)]);
  const { exercise } = await bed.value<{ exercise: string }>('exercise link-test --to brenmark --as alderia');
  const { threads } = await drills('brenmark');
  expect(threads).toHaveLength(1);
  const { message } = threads[0]!.last.header;
  const opened = await bed.run(`exchange open ${message} --as brenmark`);
  expect(opened.out.trim().split('\n').at(0)).toBe(MARK);
  expect(opened.out.trim().split('\n').at(-1)).toBe(MARK);
  expect((await bed.run(`exchange ack ${message} --as brenmark`)).out).toContain('EXERCISE. Acknowledged');
  // Real lists have nothing of it.
  expect((await bed.value<Threads>('exchange list --as brenmark')).threads).toEqual([]);
  const { fates } = await bed.value<Fates>(`exercise show ${exercise} --as alderia`);
  expect(fates).toMatchObject([{ sent: expect.any(Number), acknowledged: expect.any(Number) }]);
  for (const line of [
    `exercise show ${exercise}`,
    'exercise list',
    'exercise threads',
    `exercise report ${exercise}`,
  ]) {
    const { out } = await bed.run(`${line} --as alderia`);
    expect([line, out.split('\n')[0], out.trimEnd().split('\n').at(-1)]).toEqual([line, MARK, MARK]);
  }
}, 90_000);

test('an answer stays in its exercise, and nothing of an exercise goes into a real thread', async () => {
  const { thread } = (await drills('brenmark')).threads[0]!;
  const answer = ['exchange', 'send', '--reply', thread, '--text', 'We are here.', '--as', 'brenmark'];
  expect(await bed.value(answer)).toMatchObject({ exercise: true });
  const real = [
    'exchange',
    'send',
    '--to',
    'brenmark',
    '--subject',
    'Real',
    '--text',
    'A port.',
    '--as',
    'alderia',
  ];
  const sent = await bed.value<{ thread: string }>(real);
  const mixed = await bed.run([...answer.with(3, sent.thread), '--exercise', '--json']);
  expect([mixed.code, mixed.out]).toEqual([1, expect.stringContaining('exchange.exercise-apart')]);
}, 60_000);

test('a form that was not filled in as the card says is found out by its reader, who tells the sender', async () => {
  const { exercise } = await bed.value<{ exercise: string }>([
    'exercise',
    'form-test',
    '--to',
    'brenmark',
    '--copy',
    '--field',
    'effect=Nothing',
    '--as',
    'alderia',
  ]);
  const { thread } = (await drills('brenmark')).threads[0]!;
  const found = await bed.run(`exercise check ${thread} --answer --as brenmark --json`);
  expect(found.code).toBe(1);
  expect(found.json()).toMatchObject({ exercise: true, whole: false, answered: true });
  const shown = await bed.value<{ checked: unknown }>(`exercise show ${exercise} --as alderia`);
  expect(shown.checked).toEqual([{ contact: contacts.brenmark, differ: ['effect'] }]);
  const copied = await bed.value<{ exercise: string }>(
    'exercise form-test --to brenmark --copy --card 2 --as alderia',
  );
  const whole = await bed.run(
    `exercise check ${(await drills('brenmark')).threads[0]!.thread} --as brenmark --json`,
  );
  expect([whole.code, whole.json()]).toMatchObject([0, { whole: true, card: '2' }]);
  expect(copied.exercise).not.toBe(exercise);
}, 90_000);

test('a scenario runs by its clock, sends each inject once, and is reported and removed', async () => {
  const open = ['exercise', 'open', '--title', 'Port in the storm', '--as', 'alderia'];
  const { exercise } = await bed.value<{ exercise: string }>(open);
  const inject = (minute: number, subject: string) =>
    bed.value([
      'exercise',
      'inject',
      exercise,
      '--at',
      String(minute),
      '--to',
      'brenmark',
      '--subject',
      subject,
      '--text',
      'Invented.',
      '--as',
      'alderia',
    ]);
  await inject(0, 'Trucks wait');
  await inject(1, 'A crane stops');
  await inject(600, 'Never');
  await bed.value(`exercise withdraw ${exercise} inject-3 --as alderia`);
  const early = await bed.value<{ sent: unknown[] }>(`exercise run ${exercise} --once --as alderia`);
  expect(early.sent).toEqual([]);
  await bed.value(`exercise start ${exercise} --speed 60 --as alderia`);
  const ran = await bed.value<{ sent: { inject: string; outcome: string }[] }>(
    `exercise run ${exercise} --as alderia`,
  );
  expect(ran.sent.map((s) => [s.inject, s.outcome])).toEqual([
    ['inject-1', 'sent'],
    ['inject-2', 'sent'],
  ]);
  const again = await bed.value<{ sent: unknown[] }>(`exercise run ${exercise} --as alderia`);
  expect(again.sent).toEqual([]);
  expect((await bed.run(`exercise start ${exercise} --as alderia --json`)).out).toContain(
    'comity.clock-stands-otherwise',
  );
  await bed.value(`exercise stop ${exercise} --as alderia`);
  await bed.value([
    'exercise',
    'note',
    exercise,
    '--text',
    'Calm.',
    '--inject',
    'inject-1',
    '--as',
    'alderia',
  ]);
  for (const format of ['json', 'csv', 'html']) {
    await bed.value(`exercise report ${exercise} --out report.${format} --as alderia`);
    const text = await readFile(bed.path(`report.${format}`), 'utf8');
    expect(text, format).toMatch(/EXERCISE|"exercise": true/);
    expect(text, format).toContain('A crane stops');
  }
  await bed.value(`exercise report ${exercise} --body --out sums.json --as alderia`);
  expect(await readFile(bed.path('sums.json'), 'utf8')).not.toContain('brenmark');
  expect(await bed.value(`exercise results ${exercise} --send --as alderia`)).toMatchObject({ sent: true });
  const told = await bed.run(`exchange open ${(await drills('brenmark')).threads[0]!.thread} --as brenmark`);
  expect(told.out).toContain('What came of it with you');
  await bed.value(`exercise remove ${exercise} --as alderia`);
  expect((await bed.run(`exercise show ${exercise} --as alderia --json`)).out).toContain(
    'exercises.not-found',
  );
}, 150_000);

test('what cannot be is refused with the next step, and nothing is sent', async () => {
  const before = (await drills('brenmark')).threads.length;
  const tries: [string, string][] = [
    ['exercise link-test', 'comity.no-recipients'],
    ['exercise form-test --to brenmark --card 9 --copy', 'comity.no-such-card'],
    ['exercise form-test --to brenmark', 'comity.form-not-filled'],
    ['exercise form-test --to brenmark --copy --field colour=red', 'comity.form-not-filled'],
    ['exercise open --title Drill --control caldoria', 'comity.no-contact-in-control'],
    [`exercise show thr_${'A'.repeat(22)}`, 'exercises.not-found'],
    [`exercise check ${(await drills('alderia')).threads.at(-1)!.thread}`, 'comity.no-form'],
  ];
  for (const [line, code] of tries) {
    const { code: exit, out } = await bed.run(`${line} --as alderia --json`);
    expect([line, exit !== 0, out]).toEqual([line, true, expect.stringContaining(code)]);
  }
  expect((await drills('brenmark')).threads).toHaveLength(before);
}, 90_000);
