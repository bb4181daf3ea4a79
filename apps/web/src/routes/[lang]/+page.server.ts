import { type Document, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayNumber, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const t = wordsIn(language);
  const [{ participants }, { documents }, { entries }] = await Promise.all([
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    get<'/api/documents'>(fetch, `/api/documents?limit=5`) as Promise<{ documents: Document[] }>,
    get<'/api/acts'>(fetch, '/api/acts?limit=6'),
  ]);
  const seated = participants.filter((p) => p.seated).length;
  return {
    words: {
      title: t('home.title'),
      intro: t('home.intro'),
      figures: t('home.figures', {
        seated: sayNumber(seated, language),
        participants: sayNumber(participants.length, language),
        entries: sayNumber(about.entries, language),
      }),
      latest: t('home.latest'),
      documents: t('home.documents'),
      verify: t('home.verify'),
      verifyText: t('home.verify-text'),
      verifyLink: t('layout.verify'),
      noDocuments: t('documents.empty'),
    },
    latest: entries.map((e) => ({
      act: e.tier === 'public' ? e.act : undefined,
      index: e.index,
      what: t(`act.${e.type}` as 'act.exchange.restricted'),
      when: sayTime(e.received, language),
    })),
    documents: documents.map((d) => ({ id: d.document, title: titleOf(d, language), symbol: d.symbol })),
  };
};

const titleOf = (d: Document, language: string) =>
  d.titles[language] ?? Object.values(d.titles)[0] ?? d.document;
