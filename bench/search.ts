/**
 * Searching paragraphs in six languages: the slow end (p95) of the API's answers over that of the same SQL, ready made,
 * straight on PostgreSQL. What the API adds is reading the question, its stems, and showing the words that were met.
 * Growth: p95 at 10^4, 10^5 and 10^6 paragraphs (to 10^5 with --quick). The paragraphs are made (`stage/texts.ts`).
 */
import { buildApp } from '../server/src/index.ts';
import { readQuery } from '../server/src/rooms/documents/texts/query.ts';
import { questionOf } from '../server/src/rooms/documents/texts/searching.ts';
import { searchParagraphs } from '../server/src/rooms/documents/texts/store.ts';
import { type Benchmark, type Options, quantile, timed } from './harness.ts';
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

const viaApi = (app: App, { q, language }: Question): Promise<number> =>
  timed(async () => {
    const url = `/api/texts?${new URLSearchParams({ q, language, limit: `${LIMIT}` })}`;
    const { statusCode } = await app.inject({ url });
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
  });

/** The same statement with its question ready made. */
const viaSql = ({ database: { read } }: House, { query, language }: Question): Promise<number> =>
  timed(() => searchParagraphs(read, { query, languages: [language] }, LIMIT + 1));

/**
 * Each question is asked both ways, one right after the other, now this way first and now that: what holds the machine
 * up for a moment must not fall on one side alone. All rounds but the first count.
 */
async function measure(house: House, app: App, asked: readonly Question[], rounds: number) {
  const api: number[] = [];
  const sql: number[] = [];
  for (let round = 0; round <= rounds; round++)
    for (const [i, question] of asked.entries()) {
      const ways = [
        async () => [api, await viaApi(app, question)] as const,
        async () => [sql, await viaSql(house, question)] as const,
      ];
      for (const way of (i + round) % 2 === 0 ? ways : ways.reverse()) {
        const [times, took] = await way();
        if (round > 0) times.push(took);
      }
    }
  const ms = (times: readonly number[], share: number) => quantile(times, share) * 1000;
  return {
    ratio: quantile(api, 0.95) / quantile(sql, 0.95),
    ...{ apiMs: ms(api, 0.95), sqlMs: ms(sql, 0.95) },
    /** What the middle question costs more than its statement. */
    addedMs: ms(api, 0.5) - ms(sql, 0.5),
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
