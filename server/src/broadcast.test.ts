import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commitField, describeKey, newSalt, type RootKey } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { actOnDirectory, connect, dataOf, send } from '@comity/client';
import {
  type DirectoryContact,
  keysFor,
  putSealed,
  readContact,
  readDirectory,
} from '@comity/client/messages';
import {
  changesSince,
  findStanding,
  isForKeys,
  type KeptSealed,
  keepable,
  letterOf,
  ownReading,
  placeOnce,
} from '@comity/client/resuming';
import { fromBase64url, sha256Hex } from '@comity/log';
import { type ContactKey, generateContactKey, open, seal } from '@comity/seal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  certifies,
  contactKey,
  does,
  makeClock,
  rootOf,
  type Stage,
  seats,
  type TestState,
  verifies,
} from './testing/index.ts';

/** A message to 193 States: a real process with its own PostgreSQL, real sockets, and signal 9. */
const SCRIPT = fileURLToPath(new URL('./testing/serve.ts', import.meta.url));
const STATES = 193;
const idOf = (n: number) => `s${String(n).padStart(3, '0')}`;

let folder: string;
let server: ChildProcess;
let port = '0';
let stage: Stage;
/** Who sends; one of the 193 who signs in and reads. */
let alpha: TestState;
let bravo: TestState;

async function start(
  env: Readonly<Record<string, string>> = {},
): Promise<Record<'url' | 'body' | 'key', string>> {
  const own = {
    COMITY_DATA: folder,
    PORT: port,
    HOST: '127.0.0.1',
    DATABASE_URL: '',
    MORE_STATES: String(STATES),
  };
  server = spawn(process.execPath, [SCRIPT], {
    ...{ env: { ...process.env, ...own, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  const [line] = await Promise.race([
    once(createInterface({ input: server.stdout! }), 'line'),
    once(server, 'exit'),
  ]);
  if (typeof line !== 'string') throw new Error(`The server ended with ${line}.`);
  const said = JSON.parse(line);
  port = new URL(said.url).port;
  return said;
}

async function kill(): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function postmaster(): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith('postmaster.pid'))!;
  return Number((await readFile(join(folder, file), 'utf8')).split('\n')[0]);
}

/** Seats a State by its root alone: one technical contact, with a key of its own. */
async function seat(n: number): Promise<void> {
  const id = idOf(n);
  const root = await rootOf(id);
  const token = newSalt();
  await does(stage, stage.secretariat, 'people.participant-invited', {
    ...{ participant: id, token: sha256Hex(fromBase64url(token)), channel: 'in-person' },
    expires: stage.clock.at(3_600_000),
  });
  const key = describeKey('ed25519', root.signer.publicKey) as RootKey;
  await does(stage, root, 'people.root-enrolled', { key, token }, { offline: true });
  const contact = testId('con', id);
  const fields = { languages: { value: ['en'] }, emails: { value: [`duty@${id}.example`] } };
  const at = stage.clock.at();
  const nominated = { contact, class: 'technical' as const, fields, roster: [] };
  await actOnDirectory(stage.public, stage.trust, root, 'directory.contact-nominated', nominated, { at });
  await certify(n, await contactKey(id));
}

const certify = async (n: number, made: ContactKey, expires?: string): Promise<unknown> =>
  certifies(stage, await rootOf(idOf(n)), testId('con', idOf(n)), made, expires);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-broadcast-'));
  const { url, body, key } = await start();
  stage = {
    ...{ clock: makeClock(), trust: { body, key }, public: connect(url) },
    secretariat: await rootOf('secretariat'),
  };
  [alpha, bravo] = [await seats(stage, 'alpha'), await seats(stage, 'bravo')];
  // Alpha sends; bravo and 192 others receive.
  for (let n = 1; n < STATES; n += 8)
    await Promise.all(Array.from({ length: Math.min(8, STATES - n) }, (_, i) => seat(n + i)));
}, 240_000);
afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const others = async (): Promise<DirectoryContact[]> =>
  (await readDirectory(alpha.reader)).filter((c) => c.participant !== 'alpha' && c.key);

/** Seals a message to all of these, and keeps what is sealed, as a client does. */
async function sealed(to: readonly DirectoryContact[], more: object = {}): Promise<KeptSealed> {
  const own = await readContact(alpha.reader, alpha.contact);
  const at = stage.clock.at();
  const made = await seal({
    ...{ body: stage.trust.body, message: testIdNow('msg'), thread: testIdNow('thr'), at },
    ...{ type: 'notification', exercise: false, language: 'en', subject: 'To all', text: 'We observed it.' },
    ...(await keysFor(alpha.reader, own, to, Date.now())),
    signer: { privateKey: alpha.key.privateKey },
    ...more,
  });
  return keepable(stage.trust.body, made);
}
let made = 0;
const testIdNow = (prefix: 'msg' | 'thr') => testId(prefix, `broadcast ${made++}`);

/** As long as the server is not there, a client says so and tries again. */
async function insist(kept: KeptSealed) {
  for (let i = 0; ; i++) {
    try {
      return await placeOnce(alpha.reader, stage.trust, alpha.session, kept);
    } catch (error) {
      if (i === 60) throw error;
      await sleep(500);
    }
  }
}

/** How often a message was delivered to each contact, by the record of whoever may see it. */
async function deliveries(kept: KeptSealed): Promise<Map<string, number>> {
  const path = { thread: kept.header.thread };
  const { messages } = dataOf(
    await alpha.reader.api.GET('/api/exchange/threads/{thread}', { params: { path } }),
  );
  const counts = new Map<string, number>();
  for (const { to } of messages)
    for (const { contact } of to) counts.set(contact, (counts.get(contact) ?? 0) + 1);
  return counts;
}

async function expectOnce(kept: KeptSealed, recipients: number): Promise<void> {
  const counts = await deliveries(kept);
  expect(counts.size).toBe(recipients);
  expect([...new Set(counts.values())]).toEqual([1]);
}

describe('a message to 193 States', () => {
  test('is one act, and each has it once, though the server ends in the middle of it', async () => {
    const to = await others();
    expect(to).toHaveLength(STATES);
    const kept = await sealed(to);
    const sending = placeOnce(alpha.reader, stage.trust, alpha.session, kept).catch((error) => error);
    await sleep(20);
    await kill();
    const came = await sending;
    // The sender is told that it is not known, or has its receipt: it never believes in half a message.
    if (came instanceof Error) expect(came).toMatchObject({ code: 'client.unreachable' });
    await start();
    const first = await insist(kept);
    expect(await insist(kept)).toMatchObject({ index: first.index, act: first.act });
    await expectOnce(kept, STATES);
  }, 90_000);

  test('is one act, though its database ends in the middle of it', async () => {
    const kept = await sealed(await others());
    const pid = await postmaster();
    const sending = placeOnce(alpha.reader, stage.trust, alpha.session, kept).catch((error) => error);
    await sleep(20);
    process.kill(pid, 'SIGKILL');
    await sending;
    const first = await insist(kept);
    expect(await insist(kept)).toMatchObject({ index: first.index });
    expect(await postmaster()).not.toBe(pid);
    await expectOnce(kept, STATES);
  }, 90_000);

  test('that was sealed and never sent is not on the record, and is placed when it is resumed', async () => {
    const kept = await sealed(await others());
    expect(await findStanding(alpha.reader, kept)).toBeUndefined();
    await kill();
    await start();
    expect(await findStanding(alpha.reader, kept)).toBeUndefined();
    await insist(kept);
    await expectOnce(kept, STATES);
  }, 60_000);

  test('is refused where a key changed after it was listed, says whose, and is sealed anew', async () => {
    const kept = await sealed(await others());
    await certify(7, await generateContactKey({ at: '2025-01-01T00:00:00.000Z' }));
    const error = await placeOnce(alpha.reader, stage.trust, alpha.session, kept).catch((e) => e);
    expect(isForKeys(error)).toBe(true);
    expect(await findStanding(alpha.reader, kept)).toBeUndefined();
    const { changes, reachable } = await changesSince(alpha.reader, kept.message.to, Date.now());
    expect(changes).toEqual([{ participant: idOf(7), contact: testId('con', idOf(7)), what: 'other-key' }]);
    const own = await readContact(alpha.reader, alpha.contact);
    const opened = await open({
      ...ownReading(kept, own, alpha.key.publicKey),
      me: { participant: 'alpha', keys: [alpha.key] },
    });
    if (opened.kind !== 'bound') throw new Error(JSON.stringify(opened.checks));
    const again = await sealed(reachable, letterOf(opened));
    await insist(again);
    await expectOnce(again, STATES);
  }, 60_000);

  test('has its notices written once each while no mail server answers, and after a crash', async () => {
    const outbox = join(folder, 'outbox');
    const count = async () => (await readdir(outbox)).filter((name) => name.endsWith('.eml')).length;
    for (let i = 0; i < 100 && (await count()) < 4 * STATES; i++) await sleep(200);
    // Four messages went to all so far.
    expect(await count()).toBe(4 * STATES);
    await kill();
    await start({ COMITY_SMTP: 'smtp://127.0.0.1:9' });
    await sleep(1500);
    expect(await count()).toBe(4 * STATES);
  }, 60_000);
});

describe('a clock that is wrong', () => {
  test('on the sender’s side has the act refused, and nothing else changes', async () => {
    const kept = await sealed([await readContact(alpha.reader, bravo.contact)]);
    const late = { ...stage.clock, at: () => new Date(Date.now() - 20 * 60_000).toISOString() };
    const { data, openings } = await dataOfAct(kept);
    await expect(
      does({ ...stage, clock: late }, alpha.session, 'exchange.sent', data, { openings }),
    ).rejects.toMatchObject({ code: 'record.refused-by-rule', rule: 'record.clock' });
    expect(await findStanding(alpha.reader, kept)).toBeUndefined();
    await insist(kept);
    await expectOnce(kept, 1);
  });
});

/** What the act of a kept message says. */
async function dataOfAct(kept: KeptSealed) {
  const { to, ciphertext } = await putSealed(alpha.reader, kept);
  const { commitment, opening } = commitField(kept.message.message, 'recipients', to);
  const data = { header: kept.header, ciphertext, recipients: commitment, layers: kept.layers };
  return { data, openings: [opening] };
}

describe('what has expired', () => {
  test('a key, between listing and sending: the message is refused, says whose, and goes to all the others', async () => {
    const soon = new Date(Date.now() + 3000).toISOString();
    await certify(9, await generateContactKey({ at: '2025-01-01T00:00:00.000Z' }), soon);
    const kept = await sealed(await others());
    await sleep(Math.max(0, Date.parse(soon) - Date.now()) + 50);
    const error = await placeOnce(alpha.reader, stage.trust, alpha.session, kept).catch((e) => e);
    expect(isForKeys(error)).toBe(true);
    const { changes, reachable } = await changesSince(alpha.reader, kept.message.to, Date.now());
    expect(changes.map(({ participant, what }) => [participant, what])).toEqual([[idOf(9), 'expired']]);
    const again = await sealed(reachable);
    await insist(again);
    await expectOnce(again, STATES - 1);
  }, 60_000);

  test('the invitation of a root: it is not enrolled, and what it signs counts for nothing', async () => {
    const [token, root] = [newSalt(), await rootOf(idOf(STATES))];
    await does(stage, stage.secretariat, 'people.participant-invited', {
      ...{ participant: idOf(STATES), channel: 'in-person', token: sha256Hex(fromBase64url(token)) },
      expires: new Date(Date.now() + 1500).toISOString(),
    });
    await sleep(1600);
    const key = describeKey('ed25519', root.signer.publicKey) as RootKey;
    const enrolling = does(stage, root, 'people.root-enrolled', { key, token }, { offline: true });
    await expect(enrolling).rejects.toMatchObject({ code: 'record.refused-by-rule' });
    const contact = testId('con', idOf(STATES));
    const nominated = { contact, class: 'technical' as const, fields: {}, roster: [] };
    await expect(
      actOnDirectory(stage.public, stage.trust, root, 'directory.contact-nominated', nominated),
    ).rejects.toMatchObject({ name: 'ApiProblem' });
    expect((await others()).some((c) => c.participant === idOf(STATES))).toBe(false);
  });
});

test('what came of it all verifies offline', async () => {
  const bundle = new Uint8Array(await (await send(alpha.reader, '/api/bundle')).arrayBuffer());
  const report = await verifies(stage, bundle);
  expect(report.faults).toEqual([]);
  expect(report.verdict).toBe('verified');
}, 60_000);
