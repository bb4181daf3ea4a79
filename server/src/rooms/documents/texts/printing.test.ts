import { newId } from '@comity/acts';
import { putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { derivedId, formatText, parseText, readAkn, TEXT_MEDIA, type Text, tidyText } from '@comity/text';
import { readDocx } from '@comity/text/docx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adds, does, opens, type TestBody, testBody } from '../../../testing/index.ts';
import { levelTexts } from './indexing.ts';

let body: TestBody;
let clerk: Awaited<ReturnType<typeof opens>>;
const document = newId('doc');

const id = (place: string) => derivedId('A/AC.999/2027/L.9', place);
const TEXT: Text = tidyText({
  ...{ v: 1, language: 'ar', title: { text: 'برنامج العمل' } },
  nodes: [
    { kind: 'heading', id: id('heading 1'), level: 1, text: 'مقدمة' },
    {
      ...{ kind: 'paragraph', part: 'operative', id: id('OP1'), text: 'تتعاون الدول فيما بينها.' },
      marks: [{ kind: 'note', at: 6, note: id('note 1') }],
    },
  ],
  notes: [{ id: id('note 1'), text: 'انظر الوثيقة A/80/257.' }],
});

beforeAll(async () => {
  body = await testBody();
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
  const files = {
    ar: await file(formatText(TEXT), TEXT_MEDIA),
    en: await file(utf8('no text'), 'text/plain'),
  };
  const data = {
    document,
    titles: { en: 'L.9' },
    symbol: 'A/AC.999/2027/L.9',
    source: 'archive' as const,
    files,
  };
  await does(body, clerk.hand, 'documents.registered', data);
  await levelTexts(body.record);
});
afterAll(() => body.stop());

async function file(bytes: Uint8Array, media: string) {
  await putBlob(clerk.connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media };
}
const asks = (form: string, language = 'ar') =>
  body.app.inject({ url: `/api/documents/${document}/texts/${language}?form=${form}` });

test('the same text goes out in every form, and those that can be read again give it back', async () => {
  const docx = await asks('docx');
  expect(docx.headers['content-type']).toContain('wordprocessingml');
  expect(readDocx(docx.rawPayload, { language: 'ar', ids: id }).text).toEqual(TEXT);
  expect(parseText((await asks('json')).rawPayload)).toEqual(TEXT);
  expect(readAkn((await asks('akn')).rawPayload, { language: 'ar', ids: id }).text).toEqual(TEXT);
  for (const form of ['html', 'md', 'txt'])
    expect((await asks(form)).body, form).toContain('الدول فيما بينها');
});

test('a PDF is printed, and the same again', async () => {
  const [first, second] = [await asks('pdf'), await asks('pdf')];
  expect(first.headers['content-type']).toBe('application/pdf');
  expect(first.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
});

test('a file that comes from a State is rendered under no right of this site', async () => {
  const { headers } = await asks('html');
  expect(headers['content-security-policy']).toMatch(/^sandbox/);
  expect(headers['content-disposition']).toMatch(/^attachment/);
});

test('a language without a text, or with another kind of file, has none; unknown forms are refused', async () => {
  for (const language of ['fr', 'en']) {
    const answer = await asks('html', language);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'documents.text-not-found']);
  }
  expect((await asks('exe')).statusCode).toBe(400);
});
