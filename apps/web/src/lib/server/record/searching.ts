import { ACT_TYPES } from '@comity/acts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { type About, get, type Participant } from '../about.ts';
import { beforeOf, type Filters, filtersOf, isFiltered, queryOf } from './filters.ts';
import { readTimeline } from './timeline.ts';

type Fetch = typeof globalThis.fetch;

/** Counting goes no further than this. */
const MOST = 10_000;
const ROW_LIMIT = 1000;

/** The list of the record as its address asks for it: a form, what was found, and the ways to take it along. */
export async function readSearch(fetch: Fetch, query: URLSearchParams, t: Words) {
  const filters = filtersOf(query);
  const before = beforeOf(query);
  const filtered = isFiltered(filters);
  const more = { ...(before ? { before } : {}), ...(filtered ? { count: 'true' } : {}) };
  const [timeline, { participants }] = await Promise.all([
    readTimeline(fetch, filters, t, more),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const { lines, next, count } = timeline;
  return {
    filters,
    lines,
    query: queryOf(filters),
    filtered,
    found:
      count === undefined ? undefined : t(count >= MOST ? 'record.found-more' : 'record.found', { count }),
    choices: {
      participants: sortedByName(participants, t.language).map((p) => ({
        id: p.id,
        name: nameIn(p.names, t.language),
      })),
      types: ACT_TYPES.map((type) => ({ type, name: t(`act.${type}` as MessageKey) })),
    },
    ...(next === undefined ? {} : { next: queryOf(filters, { before: String(next) }) }),
  };
}

export const searchWords = (t: Words) => ({
  search: t('list.search'),
  hint: t('record.search-hint'),
  find: t('list.find'),
  clear: t('record.clear'),
  any: t('list.any'),
  participant: t('record.participant'),
  type: t('record.what'),
  from: t('record.from'),
  until: t('record.until'),
  more: t('list.more'),
  feed: t('record.feed'),
  csv: t('record.export-csv'),
  json: t('list.export'),
  exportNote: t('record.export-note', { count: ROW_LIMIT }),
});

/** The most that a table or a list to take along holds; all of it is in the exported record. */
export const EXPORTED = ROW_LIMIT;

/** What feeds, tables and pages call the body. */
export const bodyName = ({ name, origin }: About, language: string): string =>
  name[language] ?? name.en ?? Object.values(name)[0] ?? origin;

export const withoutSubject = (filters: Filters): string => queryOf({ ...filters, about: '', stream: '' });
