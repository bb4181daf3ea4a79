import { wordsIn } from '#lib/server/catalogues.ts';
import { signedIn } from '../../state/own.ts';
import type { PageServerLoad } from './$types';
import { listCalls } from './listing.ts';

/** Whom to ring today, and why; what came of it is said on the page of the contact's channels. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const calls = await listCalls(fetch, language, Date.now());
  return {
    words: {
      title: t('calls.title'),
      intro: t('calls.intro'),
      count: t('calls.count', { count: calls.length }),
      none: t('calls.none'),
      back: t('directory.title'),
      csv: t('exchange.export-csv'),
      telephones: t('field.telephones'),
      noNumber: t('calls.no-number'),
      hours: t('field.hours'),
      there: t('calls.there'),
      languages: t('field.languages'),
      outcome: t('calls.outcome'),
    },
    calls,
  };
};
