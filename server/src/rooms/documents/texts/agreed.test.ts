import { newId } from '@comity/acts';
import { dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { derivedId, formatText, TEXT_MEDIA, tidyText } from '@comity/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adds, does, opens, refusedBy, type TestBody, testBody } from '../../../testing/index.ts';
import { levelTexts } from './indexing.ts';

let body: TestBody;
let clerk: Awaited<ReturnType<typeof opens>>;

beforeAll(async () => {
  body = await testBody();
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
});
afterAll(() => body.stop());

async function fileOf(language: string, symbol: string, lines: readonly string[]) {
  const nodes = lines.map((text, i) => ({
    ...({ kind: 'paragraph', part: 'operative' } as const),
    id: derivedId(symbol, `OP${i + 1}`),
    text,
  }));
  const bytes = formatText(tidyText({ v: 1, language, nodes, notes: [] }));
  await putBlob(clerk.connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media: TEXT_MEDIA };
}

async function registers(symbol: string, texts: Record<string, readonly string[]>): Promise<string> {
  const document = newId('doc');
  const files = Object.fromEntries(
    await Promise.all(
      Object.entries(texts).map(async ([language, lines]) => [
        language,
        await fileOf(language, symbol, lines),
      ]),
    ),
  );
  const data = { document, titles: { en: symbol }, symbol, source: 'archive' as const, files };
  await does(body, clerk.hand, 'documents.registered', data);
  await levelTexts(body.record);
  return document;
}

const adopts = async (document: string, adopted = '2025-07-11') => {
  await does(body, clerk.hand, 'documents.agreement-recorded', { document, adopted });
  await levelTexts(body.record);
};
const compares = async (document: string, language = 'en') =>
  dataOf(await body.public.api.GET('/api/agreed', { params: { query: { document, language } } }));

const AGREED = {
  en: [
    'States should not knowingly allow their territory to be used for internationally wrongful acts using ICTs.',
    'States should respond to appropriate requests for assistance by another State.',
  ],
  zh: ['各国不应蓄意允许他人利用其领土使用信息和通信技术实施国际不法行为。'],
};
const DRAFT = {
  en: [
    'STATES should not knowingly allow their territory to be used for internationally wrongful acts using ICTs',
    'States should respond without delay to appropriate requests for assistance by another State, and report on it.',
    'Decides to convene an exercise in the second half of the year, open to all participants.',
  ],
  zh: ['各国不应蓄意允许他人利用其领土使用信息和通信技术实施国际不法行为'],
};

test('each paragraph is held against what was adopted by consensus before', async () => {
  const agreed = await registers('A/OLD/1', AGREED);
  const draft = await registers('A/NEW/L.1', DRAFT);
  expect((await compares(draft)).paragraphs.every(({ earlier }) => earlier.length === 0)).toBe(true);
  await adopts(agreed);
  const { paragraphs, repeating } = await compares(draft);
  expect(repeating).toEqual([derivedId('A/NEW/L.1', 'OP1')]);
  expect(paragraphs[0]!.earlier).toMatchObject([
    { document: agreed, symbol: 'A/OLD/1', label: 'OP1', same: true },
  ]);
  const [near] = paragraphs[1]!.earlier;
  expect(near).toMatchObject({ label: 'OP2', same: false, adopted: '2025-07-11' });
  expect(near!.spans.filter(({ kind }) => kind === 'inserted').map(({ text }) => text.trim())).toContain(
    'without delay',
  );
  expect(paragraphs[2]!.earlier).toEqual([]);
  expect((await compares(draft, 'zh')).repeating).toHaveLength(1);
});

test('a document is not held against itself, nor against what was adopted later', async () => {
  const own = await registers('A/OLD/2', {
    en: ['Encourages all States to nominate a point of contact at the technical level.'],
  });
  await adopts(own);
  expect((await compares(own)).repeating).toEqual([]);
  const later = await registers('A/NEW/L.2', {
    en: ['Encourages all States to nominate a point of contact at the technical level.'],
  });
  expect((await compares(later)).repeating).toHaveLength(1);
  const tomorrow = new Date(body.clock.now() + 86_400_000).toISOString().slice(0, 10);
  const future = await registers('A/OLD/3', {
    en: ['Invites the secretariat to circulate the list of offices twice a year to all.'],
  });
  await adopts(future, tomorrow);
  const copy = await registers('A/NEW/L.3', {
    en: ['Invites the secretariat to circulate the list of offices twice a year to all.'],
  });
  expect((await compares(copy)).repeating).toEqual([]);
});

test('what is struck, and what is corrected, counts no more', async () => {
  const words = ['Requests that every exercise be announced to all participants one month before it begins.'];
  const agreed = await registers('A/OLD/4', { en: words });
  await adopts(agreed);
  const draft = await registers('A/NEW/L.4', { en: words });
  expect((await compares(draft)).repeating).toHaveLength(1);
  const corrected = await fileOf('en', 'A/OLD/4', [
    'Requests nothing of the kind from anybody whatsoever this year.',
  ]);
  await does(body, clerk.hand, 'documents.issued', {
    document: agreed,
    language: 'en',
    file: corrected,
    corrects: 'All',
  });
  await levelTexts(body.record);
  expect((await compares(draft)).repeating).toEqual([]);
  const copy = await registers('A/NEW/L.5', {
    en: ['Requests nothing of the kind from anybody whatsoever this year.'],
  });
  expect((await compares(copy)).repeating).toHaveLength(1);
  await does(body, clerk.hand, 'documents.agreement-struck', {
    document: agreed,
    reason: 'Entered by mistake',
  });
  await levelTexts(body.record);
  expect((await compares(copy)).repeating).toEqual([]);
});

test('an adoption is entered by the secretariat, once, of a document that is there', async () => {
  const document = await registers('A/OLD/6', { en: ['A text.'] });
  await adopts(document);
  const again = does(body, clerk.hand, 'documents.agreement-recorded', { document, adopted: '2025-07-12' });
  await expect(again).rejects.toMatchObject(refusedBy('documents.agreement-once'));
  const missing = { document: newId('doc'), adopted: '2025-07-12' };
  const lost = does(body, clerk.hand, 'documents.agreement-recorded', missing);
  await expect(lost).rejects.toMatchObject(refusedBy('documents.known-document'));
});

test('a document without a text in that language says so', async () => {
  const { statusCode, body: answer } = await body.app.inject({
    url: `/api/agreed?document=${newId('doc')}&language=en`,
  });
  expect([statusCode, JSON.parse(answer).code]).toEqual([404, 'documents.text-not-found']);
});
