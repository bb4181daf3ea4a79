import { ACT_TYPES } from '@comity/acts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { type About, get, type Participant } from '../about.ts';
import { askedFor } from '../participants.ts';
import { beforeOf, type Filters, filtersOf, isFiltered, queryOf } from './filters.ts';
import { readTimeline, type Timeline } from './timeline.ts';

type Fetch = typeof globalThis.fetch;

/** Counting goes no further than this. */
const MOST = 10_000;

/** The list of the record as its address asks for it: a form, what was found, and the ways to take it along. */
export async function readSearch(fetch: Fetch, query: URLSearchParams, t: Words) {
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  const asked = askedFor(participants, query.get('participant'), t);
  const filters = { ...filtersOf(query), participant: asked.id };
  const before = beforeOf(query);
  const filtered = isFiltered(filters) || asked.unclear !== undefined;
  const more = { ...(before ? { before } : {}), ...(filtered ? { count: 'true' } : {}) };
  // Where it is not clear who is meant, a list of everybody's entries would answer another question.
  const { lines, next, count } = asked.unclear ? NOTHING : await readTimeline(fetch, filters, t, more);
  return {
    filters,
    asked,
    lines,
    query: queryOf(filters),
    filtered,
    found:
      count === undefined ? undefined : t(count >= MOST ? 'record.found-more' : 'record.found', { count }),
    types: ACT_TYPES.map((type) => ({ type, name: t(`act.${type}` as MessageKey) })),
    ...(next === undefined ? {} : { next: queryOf(filters, { before: String(next) }) }),
  };
}

const NOTHING: Timeline = { lines: [] };

export const searchWords = (t: Words) => ({
  search: t('list.search'),
  hint: t('record.search-hint'),
  find: t('list.find'),
  clear: t('record.clear'),
  any: t('list.any'),
  participants: t('participants.title'),
  type: t('record.what'),
  from: t('record.from'),
  until: t('record.until'),
  more: t('list.more'),
  feed: t('record.feed'),
  csv: t('record.export-csv'),
  json: t('list.export'),
  exportNote: t('record.export-note'),
});

/** What feeds, tables and pages call the body. */
export const bodyName = ({ name, origin }: About, language: string): string =>
  name[language] ?? name.en ?? Object.values(name)[0] ?? origin;

export const withoutSubject = (filters: Filters): string => queryOf({ ...filters, about: '', stream: '' });
