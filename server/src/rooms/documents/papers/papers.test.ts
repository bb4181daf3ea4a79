import { testId } from '@comity/acts/testing';
import { putBlob } from '@comity/client';
import { filesIn, verifyPapers } from '@comity/dossier/papers';
import { fromUtf8, platformVerifiers, sha256Hex, utf8 } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { derivedId, formatText, TEXT_MEDIA, tidyText } from '@comity/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  does,
  headersOf,
  opens,
  type Person,
  type TestBody,
  testBody,
} from '../../../testing/index.ts';
import { levelTexts } from '../texts/index.ts';

let body: TestBody;
let clerk: Person;
const [text, scan, other] = ['text', 'scan', 'other'].map((label) => testId('doc', label)) as [
  string,
  string,
  string,
];
const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const PHRASES: Readonly<Record<string, string>> = {
  ar: 'تقرر الدول أن تجتمع كل سنة',
  zh: '各国决定每年举行会议',
  en: 'States decide to meet every year',
  fr: 'Les États décident de se réunir chaque année',
  ru: 'Государства постановляют собираться ежегодно',
  es: 'Los Estados deciden reunirse cada año',
};
const TITLES = { en: 'Programme <of> work', fr: 'Programme de travail', ar: 'برنامج العمل' };

async function put(bytes: Uint8Array, media: string) {
  await putBlob((await opens(body, clerk)).connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media };
}
const textIn = (language: string) =>
  formatText(
    tidyText({
      ...{ v: 1, language, notes: [] },
      nodes: [
        { kind: 'paragraph', part: 'operative', id: derivedId('papers', 'OP1'), text: PHRASES[language]! },
      ],
    }),
  );

beforeAll(async () => {
  body = await testBody();
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  const files = Object.fromEntries(
    await Promise.all(LANGUAGES.map(async (l) => [l, await put(textIn(l), TEXT_MEDIA)] as const)),
  );
  await does(body, clerk, 'documents.registered', {
    ...{ document: text, titles: TITLES, source: 'secretariat', session: '2027' },
    ...{ symbol: 'A/BODY/2027/L.1', files },
  });
  await does(body, clerk, 'documents.registered', {
    ...{ document: scan, titles: { en: 'A letter' }, source: 'archive', session: '2027' },
    files: { en: await put(utf8('%PDF-1.7 not really'), 'application/pdf') },
  });
  await does(body, clerk, 'documents.registered', {
    ...{ document: other, titles: { en: 'Elsewhere' }, source: 'archive', session: '2028' },
    files: { en: await put(utf8('Elsewhere'), 'text/plain') },
  });
  await does(body, clerk, 'documents.withdrawn', { document: scan, reason: 'Sent to the wrong body.' });
  await body.publish();
  await levelTexts(body.record);
});
afterAll(() => body.stop());

const get = (url: string) => body.app.inject({ url });
const verifiers = { ...platformVerifiers, openpgp: openpgpVerifier };

test('a session is handed out with every document, language and form, and verifies offline', async () => {
  const answer = await get('/api/sessions/2027/papers?forms=html,docx');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const zip = new Uint8Array(answer.rawPayload);
  const report = await verifyPapers(zip, { trust: body.trust, verifiers });
  expect(report.faults).toEqual([]);
  expect(report.proof?.faults).toEqual([]);
  expect(report.verdict).toBe('verified');
  expect(report.documents.map(({ symbol, withdrawn }) => [symbol, withdrawn])).toEqual([
    ['A/BODY/2027/L.1', false],
    [undefined, true],
  ]);
  const forms = Map.groupBy(report.documents[0]!.files, ({ form }) => form);
  expect([forms.get('issued')!.length, forms.get('made')!.length]).toEqual([6, 12]);
  expect(forms.get('made')!.map(({ name }) => name)).toContain('files/a-body-2027-l-1/ar.docx');
  expect(report.documents[1]!.files.map(({ name }) => name)).toEqual([
    `files/${scan.replace('_', '-')}/en.pdf`,
  ]);
});

test('its pages read in each language without script and without network, and lead to files that are there', async () => {
  const zip = new Uint8Array((await get('/api/sessions/2027/papers')).rawPayload);
  const files = new Map([...filesIn(zip)].map(({ name, content }) => [name, content]));
  for (const language of LANGUAGES) {
    const page = fromUtf8(files.get(`${language}.html`)!);
    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(page).not.toMatch(/<script|https?:|src=/);
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!);
    expect(links.length).toBeGreaterThan(LANGUAGES.length);
    for (const link of links) expect(files.has(link), link).toBe(true);
  }
  expect(fromUtf8(files.get('en.html')!)).toContain('Programme &lt;of&gt; work');
  expect(fromUtf8(files.get('fr.html')!)).toContain('pas encore paru dans cette langue');
  expect(fromUtf8(files.get('index.html')!)).toContain('href="zh.html"');
});

test('of one organ there is nothing where none of its documents is filed, and a form that nobody knows is refused', async () => {
  const codeOf = async (url: string) => (await get(url)).json<{ code: string }>().code;
  expect(await codeOf('/api/sessions/2027/papers?organ=plenary')).toBe('documents.no-papers');
  expect(await codeOf('/api/sessions/1999/papers')).toBe('documents.no-papers');
  expect(await codeOf('/api/sessions/2027/papers?forms=exe')).toBe('platform.bad-request');
});

test('more than three at once are told to come back', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => get('/api/sessions/2028/papers')));
  const codes = answers.map(({ statusCode }) => statusCode).sort();
  expect(codes).toEqual([200, 200, 200, 503, 503, 503]);
});

test('what was issued since the last checkpoint is waited for, and never left out in silence', async () => {
  const file = await put(utf8('Corrected'), 'text/plain');
  await does(body, clerk, 'documents.issued', { document: other, language: 'en', file });
  expect((await get('/api/sessions/2028/papers')).json()).toMatchObject({ code: 'record.not-published-yet' });
  await body.publish();
  const zip = new Uint8Array((await get('/api/sessions/2028/papers')).rawPayload);
  const report = await verifyPapers(zip, { trust: body.trust, verifiers });
  expect(report.documents[0]!.files.map(({ sha256 }) => sha256)).toEqual([file.sha256]);
});

test('what is under embargo is named and kept back, from the papers and from comparisons by who is no participant', async () => {
  const document = testId('doc', 'kept');
  const [one, two] = [
    await put(utf8('Kept once.'), 'text/plain'),
    await put(utf8('Kept twice.'), 'text/plain'),
  ];
  const embargo = body.clock.at(3_600_000);
  await does(body, clerk, 'documents.registered', {
    ...{ document, titles: { en: 'Kept' }, source: 'secretariat', session: '2029', embargo },
    files: { en: one },
  });
  await does(body, clerk, 'documents.issued', { document, language: 'en', file: two, embargo });
  await body.publish();
  const papers = async () => {
    const zip = new Uint8Array((await get('/api/sessions/2029/papers')).rawPayload);
    const { verdict, faults, documents } = await verifyPapers(zip, { trust: body.trust, verifiers });
    expect([verdict, faults]).toEqual(['verified', []]);
    const pages = [...filesIn(zip)].map(({ content }) => new TextDecoder('latin1').decode(content)).join();
    return [documents[0]!.files.length, documents[0]!.embargo, pages.includes('Kept twice.')];
  };
  const compared = async (headers: ReturnType<typeof headersOf> = {}) => {
    const url = `/api/documents/${document}/comparison?language=en&before=${one.sha256}&after=${two.sha256}`;
    return (await body.app.inject({ url, headers })).statusCode;
  };
  const reader = headersOf((await opens(body, clerk)).connection);
  expect(await papers()).toEqual([0, embargo, false]);
  expect([await compared(), await compared(reader)]).toEqual([404, 200]);
  await body.clock.later(3_600_001, async () => {
    expect(await papers()).toEqual([1, undefined, true]);
    expect(await compared()).toBe(200);
  });
});
