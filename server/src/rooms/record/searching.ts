import type { z } from 'zod';
import { levelFinding } from './finding.ts';
import { viewEntry } from './reading.ts';
import type { Record } from './record.ts';
import type { entries, entryFilter } from './schema.ts';
import { listRecent, type StoredEntry } from './store.ts';
import { countEntries, listActsBeginning, type Search, searchEntries } from './store-finding.ts';
import { queryOf } from './words.ts';

export type Filter = z.infer<typeof entryFilter>;

/** Counting goes no further. */
const MOST = 10_000;
const DAY = 86_400_000;

/**
 * Entries newest first; restricted ones only where they are open to this participant, else as they stand in public.
 * A filter that asks for more than the public leaf says finds restricted entries for those alone whom they are open to.
 */
export async function readEntries(
  record: Record,
  participant: string | undefined,
  filter: Filter,
): Promise<z.infer<typeof entries>> {
  await record.held.level(record.database.read);
  const search = isPlain(filter) ? undefined : await searchOf(record, participant, filter);
  // One more than the page holds says whether there is another page.
  const found = await findRows(record, participant, { ...filter, limit: filter.limit + 1 }, search);
  const rows = found.slice(0, filter.limit);
  const views = await Promise.all(rows.map((row) => viewEntry(record, participant, row)));
  const count =
    filter.count && search
      ? await countEntries(record.database.read, { ...search, before: undefined }, participant, MOST)
      : undefined;
  return {
    entries: views,
    ...(found.length > rows.length ? { next: rows.at(-1)!.index } : {}),
    ...(count === undefined ? {} : { count }),
  };
}

/** What the entries themselves answer. The type of a restricted act is no public knowledge, so it is searched for. */
const isPlain = ({ limit: _, before: __, stream: ___, type, ...rest }: Filter): boolean =>
  Object.values(rest).every((value) => value === undefined) && !type?.startsWith('exchange.');

async function findRows(
  record: Record,
  participant: string | undefined,
  filter: Filter,
  search: Search | undefined,
): Promise<StoredEntry[]> {
  const { read } = record.database;
  if (!search) return listRecent(read, filter);
  return searchEntries(read, search, participant, filter.limit);
}

async function searchOf(record: Record, reader: string | undefined, f: Filter): Promise<Search> {
  await levelFinding(record);
  const about = [...(f.participant ? [`participant/${f.participant}`] : []), ...(f.about ? [f.about] : [])];
  const after = f.until === undefined ? undefined : Date.parse(`${f.until}T00:00:00.000Z`) + DAY;
  return {
    stream: f.stream,
    type: f.type,
    about: [...new Set(about)],
    q: f.q?.trim() ? await wordsOf(record, reader, f.q.trim()) : undefined,
    from: f.from && `${f.from}T00:00:00.000Z`,
    until: after === undefined ? undefined : new Date(after).toISOString(),
    before: f.before,
  };
}

/** A text may be the number of an entry or the beginning of an id; it is looked for in the words in any case. */
async function wordsOf(record: Record, reader: string | undefined, text: string): Promise<Search['q']> {
  const numbers = /^(?:0|[1-9]\d{0,11})$/.test(text) ? [Number(text)] : [];
  const isId = /^[0-9a-f]{8,64}$/.test(text);
  const acts = isId ? await listActsBeginning(record.database.read, text, reader) : [];
  return { indexes: [...numbers, ...acts], words: queryOf(text) ?? '' };
}
