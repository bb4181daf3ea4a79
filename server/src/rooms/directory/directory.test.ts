import { testId } from '@comity/acts/testing';
import { actOnDirectory, type Connection, dataOf, type Hand } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  certifies,
  contactKey,
  does,
  type FieldWishes,
  fieldsOf,
  headersOf,
  nominates,
  refusedBy,
  seats,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
let manager: Hand;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
  manager = await adds(body, body.secretariat, 'manager', { authorities: ['directory'] });
});
afterAll(() => body.stop());

type Filter = { participant?: string; class?: 'diplomatic' | 'technical'; language?: string; q?: string };
const list = async (query: Filter & { signed?: 'true' | 'false' } = {}, reader: Connection = body.public) =>
  dataOf(await reader.api.GET('/api/directory/contacts', { params: { query } })).contacts;
const one = async (contact: string, reader: Connection = body.public) =>
  dataOf(await reader.api.GET('/api/directory/contacts/{contact}', { params: { path: { contact } } }));
const history = async (contact: string) =>
  dataOf(
    await body.public.api.GET('/api/directory/contacts/{contact}/history', { params: { path: { contact } } }),
  ).acts;
const listOf = async (participant: string) =>
  dataOf(
    await body.public.api.GET('/api/directory/lists/{participant}', { params: { path: { participant } } }),
  );
const keysOf = async (fingerprint: string) =>
  dataOf(
    await body.public.api.GET('/api/directory/keys/{fingerprint}', { params: { path: { fingerprint } } }),
  ).keys;

async function amends(contact: string, wishes: FieldWishes, roster: readonly string[] = []): Promise<void> {
  const { version } = await one(contact);
  const { fields, openings } = fieldsOf(contact, wishes);
  const data = { contact, class: 'technical' as const, fields, roster: [...roster] };
  const options = { openings, base: version, at: body.clock.at() };
  await actOnDirectory(body.public, body.trust, alpha.officer, 'directory.contact-amended', data, options);
}

describe('the list', () => {
  test('is filtered by State, class, language and whether it is signed', async () => {
    const diplomatic = testId('con', 'diplomatic');
    await nominates(body, bravo.officer, diplomatic, {
      class: 'diplomatic',
      fields: { languages: { value: ['ar'] } },
    });
    const ids = async (filter: Parameters<typeof list>[0]) => (await list(filter)).map((c) => c.contact);
    expect(await ids({ participant: 'carla' })).toEqual([carla.contact]);
    expect(await ids({ class: 'diplomatic' })).toEqual([diplomatic]);
    expect(await ids({ language: 'ar' })).toEqual([diplomatic]);
    expect(await ids({ participant: 'bravo', language: 'fr' })).toEqual([bravo.contact]);
    expect(await ids({ signed: 'false' })).toEqual([]);
    const order = (await list()).map((c) => c.participant);
    expect(order).toEqual([...order].sort());
    const unknown = await body.app.inject({ url: '/api/directory/contacts?clas=technical' });
    expect(unknown.json()).toMatchObject({ status: 400, code: 'platform.bad-request' });
  });

  test('is answered with 304 until something in it changes, for each reader apart', async () => {
    const get = (reader: Connection, etag?: string, url = '/api/directory/contacts') =>
      body.app.inject({
        url,
        headers: { ...headersOf(reader), ...(etag ? { 'if-none-match': etag } : {}) },
      });
    const first = await get(bravo.reader);
    const etag = first.headers.etag as string;
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'authorization' });
    expect(await get(bravo.reader, etag)).toMatchObject({ statusCode: 304, body: '' });
    expect((await get(carla.reader, etag)).statusCode).toBe(200);
    expect((await get(body.public, etag)).statusCode).toBe(200);
    expect((await get(bravo.reader, etag, '/api/directory/contacts?class=technical')).statusCode).toBe(200);
    await nominates(body, carla.officer, testId('con', 'etag'), { fields: {} });
    const next = await get(bravo.reader, etag);
    expect(next.statusCode).toBe(200);
    expect(next.headers.etag).not.toBe(etag);
    expect(next.json().contacts.length).toBe(first.json().contacts.length + 1);
  });
});

describe('the whole list of a State', () => {
  test('continues by number and manifest, which is the hash of its bytes', async () => {
    const before = await listOf('alpha');
    expect(before.manifest).toBe(sha256Hex(utf8(before.bytes!)));
    await nominates(body, alpha.officer, testId('con', 'next'), { fields: {} });
    const after = await listOf('alpha');
    expect(after).toMatchObject({ seq: before.seq + 1, previous: before.manifest });
    expect(after.bytes).toContain(testId('con', 'next'));
    expect(await listOf('delta')).toEqual({ participant: 'delta', seq: 0 });
  });

  test('refuses a step on a list that is no longer the newest', async () => {
    const step = (i: number) => nominates(body, alpha.officer, testId('con', `race ${i}`), { fields: {} });
    const settled = await Promise.allSettled([step(1), step(2), step(3), step(4)]);
    const lost = settled.filter((s) => s.status === 'rejected');
    // Whoever drafts after another's act was placed continues that one: at least the first two cannot both.
    expect(lost.length).toBeGreaterThan(0);
    for (const { reason } of lost) expect(reason).toMatchObject(refusedBy('directory.list-continues'));
  });

  test('refuses a change on a version that is no longer the newest', async () => {
    const { contact } = bravo;
    const { fields } = fieldsOf(contact, { hours: { value: 'always' } });
    const data = { contact, class: 'technical' as const, fields, roster: [] };
    const stale = actOnDirectory(body.public, body.trust, bravo.officer, 'directory.contact-amended', data, {
      base: sha256Hex(utf8('stale')),
    });
    await expect(stale).rejects.toMatchObject(refusedBy('directory.base-current'));
  });

  test('is never signed by the contact itself', async () => {
    const contact = testId('con', 'self');
    const own = nominates(body, alpha.officer, contact, { roster: [alpha.officer.person] });
    await expect(own).rejects.toMatchObject(refusedBy('directory.own-authority'));
    const strangers = nominates(body, alpha.officer, contact, { roster: [bravo.duty.person] });
    await expect(strangers).rejects.toMatchObject(refusedBy('directory.roster-own-people'));
  });
});

describe('a contact from a note verbale', () => {
  const contact = testId('con', 'noted');
  test('stands as not yet signed, with the number of its note, until its State signs', async () => {
    const { fields, openings } = fieldsOf(contact, {
      institution: { value: 'CERT of delta' },
      emails: { value: ['cert@delta.example'], readers: 'participants' },
    });
    const note = { number: 'NV/2026/17', sha256: sha256Hex(utf8('the note')) };
    const data = { contact, class: 'technical' as const, fields, participant: 'delta', note };
    await actOnDirectory(body.public, body.trust, manager, 'directory.contact-recorded', data, { openings });
    const noted = await one(contact, bravo.reader);
    expect(noted).toMatchObject({ participant: 'delta', signed: false, note: 'NV/2026/17' });
    expect(noted.fields.emails).toEqual(['cert@delta.example']);
    expect((await list({ signed: 'false' })).map((c) => c.contact)).toEqual([contact]);

    const delta = await seats(body, 'delta');
    await expect(certifies(body, delta.officer, contact, await contactKey('noted'))).rejects.toMatchObject(
      refusedBy('directory.known-contact'),
    );
    await nominates(body, delta.officer, contact, { roster: [delta.duty.person] });
    const signed = await one(contact, bravo.reader);
    expect(signed.signed).toBe(true);
    expect(signed.note).toBeUndefined();
    expect((await history(contact)).map((a) => [a.type, a.by.split('/')[0]])).toEqual([
      ['directory.contact-nominated', 'delta'],
      ['directory.contact-recorded', 'secretariat'],
    ]);
  });

  test('is entered by the secretariat only, and not over what a State signed', async () => {
    const { fields } = fieldsOf(alpha.contact, { role: { value: 'x' } });
    const note = { number: '1', sha256: sha256Hex(utf8('n')) };
    const of = (participant: string, id: string) => ({
      ...{ contact: id, class: 'technical' as const, fields, participant, note },
    });
    const record = (hand: Hand, participant: string, id: string) =>
      actOnDirectory(body.public, body.trust, hand, 'directory.contact-recorded', of(participant, id));
    const noted = refusedBy('directory.note-recorded');
    await expect(record(alpha.officer, 'alpha', testId('con', 'x'))).rejects.toMatchObject(noted);
    await expect(record(manager, 'alpha', alpha.contact)).rejects.toMatchObject(noted);
  });
});

describe('a key', () => {
  test('has its terms: whose it was, from which entry to which', async () => {
    const contact = testId('con', 'rotating');
    await nominates(body, alpha.officer, contact, { fields: {} });
    const [first, second] = [await contactKey('rotating 1'), await contactKey('rotating 2')];
    const from = await certifies(body, alpha.officer, contact, first);
    const until = await certifies(body, alpha.officer, contact, second);
    const term = { participant: 'alpha', contact, blob: sha256Hex(first.publicKey) };
    expect(await keysOf(first.fingerprint)).toEqual([{ ...term, from: from.index, until: until.index }]);
    expect(await keysOf(second.fingerprint)).toMatchObject([{ contact, from: until.index }]);
    expect((await keysOf(second.fingerprint))[0]).not.toHaveProperty('until');
    const again = await certifies(body, alpha.officer, contact, first);
    expect(await keysOf(first.fingerprint)).toEqual([
      { ...term, from: from.index, until: until.index },
      { ...term, from: again.index },
    ]);
    const data = { contact };
    const gone = await actOnDirectory(
      body.public,
      body.trust,
      alpha.officer,
      'directory.contact-removed',
      data,
    );
    expect((await keysOf(first.fingerprint))[1]).toMatchObject({ from: again.index, until: gone.index });
    expect(await keysOf('0'.repeat(40))).toEqual([]);
    const url = `/api/directory/contacts/${contact}`;
    expect((await body.app.inject({ url })).json().code).toBe('directory.contact-not-found');
    expect((await history(contact)).map((a) => a.type)).toEqual([
      'directory.contact-removed',
      'directory.key-certified',
      'directory.key-certified',
      'directory.key-certified',
      'directory.contact-nominated',
    ]);
  });

  test('belongs to one contact, says what it is, and can be sealed to', async () => {
    const contact = testId('con', 'keyed');
    await nominates(body, alpha.officer, contact, { fields: {} });
    const taken = certifies(body, alpha.officer, contact, bravo.key);
    await expect(taken).rejects.toMatchObject(refusedBy('directory.key-current'));
    const key = await contactKey('keyed');
    const misnamed = certifies(body, alpha.officer, contact, { ...key, fingerprint: 'a'.repeat(40) });
    await expect(misnamed).rejects.toMatchObject({ code: 'record.malformed', status: 400 });
    const secret = certifies(body, alpha.officer, contact, { ...key, publicKey: key.privateKey });
    await expect(secret).rejects.toMatchObject({ code: 'record.malformed' });
    const junk = certifies(body, alpha.officer, contact, { ...key, publicKey: utf8('no key') });
    await expect(junk).rejects.toMatchObject({ code: 'record.malformed' });
    const expired = await contactKey('long expired', 3600);
    const dead = certifies(body, alpha.officer, contact, expired);
    await expect(dead).rejects.toMatchObject({ code: 'record.malformed' });
    const past = certifies(body, alpha.officer, contact, key, body.clock.at(-1000));
    await expect(past).rejects.toMatchObject(refusedBy('directory.key-current'));
  });
});

test('a person who is removed leaves every roster, and the contact stays', async () => {
  const contact = testId('con', 'vacant');
  const leaver = await adds(body, alpha.officer, 'leaver', { authorities: ['exchange'] });
  await nominates(body, alpha.officer, contact, { roster: [leaver.person, alpha.duty.person] });
  await does(body, alpha.officer, 'people.person-removed', { person: leaver.person });
  expect((await one(contact)).roster).toEqual([alpha.duty.person]);
});

test('a contact that is amended shows its new fields at once', async () => {
  const contact = testId('con', 'vacant');
  await amends(contact, { hours: { value: 'from nine to five' } }, [alpha.duty.person]);
  expect((await one(contact)).fields).toEqual({ hours: 'from nine to five' });
  await amends(contact, { emails: { value: ['new@cert.example'], readers: 'participants' } });
  expect((await one(contact, bravo.reader)).fields).toEqual({ emails: ['new@cert.example'] });
});
