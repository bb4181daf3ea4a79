import { SUBJECT } from '@comity/acts';
import { error } from '@sveltejs/kit';
import { wordsIn } from '#lib/server/catalogues.ts';
import { beforeOf, filtersOf, queryOf } from '#lib/server/record/filters.ts';
import { bodyName } from '#lib/server/record/searching.ts';
import { describeSubject } from '#lib/server/record/subject.ts';
import { readTimeline } from '#lib/server/record/timeline.ts';
import type { PageServerLoad } from './$types';

/** Everything on the record that concerns one subject, newest first. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const t = wordsIn(locals.language);
  const about = params.subject;
  if (!SUBJECT.test(about)) error(404, { message: t('record.no-subject'), code: 'record.act-not-found' });
  const filters = filtersOf(new URLSearchParams({ about }));
  const before = beforeOf(url.searchParams);
  const [subject, { lines, next, count = 0 }] = await Promise.all([
    describeSubject(fetch, about, bodyName(locals.about, locals.language), t),
    readTimeline(fetch, filters, t, { count: 'true', ...(before ? { before } : {}) }),
  ]);
  return {
    words: {
      title: t('record.timeline-of', { name: subject.name }),
      found: t('record.found', { count }),
      show: t('record.show-subject'),
      search: t('record.search-in-this'),
      feed: t('record.feed'),
      csv: t('record.export-csv'),
      more: t('list.more'),
      back: t('record.title'),
      none: t('record.none-about'),
      cannot: t('record.cannot-prove'),
    },
    about,
    subject,
    lines,
    query: queryOf(filters),
    ...(next === undefined ? {} : { next: `?before=${next}` }),
  };
};
