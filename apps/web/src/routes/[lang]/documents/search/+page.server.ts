import type { FoundTexts } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { cutAtMarks, findTexts, textFiltersOf } from '#lib/server/texts/finding.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayDate } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

/** As far as the host counts. */
const MOST = 1000;

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about, me } = locals;
  const t = wordsIn(language);
  const filters = textFiltersOf(url.searchParams);
  const after = url.searchParams.get('after');
  const found = filters.has('q')
    ? await findTexts(fetch, filters, {
        show: language,
        count: 'true',
        limit: '20',
        ...(after ? { after } : {}),
      })
    : undefined;
  const asked = Object.fromEntries(filters) as Record<string, string>;
  return {
    asked,
    words: {
      title: t('search.title'),
      intro: t('search.intro'),
      search: t('list.search'),
      find: t('list.find'),
      language: t('search.language'),
      any: t('search.all-languages'),
      from: t('search.from'),
      until: t('search.until'),
      superseded: t('search.superseded-too'),
      corrected: t('search.corrected'),
      more: t('search.more'),
      feed: t('search.feed'),
      saved: filters.has('q') ? t('search.save') : t('saved.title'),
      back: t('documents.title'),
    },
    choices: about.languages.map((tag) => ({ tag, name: languageOf(tag).name })),
    ...(found ? resultOf(found, language, t) : {}),
    ...(found?.next ? { next: `?${new URLSearchParams({ ...asked, after: found.next })}` } : {}),
    feed: `feed.atom?${filters}`,
    ...(me ? { saved: `searches?${filters}` } : {}),
  };
};

function resultOf({ paragraphs, documents, count = 0 }: FoundTexts, language: string, t: Words) {
  const counted = count >= MOST ? t('search.many', { count }) : t('search.found', { count });
  return {
    summary: count === 0 ? t('search.none') : counted,
    paragraphs: paragraphs.map((p) => {
      const document = documents[p.document]!;
      const titled = document.titles[language] ? language : Object.keys(document.titles)[0]!;
      return {
        key: `${p.issue} ${p.language} ${p.paragraph}`,
        href: `/${language}/documents/${p.document}?version=${p.language}#${p.paragraph}`,
        symbol: document.symbol,
        title: document.titles[titled]!,
        titleLanguage: titled,
        label: p.label ?? (p.paragraph === 'title' ? t('documents.name') : undefined),
        issued: sayDate(p.received, language),
        language: p.language,
        ...languageOf(p.language),
        pieces: cutAtMarks(p.words, p.marks),
        isCorrected: p.superseded === true,
        aligned: p.aligned,
      };
    }),
  };
}
