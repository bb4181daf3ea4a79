import { asFile, everyEntry } from '#lib/server/record/exporting.ts';
import { filtersOf } from '#lib/server/record/filters.ts';
import type { RequestHandler } from './$types';

/** The entries that the filters leave, as the API gives them: acts and signatures whole. */
export const GET: RequestHandler = ({ fetch, locals, url }) => {
  const { body, origin } = locals.about;
  return asFile(written(), 'application/json; charset=utf-8', 'record.json');

  async function* written(): AsyncGenerator<string> {
    yield `{"body":${JSON.stringify(body)},"origin":${JSON.stringify(origin)},"entries":[`;
    let before = '';
    for await (const entries of everyEntry(fetch, filtersOf(url.searchParams))) {
      yield before + entries.map((entry) => `\n${JSON.stringify(entry)}`).join(',');
      if (entries.length > 0) before = ',';
    }
    yield '\n]}\n';
  }
};
