import { wordsIn } from '#lib/server/catalogues.ts';
import { readSearch, searchWords, withoutSubject } from '#lib/server/record/searching.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const t = wordsIn(locals.language);
  const search = await readSearch(fetch, url.searchParams, t);
  return {
    words: {
      ...searchWords(t),
      title: t('record.title'),
      intro: t('record.intro'),
      about: t('record.about-body'),
      cannot: t('record.cannot-prove'),
      empty: t(search.filtered ? 'record.none-found' : 'record.empty'),
      only: t('record.only-this'),
    },
    search,
    withoutSubject: withoutSubject(search.filters),
  };
};
