import { type About, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { asVisitor } from '#lib/server/inject.ts';
import { atomOf } from '#lib/server/record/atom.ts';
import { bodyName } from '#lib/server/record/searching.ts';
import { tagOf } from '#lib/server/record/tag.ts';
import { findTexts } from './finding.ts';

/** What a feed of a search follows, and where it stands. */
export interface FollowedSearch {
  readonly url: URL;
  readonly language: string;
  readonly about: About;
  readonly filters: URLSearchParams;
  /** Its own name among feeds, its address below the documents, and the page that shows the same. */
  readonly name: string;
  readonly title: string;
  readonly self: string;
  readonly page: string;
}

/** What says it, as it is issued, as a feed. It is read as by somebody who never signed in. */
export async function searchFeed(followed: FollowedSearch): Promise<Response> {
  const { url, language, about, filters, name, title, self, page } = followed;
  const t = wordsIn(language);
  const fetch = asVisitor(url, language);
  const [found, tag] = await Promise.all([
    filters.has('q') ? findTexts(fetch, filters, { limit: '40' }) : undefined,
    tagOf(fetch, about),
  ]);
  const paragraphs = found?.paragraphs ?? [];
  const place = `${url.origin}/${language}/documents`;
  const updated = paragraphs[0]?.received ?? tag.founded;
  const feed = atomOf({
    id: `${tag.id}/texts/${language}${name}`,
    title: `${title} · ${t('search.title')} · ${bodyName(about, language)}`,
    language,
    author: bodyName(about, language),
    self: `${place}/${self}`,
    page: `${place}/${page}`,
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
}

/** The search that whoever has this token follows. */
export const readFollowed = (url: URL, language: string, token: string) =>
  get<'/api/search-feeds/{token}'>(
    asVisitor(url, language),
    `/api/search-feeds/${encodeURIComponent(token)}`,
  );
