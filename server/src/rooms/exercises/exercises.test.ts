import { newId } from '@comity/acts';
import { type Connection, dataOf } from '@comity/client';
import {
  addressees,
  injectToSeal,
  openExercise,
  readExercise,
  readFates,
  readingOfAside,
  wasSentBefore,
} from '@comity/client/exercising';
import { readContact, readDirectory } from '@comity/client/messages';
import { open, seal } from '@comity/seal';
import { type ExerciseItem, type Inject, idsFor } from '@comity/seal/exercising';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledges,
  adds,
  BEGINS,
  does,
  opens,
  refusedBy,
  sealsControlItem,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
  uploads,
  wholeBundle,
} from '../../testing/index.ts';
import { insertAside, insertItem } from '../asides/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
});
afterAll(() => body.stop());

type Posted = Awaited<ReturnType<typeof sealsControlItem>>['posted'];
const post = (reader: Connection, posted: Posted) => reader.api.POST('/api/exercises', { body: posted });
const read = async (by: TestState, exercise: string) =>
  openExercise(
    async (item, earlier) =>
      open({
        ...readingOfAside(by.reader, item, earlier),
        me: { participant: by.id, keys: [{ privateKey: by.key.privateKey }] },
      }),
    exercise,
    (await readExercise(by.reader, exercise)).items,
  );
const notFound = (reader: Connection, exercise: string) =>
  reader.api.GET('/api/exercises/{exercise}', { params: { path: { exercise } } });
const inject = (to: readonly TestState[], more: Partial<Inject> = {}): ExerciseItem => ({
  ...{ kind: 'inject', id: 'one', minute: 0, to: to.map((s) => s.contact), type: 'exercise-inject' },
  ...{ language: 'en', subject: 'Trucks wait', text: 'Nothing is real.' },
  ...more,
});

describe('an exercise of two States in control', () => {
  test('is planned by both, each reading what the other put, and is to everybody else not there', async () => {
    const control = [alpha, bravo];
    const begun = await sealsControlItem(body, alpha, { to: control });
    expect((await post(alpha.reader, begun.posted)).response.status).toBe(201);
    const { exercise } = begun;
    const second = await sealsControlItem(body, bravo, {
      ...{ item: inject([carla]), exercise, to: control, previous: begun.messageId },
    });
    expect((await post(bravo.reader, second.posted)).response.status).toBe(201);
    for (const one of control) {
      const { exercise: found } = await read(one, exercise);
      expect(found).toMatchObject({ title: 'A port', unread: 0, injects: [{ subject: 'Trucks wait' }] });
    }
    const foreign = await notFound(carla.reader, exercise);
    expect([foreign.response.status, foreign.error]).toMatchObject([404, { code: 'exercises.not-found' }]);
    const absent = await notFound(carla.reader, newId('thr'));
    const { instance: _, ...one } = foreign.error as { instance?: string };
    const { instance: __, ...other } = absent.error as { instance?: string };
    expect(one).toEqual(other);
    expect(dataOf(await carla.reader.api.GET('/api/exercises')).exercises).toEqual([]);
    expect(dataOf(await bravo.reader.api.GET('/api/exercises')).exercises).toMatchObject([
      { exercise, control: ['alpha', 'bravo'], items: 2, openedBy: { participant: 'alpha' } },
    ]);
  });

  test('stands on no record and in no bundle, so nobody learns beforehand what comes', async () => {
    const size = body.record.held.now.size;
    const { posted } = await sealsControlItem(body, alpha);
    await post(alpha.reader, posted);
    expect(body.record.held.now.size).toBe(size);
    await body.publish();
    for (const audience of ['*', 'alpha'])
      expect(new TextDecoder('latin1').decode(await wholeBundle(body.record, audience))).not.toContain(
        posted.ciphertext.slice(0, 100),
      );
  });

  test('takes nothing of others, nothing sealed to others, and no message that is not of an exercise', async () => {
    const { posted, exercise } = await sealsControlItem(body, alpha);
    await post(alpha.reader, posted);
    const more = await sealsControlItem(body, alpha, { item: { kind: 'note', text: 'Note' }, exercise });
    const foreign = { participant: 'bravo', contact: bravo.contact };
    const intruding = await sealsControlItem(body, carla, { exercise });
    const bad: [Connection, unknown, number, string][] = [
      [carla.reader, intruding.posted, 400, 'exercises.not-of-control'],
      [bravo.reader, (await sealsControlItem(body, alpha)).posted, 400, 'exercises.not-of-control'],
      [
        alpha.reader,
        { ...more.posted, to: [{ ...more.posted.to[0]!, ...foreign }] },
        400,
        'exercises.not-of-control',
      ],
      [
        alpha.reader,
        { ...more.posted, header: { ...more.posted.header, from: foreign } },
        400,
        'exercises.not-of-control',
      ],
      [
        alpha.reader,
        { ...more.posted, header: { ...more.posted.header, exercise: false } },
        400,
        'platform.bad-request',
      ],
      [alpha.reader, { ...more.posted, ciphertext: 'not base64!' }, 400, 'platform.bad-request'],
      [alpha.reader, { ...more.posted, more: 1 }, 400, 'platform.bad-request'],
    ];
    for (const [reader, sent, status, code] of bad) {
      const answer = await post(reader, sent as Posted);
      expect([answer.response.status, answer.error], code).toMatchObject([status, { code }]);
    }
    expect((await readExercise(alpha.reader, exercise)).items).toHaveLength(1);
  });

  test('takes an item once, and another under its id not at all', async () => {
    const { posted, exercise } = await sealsControlItem(body, alpha);
    await post(alpha.reader, posted);
    expect((await post(alpha.reader, posted)).response.status).toBe(201);
    expect((await readExercise(alpha.reader, exercise)).items).toHaveLength(1);
    const other = await sealsControlItem(body, alpha, { exercise });
    const swapped = { ...posted, ciphertext: other.posted.ciphertext };
    expect((await post(alpha.reader, swapped)).error).toMatchObject({ code: 'exercises.item-differs' });
  });

  test('is removed for good by whoever opened it or an administrator of that State, and by nobody else', async () => {
    const { posted, exercise } = await sealsControlItem(body, alpha, { to: [alpha, bravo] });
    const clerk = await adds(body, alpha.officer, 'planner', { authorities: ['exchange'] });
    const planner = (await opens(body, clerk)).connection;
    await post(planner, posted);
    const params = { path: { exercise } };
    for (const reader of [bravo.reader, alpha.reader])
      expect((await reader.api.DELETE('/api/exercises/{exercise}', { params })).error).toMatchObject({
        code: 'exercises.not-yours-to-remove',
      });
    expect((await carla.reader.api.DELETE('/api/exercises/{exercise}', { params })).error).toMatchObject({
      code: 'exercises.not-found',
    });
    expect((await planner.api.DELETE('/api/exercises/{exercise}', { params })).response.status).toBe(204);
    expect((await notFound(alpha.reader, exercise)).response.status).toBe(404);
    const { rows } = await body.database.pool.query('select 1 from aside_item where aside = $1', [exercise]);
    expect(rows).toEqual([]);
  });

  test('has an end: so many of a State, so many States, so many items', async () => {
    const { posted, exercise } = await sealsControlItem(body, carla);
    const openedBy = { participant: 'carla', person: 'root' };
    const item = { ...posted, person: 'root', received: new Date(), size: 1 };
    const ids = Array.from({ length: 100 }, () => newId('thr'));
    await body.database.transaction(async (tx) => {
      for (const [n, id] of ids.entries()) {
        const aside = { kind: 'exercise' as const, among: ['carla'], about: null, ends: null };
        insertAside(tx, { ...aside, id, openedBy, opened: new Date() });
        for (let number = 0; number < (n === 0 ? 500 : 1); number++) {
          const header = { ...posted.header, thread: id, message: `msg_${String(number).padStart(22, 'A')}` };
          insertItem(tx, { ...item, header, message: header.message, number });
        }
      }
    });
    expect((await post(carla.reader, posted)).error).toMatchObject({ code: 'exercises.full' });
    expect((await notFound(carla.reader, exercise)).response.status).toBe(404);
    const full = await sealsControlItem(body, carla, { exercise: ids[0]! });
    expect((await post(carla.reader, full.posted)).error).toMatchObject({ code: 'exercises.full' });
  });
});

describe('threads of exercises', () => {
  const listed = async (reader: Connection, url: '/api/exercises/threads' | '/api/exchange/threads') =>
    dataOf(await reader.api.GET(url)).threads.map(({ thread }) => thread);

  test('and real ones are never in one list, and neither takes a message of the other', async () => {
    const drill = await sends(body, alpha, [bravo], { exercise: true });
    const real = await sends(body, alpha, [bravo]);
    for (const { reader } of [alpha, bravo]) {
      expect(await listed(reader, '/api/exercises/threads')).toContain(drill.thread);
      expect(await listed(reader, '/api/exercises/threads')).not.toContain(real.thread);
      expect(await listed(reader, '/api/exchange/threads')).toContain(real.thread);
      expect(await listed(reader, '/api/exchange/threads')).not.toContain(drill.thread);
    }
    const apart = refusedBy('exchange.exercise-apart');
    await expect(sends(body, bravo, [alpha], { thread: drill.thread })).rejects.toMatchObject(apart);
    const answer = { thread: real.thread, exercise: true };
    await expect(sends(body, bravo, [alpha], answer)).rejects.toMatchObject(apart);
    // Whoever is not in it learns nothing of it, not even what it is.
    const outside = sends(body, carla, [alpha], { thread: drill.thread });
    await expect(outside).rejects.toMatchObject(refusedBy('exchange.thread-members'));
    await sends(body, bravo, [alpha], { thread: drill.thread, exercise: true });
  });

  test('tell control what became of each inject', async () => {
    const sent = await sends(body, alpha, [carla], { exercise: true });
    await acknowledges(body, carla, sent);
    await sends(body, carla, [alpha], { thread: sent.thread, exercise: true });
    const { messages } = dataOf(
      await alpha.reader.api.GET('/api/exchange/threads/{thread}', {
        params: { path: { thread: sent.thread } },
      }),
    );
    expect(messages).toHaveLength(2);
    // Nothing was sent of this plan: its threads are not there.
    const { kind: _, ...planned } = inject([bravo, carla]) as Inject & { kind: string };
    const { seed } = BEGINS as { seed: string };
    const participants = new Map([[bravo.contact, 'bravo']]);
    const fates = await readFates(alpha.reader, { seed, injects: [planned] }, participants);
    expect(fates).toEqual([
      { inject: 'one', contact: bravo.contact, participant: 'bravo' },
      { inject: 'one', contact: carla.contact, participant: '' },
    ]);
    expect(idsFor({ seed }, 'one', bravo.contact).thread).not.toBe(
      idsFor({ seed }, 'one', carla.contact).thread,
    );
  });

  test('bring an inject once, whoever of control sends it, and the other States of control see the answer', async () => {
    const control = ['alpha', 'bravo'];
    const { kind: _, ...planned } = inject([carla]) as Inject & { kind: string };
    const exercise = { seed: `${'B'.repeat(21)}A`, injects: [planned] };
    const sendsIt = async (by: TestState) => {
      const own = await readContact(by.reader, by.contact);
      const to = addressees(await readDirectory(by.reader), control, own, carla.contact);
      expect(to.map((c) => c.participant).sort()).toEqual([by === alpha ? 'bravo' : 'alpha', 'carla']);
      const writing = { exercise, inject: planned, contact: carla.contact, to };
      const input = await injectToSeal(by.reader, body.trust, own, writing);
      const sealed = await seal({ ...input, at: body.clock.at(), signer: { privateKey: by.key.privateKey } });
      const { data, openings } = await uploads(by, sealed);
      await does(body, by.session, 'exchange.sent', data, { openings });
    };
    await sendsIt(alpha);
    const refused = await sendsIt(bravo).catch((error: unknown) => error);
    expect(wasSentBefore(refused)).toBe(true);
    const { thread } = idsFor(exercise, planned.id, carla.contact);
    const answers = { thread, exercise: true };
    await sends(body, carla, [alpha, bravo], answers);
    for (const { reader } of [alpha, bravo]) {
      const [fate] = await readFates(reader, exercise, new Map([[carla.contact, 'carla']]));
      expect(fate).toMatchObject({
        participant: 'carla',
        sent: expect.any(Number),
        answered: expect.any(Number),
      });
    }
  });
});
