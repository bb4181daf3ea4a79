import type { z } from 'zod';
import type { Reader } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import type { foundParagraphs, textFilter } from '../schema-texts.ts';
import { readQuery, type Wanted } from './query.ts';
import { lexeme, stemsOf } from './stems.ts';
import {
  countParagraphs,
  type FoundParagraph,
  listAligned,
  searchParagraphs,
  type TextSearch,
} from './store.ts';
import { tokensOf } from './tokens.ts';

/** Counting goes no further. */
const MOST = 1000;
const DAY = 86_400_000;

export type TextFilter = z.infer<typeof textFilter>;

/**
 * Paragraphs that say what is looked for, in the languages asked for: newest first, in the order of each text, with
 * the words that were met and, where asked, the same paragraph in the reader's language.
 */
export async function searchTexts(
  record: ActRecord,
  filter: TextFilter,
): Promise<z.infer<typeof foundParagraphs>> {
  const { read } = record.database;
  const languages = filter.language ? [filter.language] : record.held.now.founding.languages;
  const asked = await questionOf(read, readQuery(filter.q), languages);
  if (asked.query === '') return { paragraphs: [], documents: {}, asked: asked.words };
  const search = searchOf(filter, asked.query);
  const found = await searchParagraphs(read, search, filter.limit + 1);
  const rows = found.slice(0, filter.limit);
  const [marks, aligned, count] = await Promise.all([
    marksOf(read, rows, asked.met),
    filter.show ? alignedOf(read, filter.show, rows) : new Map<string, string>(),
    filter.count ? countParagraphs(read, { ...search, after: undefined }, MOST) : undefined,
  ]);
  return {
    paragraphs: rows.map((row, i) => view(row, marks[i]!, aligned.get(nameOf(row)))),
    documents: Object.fromEntries(rows.map((row) => [row.document, named(row)])),
    asked: asked.words,
    ...(found.length > rows.length ? { next: cursorOf(rows.at(-1)!) } : {}),
    ...(count === undefined ? {} : { count }),
  };
}

/** What narrows a search, for whoever asks in another way than page by page; undefined where nothing is looked for. */
export async function questionFor(
  read: Reader,
  all: readonly string[],
  filter: Narrowed,
): Promise<TextSearch | undefined> {
  const languages = filter.language ? [filter.language] : all;
  const { query } = await questionOf(read, readQuery(filter.q), languages);
  return query === '' ? undefined : searchOf(filter, query);
}

type Narrowed = Pick<TextFilter, 'q' | 'language' | 'document' | 'superseded' | 'from' | 'until'> &
  Partial<Pick<TextFilter, 'after'>>;

function searchOf(f: Narrowed, query: string): TextSearch {
  const until = f.until === undefined ? undefined : new Date(Date.parse(`${f.until}T00:00:00.000Z`) + DAY);
  return {
    query,
    languages: f.language ? [f.language] : undefined,
    document: f.document,
    superseded: f.superseded,
    from: f.from && `${f.from}T00:00:00.000Z`,
    until: until?.toISOString(),
    after: f.after ? placeOf(f.after) : undefined,
  };
}

const cursorOf = ({ issue, language, place }: FoundParagraph) => `${issue}.${language}.${place}`;
function placeOf(cursor: string): TextSearch['after'] {
  const [issue, language, place] = cursor.split('.') as [string, string, string];
  return { issue: Number(issue), language, place: Number(place) };
}

/** A stem, or the beginning of one, that a word must have to be shown as met. */
export interface Met {
  readonly stems: ReadonlySet<string>;
  readonly beginnings: readonly string[];
}
interface Question {
  /** A query of PostgreSQL; empty where nothing is left to look for. */
  readonly query: string;
  readonly met: ReadonlyMap<string, Met>;
  /** By language, the words that are looked for: those too common to be looked for are left out. */
  readonly words: Record<string, string[]>;
}

/** What is asked, in each language with its own stems: words of one language find nothing in another by chance. */
export async function questionOf(
  read: Reader,
  wanted: readonly Wanted[],
  languages: readonly string[],
): Promise<Question> {
  const each = await Promise.all(languages.map((language) => questionIn(read, wanted, language)));
  return {
    query: each.flatMap(({ query }) => (query ? [`(${query})`] : [])).join(' | '),
    met: new Map(languages.map((language, i) => [language, each[i]!])),
    words: Object.fromEntries(languages.map((language, i) => [language, each[i]!.words])),
  };
}

async function questionIn(read: Reader, wanted: readonly Wanted[], language: string) {
  const items = wanted.map((item) => ({
    ...item,
    tokens: tokensOf(item.words, language).map((t) => t.word),
  }));
  const stems = await stemsOf(
    read,
    language,
    items.flatMap(({ tokens }) => tokens),
  );
  const stemOf = (word: string, isBeginning: boolean) => (isBeginning ? word : stems.get(word)?.[0]);
  const terms = items.map((item) => {
    const last = item.tokens.length - 1;
    const row = item.tokens.map((word, i) => ({ word, beginning: item.prefix && i === last }));
    return { not: item.not, row: row.map((r) => ({ ...r, stem: stemOf(r.word, r.beginning) })) };
  });
  const asked = terms.map(({ not, row }) => ({ not, text: rowOf(row, language) })).filter(({ text }) => text);
  const shown = terms.filter(({ not }) => !not).flatMap(({ row }) => row.filter(({ stem }) => stem));
  // Only what must not be there finds nothing: it would be everything else.
  const query = asked.some(({ not }) => !not)
    ? asked.map(({ not, text }) => (not ? `!(${text})` : text)).join(' & ')
    : '';
  return {
    query,
    stems: new Set(shown.filter((r) => !r.beginning).map((r) => r.stem!)),
    beginnings: shown.filter((r) => r.beginning).map((r) => r.word),
    words: shown.map(({ word, beginning }) => (beginning ? `${word}*` : word)),
  };
}

/** Words that follow one another; one too common to be looked for leaves its place free. */
function rowOf(
  row: readonly { readonly stem: string | undefined; readonly beginning: boolean }[],
  language: string,
): string {
  let text = '';
  let gap = 1;
  for (const { stem, beginning } of row) {
    if (stem === undefined) {
      if (text) gap++;
      continue;
    }
    const name = `'${lexeme(language, stem).replaceAll("'", "''")}'${beginning ? ':*' : ''}`;
    text = text ? `${text} <${gap}> ${name}` : name;
    gap = 1;
  }
  return text.includes('<') ? `(${text})` : text;
}

/** Which words of each paragraph were met, in UTF-16 units. */
async function marksOf(
  read: Reader,
  rows: readonly FoundParagraph[],
  met: ReadonlyMap<string, Met>,
): Promise<[number, number][][]> {
  const tokens = rows.map(({ words, language }) => tokensOf(words, language));
  const stems = new Map(
    await Promise.all(
      [...new Set(rows.map(({ language }) => language))].map(async (language) => {
        const words = tokens.flatMap((all, i) =>
          rows[i]!.language === language ? all.map((t) => t.word) : [],
        );
        return [language, await stemsOf(read, language, words)] as const;
      }),
    ),
  );
  return rows.map(({ language }, i) => {
    const wanted = met.get(language);
    const isMet = (word: string) =>
      stems
        .get(language)!
        .get(word)
        ?.some((stem) => wanted?.stems.has(stem)) ||
      wanted?.beginnings.some((beginning) => word.startsWith(beginning));
    return tokens[i]!.filter(({ word }) => isMet(word)).map(({ from, to }) => [from, to]);
  });
}

const nameOf = ({ document, paragraph }: Pick<FoundParagraph, 'document' | 'paragraph'>) =>
  `${document} ${paragraph}`;

async function alignedOf(
  read: Reader,
  language: string,
  rows: readonly FoundParagraph[],
): Promise<Map<string, string>> {
  const others = rows.filter((row) => row.language !== language);
  const found = others.length > 0 ? await listAligned(read, language, others) : [];
  return new Map(found.map((row) => [nameOf(row), row.words]));
}

const named = ({ symbol, titles }: FoundParagraph) => ({
  ...(symbol === null ? {} : { symbol }),
  titles,
});

const view = (row: FoundParagraph, marks: [number, number][], aligned: string | undefined) => ({
  document: row.document,
  language: row.language,
  issue: row.issue,
  sha256: row.sha256,
  received: row.received.toISOString(),
  paragraph: row.paragraph,
  ...(row.label === null ? {} : { label: row.label }),
  words: row.words,
  marks,
  ...(row.current ? {} : { superseded: true as const }),
  ...(aligned === undefined ? {} : { aligned }),
});
