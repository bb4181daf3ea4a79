import { wordsIn } from '#lib/server/catalogues.ts';
import type { LayoutServerLoad } from './$types';

/** What every page of exercises says of itself, before anything else. */
export const load: LayoutServerLoad = ({ locals }) => {
  const t = wordsIn(locals.language);
  return { drill: { title: t('exchange.exercise'), text: t('exchange.exercise-label') } };
};
