import type { paths } from '@comity/client';
import type { Words } from '#lib/words/messages.ts';
import { sayNumber, sayTime } from '#lib/words/times.ts';
import { type Entry, get } from '../about.ts';
import { type Filters, queryOf } from './filters.ts';
import { actOf, namesFor, shortened } from './names.ts';
import { sayEntry } from './saying.ts';

type Fetch = typeof globalThis.fetch;
type Page = paths['/api/acts']['get']['responses'][200]['content']['application/json'];

/** A line of a timeline: a sentence, its place, and who exactly signed. */
export interface Line {
  readonly index: number;
  /** The act to open; absent where all that is open is that something happened. */
  readonly act?: string;
  readonly says: string;
  readonly at: string;
  readonly when: string;
  readonly place: string;
  readonly person?: { readonly id: string; readonly says: string };
  readonly marks: readonly string[];
}

export interface Timeline {
  readonly lines: readonly Line[];
  /** Entries before this one come next. */
  readonly next?: number;
  readonly count?: number;
}

export const readPage = (
  fetch: Fetch,
  filters: Filters,
  more: Readonly<Record<string, string>>,
): Promise<Page> => get<'/api/acts'>(fetch, `/api/acts${queryOf(filters, more)}`) as Promise<Page>;

export async function readTimeline(
  fetch: Fetch,
  filters: Filters,
  t: Words,
  more: Readonly<Record<string, string>> = {},
): Promise<Timeline> {
  const { entries, next, count } = await readPage(fetch, filters, { limit: '30', ...more });
  return {
    lines: await linesOf(fetch, entries, t),
    ...(next === undefined ? {} : { next }),
    ...(count === undefined ? {} : { count }),
  };
}

export async function linesOf(fetch: Fetch, entries: readonly Entry[], t: Words): Promise<Line[]> {
  const names = await namesFor(fetch, entries, t);
  return entries.map((e) => ({
    index: e.index,
    ...(e.content ? { act: e.act } : {}),
    says: sayEntry(e, names, t),
    at: e.received,
    when: sayTime(e.received, t.language),
    place: t('record.entry-number', { number: sayNumber(e.index, t.language) }),
    ...personIn(e, t),
    marks: [
      ...(e.challenged ? [t('record.mark.challenged')] : []),
      ...(e.waiting ? [t('record.mark.waiting')] : []),
    ],
  }));
}

function personIn(e: Entry, t: Words): Pick<Line, 'person'> {
  const actor = actOf(e)?.actor;
  const id = actor && 'person' in actor ? actor.person : undefined;
  return id ? { person: { id, says: t('record.by-person', { person: shortened(id) }) } } : {};
}

/** What stands at the head of the newest part of a timeline on the page of its subject. */
export async function readBeginning(fetch: Fetch, about: string, t: Words) {
  const filters: Filters = { q: '', participant: '', type: '', from: '', until: '', stream: '', about };
  const { lines, next } = await readTimeline(fetch, filters, t, { limit: '8' });
  return {
    about,
    lines,
    title: t('record.timeline'),
    all: next === undefined ? undefined : t('record.whole-timeline'),
    feed: t('record.feed'),
    none: t('record.empty'),
  };
}
export type Beginning = Awaited<ReturnType<typeof readBeginning>>;
