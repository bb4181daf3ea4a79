import { get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayNumber, sayTime } from '#lib/words/times.ts';
import { signedIn } from '../state/own.ts';
import type { PageServerLoad } from './$types';
import { clearancePage } from './own.ts';

/** The drafts that the reader's State is clearing: what they say, the reader's own device opens. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const { clearances } = (await get<'/api/clearances'>(fetch, '/api/clearances')) as {
    clearances: { clearance: string; last: string; items: number }[];
  };
  return {
    ...clearancePage(language, about, me),
    clearances: clearances.map(({ clearance, last, items }) => ({
      clearance,
      says: t('clearance.count', { items: sayNumber(items, language), time: sayTime(last, language) }),
    })),
  };
};
