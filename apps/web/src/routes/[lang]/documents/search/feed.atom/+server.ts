import { searchFeed } from '#lib/server/texts/feed.ts';
import { textFiltersOf } from '#lib/server/texts/finding.ts';
import type { RequestHandler } from './$types';

/** A search that is followed: what says it, as it is issued. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { language, about } = locals;
  const filters = textFiltersOf(url.searchParams);
  return searchFeed({
    ...{ url, language, about, filters, name: `?${filters}`, title: filters.get('q') ?? '' },
    ...{ self: `search/feed.atom?${filters}`, page: `search?${filters}` },
  });
};
