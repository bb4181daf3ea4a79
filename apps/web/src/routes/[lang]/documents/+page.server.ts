import { type Document, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import { sayDate } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about, me } = locals;
  const t = wordsIn(language);
  const query = new URLSearchParams({ limit: '30' });
  for (const name of ['q', 'language', 'before']) {
    const value = url.searchParams.get(name);
    if (value) query.set(name, value);
  }
  const page = (await get<'/api/documents'>(fetch, `/api/documents?${query}`)) as {
    documents: Document[];
    next?: number;
  };
  const next = new URLSearchParams(url.searchParams);
  if (page.next !== undefined) next.set('before', String(page.next));
  const q = query.get('q') ?? '';
  return {
    q,
    wanted: query.get('language') ?? '',
    words: {
      title: t('documents.title'),
      intro: t('documents.intro'),
      texts: t('search.title'),
      initiatives: t('initiatives.title'),
      rounds: t('rounds.title'),
      clearance: me && t('clearance.title'),
      submit: me && t('paper.title'),
      search: t('list.search'),
      find: t('list.find'),
      any: t('list.any'),
      language: t('documents.language'),
      symbol: t('documents.symbol'),
      name: t('documents.name'),
      languages: t('documents.languages'),
      registered: t('documents.registered'),
      more: t('list.more'),
      empty: q ? t('list.empty', { q }) : t('documents.empty'),
    },
    choices: about.languages.map((tag) => ({ tag, name: languageOf(tag).name })),
    documents: page.documents.map((d) => ({
      id: d.document,
      title: d.titles[language] ?? Object.values(d.titles)[0]!,
      titleLanguage: d.titles[language] ? language : Object.keys(d.titles)[0]!,
      symbol: d.symbol,
      languages: [...new Set(d.versions.map((v) => v.language))],
      registered: sayDate(d.received, language),
    })),
    ...(page.next === undefined ? {} : { next: `?${next}` }),
  };
};
