import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@comity/acts';
import { type Connection, dataOf } from '@comity/client';
import {
  openConsultation,
  readBeside,
  readConsultation,
  readersAmong,
  readingOfAside,
  writersOf,
} from '@comity/client/consulting';
import { open } from '@comity/seal';
import type { ConsultationItem } from '@comity/seal/consulting';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readNoticeText } from '../../platform/index.ts';
import {
  adds,
  announces,
  type ConsultationPart,
  certifies,
  contactKey,
  gavels,
  nominates,
  opening,
  opens,
  type Person,
  quickRules,
  sealsConsultation,
  seats,
  type TestBody,
  type TestState,
  testBody,
  wholeBundle,
} from '../../testing/index.ts';
import { insertAside, insertItem } from '../asides/index.ts';
import { endNow, tellNow } from './jobs.ts';

const DAY = 86_400_000;
let body: TestBody;
let alpha: TestState;
let bravo: TestState;
/** The State whose delegate is the chair. */
let carla: TestState;
let clerk: Person;
let chair: Person;
let outbox: string;
/** A procedure under way. */
let about: string;

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'consultations-'));
  body = await testBody({ rules: quickRules() });
  [alpha, bravo, carla] = [
    ...[await seats(body, 'alpha'), await seats(body, 'bravo'), await seats(body, 'carla')],
  ] as [TestState, TestState, TestState];
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['decisions'] });
  chair = await adds(body, carla.officer, 'chair', { authorities: ['decisions'] });
  const subject = { kind: 'office' as const, office: 'chair' as const, ...pick(chair) };
  await gavels(body, clerk, await announces(body, clerk, opening({ subject })), { effect: subject });
  about = await begins();
});
afterAll(async () => {
  await body.stop();
  await rm(outbox, { recursive: true });
});
beforeEach(async () => {
  await tellNow(body.record, post());
  await letters();
});

const pick = ({ participant, person }: Person) => ({ participant, person });
/** A procedure that is announced, to be closed by the chair. */
const begins = () => announces(body, chair, opening({}));
const put = (
  by: TestState,
  posted: Awaited<ReturnType<typeof sealsConsultation>>['posted'],
  as?: Connection,
) => (as ?? by.reader).api.POST('/api/consultations', { body: posted });
const puts = async (by: TestState, part: Omit<ConsultationPart, 'about'> & { about?: string }) => {
  const made = await sealsConsultation(body, by, { about, ...part });
  return { ...made, ...(await put(by, made.posted)) };
};
const read = async (by: TestState, consultation: string) =>
  openConsultation(
    async (item, earlier) =>
      open({
        ...readingOfAside(by.reader, item, earlier),
        me: { participant: by.id, keys: [{ privateKey: by.key.privateKey }] },
      }),
    consultation,
    await readConsultation(by.reader, consultation),
  );
const answers = async (reader: Connection, consultation: string) => {
  const params = { path: { consultation } };
  return (await reader.api.GET('/api/consultations/{consultation}', { params })).response.status;
};
const listed = async ({ reader }: TestState, query = {}) =>
  dataOf(await reader.api.GET('/api/consultations', { params: { query } })).consultations.map(
    (c) => c.consultation,
  );
const post = () => ({ outbox, from: 'notices@body.example', origin: 'https://body.example' });
/** Letters since they were asked for last. */
async function letters(): Promise<string[]> {
  const names = await readdir(outbox);
  const texts = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
  await Promise.all(names.map((name) => rm(join(outbox, name))));
  return texts;
}
const words = (text: string): ConsultationItem => ({ kind: 'words', text });

describe('a sounding', () => {
  test('is between a State and the chair: positions, words, an answer; the last word stands', async () => {
    expect(await readBeside(alpha.reader, about)).toEqual({ about, open: true, presiding: ['carla'] });
    const first = await puts(alpha, {
      ...{ kind: 'sounding', to: [alpha, carla] },
      item: { kind: 'position', position: 'object', place: '12', text: 'Not with “shall”.' },
    });
    expect(first.response.status).toBe(201);
    const { consultation, founding } = first;
    const asks = await sealsConsultation(body, carla, {
      ...{ founding, about, previous: first.messageId, to: [alpha, carla] },
      item: { kind: 'words', place: '12', text: 'And with “should”?' },
    });
    expect((await put(carla, asks.posted)).response.status).toBe(201);
    await puts(alpha, {
      ...{ founding, previous: asks.messageId, to: [alpha, carla] },
      item: { kind: 'position', position: 'can-live-with', place: '12' },
    });
    for (const reader of [alpha, carla]) {
      const { said, standing, unread, founded, isAsSigned } = await read(reader, consultation);
      expect([unread, isAsSigned, said.length]).toEqual([0, true, 3]);
      expect(founded).toEqual({ ...founding, title: 'Paragraph 12', language: 'en' });
      expect(standing).toMatchObject([{ participant: 'alpha', place: '12', position: 'can-live-with' }]);
    }
  });

  test('can be begun by the chair, and never without one who presides, nor among three', async () => {
    expect((await puts(carla, { kind: 'sounding', to: [carla, bravo] })).response.status).toBe(201);
    for (const to of [[alpha, bravo], [alpha], [alpha, bravo, carla]])
      expect((await puts(alpha, { kind: 'sounding', to })).error).toMatchObject({
        code: 'consultations.not-with-chair',
      });
  });
});

describe('a small group', () => {
  test('works on a text: versions, what is new in each, words and positions on it', async () => {
    const to = [alpha, bravo];
    const first = await puts(alpha, { to, item: { kind: 'text', text: 'One.\n\nTwo.' } });
    const { consultation, founding } = first;
    const second = await puts(bravo, {
      ...{ to, founding, previous: first.messageId },
      item: { kind: 'text', text: 'One.\n\nOther.' },
    });
    await puts(alpha, {
      ...{ to, founding, previous: second.messageId },
      item: { kind: 'position', position: 'support', on: second.messageId },
    });
    const { versions, standing, unread } = await read(bravo, consultation);
    expect([unread, versions.map((v) => v.participant)]).toEqual([0, ['alpha', 'bravo']]);
    expect(versions[1]!.paragraphs.map((p) => p.isNew)).toEqual([false, true]);
    expect(standing).toMatchObject([{ participant: 'alpha', on: second.messageId, position: 'support' }]);
  });

  test('has two States at the least, of this body, and nobody joins it later', async () => {
    expect((await puts(alpha, { to: [alpha] })).error).toMatchObject({ code: 'consultations.not-a-group' });
    const { founding, posted } = await puts(alpha, { to: [alpha, bravo] });
    const refused = { code: 'consultations.not-its-id' };
    // Whether there is such a consultation is nothing that others learn.
    for (const known of [founding, { ...founding, nonce: 'A'.repeat(22) }]) {
      expect((await puts(carla, { founding: known, to: [alpha, carla] })).error).toMatchObject(refused);
      const hers = { founding: { ...known, among: ['alpha', 'carla'] }, to: [alpha, carla] };
      const made = await sealsConsultation(body, carla, { about, ...hers });
      const squats = { ...made.posted, header: { ...made.posted.header, thread: posted.header.thread } };
      expect((await put(carla, squats)).error).toMatchObject(refused);
    }
    for (const to of [[alpha, bravo, carla], [alpha]])
      expect((await puts(alpha, { founding, to })).error).toMatchObject(refused);
    const stranger = { ...posted.to[0]!, participant: 'bravo' };
    const mixed = await sealsConsultation(body, alpha, { about, to: [alpha, bravo] });
    const [own, other] = mixed.posted.to.toSorted((one) => (one.participant === 'alpha' ? -1 : 1));
    const swapped = { ...mixed.posted, to: [own!, { ...stranger, key: other!.key }] };
    expect(
      (await put(alpha, { ...swapped, to: [swapped.to[1]!, { ...other!, contact: newId('con') }] })).error,
    ).toMatchObject({
      code: 'consultations.not-among',
    });
    expect((await put(alpha, { ...mixed.posted, to: [...mixed.posted.to, own!] })).response.status).toBe(400);
    const forged = { ...mixed.posted, header: { ...mixed.posted.header, from: posted.to[1]! } };
    expect((await put(alpha, forged as never)).response.status).toBe(400);
  });

  test('is sealed to diplomatic contacts, or to all of a State that has none with a key', async () => {
    const { contacts, unreachable } = await readersAmong(
      alpha.reader,
      ['alpha', 'bravo', 'dora'],
      [alpha.contact],
    );
    expect(contacts.map(({ participant }) => participant)).toEqual(['alpha', 'bravo']);
    expect(unreachable).toEqual(['dora']);
  });
});

describe('off the record', () => {
  test('nobody else learns of it: not found, not listed, in no bundle, no entry', async () => {
    const { size } = body.record.held.now;
    const { consultation, posted } = await puts(alpha, { to: [alpha, bravo] });
    expect(body.record.held.now.size).toBe(size);
    expect(await answers(carla.reader, consultation)).toBe(404);
    expect(await answers(body.public, consultation)).toBe(401);
    expect(await listed(carla)).not.toContain(consultation);
    expect(await listed(bravo, { about })).toContain(consultation);
    expect(await listed(bravo, { about: newId('pro') })).toEqual([]);
    await body.publish();
    for (const audience of ['*', 'alpha'])
      expect(new TextDecoder('latin1').decode(await wholeBundle(body.record, audience))).not.toContain(
        posted.header.thread,
      );
  });

  test('whoever opened it, or an administrator, removes it for good', async () => {
    const { consultation } = await puts(alpha, { to: [alpha, bravo] });
    const removes = async (reader: Connection) => {
      const params = { path: { consultation } };
      const { response, error } = await reader.api.DELETE('/api/consultations/{consultation}', { params });
      return [response.status, (error as { code?: string } | undefined)?.code];
    };
    expect(await removes(carla.reader)).toEqual([404, 'consultations.not-found']);
    expect(await removes(bravo.reader)).toEqual([403, 'consultations.not-yours-to-remove']);
    expect((await removes((await opens(body, alpha.officer)).connection))[0]).toBe(204);
    expect(await answers(alpha.reader, consultation)).toBe(404);
    const { rows } = await body.database.pool.query('select 1 from aside_item where aside = $1', [
      consultation,
    ]);
    expect(rows).toEqual([]);
  });

  test('it is gone seven days after what it was about has closed, and says so before', async () => {
    const closing = await begins();
    const { consultation, founding } = await puts(alpha, { to: [alpha, bravo], about: closing });
    const other = await puts(alpha, { to: [alpha, bravo] });
    const ends = async () => (await readConsultation(alpha.reader, consultation)).ends;
    await endNow(body.record);
    expect(await ends()).toBeUndefined();
    await gavels(body, chair, closing, { outcome: 'withdrawn' });
    const closed = body.clock.now();
    await endNow(body.record);
    expect(Math.abs(Date.parse((await ends())!) - closed - 7 * DAY)).toBeLessThan(10_000);
    expect((await puts(alpha, { to: [alpha, bravo], about: closing })).error).toMatchObject({
      code: 'consultations.nothing-open',
    });
    expect((await puts(bravo, { to: [alpha, bravo], founding })).response.status).toBe(201);
    await body.clock.later(6.9 * DAY, () => endNow(body.record));
    expect(await answers(alpha.reader, consultation)).toBe(200);
    await body.clock.later(7.1 * DAY, () => endNow(body.record));
    expect(await answers(alpha.reader, consultation)).toBe(404);
    expect(await answers(alpha.reader, other.consultation)).toBe(200);
  });
});

test('contacts are told that something waits, once in an hour: neither what, nor from whom, nor beside what', async () => {
  const to = [alpha, carla];
  const { consultation, founding, messageId } = await puts(alpha, {
    kind: 'sounding',
    to,
    item: words('A secret.'),
  });
  const tells = () => tellNow(body.record, post());
  await tells();
  await tells();
  const written = await letters();
  expect(written).toHaveLength(1);
  // Of what becomes of it nothing is told to other States: it would say who consults, and when.
  expect(/^X-Comity-About: (.*)\r$/m.exec(written[0]!)![1]).toBe('consultations');
  const text = readNoticeText(written[0]!);
  expect(text).toContain(carla.contact);
  expect(text).toContain('https://body.example/consultations');
  for (const hidden of ['alpha', alpha.contact, about, consultation, 'Paragraph 12', 'secret'])
    expect(written[0]! + text).not.toContain(hidden);
  const goesOn = { to, founding, previous: messageId };
  for (let n = 0; n < 3; n++) await puts(alpha, { ...goesOn, item: words(`More ${n}.`) });
  await tells();
  expect(await letters()).toEqual([]);
  await body.clock.later(3_600_001, tells);
  expect(await letters()).toHaveLength(1);
});

test('a host that names others, another matter or another kind is noticed: nothing is said there', async () => {
  const { consultation } = await puts(alpha, { to: [alpha, bravo] });
  const stored = await readConsultation(alpha.reader, consultation);
  const opensAs = async (told: typeof stored) =>
    openConsultation(
      async (item, earlier) =>
        open({
          ...readingOfAside(alpha.reader, item, earlier),
          me: { participant: 'alpha', keys: [{ privateKey: alpha.key.privateKey }] },
        }),
      consultation,
      told,
    );
  expect((await opensAs(stored)).isAsSigned).toBe(true);
  const lies = [
    { among: ['alpha', 'bravo', 'carla'] },
    { among: ['alpha'] },
    { kind: 'sounding' as const },
    { about: newId('doc') },
  ];
  for (const lie of lies) expect((await opensAs({ ...stored, ...lie })).isAsSigned).toBe(false);
});

test('the same item again changes nothing; another under its id is refused', async () => {
  const { posted, consultation } = await puts(alpha, { to: [alpha, bravo] });
  expect((await put(alpha, posted)).response.status).toBe(201);
  expect((await readConsultation(alpha.reader, consultation)).items).toHaveLength(1);
  expect((await put(alpha, { ...posted, ciphertext: 'AAAA' })).error).toMatchObject({
    code: 'consultations.item-differs',
  });
});

test('what is about nothing, of no kind, of an exercise or too large is refused, and nothing is kept', async () => {
  const { posted } = await sealsConsultation(body, alpha, { about, to: [alpha, bravo] });
  const before = await listed(alpha);
  const bad: [object, string][] = [
    [{ about: newId('pro') }, 'consultations.not-its-id'],
    [{ kind: 'sounding' }, 'consultations.not-its-id'],
    [{ nonce: 'A'.repeat(22) }, 'consultations.not-its-id'],
    [{ about: newId('thr') }, 'platform.bad-request'],
    [{ kind: 'exercise' }, 'platform.bad-request'],
    [{ header: { ...posted.header, exercise: true } }, 'platform.bad-request'],
    [{ ciphertext: 'A'.repeat(170_000) }, 'platform.bad-request'],
    [{ ciphertext: 'A'.repeat(210_000) }, 'platform.too-large'],
    [{ more: 1 }, 'platform.bad-request'],
  ];
  for (const [change, code] of bad) {
    const { error } = await put(alpha, { ...posted, ...change } as typeof posted);
    expect(error, code).toMatchObject({ code });
  }
  for (const nothing of [newId('pro'), newId('doc')])
    expect((await puts(alpha, { about: nothing, to: [alpha, bravo] })).error).toMatchObject({
      code: 'consultations.nothing-open',
    });
  expect(await listed(alpha)).toEqual(before);
});

test('a plan of an exercise is no consultation, and neither takes an item of the other', async () => {
  const { consultation, posted } = await puts(alpha, { to: [alpha, bravo] });
  const params = { path: { exercise: consultation } };
  const { error } = await alpha.reader.api.GET('/api/exercises/{exercise}', { params });
  expect(error).toMatchObject({ code: 'exercises.not-found' });
  const { header, to, ciphertext } = posted;
  const plan = { header: { ...header, exercise: true as const }, to, ciphertext };
  expect((await alpha.reader.api.POST('/api/exercises', { body: plan })).error).toMatchObject({
    code: 'exercises.not-of-control',
  });
});

test('there is an end to how many: so many of a State, so many States, so many items', async () => {
  const { posted } = await sealsConsultation(body, bravo, { about, to: [alpha, bravo] });
  const { kind: _, about: __, nonce: ___, ...sealed } = posted;
  const item = { ...sealed, person: 'root', received: new Date(), size: 1 };
  const openedBy = { participant: 'bravo', person: 'root' };
  const aside = { kind: 'group' as const, among: ['alpha', 'bravo'], about: null, ends: null, openedBy };
  const ids = Array.from({ length: 400 }, () => newId('thr'));
  await body.database.transaction(async (tx) => {
    for (const id of ids) insertAside(tx, { ...aside, id, opened: new Date() });
  });
  expect((await put(bravo, posted)).error).toMatchObject({ code: 'consultations.full' });
  await body.database.pool.query("delete from aside where participant = 'bravo'");
  const first = await puts(bravo, { to: [alpha, bravo] });
  await body.database.pool.query('update aside_item set ciphertext = $2 where aside = $1', [
    ...[first.consultation, 'A'.repeat(4 * 1024 * 1024)],
  ]);
  const { founding } = first;
  const large = await puts(bravo, { founding, to: [alpha, bravo] });
  expect(large.error).toMatchObject({
    code: 'consultations.full',
    detail: expect.stringContaining('megabytes'),
  });
  await body.database.pool.query("update aside_item set ciphertext = 'A' where aside = $1", [
    first.consultation,
  ]);
  await body.database.transaction(async (tx) => {
    for (let number = 1; number < 300; number++) {
      const header = { ...posted.header, thread: first.consultation };
      insertItem(tx, { ...item, header, message: newId('msg'), number });
    }
  });
  const full = await puts(bravo, { founding, to: [alpha, bravo] });
  expect(full.error).toMatchObject({ code: 'consultations.full', detail: expect.stringContaining('300') });
  // Nobody fills the list of the chair.
  for (let n = 1; n < 20; n++) await puts(bravo, { to: [alpha, bravo] });
  expect((await puts(bravo, { to: [alpha, bravo] })).error).toMatchObject({ code: 'consultations.full' });
  expect((await puts(carla, { to: [alpha, carla] })).response.status).toBe(201);
});

test('whoever wrote is answered, beside the diplomatic contact of that State', async () => {
  const mission = newId('con');
  await nominates(body, carla.officer, mission, { class: 'diplomatic', roster: [carla.duty.person] });
  await certifies(body, carla.officer, mission, await contactKey('mission of carla'));
  const readers = async (...writers: string[]) =>
    (await readersAmong(alpha.reader, ['alpha', 'carla'], writers)).contacts
      .map(({ contact }) => contact)
      .sort();
  expect(await readers(alpha.contact)).toEqual([alpha.contact, mission].sort());
  expect(await readers(alpha.contact, carla.contact)).toEqual([alpha.contact, mission, carla.contact].sort());
  const asks = await puts(carla, { to: [alpha, carla] });
  expect(writersOf(await read(alpha, asks.consultation))).toEqual([carla.contact]);
});
