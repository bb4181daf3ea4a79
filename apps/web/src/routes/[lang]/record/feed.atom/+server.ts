import type { Entry } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { asVisitor } from '#lib/server/inject.ts';
import { atomOf } from '#lib/server/record/atom.ts';
import { beforeOf, filtersOf, isFiltered, queryOf } from '#lib/server/record/filters.ts';
import { namesFor } from '#lib/server/record/names.ts';
import { sayEntry } from '#lib/server/record/saying.ts';
import { bodyName } from '#lib/server/record/searching.ts';
import { describeSubject } from '#lib/server/record/subject.ts';
import { tagOf } from '#lib/server/record/tag.ts';
import { readPage } from '#lib/server/record/timeline.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import type { RequestHandler } from './$types';

/** What the filters leave as a feed: what is public, whoever asks. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { language, about } = locals;
  const t = wordsIn(language);
  const fetch = asVisitor(url, language);
  const filters = filtersOf(url.searchParams);
  const before = beforeOf(url.searchParams);
  const [{ entries, next }, tag, subject] = await Promise.all([
    readPage(fetch, filters, { limit: '40', ...(before ? { before } : {}) }),
    tagOf(fetch, about),
    filters.about ? describeSubject(fetch, filters.about, bodyName(about, language), t) : undefined,
  ]);
  const names = await namesFor(fetch, entries, t);
  const base = `${url.origin}/${language}/record`;
  const updated = entries[0]?.received ?? tag.founded;
  const feed = atomOf({
    id: `${tag.id}/record/${language}${queryOf(filters)}`,
    title: `${titleOf(subject?.name, isFiltered(filters), t)} · ${bodyName(about, language)}`,
    language,
    author: bodyName(about, language),
    self: `${base}/feed.atom${queryOf(filters, before ? { before } : {})}`,
    page: `${base}${queryOf(filters)}`,
    ...(next === undefined
      ? {}
      : { older: `${base}/feed.atom${queryOf(filters, { before: String(next) })}` }),
    updated,
    entries: entries.map((e) => ({
      id: `${tag.id}/${e.act}`,
      title: sayEntry(e, names, t),
      page: pageOf(e, base),
      updated: e.received,
      category: { term: e.type, label: t(`act.${e.type}` as MessageKey) },
    })),
  });
  return new Response(feed, {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'last-modified': new Date(updated).toUTCString(),
    },
  });
};

const titleOf = (name: string | undefined, isNarrowed: boolean, t: Words): string => {
  if (name !== undefined) return t('record.timeline-of', { name });
  return isNarrowed ? t('record.search-result') : t('record.title');
};

/** A restricted entry has no page for whoever may not open it: its place in the record is shown instead. */
const pageOf = (e: Entry, base: string): string => (e.content ? `${base}/${e.act}` : `${base}?q=${e.index}`);
