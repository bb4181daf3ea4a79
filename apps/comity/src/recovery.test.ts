import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** By the real command: two seals, the recovery key of a State, and an office that changes hands. */
let bed: Bed;
const ids: Record<string, string> = {};
interface Shown {
  messages: {
    kind: string;
    code?: string;
    payload?: { postQuantum: boolean; recovery?: { participant: string; key: string }[]; text: string };
  }[];
}

beforeAll(async () => {
  bed = await makeServedBody();
  for (const state of ['alderia', 'brenmark']) {
    await seatState(bed, state);
    const person = await addPerson(bed, state, state, 'key make');
    await bed.value(`state authorities ${person} exchange --as ${state}-root`);
    const nominate = `directory nominate --as ${state}-root --class technical --roster ${person} --field role=Desk`;
    ids[state] = (await bed.value<{ contact: string }>(nominate)).contact;
  }
  await bed.value(`directory key ${ids.alderia} --make --post-quantum --as alderia-root`);
  await bed.value(`directory key ${ids.brenmark} --make --as brenmark-root`);
}, 180_000);
afterAll(() => bed.end());

async function sends(text: string): Promise<string> {
  const line = ['exchange', 'send', '--as', 'alderia', '--to', 'brenmark', '--subject', 'x', '--text', text];
  return (await bed.value<{ thread: string }>(line)).thread;
}
const opens = async (line: string) => (await bed.value<Shown>(line)).messages[0]!;
const sheetIn = async (name: string) => /^ {4}(\S+)$/m.exec(await readFile(bed.path(name), 'utf8'))![1]!;

describe('the outer seal', () => {
  test('is on as soon as both have a key for it, and the message says so', async () => {
    const before = await opens(`exchange open ${await sends('once')} --as brenmark`);
    expect(before.payload).toMatchObject({ postQuantum: false, text: 'once' });
    await bed.value(
      `directory key ${ids.brenmark} --make --post-quantum --demand-post-quantum --as brenmark-root`,
    );
    const thread = await sends('twice');
    expect((await opens(`exchange open ${thread} --as brenmark`)).payload).toMatchObject({
      postQuantum: true,
      text: 'twice',
    });
    expect((await opens(`exchange open ${thread} --as alderia`)).kind).toBe('bound');
  }, 60_000);

  test('is demanded: a sender without a key for it seals nothing, and is told why', async () => {
    await bed.value(`directory key ${ids.alderia} --make --as alderia-root`);
    const line = ['exchange', 'send', '--as', 'alderia', '--to', 'brenmark', '--subject', 'x', '--text', 'y'];
    const ended = await bed.run([...line, '--json']);
    expect(ended.code).not.toBe(0);
    expect(ended.json<{ error: { code: string } }>().error.code).toBe('seal.hybrid-missing');
    await bed.value(`directory key ${ids.alderia} --make --post-quantum --as alderia-root`);
  }, 60_000);
});

describe('the recovery key of a State', () => {
  test('is certified only after somebody opened it with its sheets, and reads what is sent from then on', async () => {
    const made = await bed.value<{ file: string; sheets: string[] }>(
      'recovery make --sheets --post-quantum --as brenmark-root',
    );
    expect(made.sheets).toHaveLength(3);
    const early = await bed.run(`recovery certify --file ${made.file} --as brenmark-root --json`);
    expect(early.json<{ error: { code: string } }>().error.code).toBe('comity.not-drilled');
    const [one, two] = await Promise.all([sheetIn(made.sheets[0]!), sheetIn(made.sheets[2]!)]);
    const twice = await bed.run(`recovery drill --file ${made.file} --sheet ${one} --sheet ${one} --json`);
    expect(twice.json<{ error: { code: string } }>().error.code).toBe('seal.sheets-differ');
    await bed.value(`recovery drill --file ${made.file} --sheet ${two} --sheet ${one}`);
    const earlier = await sends('before');
    const { fingerprint } = await bed.value<{ fingerprint: string }>(
      `recovery certify --file ${made.file} --as brenmark-root`,
    );
    const thread = await sends('to be recovered');
    const open = (id: string) =>
      bed.run(`recovery open ${id} --file ${made.file} --sheet ${one} --sheet ${two} --as brenmark --json`);
    const read = (await open(thread)).json<Shown>().messages[0]!;
    expect(read).toMatchObject({ kind: 'bound', payload: { postQuantum: true, text: 'to be recovered' } });
    expect(read.payload!.recovery).toEqual([{ participant: 'brenmark', key: fingerprint }]);
    expect((await open(earlier)).json<Shown>().messages[0]).toMatchObject({ code: 'seal.cannot-decrypt' });
    const foreign = await bed.run(`recovery certify --file ${made.file} --as alderia-root --json`);
    expect(foreign.json<{ error: { code: string } }>().error.code).toBe('comity.foreign-recovery-file');
  }, 120_000);

  test('is sealed to no more once it is withdrawn', async () => {
    await bed.value('recovery withdraw --reason superseded --as brenmark-root');
    const { payload } = await opens(`exchange open ${await sends('after')} --as brenmark`);
    expect(payload).toMatchObject({ text: 'after' });
    expect(payload!.recovery).toBeUndefined();
  }, 60_000);
});

describe('an office that changes hands', () => {
  test('is read by who comes after, old messages too, until the former keys are destroyed', async () => {
    const thread = await sends('for whoever is on duty');
    const next = await addPerson(bed, 'brenmark', 'next', 'key make');
    await bed.value(`state authorities ${next} exchange --as brenmark-root`);
    await bed.value(`directory amend ${ids.brenmark} --roster ${next} --as brenmark-root`);
    const contact = ids.brenmark!;
    await bed.value(`key contact ${contact} --post-quantum --as next`);
    const unread = await bed.run(`exchange open ${thread} --as next --json`);
    expect(unread.json<Shown>().messages[0]).toMatchObject({ code: 'seal.cannot-decrypt' });
    const { file } = await bed.value<{ file: string }>(
      `key hand-over ${contact} --request ${contact}.request.json --as brenmark`,
    );
    const stranger = await bed.run(`key take-over ${file} --as alderia --json`);
    expect(stranger.json<{ error: { code: string } }>().error.code).toBe('comity.no-contact-key');
    await bed.value(`key take-over ${file} --as next`);
    expect((await opens(`exchange open ${thread} --as next`)).payload).toMatchObject({
      text: 'for whoever is on duty',
    });
    await bed.value(`directory key ${contact} --request ${contact}.request.json --as brenmark-root`);
    const unsure = await bed.run(`key destroy ${contact} --as next --json`);
    expect(unsure.json<{ error: { code: string } }>().error.code).toBe('comity.say-yes');
    expect(
      (await bed.value<{ destroyed: string[] }>(`key destroy ${contact} --yes --as next`)).destroyed,
    ).not.toEqual([]);
    const gone = await bed.run(`exchange open ${thread} --as next --json`);
    expect(gone.json<Shown>().messages[0]).toMatchObject({ code: 'seal.cannot-decrypt' });
    expect((await opens(`exchange open ${await sends('new')} --as next`)).payload).toMatchObject({
      text: 'new',
    });
  }, 120_000);
});

describe('a key that gets old', () => {
  const old: string[] = [];
  test('is replaced: what was sealed to it, files and both seals included, is wrapped again for the new one', async () => {
    const contact = ids.brenmark!;
    await bed.write('list.txt', 'One line of a file.');
    await bed.value(`key contact ${contact} --post-quantum --as next`);
    await bed.value(`directory key ${contact} --request ${contact}.request.json --as brenmark-root`);
    const send = [
      'exchange',
      'send',
      '--as',
      'alderia',
      '--to',
      'brenmark',
      '--subject',
      'x',
      '--text',
      'kept',
    ];
    const { thread } = await bed.value<{ thread: string }>([...send, '--attach', 'list.txt']);
    // What was sent in an exercise is wrapped again as well.
    const inject = [...send.slice(0, -1), 'kept too', '--exercise'];
    old.push(thread, (await bed.value<{ thread: string }>(inject)).thread);
    await bed.value(`key contact ${contact} --post-quantum --as next`);
    const without = await bed.run(`key rewrap ${contact} --as brenmark --json`);
    expect(without.json<{ error: { code: string } }>().error.code).toBe('comity.new-key-not-here');
    await bed.value(`directory key ${contact} --request ${contact}.request.json --as brenmark-root`);
    const ended = await bed.run(`key rewrap ${contact} --as next --json`);
    const { wrapped, closed } = ended.json<{ wrapped: number; closed: string[] }>();
    // What was sent before the office changed hands, and its keys were destroyed, nobody here opens any more.
    expect([wrapped >= 3, closed.length > 0, ended.code]).toEqual([true, true, 1]);
  }, 120_000);

  test('can be destroyed then, before a witness: old messages open, with every check made', async () => {
    const contact = ids.brenmark!;
    const { destroyed } = await bed.value<{ destroyed: string[] }>([
      ...['key', 'destroy', contact, '--yes', '--witness', 'Legal office', '--as', 'next'],
    ]);
    expect(destroyed).toHaveLength(2);
    const saved = await bed.value<Shown & { saved: string[] }>(
      `exchange open ${old[0]} --out kept --as next`,
    );
    expect(saved.messages[0]).toMatchObject({ kind: 'bound', payload: { postQuantum: true, text: 'kept' } });
    expect(await readFile(bed.path('kept/list.txt'), 'utf8')).toBe('One line of a file.');
    expect((await opens(`exchange open ${old[1]} --as next`)).payload).toMatchObject({ text: 'kept too' });
    const { notes } = await bed.value<{ notes: { kind: string; subject: string; witness?: string }[] }>(
      'custody show --as next',
    );
    expect(notes[0]).toMatchObject({ kind: 'destroyed', subject: destroyed[1], witness: 'Legal office' });
    expect(notes.some(({ kind }) => kind === 'rewrapped')).toBe(true);
  }, 90_000);

  test('leaves with its holder: the list ends once nothing of theirs opens anything new', async () => {
    const contact = ids.brenmark!;
    const { person: gone } = await bed.value<{ person: string }>('key show brenmark');
    const list = async () => {
      const ended = await bed.run(`custody leaver ${gone} --as next --json`);
      const { steps } = ended.json<{ steps: { step: string; is: string }[] }>();
      return { code: ended.code, is: Object.fromEntries(steps.map(({ step, is }) => [step, is])) };
    };
    const before = await list();
    expect(before).toMatchObject({
      code: 1,
      is: { removed: 'open', roster: 'done', key: 'done', closed: 'open' },
    });
    await bed.value(`state person remove ${gone} --as brenmark-root`);
    expect(await list()).toMatchObject({
      code: 0,
      is: { removed: 'done', successor: 'done', wraps: 'done', destroyed: 'done', closed: 'done' },
    });
    expect(contact).toMatch(/^con_/);
  }, 60_000);

  test('a drill is noted for the State, and what is set by an administrator or the root counts', async () => {
    const made = await bed.value<{ file: string; code: string }>(
      'recovery make --out second.recovery.json --as brenmark-root',
    );
    const drilled = await bed.value<{ noted: boolean }>(
      `recovery drill --file ${made.file} --code ${made.code} --as next`,
    );
    expect(drilled.noted).toBe(true);
    await bed.value(`recovery certify --file ${made.file} --as brenmark-root`);
    const refused = await bed.run('custody set --drill-days 90 --as next --json');
    expect(refused.json<{ error: { code: string } }>().error.code).toBe('custody.not-yours-to-set');
    await bed.value('custody set --drill-days 90 --keep-days 365 --as brenmark-root');
    const { recovery, rule } = await bed.value<{
      rule: { drillDays: number; keepDays: number; keepFrom: string };
      recovery: { drilled: string; due: string; isOverdue: boolean };
    }>('custody show --as next');
    expect(rule).toMatchObject({ drillDays: 90, keepDays: 365 });
    expect(Date.parse(rule.keepFrom)).toBeGreaterThan(Date.now());
    expect(recovery.isOverdue).toBe(false);
    expect(Date.parse(recovery.due) - Date.parse(recovery.drilled)).toBe(90 * 86_400_000);
  }, 60_000);
});
