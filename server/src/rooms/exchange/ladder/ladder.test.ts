import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testId } from '@comity/acts/testing';
import { actOnDirectory, dataOf } from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HookService, readNoticeText } from '../../../platform/index.ts';
import {
  acknowledges,
  breakable,
  fieldsOf,
  type HookServer,
  nominates,
  runJobs,
  type Sent,
  seats,
  sends,
  startHookServer,
  type TestBody,
  type TestState,
  takeJobs,
  testBody,
  usualFields,
  writesNotices,
} from '../../../testing/index.ts';
import { exchangeJobs } from '../index.ts';

let body: TestBody;
let server: HookServer;
let texts: HookService;
let outbox: string;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
/** What stands in for the contact of bravo, and its diplomatic contact. */
const night = testId('con', 'bravo night');
const embassy = testId('con', 'bravo embassy');
const MINUTE = 60_000;
const post = () => ({ outbox, from: 'notices@body.example', origin: 'https://body.example' });

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-ladder-'));
  server = await startHookServer();
  const service = 'Texts of Alderia';
  texts = { id: 'texts', way: 'sms', service, url: server.url, secret: 'x'.repeat(32), isPrivate: true };
  body = await testBody({}, { hooks: [texts] });
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  await nominates(body, bravo.officer, night, { fields: mailed('night', 'participants') });
  await nominates(body, bravo.officer, embassy, { class: 'diplomatic', fields: mailed('embassy', 'own') });
  await amendAlternate(night);
});
afterAll(async () => {
  await body.stop();
  await server.stop();
  await rm(outbox, { recursive: true, force: true });
});

const mailed = (name: string, readers: 'participants' | 'own') => ({
  languages: { value: ['en'] },
  emails: { value: [`${name}@bravo.example`], readers },
});

/** The contact of bravo names another one as its alternate. */
async function amendAlternate(alternate: string): Promise<void> {
  const { fields, openings } = fieldsOf(bravo.contact, {
    ...usualFields(bravo.contact),
    alternate: { value: `The night desk, ${alternate}`, readers: 'own' },
  });
  const data = { contact: bravo.contact, class: 'technical' as const, fields, roster: [bravo.duty.person] };
  await actOnDirectory(body.public, body.trust, bravo.officer, 'directory.contact-amended', data, {
    ...{ openings, at: body.clock.at(), base: await versionOf(bravo.contact) },
  });
}

const versionOf = async (contact: string) =>
  dataOf(await bravo.reader.api.GET('/api/directory/contacts/{contact}', { params: { path: { contact } } }))
    .version;

/** Notices of the ladder that lie in the outbox: whom they went to. */
async function told(): Promise<string[]> {
  const texts = await Promise.all(
    (await readdir(outbox)).map((name) => readFile(join(outbox, name), 'utf8')),
  );
  return texts
    .filter((text) => readNoticeText(text).includes('has not been acknowledged yet'))
    .map((text) => /^To: (.*)\r$/m.exec(text)![1]!)
    .sort();
}
const forget = async () => {
  for (const name of await readdir(outbox)) await rm(join(outbox, name));
};

const noticed = () => writesNotices(body, outbox);
const wake = (message: string, minutes: number, record = body.record) =>
  body.clock.later(minutes * MINUTE, () => exchangeJobs(record, post())['exchange.ladder']!({ message }));
const nextLook = async (message: string) => {
  const { rows } = await body.database.pool.query(
    `select j.run_at from graphile_worker.jobs j where j.task_identifier = 'exchange.ladder' and j.key = $1`,
    [`exchange.ladder ${message}`],
  );
  return rows.map((r) => Math.round((r.run_at.getTime() - body.clock.now()) / MINUTE) + 0);
};
async function wokenOf(reader: TestState, { thread, message }: Sent, contact = bravo.contact) {
  const path = { thread };
  const { messages } = dataOf(
    await reader.reader.api.GET('/api/exchange/threads/{thread}', { params: { path } }),
  );
  return messages.find((m) => m.message === message)!.to.find((d) => d.contact === contact)!.woken;
}

describe('a message that nobody acknowledges', () => {
  let sent: Sent;

  test('wakes the duty at once, and is looked at again when the next rung is due', async () => {
    sent = await sends(body, alpha, [bravo, carla]);
    await noticed();
    expect(await nextLook(sent.message)).toEqual([30]);
    expect(await told()).toEqual([]);
    expect((await wokenOf(bravo, sent)).map(({ rung, whom }) => [rung, whom])).toEqual([
      ['duty', bravo.contact],
    ]);
  });

  test('wakes the alternate, then the diplomatic contact, each once', async () => {
    await wake(sent.message, 29);
    expect(await told()).toEqual([]);
    await wake(sent.message, 31);
    await wake(sent.message, 31);
    expect(await told()).toEqual(['night@bravo.example']);
    expect(await nextLook(sent.message)).toEqual([120]);
    await wake(sent.message, 121);
    await wake(sent.message, 600);
    expect(await told()).toEqual(['embassy@bravo.example', 'night@bravo.example']);
  });

  test('says in its notices nothing of sender, thread or content', async () => {
    for (const name of await readdir(outbox)) {
      const notice = await readFile(join(outbox, name), 'utf8');
      const all = `${notice}\n${readNoticeText(notice)}`;
      for (const word of ['alpha', alpha.contact, 'Traffic', 'scans', sent.thread, sent.message])
        expect(all.includes(word), word).toBe(false);
    }
  });

  test('shows the sender the rungs, the own State whom, and others nothing', async () => {
    const rungs = (woken: readonly { rung: string }[]) => woken.map(({ rung }) => rung);
    const own = await wokenOf(bravo, sent);
    expect(own.map(({ rung, whom }) => [rung, whom])).toEqual([
      ['duty', bravo.contact],
      ['alternate', night],
      ['diplomatic', embassy],
    ]);
    const atSender = await wokenOf(alpha, sent);
    expect(rungs(atSender)).toEqual(['duty', 'alternate', 'diplomatic']);
    expect(atSender.some((w) => 'whom' in w)).toBe(false);
    expect(await wokenOf(carla, sent)).toEqual([]);
  });

  test('wakes nobody more once it is acknowledged', async () => {
    await forget();
    const quick = await sends(body, alpha, [bravo]);
    await noticed();
    await forget();
    await acknowledges(body, bravo, quick);
    await wake(quick.message, 600);
    expect(await told()).toEqual([]);
    expect((await wokenOf(bravo, quick)).map(({ rung }) => rung)).toEqual(['duty']);
  });
});

describe('the times', () => {
  const put = async (state: TestState, times: object) => {
    const given = { body: times as never };
    const { response, error } = await state.reader.api.PUT('/api/exchange/ladder', given);
    return response.status === 204 ? 'done' : (error as { code: string }).code;
  };

  test('draw together before a deadline', async () => {
    await forget();
    const sent = await sends(body, alpha, [bravo], { deadline: body.clock.at(60 * MINUTE) });
    await noticed();
    expect((await nextLook(sent.message))[0]).toBeLessThanOrEqual(8);
    await forget();
    await wake(sent.message, 31);
    expect(await told()).toEqual(['embassy@bravo.example', 'night@bravo.example']);
  });

  test('may be shortened by a State for itself, which names its mission; what is open follows', async () => {
    await forget();
    const sent = await sends(body, alpha, [bravo]);
    await noticed();
    await forget();
    const own = { alternate: 1, diplomatic: 2, mission: 3, address: 'mission@bravo.example' };
    expect(await put(bravo, own)).toBe('done');
    expect(await nextLook(sent.message)).toEqual([0]);
    const { inForce } = dataOf(await bravo.reader.api.GET('/api/exchange/ladder'));
    expect(inForce).toEqual({ alternate: 1, diplomatic: 2, mission: 3 });
    await wake(sent.message, 4);
    expect(await told()).toEqual([
      ...['embassy@bravo.example', 'mission@bravo.example', 'night@bravo.example'],
    ]);
    expect((await wokenOf(bravo, sent)).at(-1)).toMatchObject({ rung: 'mission', whom: 'mission' });
    await bravo.reader.api.DELETE('/api/exchange/ladder');
  });

  test('cannot be made longer, or go back, and the mission is told at an address', async () => {
    expect(await put(bravo, { alternate: 31, diplomatic: 120, mission: 240 })).toBe('exchange.ladder-longer');
    expect(await put(bravo, { alternate: 3, diplomatic: 2, mission: 4 })).toBe('exchange.bad-ladder');
    for (const wrong of [
      { alternate: -1, diplomatic: 2, mission: 3 },
      { alternate: 1, diplomatic: 2, mission: 3, address: 'x@y.example\r\nBcc: all@body.example' },
      { alternate: 1, diplomatic: 2 },
    ])
      expect(await put(bravo, wrong)).toBe('platform.bad-request');
    expect(dataOf(await bravo.reader.api.GET('/api/exchange/ladder')).own).toBeUndefined();
  });
});

describe('who is spared', () => {
  const quietFor = (contact: string, hours: number) => {
    const clock = (ms: number) => new Date(body.clock.now() + ms).toISOString().slice(11, 16);
    return bravo.reader.api.PUT('/api/exchange/contacts/{contact}/quiet', {
      params: { path: { contact } },
      body: { from: clock(-60 * MINUTE), to: clock(hours * 60 * MINUTE), zone: 'UTC' },
    });
  };

  test('is told when its quiet hours end, unless it is urgent', async () => {
    await quietFor(night, 5);
    const can = await sends(body, alpha, [bravo]);
    const cannot = await sends(body, alpha, [bravo], { deadline: body.clock.at(240 * MINUTE) });
    await noticed();
    await forget();
    await wake(can.message, 31);
    expect(await told()).toEqual([]);
    await wake(cannot.message, 31);
    expect(await told()).toEqual(['night@bravo.example']);
    await forget();
    await wake(can.message, 310);
    expect(await told()).toEqual(['embassy@bravo.example', 'night@bravo.example']);
    await bravo.reader.api.DELETE('/api/exchange/contacts/{contact}/quiet', {
      params: { path: { contact: night } },
    });
  });

  test('is told of a muted thread when it is no longer muted', async () => {
    const sent = await sends(body, alpha, [bravo]);
    await noticed();
    await forget();
    await bravo.reader.api.PUT('/api/exchange/threads/{thread}/muted', {
      ...{ params: { path: { thread: sent.thread } }, body: { until: body.clock.at(60 * MINUTE) } },
    });
    await wake(sent.message, 31);
    expect(await told()).toEqual([]);
    expect(await nextLook(sent.message)).toEqual([60]);
    await wake(sent.message, 61);
    expect(await told()).toEqual(['night@bravo.example']);
  });
});

test('a process that breaks at any statement tells nobody twice and forgets nobody', async () => {
  const sent = await sends(body, alpha, [bravo]);
  await noticed();
  await forget();
  const broken = breakable(body.database);
  const record = Object.create(body.record, { database: { value: broken } });
  let breaks = 0;
  for (const how of ['before', 'after', 'killed'] as const)
    for (let at = 0; at < 24; at++) {
      broken.next = { at, how };
      const before = broken.hits;
      await wake(sent.message, 125, record).catch(() => {});
      breaks += broken.hits - before;
    }
  broken.next = undefined;
  await wake(sent.message, 125, record);
  expect(breaks).toBeGreaterThan(10);
  expect(await told()).toEqual(['embassy@bravo.example', 'night@bravo.example']);
  expect((await wokenOf(bravo, sent)).map(({ rung }) => rung)).toEqual(['duty', 'alternate', 'diplomatic']);
});

test('whoever is woken in place of another is rung too, once, and not for what is acknowledged', async () => {
  const jobs = exchangeJobs(body.record, post(), { hooks: [texts] });
  const heard = () => server.received.map((r) => JSON.parse(r.body) as Record<string, string>);
  const { api } = bravo.reader;
  const params = { path: { contact: night } };
  const wish = { service: texts.id, destination: '+001234567' };
  const { ring } = dataOf(
    await api.POST('/api/exchange/contacts/{contact}/rings', { params, body: wish as never }),
  );
  await runJobs(body, jobs, 'exchange.ring-code');
  await api.POST('/api/exchange/contacts/{contact}/rings/{ring}/code', {
    params: { path: { contact: night, ring } },
    body: { code: heard().at(-1)!.code! },
  });
  server.received.length = 0;
  const presses = () => sends(body, alpha, [bravo], { deadline: body.clock.at(240 * MINUTE) });
  const [left, acknowledged] = [await presses(), await presses()];
  await noticed();
  await wake(acknowledged.message, 31);
  await acknowledges(body, bravo, acknowledged);
  for (const minutes of [31, 31, 121]) await wake(left.message, minutes);
  const due = await takeJobs(body, 'exchange.ring');
  const messages = due.map(({ payload }) => (payload as { message: string }).message);
  expect(messages.sort()).toEqual([left.message, acknowledged.message].sort());
  for (const { payload } of due) await jobs['exchange.ring']!(payload);
  expect(heard().map(({ what, to }) => [what, to])).toEqual([['waiting', '+001234567']]);
});

test('a person of the roster who is woken in place of another is told in their browser, once', async () => {
  const sent = await sends(body, alpha, [bravo]);
  await noticed();
  await amendAlternate(bravo.duty.person);
  await body.database.pool.query(
    `insert into push (id, participant, person, endpoint, wish, created)
     values ('psh_one', 'bravo', $1, 'https://push.example/one', 'always', now())`,
    [bravo.duty.person],
  );
  for (const minutes of [31, 31, 121]) await wake(sent.message, minutes);
  const due = await takeJobs(body, 'exchange.push');
  expect(due.map(({ payload }) => payload)).toEqual([
    { push: 'psh_one', message: sent.message, of: bravo.contact, attempt: 0 },
  ]);
});
