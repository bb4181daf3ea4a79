import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataOf } from '@comity/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HookService } from '../../../platform/index.ts';
import {
  acknowledges,
  type HookServer,
  nominates,
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
import { forgetRings } from './actions.ts';

const HOUR = 3_600_000;
const SECRET = 'a secret of thirty-two characters';
let body: TestBody;
let server: HookServer;
let hooks: HookService[];
let outbox: string;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-rings-'));
  server = await startHookServer();
  const common = { url: server.url, secret: SECRET, isPrivate: true } as const;
  hooks = [
    { ...common, id: 'texts', way: 'sms', service: 'Texts of Alderia' },
    { ...common, id: 'voice', way: 'call', service: 'Voices of Brenmark' },
    { ...common, id: 'pager', way: 'hook', service: 'Pagers of Corvania' },
  ];
  body = await testBody({}, { hooks });
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
});
afterAll(async () => {
  await body.stop();
  await server.stop();
  await rm(outbox, { recursive: true });
});
beforeEach(() => {
  server.received.length = 0;
  server.answer(204);
});

const jobs = () =>
  exchangeJobs(
    body.record,
    { outbox, from: 'notices@body.example', origin: 'https://body.example' },
    { hooks },
  );
const heard = () => server.received.map(({ body: text }) => JSON.parse(text) as Record<string, string>);
const at = (contact: string, ring = '') => ({ params: { path: { contact, ring } } });

const adds = (state: TestState, wish: object, contact = state.contact) =>
  state.reader.api.POST('/api/exchange/contacts/{contact}/rings', { ...at(contact), body: wish as never });
const proves = (state: TestState, ring: string, code: string) =>
  state.reader.api.POST('/api/exchange/contacts/{contact}/rings/{ring}/code', {
    ...at(state.contact, ring),
    body: { code },
  });
const ringsOf = async (state: TestState) =>
  dataOf(await state.reader.api.GET('/api/exchange/contacts/{contact}/rings', at(state.contact))).rings;

/** One that rings: the code was rung and given back. */
async function opened(state: TestState, wish: object): Promise<string> {
  const { ring } = dataOf(await adds(state, wish));
  await runJobs(body, jobs(), 'exchange.ring-code');
  const { code } = heard().at(-1)!;
  expect((await proves(state, ring, code!)).response.status).toBe(204);
  server.received.length = 0;
  return ring;
}
async function ends(state: TestState): Promise<void> {
  for (const { ring } of await ringsOf(state))
    await state.reader.api.DELETE('/api/exchange/contacts/{contact}/rings/{ring}', at(state.contact, ring));
}
/** Notices are written, and with them it is said who is to be rung. */
const notices = () => writesNotices(body, outbox);

describe('A contact', () => {
  test('is rung by services of which everybody is told whose they are, and of no secret', async () => {
    const answer = await bravo.reader.api.GET('/api/exchange/services', {});
    expect(dataOf(answer).services.map(({ whose, way }) => [whose, way])).toEqual([
      ['Texts of Alderia', 'sms'],
      ['Voices of Brenmark', 'call'],
      ['Pagers of Corvania', 'hook'],
    ]);
    expect(JSON.stringify(answer.data)).not.toContain(SECRET);
  });

  test('is rung only once the code that was rung there came back', async () => {
    const made = dataOf(await adds(bravo, { service: 'texts', destination: '+00 (1) 234-567' }));
    expect(made).toMatchObject({ destination: '+001234567', isProven: false, whose: 'Texts of Alderia' });
    await runJobs(body, jobs(), 'exchange.ring-code');
    const [code] = heard();
    expect(code).toMatchObject({ what: 'code', to: '+001234567', language: 'en' });
    expect(code!.text).toContain('https://body.example');
    await sends(body, alpha, [bravo], { deadline: body.clock.at(HOUR) });
    await notices();
    expect(await takeJobs(body, 'exchange.ring')).toEqual([]);
    for (let i = 0; i < 5; i++)
      expect((await proves(bravo, made.ring, 'AAAAAAAAAA')).error).toMatchObject({
        code: 'exchange.wrong-code',
      });
    // After five wrong ones the right one is none either.
    expect((await proves(bravo, made.ring, code!.code!)).response.status).toBe(403);
    await ends(bravo);
    await opened(bravo, { service: 'texts', destination: '+001234567' });
    expect(await ringsOf(bravo)).toMatchObject([{ isProven: true }]);
    await ends(bravo);
  });

  test('is rung for what cannot wait, once, and nothing of it is told', async () => {
    await opened(bravo, { service: 'voice', destination: '+001234567' });
    await sends(body, alpha, [bravo], { deadline: body.clock.at(48 * HOUR) });
    const urgent = await sends(body, alpha, [bravo], {
      ...{ subject: 'Top secret subject', text: 'Words of the message' },
      deadline: body.clock.at(2 * HOUR),
    });
    await notices();
    const [job, ...others] = await takeJobs(body, 'exchange.ring');
    expect(others).toEqual([]);
    await jobs()['exchange.ring']!(job!.payload);
    const [told] = heard();
    expect(told).toMatchObject({ v: 1, what: 'waiting', to: '+001234567' });
    expect(Object.keys(told!).sort()).toEqual(['at', 'id', 'language', 'text', 'to', 'v', 'what']);
    const words = ['alpha', alpha.contact, bravo.contact, urgent.message, urgent.thread, 'secret', 'Words'];
    for (const word of words) expect(server.received[0]!.body, word).not.toContain(word);
    // Whoever is told twice is told so by the id.
    await jobs()['exchange.ring']!(job!.payload);
    expect(heard()[1]!.id).toBe(told!.id);
    expect((await ringsOf(bravo))[0]!.tests).toMatchObject([{ outcome: 'sent' }]);
    await ends(bravo);
  });

  test('is rung in quiet hours where they are passed, and not once it acknowledged', async () => {
    const clock = (ms: number) => new Date(body.clock.now() + ms).toISOString().slice(11, 16);
    await opened(bravo, { service: 'texts', destination: '+001234567' });
    await bravo.reader.api.PUT('/api/exchange/contacts/{contact}/quiet', {
      ...{ params: { path: { contact: bravo.contact } } },
      body: { from: clock(-HOUR), to: clock(14 * HOUR), zone: 'UTC' },
    });
    await sends(body, alpha, [bravo], { deadline: body.clock.at(40 * HOUR) });
    const passing = await sends(body, alpha, [bravo], { deadline: body.clock.at(15 * HOUR) });
    await notices();
    const [job, ...others] = await takeJobs(body, 'exchange.ring');
    expect([job!.payload, others]).toMatchObject([{ message: passing.message }, []]);
    await acknowledges(body, bravo, passing);
    await jobs()['exchange.ring']!(job!.payload);
    expect(heard()).toEqual([]);
    await bravo.reader.api.DELETE('/api/exchange/contacts/{contact}/quiet', {
      params: { path: { contact: bravo.contact } },
    });
    await ends(bravo);
  });

  test('that wants it is rung for every message, but for those of a muted thread', async () => {
    await opened(bravo, { service: 'pager', destination: 'desk one', wish: 'always' });
    const first = await sends(body, alpha, [bravo]);
    await notices();
    expect(await runJobs(body, jobs(), 'exchange.ring')).toBe(1);
    expect(heard()).toMatchObject([{ to: 'desk one' }]);
    expect(heard()[0]).not.toHaveProperty('exercise');
    await sends(body, alpha, [bravo], { exercise: true });
    await notices();
    await runJobs(body, jobs(), 'exchange.ring');
    expect(heard()[1]).toMatchObject({ exercise: true, text: expect.stringMatching(/^EXERCISE: /) });
    await bravo.reader.api.PUT('/api/exchange/threads/{thread}/muted', {
      ...{ params: { path: { thread: first.thread } } },
      body: { until: body.clock.at(HOUR) },
    });
    await sends(body, alpha, [bravo], { thread: first.thread });
    await notices();
    expect(await takeJobs(body, 'exchange.ring')).toEqual([]);
    await ends(bravo);
  });
});

describe('A service', () => {
  test('that cannot be reached is tried again with pauses, then given up, and that is noted', async () => {
    await opened(bravo, { service: 'texts', destination: '+001234567' });
    await sends(body, alpha, [bravo], { deadline: body.clock.at(HOUR) });
    await notices();
    server.answer(503);
    const pauses: number[] = [];
    for (let job = (await takeJobs(body, 'exchange.ring'))[0]; job; ) {
      await jobs()['exchange.ring']!(job.payload);
      [job] = await takeJobs(body, 'exchange.ring');
      if (job) pauses.push(Math.round((+job.runAt - body.clock.now()) / 1000));
    }
    expect(pauses).toEqual([5, 30, 120, 600, 1800]);
    expect(server.received.length).toBe(6);
    expect(new Set(heard().map(({ id }) => id)).size).toBe(1);
    expect((await ringsOf(bravo))[0]!.tests[0]).toMatchObject({
      ...{ outcome: 'not-reached', says: 'The service answered 503.' },
    });
    await ends(bravo);
  });

  test('that refuses is not tried again; one that the operator took away rings nobody', async () => {
    await opened(bravo, { service: 'texts', destination: '+001234567' });
    await sends(body, alpha, [bravo], { deadline: body.clock.at(HOUR) });
    await notices();
    const [job] = await takeJobs(body, 'exchange.ring');
    server.answer(410);
    await jobs()['exchange.ring']!(job!.payload);
    expect(await takeJobs(body, 'exchange.ring')).toEqual([]);
    expect((await ringsOf(bravo))[0]!.tests[0]).toMatchObject({ outcome: 'refused' });
    server.received.length = 0;
    const failures: unknown[] = [];
    const without = exchangeJobs(body.record, {
      ...{ outbox, from: 'notices@body.example', origin: 'https://body.example' },
      onFailure: (error) => failures.push(error),
    });
    await without['exchange.ring']!(job!.payload);
    expect([server.received.length, failures.length]).toEqual([0, 1]);
    await ends(bravo);
  });

  test('is told of a number that the contact lists as it is written there', async () => {
    const other = `con_${'b'.repeat(21)}A`;
    await nominates(body, alpha.officer, other, {
      fields: { telephones: { value: ['+00 1 99-88-77 1'], readers: 'participants' } },
      roster: [alpha.duty.person],
    });
    const made = dataOf(await adds(alpha, { service: 'texts', destination: '+001998877 1' }, other));
    await runJobs(body, jobs(), 'exchange.ring-code');
    const { channels } = dataOf(
      await bravo.reader.api.GET('/api/directory/contacts/{contact}/channels', {
        params: { path: { contact: other } },
      }),
    );
    expect(channels).toMatchObject([{ value: '+00 1 99-88-77 1', tests: [{ outcome: 'sent' }] }]);
    await alpha.reader.api.DELETE('/api/exchange/contacts/{contact}/rings/{ring}', at(other, made.ring));
  });
});

describe('Bad wishes', () => {
  const refused = async (state: TestState, wish: object, contact?: string) => {
    const { error, response } = await adds(state, wish, contact);
    return [response.status, (error as { code: string }).code];
  };
  const number = { service: 'texts', destination: '+001234567' };

  test('are refused with what to do', async () => {
    expect(await refused(bravo, { ...number, service: 'none' })).toEqual([404, 'exchange.no-such-service']);
    expect(await refused(bravo, number, alpha.contact)).toEqual([404, 'exchange.no-such-contact']);
    for (const destination of ['001234567', '+12', 'tel:+001234567', '+00123456789012345678', '+٠٠١٢٣٤٥٦٧'])
      expect(await refused(bravo, { ...number, destination })).toEqual([400, 'exchange.bad-number']);
    for (const wrong of [{ destination: 'a\nb' }, { destination: '' }, { wish: 'sometimes' }, { more: 1 }])
      expect(await refused(bravo, { ...number, ...wrong })).toEqual([400, 'platform.bad-request']);
    expect((await proves(bravo, 'rng_none', 'X')).error).toMatchObject({ code: 'exchange.no-such-ring' });
  });

  test('are bounded: so many of a contact, each place once, and so many of a State in a day', async () => {
    await adds(alpha, number);
    expect(await refused(alpha, number)).toEqual([409, 'exchange.too-many-rings']);
    await ends(alpha);
    const outcomes: number[] = [];
    for (let i = 0; i < 14; i++) {
      outcomes.push((await adds(alpha, { ...number, destination: `+00123456${i + 10}` })).response.status);
      await ends(alpha);
    }
    expect(outcomes.filter((status) => status === 201).length).toBeLessThanOrEqual(12);
    expect(outcomes.at(-1)).toBe(409);
  });

  test('of a contact that is no more its State’s are forgotten', async () => {
    await opened(bravo, number);
    await body.database.pool.query(`update ring set participant = 'delta' where ended is null`);
    await forgetRings(body.record);
    const { rows } = await body.database.pool.query(`select destination from ring where ended is null`);
    expect(rows).toEqual([]);
    const kept = await body.database.pool.query(`select from ring where destination <> ''`);
    expect(kept.rowCount).toBe(0);
  });
});
