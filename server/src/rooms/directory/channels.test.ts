import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testId } from '@comity/acts/testing';
import { type Connection, dataOf } from '@comity/client';
import { readContact } from '@comity/client/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailOutcome, readNoticeText } from '../../platform/index.ts';
import { nominates, seats, type TestBody, type TestState, testBody } from '../../testing/index.ts';
import { missionsOf } from '../exchange/index.ts';
import { digestOf, notePing } from './channels.ts';
import { careNow, noteMail } from './index.ts';

const OTHER = testId('con', 'other');
let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let outbox: string;

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-care-'));
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  await nominates(body, alpha.officer, OTHER, {
    fields: {
      telephones: { value: ['+00 1 234', '+00 1 235'], readers: 'participants' },
      messenger: { value: 'desk.01', readers: 'own' },
      languages: { value: ['fr'] },
    },
  });
});
afterAll(async () => {
  await body.stop();
  await rm(outbox, { recursive: true });
});

const path = (contact: string) => ({ params: { path: { contact } } });
const channels = async (reader: Connection, contact: string) =>
  dataOf(await reader.api.GET('/api/directory/contacts/{contact}/channels', path(contact))).channels;
const says = (reader: Connection, contact: string, test: object) =>
  reader.api.POST('/api/directory/contacts/{contact}/channels', { ...path(contact), body: test as never });
const mail = (state: MailOutcome['state'], to: string, about: string): MailOutcome => ({
  state,
  to,
  about,
  says: '250 taken',
});

describe('A way to a contact', () => {
  test('is tried by whoever may read it, and whoever may read it sees what came of it', async () => {
    const tried = {
      channel: 'telephones',
      value: '+00 1 234',
      outcome: 'not-reached',
      says: 'At 03:00, nobody.',
    };
    expect((await says(bravo.reader, OTHER, tried)).response.status).toBe(204);
    expect(
      (await says(alpha.reader, OTHER, { ...tried, outcome: 'reached', says: '' })).response.status,
    ).toBe(204);
    for (const reader of [alpha.reader, bravo.reader]) {
      const [first, second] = (await channels(reader, OTHER)).filter(
        ({ channel }) => channel === 'telephones',
      );
      expect(first).toMatchObject({
        value: '+00 1 234',
        tests: [{ by: 'alpha' }, { by: 'bravo', outcome: 'not-reached' }],
      });
      expect(second).toMatchObject({ value: '+00 1 235', tests: [] });
    }
  });

  test('that is closed to somebody is neither shown nor tried; nor is one that is not there', async () => {
    expect((await channels(bravo.reader, OTHER)).map(({ channel }) => channel)).not.toContain('messenger');
    expect((await channels(alpha.reader, OTHER)).map(({ channel }) => channel)).toContain('messenger');
    for (const value of ['desk.01', 'desk.02']) {
      const { response, error } = await says(bravo.reader, OTHER, {
        channel: 'messenger',
        value,
        outcome: 'reached',
      });
      expect([response.status, error]).toMatchObject([404, { code: 'directory.channel-not-found' }]);
    }
    for (const wrong of [{ outcome: 'sent' }, { channel: 'name' }, { says: 'a\nb' }, { value: '' }]) {
      const test = { channel: 'telephones', value: '+00 1 234', outcome: 'reached', ...wrong };
      expect((await says(alpha.reader, OTHER, test)).response.status).toBe(400);
    }
    expect(
      (await says(alpha.reader, testId('con', 'none'), { channel: 'emails', value: 'x', outcome: 'reached' }))
        .error,
    ).toMatchObject({
      code: 'directory.contact-not-found',
    });
  });

  test('by mail tells once a day that a notice was taken, and always that one came back', async () => {
    const [to] = [(await readContact(alpha.reader, bravo.contact)).fields.emails].flat();
    for (const state of ['sent', 'sent', 'bounced', 'sent'] as const)
      await noteMail(body.record, mail(state, to!, bravo.contact));
    await noteMail(body.record, mail('sent', to!, testId('con', 'none')));
    const [emails] = await channels(alpha.reader, bravo.contact);
    expect(emails!.tests.map(({ outcome, by }) => [outcome, by])).toEqual([
      ['sent', undefined],
      ['bounced', undefined],
      ['sent', undefined],
    ]);
  });
});

describe('Whom to ring', () => {
  const callsOf = async (reader: Connection) =>
    Object.fromEntries(
      dataOf(await reader.api.GET('/api/directory/calls')).calls.map((c) => [c.contact.contact, c]),
    );

  test('is told from the newest test of each way, and from what the reader may read', async () => {
    const [to] = [(await readContact(alpha.reader, bravo.contact)).fields.emails].flat();
    expect((await callsOf(alpha.reader))[bravo.contact]?.why ?? []).not.toContain('mail-fails');
    await noteMail(body.record, mail('bounced', to!, bravo.contact));
    const calls = await callsOf(alpha.reader);
    expect(Object.keys(calls)[0]).toBe(bravo.contact);
    expect(calls[bravo.contact]!.why[0]).toBe('mail-fails');
    // It has no key, and was rung a moment ago by both.
    expect(calls[OTHER]).toMatchObject({ why: ['no-key'], telephones: ['+00 1 234', '+00 1 235'] });
    await noteMail(body.record, mail('sent', to!, bravo.contact));
    expect((await callsOf(alpha.reader))[bravo.contact]?.why ?? []).not.toContain('mail-fails');
  });

  test('is told nobody who has not signed in, and counts no result that is held for the own State', async () => {
    expect((await body.public.api.GET('/api/directory/calls')).error).toMatchObject({ status: 401 });
    const [to] = [(await readContact(alpha.reader, bravo.contact)).fields.emails].flat();
    const digest = digestOf(bravo.contact, 'emails', to!);
    const shown = new Date(body.clock.now() + 86_400_000);
    await body.database.transaction(async (tx) =>
      notePing(tx, {
        ...{ contact: bravo.contact, channel: 'emails', digest, outcome: 'bounced', says: '', by: null },
        ...{ tested: new Date(body.clock.now()), round: 'r', shown, claimed: null },
      }),
    );
    expect((await callsOf(bravo.reader))[bravo.contact]?.why).toContain('mail-fails');
    expect((await callsOf(alpha.reader))[bravo.contact]?.why ?? []).not.toContain('mail-fails');
    await noteMail(body.record, mail('sent', to!, bravo.contact));
  });
});

describe('An entry', () => {
  const notices = async () =>
    Promise.all((await readdir(outbox)).map((name) => readFile(join(outbox, name), 'utf8')));
  const post = () => ({ outbox, from: 'notices@body.example', origin: 'https://body.example' });

  test('says until when it counts as confirmed', async () => {
    const { confirmed } = await readContact(alpha.reader, bravo.contact);
    const days = (Date.parse(confirmed!.until) - Date.parse(confirmed!.at)) / 86_400_000;
    expect([days, Date.parse(confirmed!.at) <= body.clock.now()]).toEqual([183, true]);
  });

  test('is reminded of once it is due: once, to the addresses there are and the mission, in a language of the contact', async () => {
    const mission = 'mission@bravo.example';
    const times = { alternate: 10, diplomatic: 20, mission: 30, address: mission };
    await bravo.reader.api.PUT('/api/exchange/ladder', { body: times });
    const care = () => careNow(body.record, post(), missionsOf);
    await care();
    expect(await notices()).toEqual([]);
    await body.clock.later(184 * 86_400_000, async () => {
      await care();
      await care();
    });
    const written = await notices();
    // The other contact of alpha has no address, and its mission neither; that of bravo is reminded too.
    expect(written.map((n) => /^X-Comity-About: (.*)\r$/m.exec(n)![1]).sort()).toEqual(
      [alpha.contact, bravo.contact, bravo.contact].sort(),
    );
    const addressed = written.map((n) => /^To: (.*)\r$/m.exec(n)![1]);
    expect(addressed.filter((to) => to === mission).length).toBe(1);
    expect(readNoticeText(written[0]!)).toContain('counted as confirmed until');
  });
});
