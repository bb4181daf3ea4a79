import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@comity/acts';
import { dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { derivedId, formatText, TEXT_MEDIA, type Text, tidyText } from '@comity/text';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adds, does, opens, type TestBody, testBody } from '../../../testing/index.ts';
import { levelTexts } from './indexing.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;
const CORPUS = join(import.meta.dirname, '../../../../../data/un_parallel_v1');

let body: TestBody;
let clerk: Awaited<ReturnType<typeof opens>>;

beforeAll(async () => {
  body = await testBody();
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
});
afterAll(() => body.stop());

async function file(bytes: Uint8Array) {
  await putBlob(clerk.connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length, media: TEXT_MEDIA };
}
const textOf = (language: string, symbol: string, paragraphs: readonly string[]): Text =>
  tidyText({
    v: 1,
    language,
    nodes: paragraphs.map((text, i) => ({
      kind: 'paragraph',
      part: 'operative',
      id: derivedId(symbol, `OP${i + 1}`),
      text,
    })),
    notes: [],
  });

async function registers(symbol: string, texts: Record<string, readonly string[]>): Promise<string> {
  const document = newId('doc');
  const files: Record<string, Awaited<ReturnType<typeof file>>> = {};
  for (const [language, paragraphs] of Object.entries(texts))
    files[language] = await file(formatText(textOf(language, symbol, paragraphs)));
  const data = { document, titles: { en: symbol }, symbol, source: 'archive' as const, files };
  await does(body, clerk.hand, 'documents.registered', data);
  await levelTexts(body.record);
  return document;
}

type Query = {
  q: string;
  language?: string;
  document?: string;
  show?: string;
  after?: string;
  limit?: number;
};
const asks = async (query: Query & { superseded?: 'true'; count?: 'true' }) =>
  dataOf(await body.public.api.GET('/api/texts', { params: { query } }));
const labels = async (query: Query) =>
  (await asks({ limit: 100, ...query })).paragraphs.map((p) => `${p.language} ${p.label}`);
/** The words that were met, as they stand in the paragraph. */
const met = async (query: Query) =>
  (await asks(query)).paragraphs.flatMap((p) => p.marks.map(([from, to]) => p.words.slice(from, to)));

describe('a text in six languages', () => {
  let document: string;
  beforeAll(async () => {
    document = await registers('A/AC.999/2027/L.1', {
      ar: ['تؤكّد الدول أهمية تسوية المنازعات بالوسائل السلمية.', 'تدعو الأمانة إلى إعداد تقرير عن المسألة.'],
      zh: ['各国强调以和平手段解决争端的重要性。', '请秘书处就此问题编写一份报告。'],
      en: [
        'States stress the importance of settling disputes by peaceful means.',
        'Requests the secretariat to prepare a report on the matter.',
      ],
      fr: [
        'Les États soulignent l’importance de régler les différends par des moyens pacifiques.',
        'Prie le secrétariat d’établir un rapport sur la question.',
      ],
      ru: [
        'Государства подчёркивают важность урегулирования споров мирными средствами.',
        'Просит секретариат подготовить доклад по этому вопросу.',
      ],
      es: [
        'Los Estados destacan la importancia de arreglar las controversias por medios pacíficos.',
        'Solicita a la secretaría que prepare un informe sobre la cuestión.',
      ],
    });
  });

  test.each([
    ['en', 'settled dispute', 'OP1'],
    ['en', '“peaceful means”', 'OP1'],
    ['en', 'prepar*', 'OP2'],
    ['fr', 'différend réglé', 'OP1'],
    ['fr', 'etats IMPORTANCE', 'OP1'],
    ['es', 'controversia pacífica', 'OP1'],
    ['es', 'secretaria', 'OP2'],
    ['ru', 'спор подчеркивать', 'OP1'],
    ['ru', 'доклады', 'OP2'],
    ['ar', 'منازعات', 'OP1'],
    ['ar', 'تقرير الأمانه', 'OP2'],
    ['ar', 'دولة تأكيد', undefined],
    ['ar', 'للدول وسيلة', undefined],
    ['ar', 'للدول الوسائل', 'OP1'],
    ['zh', '争端', 'OP1'],
    ['zh', '“和平手段”', 'OP1'],
    ['zh', '秘书处报告', undefined],
    ['zh', '秘书处 报告', 'OP2'],
  ])('is found in %s by %s', async (language, q, label) => {
    expect(await labels({ q, language, document })).toEqual(label ? [`${language} ${label}`] : []);
  });

  test('shows the words that were met, in every form', async () => {
    expect(await met({ q: 'dispute "peaceful mean"', language: 'en', document })).toEqual([
      'disputes',
      'peaceful',
      'means',
    ]);
    expect(await met({ q: 'prep*', language: 'en', document })).toEqual(['prepare']);
    expect(await met({ q: 'états', language: 'fr', document })).toEqual(['États']);
    expect(await met({ q: '解决', language: 'zh', document })).toEqual(['解决']);
  });

  test('leaves out what must not be there, and words too common to be looked for', async () => {
    expect(await labels({ q: 'report -matter', document })).toEqual([]);
    expect(await labels({ q: 'report -disputes', document })).toEqual(['en OP2']);
    expect(await labels({ q: '-disputes', document })).toEqual([]);
    expect(await labels({ q: 'the of', document, language: 'en' })).toEqual([]);
    expect((await asks({ q: 'the report', document, language: 'en' })).asked).toEqual({ en: ['report'] });
    expect(await labels({ q: '"importance of settling"', document, language: 'en' })).toEqual(['en OP1']);
    expect(await labels({ q: '"importance settling"', document, language: 'en' })).toEqual([]);
  });

  test('a language does not find by the stems of another', async () => {
    // “question” is a word of English too, which this English text does not hold.
    expect(await labels({ q: 'question', document })).toEqual(['fr OP2']);
  });

  test('is shown beside it in the language of the reader', async () => {
    const { paragraphs } = await asks({ q: 'доклад', document, show: 'zh' });
    expect(paragraphs).toMatchObject([
      { language: 'ru', label: 'OP2', aligned: '请秘书处就此问题编写一份报告。' },
    ]);
    expect((await asks({ q: '报告', document, show: 'zh' })).paragraphs[0]).not.toHaveProperty('aligned');
  });

  test('a corrected version takes the place of the first, which is found where it is asked for', async () => {
    const corrected = formatText(
      textOf('en', 'A/AC.999/2027/L.1', ['States emphasize it.', 'Requests a report.']),
    );
    const data = { document, language: 'en', file: await file(corrected), corrects: 'Wording' };
    const { index } = await does(body, clerk.hand, 'documents.issued', data);
    await levelTexts(body.record);
    expect(await labels({ q: 'disputes', document })).toEqual([]);
    expect((await asks({ q: 'emphasizes', document })).paragraphs).toMatchObject([
      { issue: index, label: 'OP1' },
    ]);
    const before = (await asks({ q: 'disputes', document, superseded: 'true' })).paragraphs;
    expect(before).toMatchObject([{ superseded: true, label: 'OP1' }]);
  });
});

describe('the corpus', () => {
  test('is found in each language by words of its own lines, and in pages without gap or repetition', async () => {
    const lines = Object.fromEntries(
      await Promise.all(
        LANGUAGES.map(async (language) => {
          const text = await readFile(join(CORPUS, `dev_public.${language}`), 'utf8');
          return [language, text.split('\n').slice(0, 120)] as const;
        }),
      ),
    );
    const document = await registers('CORPUS/1', lines);
    const all = await labels({ q: 'committee', language: 'en', document });
    expect(all.length).toBeGreaterThan(5);
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await asks({
        q: 'committee',
        language: 'en',
        document,
        limit: 2,
        ...(after ? { after } : {}),
      });
      paged.push(...page.paragraphs.map((p) => `${p.language} ${p.label}`));
      after = page.next;
      if (after === undefined) break;
    }
    expect(paged).toEqual(all);
    expect((await asks({ q: 'committee', language: 'en', document, count: 'true', limit: 1 })).count).toBe(
      all.length,
    );
    for (const [language, q] of [
      ['fr', 'comité'],
      ['es', 'comité'],
      ['ru', 'комитет'],
      ['zh', '委员会'],
      ['ar', 'اللجنة'],
    ] as const)
      expect((await labels({ q, language, document })).length).toBeGreaterThan(2);
  });
});

test('what another runtime cut is indexed again, and the newest stays the newest', async () => {
  const all = { q: 'report', superseded: 'true', limit: 100 } as const;
  const before = (await asks(all)).paragraphs;
  await body.record.database.pool.query("update text_version set cut_by = 'other tables'");
  await levelTexts(body.record);
  expect((await asks(all)).paragraphs).toEqual(before);
});

describe('what comes from outside', () => {
  test('a file that is no text, or one in another language, has no paragraphs and stops nothing', async () => {
    const document = newId('doc');
    const bad = new TextEncoder().encode('{"v":1}');
    const files = { en: await file(bad), fr: await file(formatText(textOf('es', 'X/9', ['Informe']))) };
    await does(body, clerk.hand, 'documents.registered', {
      document,
      titles: { en: 'X' },
      source: 'archive',
      files,
    });
    const good = await registers('X/10', { en: ['A zebra is requested.'] });
    expect(await labels({ q: 'zebras' })).toEqual(['en OP1']);
    expect(await labels({ q: 'informe', document })).toEqual([]);
    expect(await labels({ q: 'zebra', document: good })).toEqual(['en OP1']);
  });

  test('a question is never read as anything but words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
          fc.stringMatching(/^["'\\()&|!<>:*\-a-zé争 ]{1,30}$/),
        ),
        async (q) => {
          const answer = await body.app.inject({ url: `/api/texts?q=${encodeURIComponent(q)}` });
          // An address with a lone surrogate or U+0000 is refused before anything is asked.
          expect([200, 400]).toContain(answer.statusCode);
        },
      ),
      { numRuns: 150 },
    );
    expect(await labels({ q: "zebra' | 'x" })).toEqual([]);
    const { statusCode } = await body.app.inject({ url: '/api/texts?q=a&after=1.en.99999999999' });
    expect(statusCode).toBe(400);
  });
});
