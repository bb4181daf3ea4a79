import { asFile, everyEntry } from '#lib/server/record/exporting.ts';
import { filtersOf } from '#lib/server/record/filters.ts';
import type { RequestHandler } from './$types';

/** The entries that the filters leave, as the API gives them: acts and signatures whole. */
export const GET: RequestHandler = async ({ fetch, locals, url }) => {
  const entries = await everyEntry(fetch, filtersOf(url.searchParams));
  const { body, origin } = locals.about;
  const text = JSON.stringify({ body, origin, entries }, null, 1);
  return asFile(text, 'application/json; charset=utf-8', 'record.json');
};
