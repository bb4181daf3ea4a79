import { testId } from '@comity/acts/testing';
import { type Connection, dataOf, putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adds, does, opens, seats, type TestBody, type TestState, testBody } from '../../testing/index.ts';

const DOCUMENT = testId('doc', 'read');
const FIRST = utf8('The first version.\n');
const SECOND = utf8('The second version.\n');
let body: TestBody;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  const clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  const desk = await opens(body, clerk);
  for (const bytes of [FIRST, SECOND]) await putBlob(desk.connection, sha256Hex(bytes), bytes);
  const file = (bytes: Uint8Array) => ({
    sha256: sha256Hex(bytes),
    size: bytes.length,
    media: 'text/plain' as const,
  });
  await does(body, clerk, 'documents.registered', {
    ...{ document: DOCUMENT, titles: { en: 'Read' }, source: 'secretariat', symbol: 'A/BODY/2027/9' },
    files: { en: file(FIRST) },
  });
  await does(body, clerk, 'documents.issued', { document: DOCUMENT, language: 'en', file: file(SECOND) });
});
afterAll(() => body.stop());

const params = { path: { document: DOCUMENT } };
const read = async (reader: Connection) =>
  dataOf(await reader.api.GET('/api/documents/{document}/readings', { params })).readings;
const says = (reader: Connection, sha256: string) =>
  reader.api.PUT('/api/documents/{document}/readings', { params, body: { sha256 } });

test('a delegation says which version it read; its people share that, and nobody else learns of it', async () => {
  expect(await read(alpha.reader)).toEqual([]);
  expect((await says(alpha.reader, sha256Hex(FIRST))).response.status).toBe(204);
  expect(await read(alpha.reader)).toMatchObject([{ language: 'en', sha256: sha256Hex(FIRST) }]);
  expect(await read(bravo.reader)).toEqual([]);
  const before = body.record.held.now.size;
  await says(alpha.reader, sha256Hex(SECOND));
  expect(await read(alpha.reader)).toMatchObject([{ language: 'en', sha256: sha256Hex(SECOND) }]);
  expect(body.record.held.now.size).toBe(before);
});

test('a file that is no version of the document, and a document that is not there, are refused', async () => {
  const other = await says(alpha.reader, 'a'.repeat(64));
  expect([other.response.status, other.error]).toMatchObject([404, { code: 'documents.text-not-found' }]);
  const gone = await alpha.reader.api.GET('/api/documents/{document}/readings', {
    params: { path: { document: testId('doc', 'nowhere') } },
  });
  expect([gone.response.status, gone.error]).toMatchObject([404, { code: 'documents.document-not-found' }]);
});

test('two versions are compared by their files; one that is not there, or in another language, is refused', async () => {
  const compared = (before: string, after: string, language = 'en') =>
    body.public.api.GET('/api/documents/{document}/comparison', {
      params: { ...params, query: { before, after, language, reader: 'es' } },
    });
  const { counts, html } = dataOf(await compared(sha256Hex(FIRST), sha256Hex(SECOND)));
  expect(counts).toMatchObject({ changed: 1, inserted: 0, deleted: 0 });
  expect(html).toContain('<del>first</del>');
  for (const [after, language] of [
    ['a'.repeat(64), 'en'],
    [sha256Hex(SECOND), 'fr'],
  ] as const) {
    const refused = await compared(sha256Hex(FIRST), after, language);
    expect(refused.error).toMatchObject({ code: 'documents.text-not-found' });
  }
});
