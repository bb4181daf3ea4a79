import { toHex } from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';
import type { StoredEntry } from './store.ts';

/** The SQL by which entries are found: by what they concern, when, and in which words. */

/** Two servers may share a database: one of them makes entries findable at a time, and others wait for it. */
export const lockFinding = (tx: Tx) =>
  tx.rows('record.lock-finding', 'select pg_advisory_xact_lock(6963)::text');

/** How many entries can be found: all below it. */
export async function foundSize(read: Reader): Promise<number> {
  const [row] = await read.rows<{ size: number }>(
    'record.found-size',
    'select coalesce(max(index) + 1, 0)::bigint as size from entry_found',
  );
  return row!.size;
}

export interface Findable {
  readonly index: number;
  readonly received: string;
  readonly isRestricted: boolean;
  readonly words: readonly string[];
  readonly subjects: readonly string[];
}

export function insertFindable(tx: Tx, entries: readonly Findable[]): void {
  const subjects = entries.flatMap((e) => e.subjects.map((subject) => ({ index: e.index, subject })));
  tx.send(
    'record.insert-findable',
    `with concerned as (
       insert into entry_subject (index, subject) select * from unnest($1::bigint[], $2::text[]))
     insert into entry_found (index, received, restricted, words)
     select i, r, x, array_to_tsvector(string_to_array(w, ' '))
     from unnest($3::bigint[], $4::timestamptz[], $5::boolean[], $6::text[]) t(i, r, x, w)`,
    [
      subjects.map((s) => s.index),
      subjects.map((s) => s.subject),
      entries.map((e) => e.index),
      entries.map((e) => e.received),
      entries.map((e) => e.isRestricted),
      entries.map((e) => e.words.join(' ')),
    ],
  );
}

/** What is looked for. Whatever is absent does not narrow. */
export interface Search {
  readonly stream?: string | undefined;
  readonly type?: string | undefined;
  /** All of these subjects. */
  readonly about: readonly string[];
  /** These entries, and those in whose words a query of PostgreSQL is met (see `queryOf`; empty: none). */
  readonly q?: { readonly indexes: readonly number[]; readonly words: string } | undefined;
  /** Received at this instant or later, and before this one. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly before?: number | undefined;
}

/**
 * A condition as a statement knows it: a letter for its name, the text with `?` for the value. `hides`: it asks for
 * what the public leaf of a restricted entry does not say, so such entries count for those alone who may open them.
 */
interface Condition {
  readonly letter: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly hides?: true;
}

function conditionsOf(s: Search): Condition[] {
  const one = (letter: string, value: unknown, text: string, hides?: true): Condition[] =>
    value === undefined ? [] : [{ letter, text, values: [value], ...(hides ? { hides } : {}) }];
  const concerns = 'exists (select from entry_subject x where x.index = e.index and x.subject = ?)';
  return [
    ...one('s', s.stream, 'e.stream = ?'),
    ...one('t', s.type, 'e.type = ?', true),
    ...s.about.flatMap((subject) => one('c', subject, concerns, true)),
    ...wordsIn(s.q),
    ...one('f', s.from, 'f.received >= ?'),
    ...one('u', s.until, 'f.received < ?'),
    ...one('b', s.before, 'e.index < ?'),
  ];
}

/** Restricted entries have no words, and their number is public. */
const wordsIn = (q: Search['q']): Condition[] =>
  q
    ? [
        {
          letter: 'q',
          text: '(f.index = any(?::bigint[]) or f.words @@ ?::tsquery)',
          values: [q.indexes, q.words],
        },
      ]
    : [];

/** Whom restricted entries are open to: nobody, or this participant. */
const opened = (reader: string | undefined): Condition =>
  reader === undefined
    ? { letter: 'n', text: 'not f.restricted', values: [] }
    : {
        letter: 'r',
        text: '(not f.restricted or exists (select from audience a where a.index = e.index and a.participant = ?))',
        values: [reader],
      };

/** One text for each set of conditions, so that each is planned for itself. */
function statement(search: Search, reader: string | undefined) {
  const asked = conditionsOf(search);
  const conditions = asked.some((c) => c.hides) ? [...asked, opened(reader)] : asked;
  let place = 0;
  const where = conditions.map((c) => c.text.replaceAll('?', () => `$${++place}`)).join(' and ');
  return {
    name: conditions.map((c) => c.letter).join(''),
    text: `from entry e join entry_found f on f.index = e.index ${where ? `where ${where}` : ''}`,
    values: conditions.flatMap((c) => c.values),
    next: `$${place + 1}`,
  };
}

/** Entries that are looked for, newest first: those that this reader may know to fit. */
export async function searchEntries(
  read: Reader,
  search: Search,
  reader: string | undefined,
  limit: number,
): Promise<StoredEntry[]> {
  const { name, text, values, next } = statement(search, reader);
  const rows = await read.rows<Omit<StoredEntry, 'act'> & { act: Uint8Array }>(
    `record.search-${name}`,
    `select e.index, e.act, e.type, e.leaf ${text} order by e.index desc limit ${next}`,
    [...values, limit],
  );
  return rows.map((row) => ({ ...row, act: toHex(row.act) }));
}

/** Places of acts whose id begins with these hex digits: those that this reader may know of. */
export async function listActsBeginning(
  read: Reader,
  hex: string,
  reader: string | undefined,
): Promise<number[]> {
  const rows = await read.rows<{ index: number }>(
    'record.list-acts-beginning',
    `select e.index from entry e where e.act between $1 and $2
       and (not exists (select from audience a where a.index = e.index)
         or exists (select from audience a where a.index = e.index and a.participant = $3)) limit 50`,
    [Buffer.from(hex.padEnd(64, '0'), 'hex'), Buffer.from(hex.padEnd(64, 'f'), 'hex'), reader ?? null],
  );
  return rows.map((row) => row.index);
}

/** How many there are; counting ends at `most`. */
export async function countEntries(
  read: Reader,
  search: Search,
  reader: string | undefined,
  most: number,
): Promise<number> {
  const { name, text, values, next } = statement(search, reader);
  const [row] = await read.rows<{ count: number }>(
    `record.count-${name}`,
    `select count(*) as count from (select 1 ${text} limit ${next}) counted`,
    [...values, most],
  );
  return row!.count;
}

/** The recipients of messages that restricted entries hold: what was opened to the host, by entry. */
export async function listOpenedBetween(
  read: Reader,
  from: number,
  to: number,
): Promise<{ index: number; path: string; opened: Uint8Array }[]> {
  return read.rows(
    'record.list-opened-between',
    `select index, path, opened from opening where index >= $1 and index < $2 and path in ('act', 'recipients')`,
    [from, to],
  );
}

/** The first entry of each of these streams. */
export async function listFirsts(read: Reader, streams: readonly string[]): Promise<Map<string, Uint8Array>> {
  const rows = await read.rows<{ stream: string; leaf: Uint8Array }>(
    'record.list-firsts',
    'select stream, leaf from entry where stream = any($1::text[]) and number = 0',
    [streams],
  );
  return new Map(rows.map((r) => [r.stream, r.leaf]));
}

/** Entries of these acts. */
export async function listEntriesOf(read: Reader, acts: readonly string[]): Promise<StoredEntry[]> {
  const rows = await read.rows<Omit<StoredEntry, 'act'> & { act: Uint8Array }>(
    'record.list-entries-of',
    'select index, act, type, leaf from entry where act = any($1::bytea[])',
    [acts.map((act) => Buffer.from(act, 'hex'))],
  );
  return rows.map((row) => ({ ...row, act: toHex(row.act) }));
}
