import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex, sha256Hex } from '@comity/log';
import { derivedId, formatText, type Text, tidyText } from '@comity/text';
import type { House } from '../../server/src/index.ts';
import { levelTexts } from '../../server/src/rooms/documents/index.ts';

/**
 * Many paragraphs, made of few: the aligned corpus is indexed as it is, then each further paragraph is two of its lines
 * one after the other, no pair twice before all have stood. So words are as frequent among a million as among nine
 * thousand, which no real archive is: the figures say how a search grows, not how long one in an archive takes.
 */

export const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;
const CORPUS = join(import.meta.dirname, '../../data/un_parallel_v1');
const MEDIA = 'application/vnd.comity.text+json';
/** Paragraphs of one made language version. */
const OF_ONE = 500;

export async function linesOf(language: string): Promise<string[]> {
  const text = await readFile(join(CORPUS, `dev_public.${language}`), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Registers one language version of a document, as the path of acts would have left it. */
export const registerText = (
  house: Pool,
  document: string,
  index: number,
  language: string,
  lines: readonly string[],
): Promise<void> => registerFile(house, document, index, language, formatText(textOf(language, lines)));

/** The same of a text that is a file already. */
export async function registerFile(
  { database: { pool } }: Pool,
  document: string,
  index: number,
  language: string,
  bytes: Uint8Array,
): Promise<void> {
  const sha256 = sha256Hex(bytes);
  await pool.query(
    `insert into document (id, index, titles, source, received) values ($1, $2, '{"en":"Made"}', 'archive', now())
     on conflict do nothing`,
    [document, index],
  );
  await pool.query(
    'insert into blob (sha256, size, media, bytes) values ($1, $2, $3, $4) on conflict do nothing',
    [fromHex(sha256), bytes.length, MEDIA, bytes],
  );
  await pool.query(
    `insert into document_version (document, language, index, sha256, size, media, received)
     values ($1, $2, $3, $4, $5, $6, now())`,
    [document, language, index, sha256, bytes.length, MEDIA],
  );
}

/** Registers the corpus as one document in six languages, and indexes it. Returns how many paragraphs there are. */
export async function indexCorpus(house: House): Promise<number> {
  for (const language of LANGUAGES)
    await registerText(house, 'doc_bench', 1, language, await linesOf(language));
  await levelTexts(house.record);
  return countOf(house);
}

export function textOf(language: string, lines: readonly string[]): Text {
  const nodes = lines.map((text, i) => ({
    ...({ kind: 'paragraph', part: 'operative' } as const),
    id: derivedId('corpus', `OP${i + 1}`),
    text,
  }));
  return tidyText({ v: 1, language, nodes, notes: [] });
}

type Pool = Pick<House, 'database'>;
export async function countOf({ database: { pool } }: { database: Pick<House['database'], 'pool'> }) {
  const { rows } = await pool.query('select count(*)::int as count from text_paragraph');
  return rows[0].count as number;
}

/** Adds made paragraphs until there are so many. */
export async function growTexts(house: Pool, size: number): Promise<void> {
  const { pool } = house.database;
  const each = Math.ceil((size - (await countOf(house))) / LANGUAGES.length);
  const { rows } = await pool.query('select max(issue)::int + 1 as next from text_version');
  await pool.query('drop index text_paragraph_found');
  for (const language of LANGUAGES) {
    await pool.query(VERSIONS, [language, rows[0].next, Math.ceil(each / OF_ONE)]);
    await pool.query(PARAGRAPHS, [language, rows[0].next, each, OF_ONE]);
  }
  await pool.query(
    'create index text_paragraph_found on text_paragraph using gin (found) with (fastupdate = off)',
  );
  await pool.query('vacuum analyze text_paragraph');
}

const VERSIONS = `
  insert into text_version (issue, language, document, sha256, received, current, cut_by)
  select $2::bigint + n, $1, 'doc_bench', repeat('0', 64), now(), true,
    (select cut_by from text_version limit 1)
  from generate_series(0, $3::int - 1) n`;

const PARAGRAPHS = `
  with line as materialized (
    select row_number() over (order by place) - 1 as k, words, found
    from text_paragraph where issue = 1 and language = $1),
  size as materialized (select count(*) as many from line),
  pair as (
    select n, n % (select many from size) as first,
      (n % (select many from size) + n / (select many from size) * 37 + 1) % (select many from size) as second
    from generate_series(0, $3::int - 1) n)
  insert into text_paragraph (issue, language, place, paragraph, words, found)
  select $2::bigint + n / $4::int, $1, n % $4::int, 'par_' || n, a.words || ' ' || b.words, a.found || b.found
  from pair join line a on a.k = pair.first join line b on b.k = pair.second`;
