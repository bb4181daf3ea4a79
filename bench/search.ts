/**
 * Searching paragraphs in six languages: the slow end (p95) of the API's answers over that of the same SQL, ready made,
 * straight on PostgreSQL. What the API adds is reading the question, its stems, and showing the words that were met.
 * Growth: p95 at 10^4, 10^5 and 10^6 paragraphs (to 10^5 with --quick). The paragraphs are made (`stage/texts.ts`).
 */
import { buildApp } from '../server/src/index.ts';
import { readQuery } from '../server/src/rooms/documents/texts/query.ts';
import { questionOf } from '../server/src/rooms/documents/texts/searching.ts';
import { searchParagraphs } from '../server/src/rooms/documents/texts/store.ts';
import { type Benchmark, median, type Options, quantile, timed } from './harness.ts';
import { openLog } from './stage/log.ts';
import { makeFolder, removeFolder } from './stage/processes.ts';
import { growTexts, indexCorpus, LANGUAGES, linesOf } from './stage/texts.ts';

const LIMIT = 20;
const EACH = 12;

interface Question {
  readonly q: string;
  readonly language: string;
  /** What PostgreSQL is asked. */
  readonly query: string;
}

/** Questions taken from lines of the corpus at even distances: one word, two words, two that follow one another. */
async function questions({ database: { read } }: House): Promise<Question[]> {
  const all: Omit<Question, 'query'>[] = [];
  for (const language of LANGUAGES) {
    const lines = await linesOf(language);
    for (let i = 0; i < EACH; i++) {
      const line = lines[Math.floor(((i + 0.5) * lines.length) / EACH)]!;
      const words = line.match(/[\p{L}\p{M}]{3,}/gu) ?? [];
      const [first = line.slice(0, 4), second = first] = [words[1], words.at(-2)];
      const row = /([\p{L}\p{M}]{3,}) ([\p{L}\p{M}]{3,})/u.exec(line)?.[0] ?? first;
      all.push({ language, q: [first, `${first} ${second}`, `"${row}"`][i % 3]! });
    }
  }
  const ready = all.map(async (one) => ({
    ...one,
    ...(await questionOf(read, readQuery(one.q), [one.language])),
  }));
  // Of words that are too common nothing is looked for.
  return (await Promise.all(ready)).filter(({ query }) => query !== '');
}

type House = Awaited<ReturnType<typeof openLog>>;
type App = Awaited<ReturnType<typeof buildApp>>['app'];

async function viaApi(app: App, asked: readonly Question[]): Promise<number[]> {
  const times: number[] = [];
  for (const { q, language } of asked)
    times.push(
      await timed(async () => {
        const url = `/api/texts?${new URLSearchParams({ q, language, limit: `${LIMIT}` })}`;
        const { statusCode } = await app.inject({ url });
        if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
      }),
    );
  return times;
}

/** The same statements with their questions ready made. */
async function viaSql({ database: { read } }: House, asked: readonly Question[]): Promise<number[]> {
  const times: number[] = [];
  for (const { query, language } of asked)
    times.push(await timed(() => searchParagraphs(read, { query, languages: [language] }, LIMIT + 1)));
  return times;
}

async function measure(house: House, app: App, asked: readonly Question[], rounds: number) {
  const pairs: { api: number; sql: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const sql = quantile(await viaSql(house, asked), 0.95);
    pairs.push({ api: quantile(await viaApi(app, asked), 0.95), sql });
  }
  const counted = pairs.slice(1);
  return {
    ratio: median(counted.map(({ api, sql }) => api / sql)),
    apiMs: median(counted.map(({ api }) => api)) * 1000,
    sqlMs: median(counted.map(({ sql }) => sql)) * 1000,
  };
}

async function run({ quick }: Options) {
  const folder = await makeFolder();
  const house = await openLog(folder);
  const { app, stop } = await buildApp(house);
  try {
    await indexCorpus(house);
    const asked = await questions(house);
    const sizes = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
    const found: Record<string, Awaited<ReturnType<typeof measure>>> = {};
    for (const size of sizes) {
      await growTexts(house, size);
      found[size] = await measure(house, app, asked, quick ? 2 : 5);
    }
    const [first, last] = [found[sizes[0]!]!, found[sizes.at(-1)!]!];
    return { ratio: last.ratio, questions: asked.length, growth: last.apiMs / first.apiMs, p95: found };
  } finally {
    await stop();
    await app.close();
    await house.database.stop();
    await removeFolder(folder);
  }
}

export default { name: 'search', bound: 1.5, direction: 'at-most', run } satisfies Benchmark;
