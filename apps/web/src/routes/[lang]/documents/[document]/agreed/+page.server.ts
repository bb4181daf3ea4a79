import { type AgreedLanguage, type Document, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import { sayDate, sayNumber } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

type Earlier = AgreedLanguage['paragraphs'][number]['earlier'][number];

/** What earlier texts adopted by consensus already say of this one, in one language. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const id = encodeURIComponent(params.document);
  const d = (await get<'/api/documents/{document}'>(fetch, `/api/documents/${id}`)) as Document;
  const wanted = url.searchParams.get('version') ?? language;
  const read = (await get<'/api/agreed'>(
    fetch,
    `/api/agreed?${new URLSearchParams({ document: params.document, language: wanted })}`,
  )) as AgreedLanguage;
  const say = (near: Earlier) => ({
    href: `/${language}/documents/${near.document}?version=${wanted}#${near.paragraph}`,
    name: [near.symbol ?? t('documents.no-symbol'), near.label].filter(Boolean).join(' '),
    adopted: t('agreed.adopted', { date: sayDate(`${near.adopted}T00:00:00.000Z`, language) }),
    alike: near.same
      ? t('agreed.same')
      : t('agreed.repeats-share', { percent: sayNumber(Math.round(near.repeated * 100), language) }),
    spans: near.spans,
  });
  const title = d.titles[language] ?? Object.values(d.titles)[0]!;
  return {
    title,
    symbol: d.symbol,
    textLanguage: wanted,
    dir: languageOf(wanted).dir,
    back: `/${language}/documents/${params.document}?version=${wanted}`,
    words: {
      title: t('agreed.title'),
      method: t('agreed.method'),
      summary: t('agreed.summary', { repeating: read.repeating.length, all: read.paragraphs.length }),
      repeats: t('agreed.only-repeats'),
      none: t('agreed.none'),
      nothing: t('agreed.nothing'),
    },
    isAnything: read.paragraphs.some(({ earlier }) => earlier.length > 0),
    paragraphs: read.paragraphs.map((p) => ({ ...p, earlier: p.earlier.map(say) })),
  };
};
