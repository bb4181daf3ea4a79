import { type Document, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import { languageOf } from '#lib/words/languages.ts';
import { sayDate, sayNumber } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

/** How much of a text is shown on the page itself, in characters; the file is always whole. */
const SHOWN = 12_000;

export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const d = (await get<'/api/documents/{document}'>(
    fetch,
    `/api/documents/${encodeURIComponent(params.document)}`,
  )) as Document;
  const wanted = url.searchParams.get('version') ?? language;
  const shown = d.versions.find((v) => v.language === wanted) ?? d.versions[0];
  return {
    words: {
      symbol: t('documents.symbol'),
      dated: t('documents.dated'),
      source: t('documents.source'),
      registered: t('documents.registered'),
      versions: t('documents.versions'),
      size: t('documents.size'),
      read: t('documents.read'),
      download: t('documents.download'),
      missing: t('documents.not-in-your-language'),
      cut: t('documents.cut'),
      withdrawn: d.withdrawn ? t('documents.withdrawn', { reason: d.withdrawn }) : undefined,
      back: t('documents.title'),
      dossier: t('proof.dossier'),
      page: t('proof.page'),
    },
    timeline: await readBeginning(fetch, `document/${d.document}`, t),
    dossierHref: `/api/dossiers/streams/document/${encodeURIComponent(d.document)}`,
    title: d.titles[language] ?? Object.values(d.titles)[0]!,
    symbol: d.symbol,
    dated: d.dated ? sayDate(`${d.dated}T00:00:00.000Z`, language) : undefined,
    source: t(`documents.source.${d.source}`),
    registered: sayDate(d.received, language),
    isMissing: !d.versions.some((v) => v.language === language),
    versions: d.versions.map((v) => ({
      ...v,
      name: languageOf(v.language).name,
      bytes: t('documents.bytes', { bytes: sayNumber(v.size, language) }),
      current: v === shown,
    })),
    ...(shown
      ? {
          text: await readText(fetch, shown),
          dir: languageOf(shown.language).dir,
          textLanguage: shown.language,
        }
      : {}),
  };
};

async function readText(fetch: typeof globalThis.fetch, v: Document['versions'][number]) {
  if (v.media !== 'text/plain') return undefined;
  const answer = await fetch(`/api/blobs/${v.sha256}`);
  const text = await answer.text();
  return { paragraphs: text.slice(0, SHOWN).split(/\n{2,}/), isCut: text.length > SHOWN };
}
