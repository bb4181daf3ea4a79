import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, dataOf } from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readNoticeText } from '../../platform/mail/index.ts';
import {
  adds,
  bundleFor,
  certifies,
  contactKey,
  opens,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { remindNow } from './reminding.ts';
import { RETENTION, retainNow } from './retaining.ts';

const DAY = 86_400_000;
let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
/** The administrator of alpha, reading. */
let officer: Connection;
let outbox: string;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  officer = (await opens(body, alpha.officer)).connection;
  outbox = join(await mkdtemp(join(tmpdir(), 'comity-custody-')), 'outbox');
}, 60_000);
afterAll(async () => {
  await body.stop();
  await rm(join(outbox, '..'), { recursive: true });
});

const custodyOf = async (reader: Connection) => dataOf(await reader.api.GET('/api/custody'));
const setRule = async (
  reader: Connection,
  wish: { drillDays: number; rotateDays: number; keepDays?: number },
): Promise<number> => (await reader.api.PUT('/api/custody/rule', { body: wish })).response.status;
const RULE = { drillDays: 365, rotateDays: 730 };

describe('How a State keeps its keys', () => {
  test('begins with a drill a year and a key every two, and is set by an administrator or the root alone', async () => {
    const { rule, keys, recovery, mayRule } = await custodyOf(alpha.reader);
    expect([rule, recovery, mayRule]).toEqual([{ ...RULE, isSet: false }, undefined, false]);
    expect(keys).toMatchObject([
      { contact: alpha.contact, fingerprint: alpha.key.fingerprint, postQuantum: false, isOverdue: false },
    ]);
    expect(Date.parse(keys[0]!.due) - Date.parse(keys[0]!.certified)).toBe(730 * DAY);
    expect(await setRule(alpha.reader, { ...RULE, drillDays: 90 })).toBe(403);
    expect(await setRule(officer, { ...RULE, drillDays: 90 })).toBe(204);
    expect((await custodyOf(alpha.reader)).rule).toEqual({ ...RULE, drillDays: 90, isSet: true });
    expect((await custodyOf(bravo.reader)).rule.isSet).toBe(false);
    const root = (await opens(body, alpha.root)).connection;
    expect([(await custodyOf(root)).mayRule, await setRule(root, RULE)]).toEqual([true, 204]);
  });

  test('refuses settings that nobody means', async () => {
    for (const wish of [
      { ...RULE, drillDays: 0 },
      { ...RULE, rotateDays: 1.5 },
      { ...RULE, keepDays: -30 },
      { ...RULE, drillDays: 4000 },
      { ...RULE, more: 1 },
    ])
      expect(await setRule(officer, wish)).toBe(400);
  });

  test('is noted by its own people, newest first, and shown to nobody else', async () => {
    const note = (kind: 'drilled' | 'destroyed', says: string) =>
      alpha.reader.api.POST('/api/custody/notes', {
        body: { kind, subject: alpha.key.fingerprint, says, witness: 'The legal office' },
      });
    expect((await note('drilled', 'With sheets 1 and 3')).response.status).toBe(204);
    expect((await note('destroyed', '')).response.status).toBe(204);
    expect((await note('destroyed', 'a\u0000b')).response.status).toBe(400);
    const { notes } = await custodyOf(officer);
    expect(notes).toMatchObject([
      { kind: 'destroyed', witness: 'The legal office' },
      { kind: 'drilled', says: 'With sheets 1 and 3', person: alpha.duty.person },
    ]);
    expect((await custodyOf(bravo.reader)).notes).toEqual([]);
  });
});

describe('What a contact wrapped again', () => {
  const file = (state: TestState) => ({
    ...{ v: 1 as const, contact: state.contact, ciphertext: 'AAAA', keys: 'AAAA' },
    header: {
      ...{ message: 'msg_a', thread: 'thr_a', marking: { scheme: 'TLP', label: 'AMBER' } },
      from: { participant: state.id, contact: state.contact },
      exercise: false as const,
    },
  });
  const path = (state: TestState) => ({ params: { path: { contact: state.contact } } });
  const route = '/api/custody/contacts/{contact}/wraps' as const;
  const put = async (reader: Connection, of: TestState) =>
    (await reader.api.PUT(route, { ...path(of), body: file(of) })).response.status;
  const get = async (reader: Connection, of: TestState) =>
    (await reader.api.GET(route, path(of))).response.status;

  test('is kept by who is on duty there or an administrator, read by the State, removed when it says so', async () => {
    const other = await opens(body, await adds(body, alpha.officer, 'other', { authorities: ['exchange'] }));
    expect(await get(alpha.reader, alpha)).toBe(204);
    expect(await put(other.connection, alpha)).toBe(400);
    expect(await put(alpha.reader, alpha)).toBe(204);
    expect(await put(officer, alpha)).toBe(204);
    expect([await get(other.connection, alpha), await get(bravo.reader, alpha)]).toEqual([200, 204]);
    expect(await put(bravo.reader, alpha)).toBe(400);
    expect((await custodyOf(alpha.reader)).keys[0]!.wraps).toBeDefined();
    expect((await other.connection.api.DELETE(route, path(alpha))).response.status).toBe(400);
    expect((await alpha.reader.api.DELETE(route, path(alpha))).response.status).toBe(204);
    expect(await get(alpha.reader, alpha)).toBe(204);
  });
});

describe('What is overdue', () => {
  const reminders = async (days: number) =>
    body.clock.later(days * DAY, async () => {
      await remindNow(body.record, { outbox, from: 'host@body.example', origin: 'https://body.example' });
      return readdir(outbox).catch(() => []);
    });
  const texts = async (names: readonly string[]) =>
    Promise.all(names.map(async (name) => readNoticeText(await readFile(join(outbox, name), 'utf8'))));

  test('is said by mail to the contact, once a month, in its language; a key that was replaced is not', async () => {
    expect(await reminders(729)).toEqual([]);
    const first = await reminders(731);
    expect(first).toHaveLength(3);
    expect((await texts(first)).every((text) => text.includes('wrap old messages again'))).toBe(true);
    expect(await reminders(740)).toHaveLength(3);
    expect(await reminders(770)).toHaveLength(6);
  });
});

describe('Retention', () => {
  let both: Sent;
  let withCarla: Sent;
  const isHeld = async (sent: Sent, reader: Connection) =>
    Buffer.from(await bundleFor(body, reader)).includes(Buffer.from(sent.sealed.ciphertext));
  const after = (days: number) => body.clock.later(days * DAY, () => retainNow(body.record));

  test('of one party alone erases nothing, and a new one begins to count after a week', async () => {
    const key = await contactKey('second');
    await certifies(body, alpha.officer, alpha.contact, key);
    alpha = { ...alpha, key };
    both = await sends(body, alpha, [bravo], { text: 'Between two.' });
    withCarla = await sends(body, alpha, [bravo, carla], { text: 'Among three.' });
    expect(await setRule(officer, { ...RULE, keepDays: 30 })).toBe(204);
    const { rule } = await custodyOf(officer);
    expect(rule.keepDays).toBe(30);
    expect(Date.parse(rule.keepFrom!) - body.clock.now()).toBeGreaterThan(6.9 * DAY);
    expect(await after(400)).toBe(0);
  });

  test('of all parties erases what is older than the longest, for every one of them, and breaks nothing', async () => {
    const second = (await opens(body, bravo.officer)).connection;
    expect(await setRule(second, { ...RULE, keepDays: 60 })).toBe(204);
    expect(await isHeld(both, alpha.reader)).toBe(true);
    expect([await after(31), await after(59)]).toEqual([0, 0]);
    expect(await after(61)).toBe(1);
    expect(await after(62)).toBe(0);
    for (const { reader } of [alpha, bravo]) expect(await isHeld(both, reader)).toBe(false);
    for (const { reader } of [alpha, bravo, carla]) expect(await isHeld(withCarla, reader)).toBe(true);
    const { entries } = (await body.app.inject('/api/acts?type=host.erased')).json();
    expect(entries).toHaveLength(1);
    const placed = (await body.app.inject(`/api/acts/${entries[0].act}`)).json();
    expect(placed.entry.content.data).toEqual({ subject: both.message, order: RETENTION });
    const report = await verifies(body, await bundleFor(body, alpha.reader));
    expect([report.verdict, report.faults]).toEqual(['verified', []]);
  });
});
