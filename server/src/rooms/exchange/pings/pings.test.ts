import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PING_RULES } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { type Connection, dataOf } from '@comity/client';
import { shippedRules } from '@comity/procedure';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepMail } from '../../../mail.ts';
import type { HookService } from '../../../platform/index.ts';
import {
  acknowledges,
  adds,
  breakable,
  certifies,
  contactKey,
  type HookServer,
  headersOf,
  type MailServer,
  nominates,
  opens,
  runJobs,
  seats,
  secondServer,
  sends,
  startHookServer,
  startMailServer,
  type TestBody,
  type TestState,
  takeJobs,
  testBody,
} from '../../../testing/index.ts';
import { Directory } from '../../directory/index.ts';
import { exchangeJobs } from '../index.ts';
import { tendPings } from './keeping.ts';
import { startDue } from './starting.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NIGHT = testId('con', 'night');
/** A body in a hurry: a round is over, and shown to all, while sessions last. */
const RULES = { every: PING_RULES.every, open: 7200, held: 3600, aggregates: { least: 5 } };
let body: TestBody;
let hook: HookServer;
let hooks: HookService[];
let folder: string;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
/** Somebody of the secretariat who looks after the directory, and somebody who does not. */
let manager: Connection;
let clerk: Connection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-pings-'));
  hook = await startHookServer();
  hooks = [
    {
      ...{ id: 'texts', way: 'sms', service: 'Texts of Alderia', url: hook.url, isPrivate: true },
      secret: 'a secret of thirty-two characters',
    },
  ];
  const rules = { ...shippedRules(['ar', 'zh', 'en', 'fr', 'ru', 'es']), pings: RULES };
  body = await testBody({ rules }, { hooks });
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  await nominates(body, bravo.officer, NIGHT, {
    fields: {
      languages: { value: ['ar'] },
      emails: { value: ['night@bravo.example', 'gone@bravo.example'], readers: 'own' },
      telephones: { value: ['+00 1 234'], readers: 'participants' },
      hours: { value: '08:00-18:00' },
      timeZone: { value: 'Asia/Tokyo' },
    },
  });
  const officer = await adds(body, body.secretariat, 'manager', { authorities: ['directory'] });
  const other = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  manager = (await opens(body, officer)).connection;
  clerk = (await opens(body, other)).connection;
});
afterAll(async () => {
  await body.stop();
  await hook.stop();
  await rm(folder, { recursive: true, force: true });
});

const outboxOf = (name: string) => join(folder, name);
const jobsOf = (name: string, isMailed = false, record = body.record) =>
  exchangeJobs(
    record,
    { outbox: outboxOf(name), from: 'notices@body.example', origin: 'https://body.example' },
    { hooks, isMailed },
  );
const inRound = (round: string, ping = '') => ({ params: { path: { round, ping } } });
const starts = async (wish: object): Promise<string> =>
  dataOf(await manager.api.POST('/api/pings/rounds', { body: wish as never })).round;
const steers = (round: string, state: 'running' | 'paused' | 'over', by = manager) =>
  by.api.PUT('/api/pings/rounds/{round}/state', { ...inRound(round), body: { state } });
const roundOf = async (reader: Connection, round: string) =>
  dataOf(await reader.api.GET('/api/pings/rounds/{round}', inRound(round)));
const codesOf = async (round: string, contact: string, channel: string): Promise<string[]> => {
  const { rows } = await body.database.pool.query<{ code: string }>(
    'select code from ping where round = $1 and contact = $2 and channel = $3 order by id',
    [round, contact, channel],
  );
  return rows.map(({ code }) => code);
};
const answers = (code: string, made?: string) =>
  body.public.api.POST('/api/pings/answers', { body: { code, ...(made ? { made } : {}) } });
const asks = (code: string) =>
  body.public.api.GET('/api/pings/answers/{code}', { params: { path: { code } } });
const codeOf = (answer: { error?: unknown }) => (answer.error as { code: string } | undefined)?.code;
const tests = async (reader: Connection, contact: string, of: string) => {
  const path = { params: { path: { contact } } };
  const { channels } = dataOf(await reader.api.GET('/api/directory/contacts/{contact}/channels', path));
  return channels.filter(({ channel }) => channel === of).flatMap((c) => c.tests);
};
const tends = () => tendPings(new Directory(body.record), outboxOf('mail'));
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200 && !(await done()); i++) await sleep(50);
  expect(await done()).toBe(true);
}

describe('A round by mail', () => {
  let server: MailServer;
  let round: string;
  let code: string;

  test('is begun by the manager of the directory and by nobody else, one at a time', async () => {
    for (const reader of [alpha.reader, clerk]) {
      const answer = await reader.api.POST('/api/pings/rounds', { body: { channels: ['emails'] } });
      expect([answer.response.status, codeOf(answer)]).toEqual([403, 'exchange.not-the-manager']);
    }
    expect(codeOf(await body.public.api.POST('/api/pings/rounds', { body: { channels: ['emails'] } }))).toBe(
      'people.sign-in-required',
    );
    round = await starts({ channels: ['emails'] });
    const again = await manager.api.POST('/api/pings/rounds', { body: { channels: ['emails'] } });
    expect([again.response.status, codeOf(again)]).toEqual([409, 'exchange.round-running']);
  });

  test('waits where the mail server is down, and arrives once it is up: nobody twice', async () => {
    const port = await freePort();
    const handlers = jobsOf('mail', true);
    expect(await runJobs(body, handlers, 'exchange.ping')).toBe(5);
    const mail = { smtp: `smtp://127.0.0.1:${port}` };
    const failures: unknown[] = [];
    const house = { record: body.record, config: { mail } } as never;
    let sending = keepMail(house, outboxOf('mail'), (error) => failures.push(error));
    await until(() => failures.length >= 5);
    expect((await roundOf(manager, round)).progress).toMatchObject([{ all: 5, left: 5, sent: 0 }]);
    await sending.stop();
    server = await startMailServer(port, ['gone@bravo.example']);
    sending = keepMail(house, outboxOf('mail'), (error) => failures.push(error));
    await until(async () => (await roundOf(manager, round)).progress![0]!.sent === 4);
    await sending.stop();
    expect(server.mails.map(({ to }) => to).sort()).toEqual(
      [
        ...[alpha, bravo, carla].map((s) => `${s.contact.slice(4, 12)}@cert.example`),
        'night@bravo.example',
      ].sort(),
    );
    expect((await roundOf(manager, round)).progress).toMatchObject([
      { sent: 4, failed: 1, left: 0, waiting: 0 },
    ]);
    await server.stop();
  });

  test('is a plain mail in a language of the contact: a code, a page, and nothing else', () => {
    const mail = server.mails.find(({ to }) => to === 'night@bravo.example')!;
    code = /code=([0-9A-Z]{10})$/m.exec(mail.text)![1]!;
    expect(mail.text).toContain(`https://body.example/ar/answer?code=${code}`);
    expect(mail.text).toContain('ليس هناك أي حادث');
    expect(mail.raw).toContain('Content-Type: text/plain');
    for (const word of [bravo.contact, NIGHT, 'bravo.officer', round]) expect(mail.text).not.toContain(word);
  });

  test('is not answered by a link that is fetched, however often, nor by a HEAD', async () => {
    for (let i = 0; i < 25; i++) {
      const method = i % 2 ? 'GET' : 'HEAD';
      const reply = await body.app.inject({ method, url: `/api/pings/answers/${code}` });
      expect(reply.statusCode).toBe(200);
    }
    expect(dataOf(await asks(code))).toMatchObject({ state: 'open', contact: NIGHT, channel: 'emails' });
  });

  test('is answered by one confirmation that is posted, once; again changes nothing', async () => {
    const first = dataOf(await answers(` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `));
    expect(first).toMatchObject({ state: 'answered' });
    expect(dataOf(await answers(code))).toEqual(first);
    expect(await tests(bravo.reader, NIGHT, 'emails')).toHaveLength(2);
  });

  test('is seen by the State at once, and by others only after the time that the body set', async () => {
    const own = (await roundOf(bravo.reader, round)).own.filter(({ contact }) => contact === NIGHT);
    expect(own.map(({ result, value }) => [value, result]).sort()).toEqual([
      ['gone@bravo.example', 'failed'],
      ['night@bravo.example', 'answered'],
    ]);
    expect((await roundOf(alpha.reader, round)).own.map(({ contact }) => contact)).toEqual([alpha.contact]);
    expect(
      (await tests(bravo.reader, NIGHT, 'emails'))
        .map(({ outcome, heldUntil }) => [outcome, !!heldUntil])
        .sort(),
    ).toEqual([
      ['reached', true],
      ['refused', true],
    ]);
    const [to] = await codesOf(round, bravo.contact, 'emails');
    await answers(to!);
    expect(await tests(bravo.reader, bravo.contact, 'emails')).toMatchObject([{ outcome: 'reached' }]);
    for (const reader of [alpha.reader, manager])
      expect(await tests(reader, bravo.contact, 'emails')).toEqual([]);
    await body.clock.later((RULES.open + RULES.held) * 1000 + 1000, async () => {
      expect(await tests(alpha.reader, bravo.contact, 'emails')).toMatchObject([
        { outcome: 'reached', round },
      ]);
    });
  });

  test('says to the secretariat how far it is, and nothing of who answered', async () => {
    const seen = await roundOf(manager, round);
    expect(seen).not.toHaveProperty('numbers');
    expect(JSON.stringify(seen.progress)).not.toMatch(/answer|reached/);
    expect(await roundOf(alpha.reader, round)).not.toHaveProperty('progress');
  });

  test('is over: who did not answer is noted once, and a code counts no more but for what was done before', async () => {
    const [late, offline] = [
      (await codesOf(round, alpha.contact, 'emails'))[0]!,
      (await codesOf(round, carla.contact, 'emails'))[0]!,
    ];
    const made = body.clock.at(HOUR);
    await body.clock.later(RULES.open * 1000 + HOUR, async () => {
      await tends();
      await tends();
      expect(dataOf(await asks(late))).toMatchObject({ state: 'over' });
      expect(codeOf(await answers(late))).toBe('exchange.ping-over');
      // A claim of what lies ahead is none.
      expect(codeOf(await answers(late, body.clock.at(3 * HOUR)))).toBe('exchange.ping-over');
      expect(dataOf(await answers(offline, made))).toMatchObject({ state: 'answered', claimed: made });
    });
    expect(await tests(alpha.reader, alpha.contact, 'emails')).toMatchObject([{ outcome: 'not-reached' }]);
    expect(await tests(carla.reader, carla.contact, 'emails')).toMatchObject([
      { outcome: 'reached', claimed: made },
      { outcome: 'not-reached' },
    ]);
    expect((await steers(round, 'over')).response.status).toBe(204);
    expect(codeOf(await steers(round, 'paused'))).toBe('exchange.round-over');
  });
});

describe('Wrong codes', () => {
  test('are told alike, and after thirty in a minute nothing is looked up; a minute later it is again', async () => {
    for (const wrong of ['AAAAAAAAAA', '000000000000', '-', 'ب'])
      expect(codeOf(await answers(wrong))).toBe('exchange.no-such-ping');
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 30; i++) codes.push(codeOf(await asks(`WRONG${i}`)));
    expect(codes.at(-1)).toBe('exchange.too-many-codes');
    expect(codeOf(await answers('AAAAAAAAAA'))).toBe('exchange.too-many-codes');
    await body.clock.later(61_000, async () => {
      expect(codeOf(await answers('AAAAAAAAAA'))).toBe('exchange.no-such-ping');
    });
  });

  test('of any shape are refused', async () => {
    for (const bad of [
      {},
      { code: '' },
      { code: 'x'.repeat(61) },
      { code: 7 },
      { code: 'A', made: 'now' },
      { code: 'A', more: 1 },
    ]) {
      const { error } = await body.public.api.POST('/api/pings/answers', { body: bad as never });
      expect((error as { code: string }).code).toBe('platform.bad-request');
    }
  });
});

describe('A round that is interrupted', () => {
  test('goes on where it was: what broke between the mail and the note is one mail', async () => {
    const round = await starts({ channels: ['emails'] });
    let broken: ReturnType<typeof breakable> | undefined;
    const second = await secondServer(body, (database) => (broken = breakable(database)));
    const handlers = jobsOf('broken', false, second.record);
    const jobs = await takeJobs(body, 'exchange.ping');
    broken!.next = { at: 0, how: 'before' };
    for (const { payload } of jobs)
      await expect(handlers['exchange.ping']!(payload)).rejects.toThrow('broke');
    const written = await readdir(outboxOf('broken'));
    expect(written).toHaveLength(5);
    expect((await roundOf(manager, round)).progress).toMatchObject([{ waiting: 5 }]);
    broken!.next = undefined;
    for (let twice = 0; twice < 2; twice++)
      for (const { payload } of jobs) await handlers['exchange.ping']!(payload);
    expect(await readdir(outboxOf('broken'))).toEqual(written);
    expect((await roundOf(manager, round)).progress).toMatchObject([{ waiting: 0, sent: 5 }]);
    await second.stop();
    await steers(round, 'over');
  });

  test('by its manager sends nothing until it is let go on', async () => {
    const round = await starts({ channels: ['emails'] });
    expect(codeOf(await steers(round, 'paused', alpha.reader))).toBe('exchange.not-the-manager');
    await steers(round, 'paused');
    expect(await runJobs(body, jobsOf('paused'), 'exchange.ping')).toBe(5);
    expect(await readdir(outboxOf('paused')).catch(() => [])).toEqual([]);
    expect(await roundOf(manager, round)).toMatchObject({ state: 'paused', progress: [{ waiting: 5 }] });
    await steers(round, 'running');
    expect(await runJobs(body, jobsOf('paused'), 'exchange.ping')).toBe(5);
    expect(await readdir(outboxOf('paused'))).toHaveLength(5);
    await steers(round, 'over');
    expect(codeOf(await steers('pin_none', 'over'))).toBe('exchange.no-such-round');
  });
});

describe('A round by telephone', () => {
  let round: string;
  const calls = async (language = 'fr') =>
    dataOf(
      await manager.api.GET('/api/pings/rounds/{round}/calls', {
        params: { path: { round }, query: { language } },
      }),
    ).calls;
  const notes = (ping: string, outcome: string, says = '', by = manager) =>
    by.api.POST('/api/pings/rounds/{round}/calls/{ping}', {
      ...inRound(round, ping),
      body: { outcome, says } as never,
    });

  test('is a list of numbers, with what to say in the language of the officer and of the contact', async () => {
    round = await starts({ channels: ['telephones'], outOfHours: true });
    const [call, ...others] = await calls();
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      number: '+00 1 234',
      contact: NIGHT,
      participant: 'bravo',
      isProven: false,
    });
    expect(call!.scripts.map(({ language }) => language)).toEqual(['fr', 'ar']);
    for (const { text } of call!.scripts) expect(text.split(call!.code)).toHaveLength(3);
    // One in the morning in Tokyo: the middle of the hours in which it does not answer.
    expect(call!.due.slice(11, 16)).toBe('16:00');
    for (const reader of [bravo.reader, clerk])
      expect(
        codeOf(await reader.api.GET('/api/pings/rounds/{round}/calls', { params: { path: { round } } })),
      ).toBe('exchange.not-the-manager');
  });

  test('is noted by the officer, and proven by the code that comes back', async () => {
    const [{ ping, code }] = (await calls()) as [Awaited<ReturnType<typeof calls>>[number]];
    expect((await notes(ping, 'not-reached', 'At 01:00, nobody.')).response.status).toBe(204);
    expect((await calls())[0]!.called).toMatchObject({ outcome: 'not-reached', says: 'At 01:00, nobody.' });
    await notes(ping, 'reached', 'Somebody on duty.');
    expect((await roundOf(bravo.reader, round)).own).toMatchObject([{ result: 'reached' }]);
    expect(dataOf(await answers(code))).toMatchObject({ state: 'answered', channel: 'telephones' });
    expect((await calls())[0]!.isProven).toBe(true);
    expect(await tests(bravo.reader, NIGHT, 'telephones')).toMatchObject([
      { outcome: 'reached', says: '' },
      { outcome: 'reached', by: 'secretariat' },
      { outcome: 'not-reached', by: 'secretariat' },
    ]);
    expect(await tests(alpha.reader, NIGHT, 'telephones')).toEqual([]);
    expect(codeOf(await notes('png_none', 'reached'))).toBe('exchange.no-such-ping');
    expect(codeOf(await notes(ping, 'reached', '', alpha.reader))).toBe('exchange.not-the-manager');
    await steers(round, 'over');
    expect(codeOf(await notes(ping, 'reached'))).toBe('exchange.round-over');
  });
});

describe('A round by sealed message', () => {
  test('is answered by acknowledging it, and by nothing that is not the message of the secretariat', async () => {
    const secretary = await secretariatContact();
    const before = await sends(body, secretary, [alpha]);
    const round = await starts({ channels: ['message'] });
    const names = (message: string) =>
      manager.api.PUT('/api/pings/rounds/{round}/message', { ...inRound(round), body: { message } });
    const foreign = await sends(body, alpha, [bravo]);
    for (const wrong of [before.message, foreign.message, 'msg_none'])
      expect(codeOf(await names(wrong))).toBe('exchange.bad-ping-message');
    const ping = await sends(body, secretary, [alpha, bravo]);
    expect((await names(ping.message)).response.status).toBe(204);
    expect((await names(ping.message)).response.status).toBe(204);
    expect((await roundOf(manager, round)).progress).toMatchObject([
      { channel: 'message', sent: 2, waiting: 1 },
    ]);
    await acknowledges(body, alpha, ping);
    await tends();
    await tends();
    expect((await roundOf(alpha.reader, round)).own).toMatchObject([{ result: 'answered' }]);
    expect((await roundOf(bravo.reader, round)).own).toMatchObject([{ result: 'sent' }]);
    expect(await tests(alpha.reader, alpha.contact, 'message')).toMatchObject([
      { outcome: 'reached', round },
    ]);
    await steers(round, 'over');
    await tends();
    expect(await tests(bravo.reader, bravo.contact, 'message')).toMatchObject([{ outcome: 'not-reached' }]);
    // It was not sealed to this one: nothing is said of it.
    expect(await tests(carla.reader, carla.contact, 'message')).toEqual([]);
    expect((await roundOf(carla.reader, round)).own).toMatchObject([{ result: 'not-tried' }]);
  });

  async function secretariatContact(): Promise<TestState> {
    const contact = testId('con', 'secretariat');
    const duty = await adds(body, body.secretariat, 'duty', { authorities: ['exchange'] });
    const officer = await adds(body, body.secretariat, 'officer', { authorities: ['directory'] });
    await nominates(body, officer, contact, { roster: [duty.person] });
    const key = await contactKey('secretariat');
    await certifies(body, officer, contact, key);
    const { hand, connection } = await opens(body, duty);
    return {
      ...{ id: 'secretariat', root: body.secretariat, officer, duty, contact, key },
      ...{ session: hand, reader: connection },
    };
  }
});

describe('A round by text message', () => {
  test('goes only where a State had it switched on, signed, and holds a code and a page', async () => {
    const path = { params: { path: { contact: carla.contact } } };
    const { ring } = dataOf(
      await carla.reader.api.POST('/api/exchange/contacts/{contact}/rings', {
        ...{ ...path, body: { service: 'texts', destination: '+001234567' } },
      }),
    );
    expect(codeOf(await manager.api.POST('/api/pings/rounds', { body: { channels: ['sms'] } }))).toBe(
      'exchange.nobody-to-ping',
    );
    await runJobs(body, jobsOf('sms'), 'exchange.ring-code');
    const proof = JSON.parse(hook.received.at(-1)!.body) as { code: string };
    await carla.reader.api.POST('/api/exchange/contacts/{contact}/rings/{ring}/code', {
      ...{ params: { path: { contact: carla.contact, ring } } },
      body: { code: proof.code },
    });
    const round = await starts({ channels: ['sms'] });
    hook.answer(503);
    await runJobs(body, jobsOf('sms'), 'exchange.ping');
    expect((await roundOf(manager, round)).progress).toMatchObject([{ channel: 'sms', waiting: 1 }]);
    hook.answer(200);
    await runJobs(body, jobsOf('sms'), 'exchange.ping');
    const told = JSON.parse(hook.received.at(-1)!.body) as Record<string, string>;
    expect(told).toMatchObject({ what: 'ping', to: '+001234567' });
    expect(told.text).toContain('https://body.example/answer');
    expect(dataOf(await answers(told.code!))).toMatchObject({ state: 'answered', channel: 'sms' });
    expect((await roundOf(carla.reader, round)).own).toMatchObject([
      { value: '+001234567', result: 'answered' },
    ]);
    await steers(round, 'over');
  });
});

describe('The schedule', () => {
  const rounds = async () =>
    (await body.database.pool.query('select slot from ping_round where slot is not null')).rows;

  test('begins a round when the rules have one due: once, whoever looks', async () => {
    const directory = new Directory(body.record);
    expect(await startDue(directory)).toBe(false);
    const second = await secondServer(body);
    await body.clock.later(RULES.every * 1000 + DAY, async () => {
      const begun = await Promise.all([startDue(directory), startDue(new Directory(second.record))]);
      expect(begun.sort()).toEqual([false, true]);
      expect(await startDue(directory)).toBe(false);
    });
    await second.stop();
    expect(await rounds()).toEqual([{ slot: 1 }]);
    await body.clock.later(RULES.every * 2000 + DAY, async () => {
      expect(await startDue(directory)).toBe(true);
    });
    expect(await rounds()).toHaveLength(2);
  });
});

describe('Numbers', () => {
  test('are those of States as they stood when they may be shown, and none where too few are on either side', async () => {
    const { rows } = await body.database.pool.query<{ id: string }>(
      'select id from ping_round order by started limit 1',
    );
    await furnish(rows[0]!.id, 'emails', 40, 22);
    await furnish(rows[0]!.id, 'telephones', 40, 38);
    await body.clock.later(3 * HOUR, async () => {
      const { numbers } = await roundOf(alpha.reader, rows[0]!.id);
      expect(numbers).toMatchObject({ least: 5, withheld: 1 });
      expect(numbers!.channels).toMatchObject([{ channel: 'emails', asked: 40, reached: 20 }]);
      // What arrives afterwards changes nothing any more.
      await body.database.pool.query(
        `update ping set answered = $2 where round = $1 and channel = 'emails' and answered is null`,
        [rows[0]!.id, new Date(body.clock.now())],
      );
      expect((await roundOf(alpha.reader, rows[0]!.id)).numbers).toEqual(numbers);
    });
  });

  /** As if so many States had been asked. */
  async function furnish(round: string, channel: string, asked: number, reached: number): Promise<void> {
    await body.database.pool.query(
      `insert into ping (id, round, participant, contact, channel, digest, code, due, state, tried, answered)
       select $2 || i, $1, 's' || i, 'con', $2, '', $2 || i, r.started, 'sent', r.started,
         case when i <= $4 then r.started end
       from generate_series(1, $3) i, ping_round r where r.id = $1`,
      [round, channel, asked, reached],
    );
  }

  test('are not there where the body adopted none', async () => {
    const plain = await testBody();
    const reader = (await opens(plain, plain.secretariat)).connection;
    const { rules, rounds } = dataOf(await reader.api.GET('/api/pings/rounds', {}));
    expect(rules).toEqual({ every: PING_RULES.every, open: PING_RULES.open, held: PING_RULES.held });
    expect(rounds).toEqual([]);
    await plain.stop();
  });
});

test('nobody who did not sign in reads of rounds', async () => {
  for (const url of ['/api/pings/rounds', '/api/pings/rounds/pin_none', '/api/exchange/services'])
    expect((await body.app.inject({ url, headers: headersOf(body.public) })).statusCode).toBe(401);
});

async function freePort(): Promise<number> {
  const server = await startMailServer();
  await server.stop();
  return server.port;
}
