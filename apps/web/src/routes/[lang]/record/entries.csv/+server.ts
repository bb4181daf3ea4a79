import { wordsIn } from '#lib/server/catalogues.ts';
import { asFile, everyEntry } from '#lib/server/record/exporting.ts';
import { filtersOf } from '#lib/server/record/filters.ts';
import { actOf, namesFor } from '#lib/server/record/names.ts';
import { sayEntry } from '#lib/server/record/saying.ts';
import { toCsv } from '../../exchange/csv.ts';
import type { RequestHandler } from './$types';

/** The entries that the filters leave as a table, each with its sentence. */
export const GET: RequestHandler = async ({ fetch, locals, url }) => {
  const t = wordsIn(locals.language);
  const entries = await everyEntry(fetch, filtersOf(url.searchParams));
  const names = await namesFor(fetch, entries, t);
  const heading = [
    t('record.place'),
    t('record.received-utc'),
    t('record.what'),
    t('record.says'),
    t('record.participant'),
    t('record.person'),
    t('record.stream'),
    t('record.act'),
  ];
  const rows = entries.map((e) => {
    const actor = actOf(e)?.actor;
    const [participant = '', person = ''] =
      actor && 'participant' in actor ? [actor.participant, actor.person] : [];
    const act = e.content ? e.act : '';
    return [
      e.index,
      e.received,
      e.type,
      sayEntry(e, names, t),
      participant,
      person,
      `${e.stream} ${e.number}`,
      act,
    ];
  });
  return asFile(toCsv([heading, ...rows]), 'text/csv; charset=utf-8', 'record.csv');
};
