import { get, type Negotiations } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';
import { sayLayer, sayState } from './saying.ts';

/** Texts under negotiation. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const { negotiations } = (await get(fetch, '/api/negotiations?limit=200')) as unknown as {
    negotiations: Negotiations;
  };
  return {
    words: {
      title: t('negotiation.title'),
      intro: t('negotiation.intro'),
      follow: t('decisions.follow'),
      consultations: me && t('consultations.title'),
      none: t('negotiation.none'),
      text: t('negotiation.text'),
      layer: t('negotiation.layer'),
      state: t('negotiation.state'),
    },
    negotiations: negotiations.map((n) => ({
      href: `/${language}/negotiations/${n.document}`,
      symbol: n.symbol,
      title: nameIn(n.titles, language),
      layer: sayLayer(n.layer, t),
      state: sayState(n, t),
    })),
  };
};
