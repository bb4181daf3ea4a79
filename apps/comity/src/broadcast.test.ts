import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, awaitPublished, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** Types, duty, the ladder and a message to all, by the real command. */
let bed: Bed;
let url: string;
const people: Record<string, string> = {};
const contacts: Record<string, string> = {};

/** A person on duty for a contact of a State, with the key of it. */
async function desk(state: string, name: string, roster: readonly string[] = []): Promise<void> {
  people[name] = await addPerson(bed, state, name, 'key make');
  await bed.value(`state authorities ${people[name]} directory,exchange --as ${state}-root`);
  const all = [people[name], ...roster].join(' ');
  const nominate = `directory nominate --as ${state}-root --class technical --roster ${all} --field role=Desk`;
  const { contact } = await bed.value<{ contact: string }>(nominate);
  contacts[state] = contact;
  await bed.value(`key contact ${contact} --out ${name}.json --as ${name}`);
  await bed.value(`directory key ${contact} --request ${name}.json --as ${state}-root`);
}

beforeAll(async () => {
  bed = await makeServedBody();
  ({ url } = await bed.value<{ url: string }>('info'));
  for (const state of ['alderia', 'brenmark', 'corvania']) await seatState(bed, state);
  people.next = await addPerson(bed, 'alderia', 'next', 'key make');
  await bed.value(`state authorities ${people.next} exchange --as alderia-root`);
  await desk('alderia', 'duty', [people.next]);
  await desk('brenmark', 'bob');
  await desk('corvania', 'cora');
  await awaitPublished(url);
}, 240_000);
afterAll(() => bed.end());

const send = (...more: readonly string[]) => [
  ...['exchange', 'send', '--subject', 'Phishing', '--text', 'We observed it.', '--as', 'duty'],
  ...more,
];
interface Failed {
  readonly error: { readonly code: string };
}
/** The code with which a line is refused. */
async function refused(line: readonly string[]): Promise<string> {
  const ended = await bed.run([...line, '--json']);
  expect(ended.code).not.toBe(0);
  return ended.json<Failed>().error.code;
}

describe('a typed message', () => {
  test('is written by codes and read in the language of its reader', async () => {
    const codes = ['--type', 'request-for-information', '--code', 'asked=information'];
    const { message } = await bed.value<{ message: string }>(
      send('--to', 'brenmark', ...codes, '--code', 'asked=mitigation', '--code', 'incident=phishing'),
    );
    const opened = await bed.run(`exchange open ${message} --words fr --as bob`);
    expect(opened.out).toMatch(/type +Demande d’informations \(request-for-information\)/);
    expect(opened.out).toMatch(/Ce qui est demandé +Informations, Atténuation des effets de l’activité/);
    expect(opened.out).toMatch(/Type d’incident +Hameçonnage/);
  }, 60_000);

  test('that the rules in force do not name is refused before anything is sealed', async () => {
    expect(await refused(send('--to', 'brenmark', '--type', 'gossip'))).toBe('comity.unknown-type');
    expect(await refused(send('--to', 'brenmark', '--code', 'incident=gossip'))).toBe(
      'comity.not-by-the-rules',
    );
    expect(await refused(send('--to', 'brenmark', '--code', 'In words'))).toBe('comity.not-a-code');
  }, 60_000);
});

describe('duty', () => {
  test('is planned, handed over with a sealed note, confirmed by the next person, and shown', async () => {
    const slot = `${people.duty} 1-7 00:00-00:00`;
    await bed.value(['duty', 'plan', contacts.alderia!, '--zone', 'UTC', '--slot', slot, '--as', 'duty']);
    const note = ['--note', 'Hall 3 is watched.'];
    await bed.value([
      ...['duty', 'hand-over', contacts.alderia!, '--to', people.next!, ...note, '--as', 'duty'],
    ]);
    await bed.value(`duty confirm ${contacts.alderia} --as next`);
    const shown = await bed.value<{
      now: { person: string; how: string };
      handovers: { note: string; confirmed?: string }[];
    }>(`duty show ${contacts.alderia} --as duty`);
    expect(shown.now).toMatchObject({ person: people.next, how: 'handed-over' });
    expect(shown.handovers[0]).toMatchObject({ note: 'Hall 3 is watched.', confirmed: expect.any(String) });
    expect(await refused(['duty', 'confirm', contacts.alderia!, '--as', 'next'])).toBe('comity.no-hand-over');
    expect(await refused(['duty', 'plan', contacts.alderia!, '--slot', 'x', '--as', 'duty'])).toBe(
      'comity.bad-slot',
    );
  }, 60_000);

  test('has a ladder that its State may shorten', async () => {
    const own = 'exchange ladder --alternate 5 --address duty@mission.example --as bob';
    expect(await bed.value(own)).toMatchObject({
      inForce: { alternate: 5, diplomatic: 120, mission: 240 },
      own: { address: 'duty@mission.example' },
    });
    expect(await refused(['exchange', 'ladder', '--mission', '241', '--as', 'bob'])).toBe(
      'exchange.ladder-longer',
    );
  }, 60_000);
});

describe('a message to all', () => {
  /** What is sealed and waits, in the folder of keys. */
  const waiting = async () => {
    const files = await readdir(bed.path('keys/sealed'), { recursive: true }).catch(() => []);
    return files.filter((name) => name.endsWith('.json'));
  };

  test('goes to every contact with a key but those excluded, and says who acknowledged', async () => {
    const { message, to } = await bed.value<{ message: string; to: { participant: string }[] }>(
      send('--all', '--class', 'technical', '--exclude', 'corvania'),
    );
    expect(to.map((p) => p.participant)).toEqual(['brenmark']);
    expect(await waiting()).toEqual([]);
    await bed.value(`exchange ack ${message} --as bob`);
    const receipts = await bed.value(`exchange receipts ${message} --csv r.csv --as duty`);
    expect(receipts).toMatchObject({ sentTo: 1, acknowledged: 1, toBeWoken: 0 });
    expect(await readFile(bed.path('r.csv'), 'utf8')).toMatch(
      /^PARTICIPANT,CONTACT,DUTY,.*\r\nbrenmark,con_.*\d{4}-\d\d-\d\dT/,
    );
  }, 60_000);

  test('whose act did not arrive waits as it is sealed, and is resumed once', async () => {
    // Everything but the acts goes through: as where the line breaks at the worst moment.
    const broken = await brokenLine(url);
    const failed = await bed.run([...send('--all'), '--url', broken.url, '--json']);
    expect(failed.code).not.toBe(0);
    await broken.end();
    const [file] = await waiting();
    const kept = await readFile(join(bed.path('keys/sealed'), file!), 'utf8');
    expect(kept).not.toContain('observed');
    const resumed = await bed.value<{ resumed: { message: string; to: number }[] }>(
      'exchange send --resume --as duty',
    );
    expect(resumed.resumed).toMatchObject([{ to: 2 }]);
    expect(await waiting()).toEqual([]);
    expect(await bed.value('exchange send --resume --as duty')).toEqual({ resumed: [] });
    const { threads } = await bed.value<{ threads: { messages: number }[] }>('exchange list --as cora');
    expect(threads).toHaveLength(1);
  }, 90_000);

  test('that keys outran is refused with what changed, and sealed anew', async () => {
    const broken = await brokenLine(url);
    await bed.run([...send('--all'), '--url', broken.url, '--json']);
    await broken.end();
    await bed.value(`key contact ${contacts.corvania} --out again.json --as cora`);
    await bed.value(`directory key ${contacts.corvania} --request again.json --as corvania-root`);
    await awaitPublished(url);
    const told = await bed.run('exchange send --resume --as duty --json');
    expect(told.code).toBe(1);
    expect(told.json<{ resumed: object[] }>().resumed).toMatchObject([
      { changes: [{ participant: 'corvania', what: 'other-key' }] },
    ]);
    const [again] = (
      await bed.value<{ resumed: { instead: string; to: number }[] }>(
        'exchange send --resume --reseal --as duty',
      )
    ).resumed;
    expect(again).toMatchObject({ to: 2, instead: expect.stringMatching(/^msg_/) });
    expect(await waiting()).toEqual([]);
    const opened = await bed.run(`exchange open ${again!.instead} --as cora`);
    expect(opened.out).toContain('We observed it.');
  }, 90_000);
});

/** The body behind a line that lets no act through. */
async function brokenLine(to: string) {
  const server = createServer(async (request, response) => {
    const isAct = request.method === 'POST' && request.url === '/api/acts';
    if (isAct) return void request.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
    const answer = await fetch(new URL(request.url!, to), {
      ...{ method: request.method!, headers },
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/octet-stream',
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { port: number };
  const end = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${address.port}`, end };
}
