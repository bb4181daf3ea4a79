import { wordsIn } from '#lib/server/catalogues.ts';
import { asVisitor } from '#lib/server/inject.ts';
import { atomOf } from '#lib/server/record/atom.ts';
import { bodyName } from '#lib/server/record/searching.ts';
import { tagOf } from '#lib/server/record/tag.ts';
import { findTexts, textFiltersOf } from '#lib/server/texts/finding.ts';
import type { RequestHandler } from './$types';

/** A search that is followed: what says it, as it is issued. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { language, about } = locals;
  const t = wordsIn(language);
  const fetch = asVisitor(url, language);
  const filters = textFiltersOf(url.searchParams);
  const [found, tag] = await Promise.all([
    filters.has('q') ? findTexts(fetch, filters, { limit: '40' }) : undefined,
    tagOf(fetch, about),
  ]);
  const paragraphs = found?.paragraphs ?? [];
  const place = `${url.origin}/${language}/documents`;
  const updated = paragraphs[0]?.received ?? tag.founded;
  const feed = atomOf({
    id: `${tag.id}/texts/${language}?${filters}`,
    title: `${filters.get('q') ?? ''} · ${t('search.title')} · ${bodyName(about, language)}`,
    language,
    author: bodyName(about, language),
    self: `${place}/search/feed.atom?${filters}`,
    page: `${place}/search?${filters}`,
    updated,
    entries: paragraphs.map((p) => ({
      id: `${tag.id}/texts/${p.issue}/${p.language}/${p.paragraph}`,
      title: `${[found?.documents[p.document]?.symbol, p.label].filter(Boolean).join(' ')} ${p.words}`
        .trim()
        .slice(0, 300),
      page: `${place}/${p.document}?version=${p.language}#${p.paragraph}`,
      updated: p.received,
      category: { term: 'text', label: t('search.title') },
    })),
  });
  return new Response(feed, {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'last-modified': new Date(updated).toUTCString(),
    },
  });
};
