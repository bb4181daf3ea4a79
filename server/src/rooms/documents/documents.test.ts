import { type AnyAct, type DataOf, Ledger, newId, parseLeaf } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { dataOf, getBlob, putBlob, type SignedIn } from '@comity/client';
import { fromUtf8, sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  does,
  enrols,
  leavesNothing,
  opens,
  posts,
  refusedBy,
  signs,
  type TestBody,
  testBody,
} from '../../testing/index.ts';
import { listStream } from '../record/index.ts';
import { findFact } from './store.ts';

let body: TestBody;
let clerk: SignedIn;

beforeAll(async () => {
  body = await testBody();
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
});
afterAll(() => body.stop());

type File = DataOf<'documents.issued'>['file'];
async function file(text: string, change: Partial<File> = {}): Promise<File> {
  const bytes = utf8(text);
  await putBlob(clerk.connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media: 'text/plain', ...change };
}
type Registration = DataOf<'documents.registered'>;
const registers = (change: Partial<Registration> = {}) =>
  does(body, clerk.hand, 'documents.registered', registration(change));
const registration = (change: Partial<Registration> = {}): Registration => ({
  document: newId('doc'),
  titles: { en: 'A document' },
  source: 'archive',
  files: {},
  ...change,
});
const find = async (document: string) =>
  dataOf(await body.public.api.GET('/api/documents/{document}', { params: { path: { document } } }));
const list = async (query: { language?: string; q?: string; before?: number; limit?: number } = {}) =>
  dataOf(await body.public.api.GET('/api/documents', { params: { query } }));

describe('a document', () => {
  const document = testId('doc', 'story');

  test('is registered with its language versions, which anybody may read', async () => {
    const files = { en: await file('In English'), fr: await file('En français') };
    const titles = { en: 'Programme of work', fr: 'Programme de travail', ar: 'برنامج العمل' };
    const placed = await registers({
      document,
      titles,
      files,
      symbol: 'A/AC.292/2026/L.1',
      dated: '2026-03-05',
    });
    const found = await find(document);
    expect(found).toEqual({
      document,
      index: placed.index,
      symbol: 'A/AC.292/2026/L.1',
      dated: '2026-03-05',
      source: 'archive',
      titles,
      received: placed.received,
      sponsors: [],
      versions: [
        { language: 'en', index: placed.index, ...files.en, issued: placed.received, formats: [] },
        { language: 'fr', index: placed.index, ...files.fr, issued: placed.received, formats: [] },
      ],
    });
    expect(fromUtf8(await getBlob(body.public, files.fr.sha256))).toBe('En français');
    const { headers } = await body.app.inject({ url: `/api/blobs/${files.fr.sha256}` });
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-type']).toBe('application/octet-stream');
  });

  test('is issued in another language, and corrected; every version stays', async () => {
    const spanish = await file('En español');
    await does(body, clerk.hand, 'documents.issued', { document, language: 'es', file: spanish });
    const corrected = await file('In English, corrected');
    const corrects = 'A word in paragraph 3';
    const data = { document, language: 'en', file: corrected, corrects };
    const { index, received: issued } = await does(body, clerk.hand, 'documents.issued', data);
    const { versions } = await find(document);
    expect(versions.map((v) => v.language)).toEqual(['en', 'en', 'es', 'fr']);
    expect(versions[0]).toEqual({ language: 'en', index, ...corrected, corrects, issued, formats: [] });
  });

  test('has the same fact for the rules here as in the ledger of a verifier', async () => {
    const read = body.database.read;
    const ledger = new Ledger();
    for (const { leaf, act: id } of await listStream(read, `document/${document}`, 0)) {
      const { act, received } = parseLeaf(leaf) as { act: AnyAct; received: string };
      ledger.fold({ act, id, received: Date.parse(received) });
    }
    const fact = await findFact(read, document);
    expect(fact).toEqual(ledger.document(document));
    expect([...fact!.corrected.keys()]).toEqual(['en']);
  });

  test('is registered once', async () => {
    await expect(registers({ document })).rejects.toMatchObject(refusedBy('documents.document-once'));
  });

  test('is withdrawn, stays readable, and takes no more versions', async () => {
    await does(body, clerk.hand, 'documents.withdrawn', { document, reason: 'Issued by mistake' });
    expect(await find(document)).toMatchObject({
      withdrawn: 'Issued by mistake',
      symbol: 'A/AC.292/2026/L.1',
    });
    const data = { document, language: 'ru', file: await file('late') };
    const late = does(body, clerk.hand, 'documents.issued', data);
    await expect(late).rejects.toMatchObject(refusedBy('documents.known-document'));
    const again = does(body, clerk.hand, 'documents.withdrawn', { document, reason: 'Again' });
    await expect(again).rejects.toMatchObject(refusedBy('documents.known-document'));
  });

  test('that is not there is not found, and takes no version', async () => {
    const url = `/api/documents/${newId('doc')}`;
    expect((await body.app.inject({ url })).json()).toMatchObject({
      status: 404,
      code: 'documents.document-not-found',
    });
    const data = { document: newId('doc'), language: 'en', file: await file('x') };
    const lost = does(body, clerk.hand, 'documents.issued', data);
    await expect(lost).rejects.toMatchObject(refusedBy('documents.known-document'));
  });

  test('is refused when a file has another size than the act says', async () => {
    const act = await signs(
      body,
      clerk.hand,
      'documents.registered',
      registration({ files: { en: await file('four', { size: 5 }) } }),
    );
    const answer = await leavesNothing(body, () => posts(body, act.bytes));
    expect(answer).toMatchObject({ status: 400, code: 'documents.file-size' });
  });

  test('is registered by the secretariat only', async () => {
    const root = await enrols(body, 'alpha');
    const own = does(body, root, 'documents.registered', registration(), { offline: true });
    await expect(own).rejects.toMatchObject(refusedBy('documents.secretariat-registers'));
    const porter = await adds(body, body.secretariat, 'porter');
    const none = does(body, porter, 'documents.registered', registration());
    await expect(none).rejects.toMatchObject(refusedBy('people.authority-held'));
  });
});

describe('the list of documents', () => {
  test('finds words in symbols and titles of every language, as plain text', async () => {
    await registers({ titles: { ru: 'Программа работы', en: '100% of _it_' }, symbol: 'CRP.7' });
    const titles = async (q: string) => (await list({ q })).documents.map((d) => d.titles.en);
    expect(await titles('программа')).toEqual(['100% of _it_']);
    expect(await titles('crp.7')).toEqual(['100% of _it_']);
    expect(await titles('100%')).toEqual(['100% of _it_']);
    expect(await titles('برنامج')).toEqual(['Programme of work']);
    expect(await titles('zzz%')).toEqual([]);
    // The names of languages and what holds the titles together are no words of anybody.
    expect(await titles('{"')).toEqual([]);
    expect(await titles('ru')).toEqual([]);
    expect(await titles("';drop table document;--")).toEqual([]);
  });

  test('finds documents in a language', async () => {
    expect((await list({ language: 'fr' })).documents.map((d) => d.titles.en)).toEqual(['Programme of work']);
    expect((await list({ language: 'zh' })).documents).toEqual([]);
  });

  test('comes in pages, registered last first', async () => {
    for (let i = 0; i < 5; i++) await registers({ titles: { en: `Page ${i}` } });
    const all = (await list()).documents.map((d) => d.index);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    const paged: number[] = [];
    let before: number | undefined;
    do {
      const page = await list(before === undefined ? { limit: 3 } : { limit: 3, before });
      paged.push(...page.documents.map((d) => d.index));
      before = page.next;
    } while (before !== undefined);
    expect(paged).toEqual(all);
  });
});
