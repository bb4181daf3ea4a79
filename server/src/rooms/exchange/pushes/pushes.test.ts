import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, dataOf } from '@comity/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Pushing, type PushService, pushKeyOf } from '../../../platform/index.ts';
import {
  acknowledges,
  adds,
  certifies,
  contactKey,
  does,
  type HookServer,
  makeCertificate,
  nominates,
  opens,
  type Person,
  runJobs,
  seats,
  sends,
  startHookServer,
  type TestBody,
  type TestState,
  takeJobs,
  testBody,
  writesNotices,
} from '../../../testing/index.ts';
import { exchangeJobs } from '../index.ts';
import { forgetPushes } from './actions.ts';

const HOUR = 3_600_000;
const JOB = 'exchange.push';
const certified = makeCertificate('localhost');
const outside: PushService = { host: '*.push.example', service: 'Browsers of Alderia', isPrivate: false };
let body: TestBody;
let server: HookServer;
let pushing: Pushing;
let outbox: string;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-pushes-'));
  server = await startHookServer(certified);
  const own = {
    host: new URL(server.url).host,
    ...{ service: 'Browsers of Brenmark', isPrivate: true, ca: certified.cert },
  };
  const services = [own, outside];
  body = await testBody({}, { push: services });
  pushing = { services, key: pushKeyOf(new Uint8Array(32).fill(1)), subject: 'https://body.example' };
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
});
afterAll(async () => {
  await body.stop();
  await server.stop();
  await rm(outbox, { recursive: true });
});
beforeEach(async () => {
  await body.database.pool.query('delete from push');
  await takeJobs(body, JOB);
  server.received.length = 0;
  server.answer(201);
});

/** What was reported; nothing of it may hold an address. */
const failures: unknown[] = [];
const jobs = (by: Pushing | null = pushing) =>
  exchangeJobs(
    body.record,
    {
      ...{ outbox, from: 'notices@body.example', origin: 'https://body.example' },
      onFailure: (error) => failures.push(error),
    },
    { pushing: by ?? undefined },
  );
const notices = () => writesNotices(body, outbox);
const runs = () => runJobs(body, jobs(), JOB);
const addressOf = (name: string) => `${server.url}/${name}`;
const heard = () => server.received.map(({ url }) => url.split('/').at(-1));

const enters = ({ api }: Connection, endpoint: string, wish?: 'urgent' | 'always') =>
  api.POST('/api/exchange/push', { body: { endpoint, ...(wish ? { wish } : {}) } as never });
const read = async ({ api }: Connection) => dataOf(await api.GET('/api/exchange/push'));
const removes = ({ api }: Connection, push: string) =>
  api.DELETE('/api/exchange/push/{push}', { params: { path: { push } } });
const codeOf = ({ error, response }: { error?: unknown; response: Response }) => [
  response.status,
  (error as { code: string }).code,
];

describe('A browser', () => {
  test('is entered with whose service it uses, shown to its own person alone, and its address to nobody', async () => {
    const secret = addressOf('secret');
    const made = dataOf(await enters(bravo.reader, secret));
    expect(made).toMatchObject({ whose: 'Browsers of Brenmark', host: new URL(secret).host, wish: 'urgent' });
    expect(made.digest).toBe(createHash('sha256').update(secret).digest('hex'));
    const seen = await read(bravo.reader);
    expect(seen.pushes).toEqual([made]);
    expect(seen.services.map(({ whose }) => whose)).toEqual(['Browsers of Brenmark', 'Browsers of Alderia']);
    expect(JSON.stringify([seen, made])).not.toContain('secret');
    expect((await read(alpha.reader)).pushes).toEqual([]);
    const colleague = await opens(body, await adds(body, bravo.officer, 'colleague', { authorities: [] }));
    expect((await read(colleague.connection)).pushes).toEqual([]);
    expect(codeOf(await removes(colleague.connection, made.push))).toEqual([404, 'exchange.no-such-push']);
    expect((await removes(bravo.reader, made.push)).response.status).toBe(204);
    expect((await read(bravo.reader)).pushes).toEqual([]);
    const { rows } = await body.database.pool.query('select endpoint from push');
    expect(rows).toEqual([{ endpoint: '' }]);
  });

  test('entered again is the same one; entered by somebody else it is theirs alone', async () => {
    const first = dataOf(await enters(bravo.reader, addressOf('one')));
    const again = dataOf(await enters(bravo.reader, addressOf('one'), 'always'));
    expect(again).toEqual({ ...first, wish: 'always' });
    await Promise.all([enters(alpha.reader, addressOf('one')), enters(alpha.reader, addressOf('one'))]);
    expect([(await read(bravo.reader)).pushes.length, (await read(alpha.reader)).pushes.length]).toEqual([
      0, 1,
    ]);
  });

  test('is told for what cannot wait, by headers alone, and the service learns nothing else', async () => {
    await enters(bravo.reader, addressOf('desk'));
    await sends(body, alpha, [bravo], { deadline: body.clock.at(48 * HOUR) });
    const urgent = await sends(body, alpha, [bravo], {
      ...{ subject: 'Top secret subject', text: 'Words of the message' },
      deadline: body.clock.at(2 * HOUR),
    });
    await notices();
    expect(await runs()).toBe(1);
    const [{ body: text, headers, url }] = server.received as [(typeof server.received)[0]];
    expect([text, url.split('/').at(-1)]).toEqual(['', 'desk']);
    const told = JSON.stringify(headers) + Buffer.from(headers.authorization!.split('.')[1]!, 'base64url');
    for (const word of [
      'alpha',
      'bravo',
      bravo.contact,
      bravo.duty.person,
      urgent.message,
      urgent.thread,
      'desk',
    ])
      expect(told, word).not.toContain(word);
    expect((await read(bravo.reader)).pushes[0]!.last).toMatchObject({ outcome: 'sent' });
    // The notices are written once more after a crash: nobody is told again.
    await body.database.pool.query('update noticed set below = 0');
    await notices();
    expect(await takeJobs(body, JOB)).toEqual([]);
  });

  test('that wants it is told of every message, but for those of a muted thread and in quiet hours', async () => {
    await enters(bravo.reader, addressOf('desk'), 'always');
    const first = await sends(body, alpha, [bravo]);
    await notices();
    expect(await runs()).toBe(1);
    await bravo.reader.api.PUT('/api/exchange/threads/{thread}/muted', {
      ...{ params: { path: { thread: first.thread } } },
      body: { until: body.clock.at(HOUR) },
    });
    await sends(body, alpha, [bravo], { thread: first.thread });
    const clock = (ms: number) => new Date(body.clock.now() + ms).toISOString().slice(11, 16);
    const path = { params: { path: { contact: bravo.contact } } };
    await bravo.reader.api.PUT('/api/exchange/contacts/{contact}/quiet', {
      ...path,
      body: { from: clock(-HOUR), to: clock(14 * HOUR), zone: 'UTC' },
    });
    await sends(body, alpha, [bravo]);
    await notices();
    expect(await takeJobs(body, JOB)).toEqual([]);
    // Once they are over it is told after all.
    expect(await runJobs(body, jobs(), 'exchange.quiet-ended')).toBe(1);
    expect(await runs()).toBe(1);
    await bravo.reader.api.DELETE('/api/exchange/contacts/{contact}/quiet', path);
  });

  test('is not told once somebody acknowledged, or its person took it back', async () => {
    const { push } = dataOf(await enters(bravo.reader, addressOf('desk'), 'always'));
    const first = await sends(body, alpha, [bravo]);
    await sends(body, alpha, [bravo]);
    await notices();
    await acknowledges(body, bravo, first);
    const [one, two] = await takeJobs(body, JOB);
    await jobs()[JOB]!(one!.payload);
    await removes(bravo.reader, push);
    await jobs()[JOB]!(two!.payload);
    expect(server.received).toEqual([]);
  });
});

describe('Of a roster', () => {
  let night: Person;
  let nightReader: Connection;
  let desk: TestState;
  const office = `con_${'n'.repeat(21)}A`;
  const both = async (wish: 'urgent' | 'always') => {
    await enters(bravo.reader, addressOf('day'), wish);
    await enters(nightReader, addressOf('night'), wish);
  };
  /** A message to the office with two people. */
  const toOffice = async () => {
    const sent = await sends(body, alpha, [desk]);
    await notices();
    await runs();
    return sent;
  };
  const plan = { params: { path: { contact: office } } };

  beforeAll(async () => {
    night = await adds(body, bravo.officer, 'night', { authorities: ['exchange'] });
    nightReader = (await opens(body, night)).connection;
    await nominates(body, bravo.officer, office, { roster: [bravo.duty.person, night.person] });
    desk = { ...bravo, contact: office, key: await contactKey('office') };
    await certifies(body, bravo.officer, office, desk.key);
  });

  test('everybody is told where nobody is on duty', async () => {
    await both('always');
    await toOffice();
    expect(heard().sort()).toEqual(['day', 'night']);
  });

  test('whoever is on duty is told where there is such a person, and nobody else', async () => {
    await both('always');
    const slots = [{ person: night.person, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }];
    const set = await bravo.reader.api.PUT('/api/directory/contacts/{contact}/duty/plan', {
      ...plan,
      body: { zone: 'UTC', slots },
    });
    expect(set.response.status, JSON.stringify(set.error)).toBeLessThan(300);
    await toOffice();
    expect(heard()).toEqual(['night']);
  });

  test('a person who was removed is told nothing more, and no address of theirs is kept', async () => {
    await both('always');
    await sends(body, alpha, [desk]);
    await notices();
    const waiting = await takeJobs(body, JOB);
    expect(waiting.length).toBe(1);
    await does(body, bravo.officer, 'people.person-removed', { person: night.person });
    for (const { payload } of waiting) await jobs()[JOB]!(payload);
    expect(heard()).toEqual([]);
    await forgetPushes(body.record);
    const { rows } = await body.database.pool.query(`select person from push where endpoint <> ''`);
    expect(rows).toEqual([{ person: bravo.duty.person }]);
    await body.clock.later(25 * HOUR, () => forgetPushes(body.record));
    expect((await body.database.pool.query('select from push')).rowCount).toBe(1);
  });
});

describe('A push service', () => {
  const waits = async () => {
    await enters(bravo.reader, addressOf('desk'), 'always');
    await sends(body, alpha, [bravo]);
    await notices();
  };

  test.each([404, 410])('that answers %i knows the browser no more: it is forgotten', async (status) => {
    await waits();
    server.answer(status);
    expect(await runs()).toBe(1);
    expect((await read(bravo.reader)).pushes).toEqual([]);
    const { rows } = await body.database.pool.query(`select endpoint from push`);
    expect(rows).toEqual([{ endpoint: '' }]);
  });

  test('that cannot take it is asked again when it says so, within bounds, then given up, and that is noted', async () => {
    await waits();
    const pauses: number[] = [];
    const wishes = ['60', '999999', '1', 'soon', '0', '0'];
    for (let [job] = await takeJobs(body, JOB); job; ) {
      server.answer(429, { 'retry-after': wishes[pauses.length]! });
      await jobs()[JOB]!(job.payload);
      [job] = await takeJobs(body, JOB);
      if (job) pauses.push(Math.round((+job.runAt - body.clock.now()) / 1000));
    }
    expect(pauses).toEqual([60, 3600, 120, 600, 1800]);
    expect(server.received.length).toBe(6);
    expect((await read(bravo.reader)).pushes[0]!.last).toMatchObject({
      ...{ outcome: 'not-reached', says: 'The service answered 429.' },
    });
  });

  test('that refuses is not asked again', async () => {
    await waits();
    server.answer(403);
    expect(await runs()).toBe(1);
    expect(await takeJobs(body, JOB)).toEqual([]);
    expect((await read(bravo.reader)).pushes[0]!.last).toMatchObject({ outcome: 'refused' });
  });

  test('that the operator allows no more is pushed to no more, and nothing names it', async () => {
    await waits();
    const waiting = await takeJobs(body, JOB);
    for (const { payload } of waiting) {
      await jobs({ ...pushing, services: [outside] })[JOB]!(payload);
      await jobs(null)[JOB]!(payload);
    }
    expect(server.received).toEqual([]);
    expect((await read(bravo.reader)).pushes[0]!.last).toMatchObject({ outcome: 'refused' });
  });

  test('leaves no address in a job, nor in what is reported', async () => {
    await waits();
    server.answer(503);
    const { rows } = await body.database.pool.query<{ payload: unknown }>(
      'select payload from graphile_worker._private_jobs',
    );
    await runs();
    const says = (await read(bravo.reader)).pushes.map(({ last }) => last?.says);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify([rows, failures.map(String), says])).not.toMatch(/localhost|desk/);
  });

  test('knows the host by a key of P-256, which a browser is given', async () => {
    const { key } = await read(bravo.reader);
    const point = Buffer.from(key!, 'base64url');
    expect([point.length, point[0]]).toEqual([65, 4]);
  });
});

describe('Bad wishes', () => {
  test.each([
    'http://a.push.example/x',
    'https://evil.example/x',
    'https://push.example/x',
    'https://a.push.example:444/x',
    'https://a.push.example@evil.example/x',
    'https://127.0.0.1/x',
    'file:///etc/passwd',
    'no address',
  ])('of %s is refused', async (endpoint) => {
    expect(codeOf(await enters(bravo.reader, endpoint))).toEqual([404, 'exchange.no-such-push-service']);
  });

  test('with anything else in them are refused; a root is on no roster', async () => {
    const more = { endpoint: addressOf('x'), keys: { p256dh: 'x', auth: 'y' } };
    const refused = await bravo.reader.api.POST('/api/exchange/push', { body: more as never });
    expect(codeOf(refused)).toEqual([400, 'platform.bad-request']);
    expect(codeOf(await enters(bravo.reader, `https://a.push.example/${'x'.repeat(1000)}`))).toEqual([
      ...[400, 'platform.bad-request'],
    ]);
    const root = await opens(body, bravo.root);
    expect(codeOf(await enters(root.connection, addressOf('x')))).toEqual([403, 'people.not-allowed']);
    expect((await read(root.connection)).pushes).toEqual([]);
  });

  test('are bounded: so many browsers, and so many in a day', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => enters(bravo.reader, addressOf(`many-${i}`))),
    );
    const taken = all.filter(({ response }) => response.status === 201);
    expect(taken.length).toBe(8);
    expect(codeOf(all.find(({ response }) => response.status !== 201)!)).toEqual([
      ...[409, 'exchange.too-many-pushes'],
    ]);
    const outcomes: number[] = [];
    for (let i = 0; i < 18; i++) {
      const [one] = (await read(bravo.reader)).pushes;
      await removes(bravo.reader, one!.push);
      outcomes.push((await enters(bravo.reader, addressOf(`more-${i}`))).response.status);
    }
    expect(outcomes.filter((status) => status === 201).length).toBe(16);
    expect(outcomes.at(-1)).toBe(409);
  });

  test('by name are refused at the connection where the name is one of this house', async () => {
    const name = { host: 'localhost', service: 'Nobody', isPrivate: false };
    await body.database.pool.query(
      `insert into push (id, participant, person, endpoint, wish, created)
       values ('psh_x', 'bravo', $1, 'https://localhost/x', 'always', now())`,
      [bravo.duty.person],
    );
    await sends(body, alpha, [bravo]);
    await notices();
    await runJobs(body, jobs({ ...pushing, services: [name] }), JOB);
    const { rows } = await body.database.pool.query('select outcome, says from push');
    expect(rows).toEqual([{ outcome: 'refused', says: 'Its address is a private one.' }]);
  });
});
