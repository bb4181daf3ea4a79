import { wordsIn } from '#lib/server/catalogues.ts';
import { toCsv } from '../../exchange/csv.ts';
import { signedIn } from '../../state/own.ts';
import { listCalls } from '../calls/listing.ts';
import type { RequestHandler } from './$types';

/** Whom to ring today, as a table to be printed and ticked off. */
export const GET: RequestHandler = async ({ fetch, locals }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const heading = [
    ...[t('calls.state'), t('field.institution'), t('field.telephones'), t('field.hours')],
    ...[t('calls.there'), t('field.languages'), t('calls.because')],
  ];
  const rows = (await listCalls(fetch, language, Date.now())).map((c) => [
    ...[c.state, c.office, c.telephones.join(' / ') || t('calls.no-number'), c.hours],
    ...[c.there, c.languages, c.whyInOne],
  ]);
  return new Response(toCsv([heading, ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="calls.csv"',
    },
  });
};
