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
