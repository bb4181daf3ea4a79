import { readFollowed, searchFeed } from '#lib/server/texts/feed.ts';
import { addressOf } from '#lib/words/wanted.ts';
import type { RequestHandler } from './$types';

/** A search that somebody saved. Its address says nothing of what is looked for, and ends when the search is deleted. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { language, about } = locals;
  const { name, wanted } = await readFollowed(url, language, params.token);
  const filters = addressOf(wanted);
  const feed = await searchFeed({
    ...{ url, language, about, filters, name: `/saved/${params.token}`, title: name },
    ...{ self: `search/feed/${params.token}`, page: `search?${filters}` },
  });
  feed.headers.set('cache-control', 'private, no-cache');
  return feed;
};
