import type { Entry } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { asFile, everyEntry } from '#lib/server/record/exporting.ts';
import { filtersOf } from '#lib/server/record/filters.ts';
import { actOf, type Names, namesFor } from '#lib/server/record/names.ts';
import { sayEntry } from '#lib/server/record/saying.ts';
import type { Words } from '#lib/words/messages.ts';
import { csvLines, MARK } from '../../exchange/csv.ts';
import type { RequestHandler } from './$types';

/** The entries that the filters leave as a table, each with its sentence. */
export const GET: RequestHandler = ({ fetch, locals, url }) => {
  const t = wordsIn(locals.language);
  return asFile(written(), 'text/csv; charset=utf-8', 'record.csv');

  async function* written(): AsyncGenerator<string> {
    yield MARK + csvLines([headingIn(t)]);
    for await (const entries of everyEntry(fetch, filtersOf(url.searchParams))) {
      const names = await namesFor(fetch, entries, t);
      yield csvLines(entries.map((e) => rowOf(e, names, t)));
    }
  }
};

const headingIn = (t: Words) => [
  t('record.place'),
  t('record.received-utc'),
  t('record.what'),
  t('record.says'),
  t('record.participant'),
  t('record.person'),
  t('record.stream'),
  t('record.act'),
];

function rowOf(e: Entry, names: Names, t: Words) {
  const actor = actOf(e)?.actor;
  const [participant = '', person = ''] =
    actor && 'participant' in actor ? [actor.participant, actor.person] : [];
  const act = e.content ? e.act : '';
  const stream = `${e.stream} ${e.number}`;
  return [e.index, e.received, e.type, sayEntry(e, names, t), participant, person, stream, act];
}
