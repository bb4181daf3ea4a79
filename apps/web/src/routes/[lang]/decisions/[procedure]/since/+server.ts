import { wordsIn } from '#lib/server/catalogues.ts';
import { readTimeline } from '#lib/server/record/timeline.ts';
import type { Happened } from '#lib/words/happened.ts';
import type { RequestHandler } from './$types';

/** So many are told one by one. */
const TOLD = 20;

/** What happened in a procedure since an entry, in the reader's language, as far as the reader may know of it. */
export const GET: RequestHandler = async ({ fetch, locals, params, url }) => {
  const after = Number(url.searchParams.get('after') ?? -1);
  const about = `procedure/${params.procedure}`;
  const filters = { q: '', participant: '', type: '', from: '', until: '', stream: '', about };
  const { lines } = await readTimeline(fetch, filters, wordsIn(locals.language), { limit: String(TOLD) });
  const since = lines
    .filter(({ index }) => index > after)
    .map(({ index, says, when, act }): Happened => ({ index, says, when, ...(act ? { act } : {}) }));
  return Response.json({ since }, { headers: { 'cache-control': 'private, no-store' } });
};
