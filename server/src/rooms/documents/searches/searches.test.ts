import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testId } from '@comity/acts/testing';
import { type Connection, dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { derivedId, formatText, TEXT_MEDIA, tidyText } from '@comity/text';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readNoticeText } from '../../../platform/index.ts';
import {
  adds,
  does,
  opens,
  type Person,
  seats,
  type TestBody,
  type TestState,
  testBody,
} from '../../../testing/index.ts';
import { levelTexts } from '../texts/index.ts';
import { mailDigests, searchesJobs } from './index.ts';

const DAY = 86_400_000;
let body: TestBody;
let clerk: Person;
let alpha: TestState;
let bravo: TestState;
let colleague: Connection;
let outbox: string;
const post = () => ({ outbox, from: 'notices@body.example', origin: 'https://body.example' });

beforeAll(async () => {
  body = await testBody();
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  colleague = (await opens(body, alpha.officer)).connection;
  await issues('first', 1, { en: ['A directory of contacts.'], fr: ['Un répertoire de contacts.'] });
});
afterAll(() => body.stop());
beforeEach(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-digests-'));
  return async () => {
    await rm(outbox, { recursive: true, force: true });
    await forgets(alpha.reader);
  };
});

async function issues(
  label: string,
  serial: number,
  texts: Record<string, readonly string[]>,
  more: { embargo?: string } = {},
) {
  const { connection } = await opens(body, clerk);
  const files: Record<string, { sha256: string; size: number; media: string }> = {};
  for (const [language, words] of Object.entries(texts)) {
    const nodes = words.map((text, i) => ({
      ...({ kind: 'paragraph', part: 'operative' } as const),
      id: derivedId(label, `OP${i + 1}`),
      text,
    }));
    const bytes = formatText(tidyText({ v: 1, language, nodes, notes: [] }));
    await putBlob(connection, sha256Hex(bytes), bytes);
    files[language] = { sha256: sha256Hex(bytes), size: bytes.length, media: TEXT_MEDIA };
  }
  await does(body, clerk, 'documents.registered', {
    ...{ document: testId('doc', label), symbol: `A/BODY/2027/${serial}`, source: 'secretariat', files },
    titles: { en: `Paper ${serial}`, ar: `الوثيقة ${serial}` },
    ...more,
  });
  await levelTexts(body.record);
}

const saves = async (
  reader: Connection,
  q: string,
  more: { language?: string; name?: string; digest?: { every: 'day' | 'week'; address: string } } = {},
) => dataOf(await reader.api.POST('/api/searches', { body: { wanted: { q }, language: 'en', ...more } }));
const own = async (reader: Connection) => dataOf(await reader.api.GET('/api/searches')).searches;
const at = (search: string) => ({ params: { path: { search } } });
const proves = (reader: Connection, search: string, code: string) =>
  reader.api.POST('/api/searches/{search}/code', { ...at(search), body: { code } });
async function forgets(reader: Connection) {
  for (const { search } of await own(reader)) await reader.api.DELETE('/api/searches/{search}', at(search));
}

const mails = async () => {
  const names = (await readdir(outbox)).sort();
  const all = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
  return all.map((mail) => ({ mail, text: readNoticeText(mail) }));
};
/** Does what the queued job does, and reads the code out of the mail. */
async function codeMailed(search: string): Promise<string> {
  await rm(outbox, { recursive: true, force: true });
  await searchesJobs(body.record, post())['documents.mail-code']!({ search });
  return /[2-9A-Z]{10}/.exec((await mails()).at(-1)!.text)![0];
}
/** A search of alpha whose mails go out, as its owner would make it. */
async function follows(q: string, more: { language?: string; name?: string; every?: 'day' | 'week' } = {}) {
  const { every = 'day', ...rest } = more;
  const address = 'delegate@alpha.example';
  const { search } = await saves(alpha.reader, q, { ...rest, digest: { every, address } });
  await proves(alpha.reader, search, await codeMailed(search));
  await rm(outbox, { recursive: true, force: true });
  return search;
}
const later = (days: number) => body.clock.later(days * DAY, () => mailDigests(body.record, post()));

describe('a saved search', () => {
  test('is its person’s own: no colleague and no other State learns of it, and the record does not grow', async () => {
    const before = body.record.held.now.size;
    const { search, name, feed } = await saves(alpha.reader, 'contacts');
    expect(name).toBe('contacts');
    expect((await own(alpha.reader)).map((s) => s.search)).toEqual([search]);
    for (const other of [colleague, bravo.reader]) {
      expect(await own(other)).toEqual([]);
      const { error } = await other.api.DELETE('/api/searches/{search}', at(search));
      expect(error).toMatchObject({ code: 'documents.search-not-found' });
    }
    expect(body.record.held.now.size).toBe(before);
    const token = feed.split('/').at(-1)!;
    expect(token).toMatch(/^[\w-]{32}$/);
    const path = { token };
    const read = async () => body.public.api.GET('/api/search-feeds/{token}', { params: { path } });
    expect(dataOf(await read())).toEqual({ name, wanted: { q: 'contacts' }, language: 'en' });
    await alpha.reader.api.DELETE('/api/searches/{search}', at(search));
    expect((await read()).error).toMatchObject({ code: 'documents.search-not-found' });
  });

  test('is one of twenty at most', async () => {
    for (let i = 0; i < 20; i++) await saves(bravo.reader, `word${i}`);
    await expect(saves(bravo.reader, 'one more')).rejects.toMatchObject({
      code: 'documents.too-many-searches',
    });
    await forgets(bravo.reader);
  });
});

describe('the mails of a search', () => {
  test('begin once the code came back that was mailed to the address, and not before', async () => {
    const digest = { every: 'day', address: 'delegate@alpha.example' } as const;
    const { search } = await saves(alpha.reader, 'directory', { digest });
    const code = await codeMailed(search);
    expect((await mails())[0]!.mail).toContain('To: delegate@alpha.example\r\n');
    await issues('second', 2, { en: ['A directory of offices.'] });
    await later(3);
    expect(await mails()).toHaveLength(1);
    const wrong = await proves(alpha.reader, search, 'AAAAAAAAAA');
    expect(wrong.error).toMatchObject({ code: 'documents.wrong-code' });
    expect((await proves(bravo.reader, search, code)).response.status).toBe(404);
    expect((await proves(alpha.reader, search, code.toLowerCase())).response.status).toBe(204);
    const [shown] = await own(alpha.reader);
    expect(shown!.digest).toMatchObject({ isProven: true, every: 'day' });
    expect(Date.parse(shown!.digest!.due!)).toBeGreaterThan(body.clock.now());
    // The address is proven for the person's other searches too.
    const second = await saves(alpha.reader, 'office', { digest });
    expect(second.digest).toMatchObject({ isProven: true });
  });

  test('end after five wrong codes, also by the right one, until another is asked for', async () => {
    const digest = { every: 'week', address: 'other@alpha.example' } as const;
    const { search } = await saves(alpha.reader, 'directory', { digest });
    const code = await codeMailed(search);
    for (let i = 0; i < 5; i++) await proves(alpha.reader, search, `WRONG${i}`);
    expect((await proves(alpha.reader, search, code)).error).toMatchObject({ code: 'documents.wrong-code' });
    await alpha.reader.api.PUT('/api/searches/{search}/digest', { ...at(search), body: digest });
    const fresh = await codeMailed(search);
    expect(fresh).not.toBe(code);
    expect((await proves(alpha.reader, search, fresh)).response.status).toBe(204);
  });

  test('cannot fill a stranger’s mailbox with codes', async () => {
    const to = (n: number) => ({ every: 'day', address: `stranger${n}@elsewhere.example` }) as const;
    for (let n = 0; n < 3; n++) await saves(alpha.reader, 'directory', { digest: to(n) });
    await expect(saves(alpha.reader, 'directory', { digest: to(3) })).rejects.toMatchObject({
      code: 'documents.too-many-codes',
    });
    for (const address of ['a@b.example\r\nBcc: c@d.example', 'two@a.example, b@b.example', 'no address']) {
      const { response } = await alpha.reader.api.POST('/api/searches', {
        body: { wanted: { q: 'x' }, language: 'en', digest: { every: 'day', address } },
      });
      expect(response.status, address).toBe(400);
    }
  });

  test('tell once what was issued since, by symbol, title and number of paragraphs, and no word of the search', async () => {
    await follows('registry', { name: 'Mine' });
    await issues('third', 3, {
      en: ['A registry of ships.', 'A registry of aircraft.', 'Nothing else.'],
      fr: ['Un registre des navires.'],
    });
    await later(2);
    const [told, ...rest] = await mails();
    expect(rest).toEqual([]);
    expect(told!.text).toContain('Saved search: Mine');
    expect(told!.text).toContain('- A/BODY/2027/3 · Paper 3 (2)');
    expect(told!.text).toContain('https://body.example/en/documents/searches');
    expect(told!.text).not.toMatch(/registry|A\/BODY\/2027\/1\b/);
    // Told is told: the next day brings nothing.
    await rm(outbox, { recursive: true, force: true });
    await later(4);
    await expect(readdir(outbox)).rejects.toThrow('ENOENT');
  });

  test('are in the reader’s language, and find texts in all languages of the body', async () => {
    await follows('navires', { language: 'ar' });
    await issues('fourth', 4, { fr: ['Les navires.'] });
    await later(6);
    const [told] = await mails();
    expect(told!.text).toContain('البحث المحفوظ');
    // Nobody gave it a name: its words are nobody's business on the way.
    expect(told!.text).not.toContain('navires');
    expect(told!.text).toContain('\u2068A/BODY/2027/4\u2069 · \u2068الوثيقة 4\u2069 (1)');
  });

  test('tell of what was under embargo once it ended, and not before', async () => {
    await follows('moorings');
    await issues('kept', 9, { en: ['Moorings.'] }, { embargo: body.clock.at(3 * DAY) });
    await later(2);
    await expect(readdir(outbox)).rejects.toThrow('ENOENT');
    await body.clock.later(5 * DAY, async () => {
      await levelTexts(body.record);
      await mailDigests(body.record, post());
    });
    expect((await mails())[0]!.text).toContain('A/BODY/2027/9');
  });

  test('come again as the same file where the server stopped before it noted that it told', async () => {
    const search = await follows('harbours');
    await issues('fifth', 5, { en: ['Harbours.'] });
    const kept = await body.database.pool.query('select told, due from saved_search where id = $1', [search]);
    await later(8);
    const [first] = await readdir(outbox);
    await body.database.pool.query('update saved_search set told = $2, due = $3 where id = $1', [
      ...[search, kept.rows[0].told, kept.rows[0].due],
    ]);
    await later(8);
    expect(await readdir(outbox)).toEqual([first]);
  });

  test('end with the person’s seat, and what was followed is forgotten', async () => {
    const guest = await adds(body, alpha.officer, 'guest');
    const { connection } = await opens(body, guest);
    const digest = { every: 'day', address: 'guest@alpha.example' } as const;
    const { search } = await saves(connection, 'lighthouses', { digest });
    const unmailed = await saves(connection, 'harbour');
    await proves(connection, search, await codeMailed(search));
    await rm(outbox, { recursive: true, force: true });
    await does(body, alpha.officer, 'people.person-removed', { person: guest.person });
    const params = { path: { token: unmailed.feed.split('/').at(-1)! } };
    expect((await body.public.api.GET('/api/search-feeds/{token}', { params })).response.status).toBe(404);
    await issues('sixth', 6, { en: ['Lighthouses.'] });
    await later(10);
    await expect(readdir(outbox)).rejects.toThrow('ENOENT');
    const { rows } = await body.database.pool.query('select from saved_search where person = $1', [
      guest.person,
    ]);
    expect(rows).toEqual([]);
  });
});
