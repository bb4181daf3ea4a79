import { TEXT_MEDIA } from '@comity/text';
import type { Reader, Tx } from '../../../platform/index.ts';

/** The SQL of texts: which language versions are indexed, and their paragraphs. */

/** What a dictionary makes of each word, in their order: nothing of one that is too common, null of one unknown. */
export async function listStems(
  read: Reader,
  dictionary: string,
  words: readonly string[],
): Promise<{ stems: readonly string[] | null }[]> {
  return read.rows(
    'documents.list-stems',
    `select ts_lexize($1::regdictionary, w) as stems from unnest($2::text[]) with ordinality t(w, n) order by n`,
    [dictionary, words],
  );
}

/** The tables by which words are cut here; a number more where we cut them otherwise. */
const CUT_BY = `1 ${process.versions.icu}`;

/** Takes out what was cut by other tables. */
export const deleteOutdatedTexts = (tx: Tx) =>
  tx.rows('documents.delete-outdated-texts', 'delete from text_version where cut_by <> $1', [CUT_BY]);

/** Two servers may share a database: one of them indexes at a time. */
export const lockTexts = (tx: Tx) =>
  tx.rows('documents.lock-texts', 'select pg_advisory_xact_lock(6964)::text');

export interface Unindexed {
  readonly issue: number;
  readonly language: string;
  readonly document: string;
  readonly sha256: string;
  readonly received: Date;
}

/** Language versions with a text that is not indexed yet and not under embargo at `now`, in the order of the record. */
export async function listUnindexed(read: Reader, limit: number, now: number): Promise<Unindexed[]> {
  return read.rows(
    'documents.list-unindexed',
    `select v.* from (
       select index as issue, language, document, sha256, received from document_version where media = $1
       union all
       select f.index, f.language, f.document, f.sha256, v.received from document_format f
         join document_version v on v.document = f.document and v.language = f.language and v.sha256 = f.of
         where f.media = $1) v
     where not exists (select from text_version t where t.issue = v.issue and t.language = v.language)
       and not exists (select from document_embargo e where e.document = v.document and e.until > $3)
     order by v.issue, v.language limit $2`,
    [TEXT_MEDIA, limit, new Date(now)],
  );
}

/** Enters a language version; those of its document and language before it are no longer the newest. */
export async function insertTextVersion(tx: Tx, v: Unindexed, flaw?: string): Promise<void> {
  await tx.rows(
    'documents.supersede-text',
    'update text_version set current = false where document = $1 and language = $2 and issue < $3',
    [v.document, v.language, v.issue],
  );
  await tx.rows(
    'documents.insert-text-version',
    `insert into text_version (issue, language, document, sha256, received, cut_by, flaw, current)
     values ($1, $2, $3, $4, $5, $6, $7, not exists (
       select from text_version t where t.document = $3 and t.language = $2 and t.issue > $1))`,
    [v.issue, v.language, v.document, v.sha256, v.received, CUT_BY, flaw ?? null],
  );
}

export interface CurrentText {
  readonly sha256: string;
  readonly received: Date;
  readonly document: string;
  readonly symbol: string | null;
  /** Whose document it is: `archive`, `secretariat`, `participant`. */
  readonly author: string;
}

/** The newest text of a document in a language; a version whose file was no text is none. */
export async function findCurrentText(
  read: Reader,
  document: string,
  language: string,
): Promise<CurrentText | undefined> {
  const [row] = await read.rows<CurrentText>(
    'documents.find-current-text',
    `select t.sha256, t.received, d.id as document, d.symbol, d.source as author
     from text_version t join document d on d.id = t.document
     where t.document = $1 and t.language = $2 and t.current and t.flaw is null`,
    [document, language],
  );
  return row;
}

export interface IndexedParagraph {
  readonly place: number;
  readonly paragraph: string;
  readonly label?: string | undefined;
  readonly words: string;
  /** What stands in the index, each with the places of its words, counted from 1. */
  readonly found: ReadonlyMap<string, readonly number[]>;
}

/** PostgreSQL keeps no place beyond this, and no more than 255 of one word. */
const LAST_PLACE = 16_383;
const MOST_PLACES = 255;

function vectorOf(found: IndexedParagraph['found']): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  const items = [...found].map(([lexeme, places]) => {
    const kept = places.slice(0, MOST_PLACES).map((place) => Math.min(place, LAST_PLACE));
    return `${quoted(lexeme)}:${kept.join(',')}`;
  });
  return items.join(' ');
}

export async function insertParagraphs(
  tx: Tx,
  { issue, language }: Pick<Unindexed, 'issue' | 'language'>,
  paragraphs: readonly IndexedParagraph[],
): Promise<void> {
  await tx.rows(
    'documents.insert-paragraphs',
    `insert into text_paragraph (issue, language, place, paragraph, label, words, found)
     select $1, $2, p.* from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[]::tsvector[]) p`,
    [
      issue,
      language,
      paragraphs.map((p) => p.place),
      paragraphs.map((p) => p.paragraph),
      paragraphs.map((p) => p.label ?? null),
      paragraphs.map((p) => p.words),
      paragraphs.map((p) => vectorOf(p.found)),
    ],
  );
}

export interface FoundParagraph {
  readonly issue: number;
  readonly language: string;
  readonly place: number;
  readonly document: string;
  readonly paragraph: string;
  readonly label: string | null;
  readonly words: string;
  readonly sha256: string;
  readonly received: Date;
  readonly current: boolean;
  /** How the document is called. */
  readonly symbol: string | null;
  readonly titles: Readonly<Record<string, string>>;
}

/** What narrows a search; what is absent does not. */
export interface TextSearch {
  /** A query of PostgreSQL over lexemes. */
  readonly query: string;
  readonly languages?: readonly string[] | undefined;
  readonly document?: string | undefined;
  /** Also language versions that a later one took the place of. */
  readonly superseded?: boolean | undefined;
  /** Issued at this instant or later, and before this one. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** When everybody could read the version: it was issued, or its embargo ended. Behind the first, up to the second. */
  readonly out?: { readonly after: Date; readonly upTo: Date } | undefined;
  /** Behind this paragraph. */
  readonly after?: Pick<FoundParagraph, 'issue' | 'language' | 'place'> | undefined;
}

interface Condition {
  readonly letter: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** An embargo lies on a whole document. */
const OUT =
  '(select greatest(v.received, max(e.until)) from document_embargo e where e.document = v.document)';

function conditionsOf(s: TextSearch): Condition[] {
  const one = (letter: string, value: unknown, text: string): Condition[] =>
    value === undefined ? [] : [{ letter, text, values: [value] }];
  const { after, out } = s;
  return [
    { letter: 'q', text: 'p.found @@ ?::tsquery', values: [s.query] },
    ...one('l', s.languages, 'p.language = any(?::text[])'),
    ...one('d', s.document, 'v.document = ?'),
    ...(s.superseded ? [] : [{ letter: 'c', text: 'v.current', values: [] }]),
    ...one('f', s.from, 'v.received >= ?'),
    ...one('u', s.until, 'v.received < ?'),
    ...(out ? [{ letter: 'o', text: `${OUT} > ? and ${OUT} <= ?`, values: [out.after, out.upTo] }] : []),
    ...(after
      ? [
          {
            letter: 'a',
            text: '(p.issue < ? or (p.issue = ? and (p.language, p.place) > (?, ?)))',
            values: [after.issue, after.issue, after.language, after.place],
          },
        ]
      : []),
  ];
}

/** One text for each set of conditions, so that each is planned for itself. */
function statement(search: TextSearch) {
  const conditions = conditionsOf(search);
  let place = 0;
  const where = conditions.map((c) => c.text.replaceAll('?', () => `$${++place}`)).join(' and ');
  return {
    name: conditions.map((c) => c.letter).join(''),
    text: `from text_paragraph p join text_version v on v.issue = p.issue and v.language = p.language where ${where}`,
    values: conditions.flatMap((c) => c.values),
    next: `$${place + 1}`,
  };
}

/** Paragraphs that are looked for: those issued last first, those of one version in the order of the text. */
export async function searchParagraphs(
  read: Reader,
  search: TextSearch,
  limit: number,
): Promise<FoundParagraph[]> {
  const { name, text, values, next } = statement(search);
  return read.rows(
    `documents.search-${name}`,
    `select f.*, coalesce(s.symbol, d.symbol) as symbol, d.titles from (
       select p.issue, p.language, p.place, v.document, p.paragraph, p.label, p.words, v.sha256, v.received, v.current
       ${text} order by p.issue desc, p.language, p.place limit ${next}) f
     join document d on d.id = f.document left join cited_symbol s on s.document = f.document
     order by f.issue desc, f.language, f.place`,
    [...values, limit],
  );
}

/** A document in which something was found: how it is called, and how many of its paragraphs say it. */
export interface DocumentFound {
  readonly document: string;
  readonly symbol: string | null;
  readonly titles: Readonly<Record<string, string>>;
  /** The same paragraph in several languages is one. */
  readonly paragraphs: number;
  /** How many documents there are in all. */
  readonly documents: number;
}

/** The documents of what is looked for, that with the newest version first. */
export async function listFoundDocuments(
  read: Reader,
  search: TextSearch,
  limit: number,
): Promise<DocumentFound[]> {
  const { name, text, values, next } = statement(search);
  return read.rows(
    `documents.found-${name}`,
    `select f.document, f.paragraphs, f.documents, coalesce(s.symbol, d.symbol) as symbol, d.titles from (
       select v.document, count(distinct p.paragraph) as paragraphs, max(p.issue) as issue, count(*) over () as documents
       ${text} group by v.document order by max(p.issue) desc, v.document limit ${next}) f
     join document d on d.id = f.document left join cited_symbol s on s.document = f.document
     order by f.issue desc, f.document`,
    [...values, limit],
  );
}

/** How many there are; counting ends at `most`. */
export async function countParagraphs(read: Reader, search: TextSearch, most: number): Promise<number> {
  const { name, text, values, next } = statement(search);
  const [row] = await read.rows<{ count: number }>(
    `documents.count-${name}`,
    `select count(*) as count from (select 1 ${text} limit ${next}) counted`,
    [...values, most],
  );
  return row!.count;
}

/** The newest words of these paragraphs in a language, by document and paragraph. */
export async function listAligned(
  read: Reader,
  language: string,
  of: readonly Pick<FoundParagraph, 'document' | 'paragraph'>[],
): Promise<Pick<FoundParagraph, 'document' | 'paragraph' | 'words'>[]> {
  return read.rows(
    'documents.list-aligned',
    `select v.document, p.paragraph, p.words from unnest($2::text[], $3::text[]) w (document, paragraph)
     join text_version v on v.document = w.document and v.language = $1 and v.current
     join text_paragraph p on p.issue = v.issue and p.language = v.language and p.paragraph = w.paragraph`,
    [language, of.map((p) => p.document), of.map((p) => p.paragraph)],
  );
}
