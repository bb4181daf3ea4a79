import { type Document, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { choicesOf, chosenOf } from '../choosing.ts';
import { compare, readWork, sayChoice } from '../comparing.ts';
import type { PageServerLoad } from './$types';

/** Any two versions of a text, word by word. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const path = `/api/documents/${encodeURIComponent(params.document)}`;
  const d = (await get<'/api/documents/{document}'>(fetch, path)) as Document;
  const choices = choicesOf(await readWork(fetch, path, d, locals.me));
  const wanted = (name: string) => url.searchParams.get(name);
  const chosen = chosenOf(choices, d.document, {
    ...{ before: wanted('before'), after: wanted('after'), language: wanted('language') ?? language },
  });
  const only = url.searchParams.has('only');
  return {
    id: d.document,
    title: nameIn(d.titles, language),
    symbol: d.symbol,
    words: {
      title: t('compare.title'),
      before: t('compare.before'),
      after: t('compare.after'),
      show: t('compare.show'),
      only: t('compare.only'),
      legend: t('compare.legend'),
      since: t('compare.since'),
    },
    only,
    isReader: locals.me !== undefined,
    choices: choices.map((c) => ({ sha256: c.version.sha256, says: sayChoice(c, t) })),
    before: chosen?.before.version.sha256,
    after: chosen?.after.version.sha256,
    textLanguage: chosen?.after.version.language,
    compared: chosen ? await compare(fetch, chosen, only, t) : { says: t('compare.none') },
  };
};
