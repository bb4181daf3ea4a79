/**
 * Importing documents in six languages: paragraphs a second from plain files to texts that are found by search (read
 * and understood, put into their one spelling, stored, cut into words, stemmed, indexed), over those of a bare INSERT
 * of the very rows that come of it, in the same batches, into a table with the same indexes. The lines are those of
 * the aligned corpus in data/un_parallel_v1, a file of 1,000 for each language (200 with --quick).
 */
import { derivedId, formatText, readPlain } from '@comity/text';
import { levelTexts } from '../server/src/rooms/documents/index.ts';
import { type Benchmark, median, type Options, rounds, spread, timed } from './harness.ts';
import { openLog } from './stage/log.ts';
import { makeFolder, removeFolder } from './stage/processes.ts';
import { LANGUAGES, linesOf, registerFile } from './stage/texts.ts';

type House = Awaited<ReturnType<typeof openLog>>;

/** As many rows as one statement of the index takes. */
const ROWS = 2000;

interface PlainFile {
  readonly language: string;
  readonly bytes: Uint8Array;
}

/** Other lines for each round, so that no paragraph was met before. */
async function filesOf(round: number, many: number): Promise<PlainFile[]> {
  return Promise.all(
    LANGUAGES.map(async (language) => {
      const lines = await linesOf(language);
      const chosen = Array.from({ length: many }, (_, i) => lines[(round * many + i) % lines.length]!);
      return { language, bytes: new TextEncoder().encode(chosen.join('\n\n')) };
    }),
  );
}

/** From files to what a search finds. Answers the seconds it took. */
const importing = (house: House, issue: number, files: readonly PlainFile[]): Promise<number> =>
  timed(async () => {
    const document = `doc_import${issue}`;
    for (const { language, bytes } of files) {
      const ids = (place: string) => derivedId(document, place);
      const { text } = readPlain(bytes, { language, ids });
      await registerFile(house, document, issue, language, formatText(text));
    }
    await levelTexts(house.record);
  });

/** Columns of the rows that an import left, as one statement takes them. */
async function rowsOf({ database: { pool } }: House, issue: number, language: string) {
  const { rows } = await pool.query(
    `select place, paragraph, label, words, found::text as found from text_paragraph
     where issue = $1 and language = $2 order by place`,
    [issue, language],
  );
  const batches = [];
  for (let at = 0; at < rows.length; at += ROWS) {
    const some = rows.slice(at, at + ROWS);
    batches.push(['place', 'paragraph', 'label', 'words', 'found'].map((name) => some.map((r) => r[name])));
  }
  return { language, batches, count: rows.length };
}

const BARE = `
  insert into bare_paragraph (issue, language, place, paragraph, label, words, found)
  select $1, $2, p.* from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[]::tsvector[]) p`;

async function inserting(
  { database: { pool } }: House,
  issue: number,
  rows: Awaited<ReturnType<typeof rowsOf>>[],
) {
  const connection = await pool.connect();
  try {
    return await timed(async () => {
      await connection.query('begin');
      for (const { language, batches } of rows)
        for (const columns of batches) await connection.query(BARE, [issue, language, ...columns]);
      await connection.query('commit');
    });
  } finally {
    connection.release();
  }
}

async function measure(house: House, round: number, many: number) {
  const issue = round + 1;
  const a = await importing(house, issue, await filesOf(round, many));
  const rows = await Promise.all(LANGUAGES.map((language) => rowsOf(house, issue, language)));
  const paragraphs = rows.reduce((sum, { count }) => sum + count, 0);
  if (paragraphs < (many * LANGUAGES.length) / 2) throw new Error(`Only ${paragraphs} paragraphs came in.`);
  const b = await inserting(house, issue, rows);
  return { ratio: b / a, rate: paragraphs / a, bare: paragraphs / b, paragraphs };
}

async function run({ quick }: Options) {
  const folder = await makeFolder();
  const house = await openLog(folder);
  try {
    await house.database.pool.query('create table bare_paragraph (like text_paragraph including all)');
    const many = quick ? 200 : 1000;
    const all = await rounds(quick ? 4 : 10, (round) => measure(house, round, many));
    const counted = all.slice(1);
    return {
      ratio: median(counted.map(({ ratio }) => ratio)),
      spread: spread(counted.map(({ ratio }) => ratio)),
      paragraphsPerSecond: median(counted.map(({ rate }) => rate)),
      barePerSecond: median(counted.map(({ bare }) => bare)),
      paragraphs: median(counted.map(({ paragraphs }) => paragraphs)),
    };
  } finally {
    await house.database.stop();
    await removeFolder(folder);
  }
}

export default { name: 'import', bound: 0.2, direction: 'at-least', run } satisfies Benchmark;
