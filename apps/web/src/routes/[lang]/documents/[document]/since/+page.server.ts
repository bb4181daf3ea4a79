import { redirect } from '@sveltejs/kit';
import { type Document, get, type Readings } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate } from '#lib/words/times.ts';
import { choicesOf, chosenOf } from '../choosing.ts';
import { compare, readWork } from '../comparing.ts';
import type { PageServerLoad } from './$types';

/** What came since the reader's delegation last read a document, in one language. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const t = wordsIn(language);
  const path = `/api/documents/${encodeURIComponent(params.document)}`;
  const d = (await get<'/api/documents/{document}'>(fetch, path)) as Document;
  const { readings } = (await get(fetch, `${path}/readings`)) as Readings;
  const wanted = url.searchParams.get('language') ?? language;
  const choices = choicesOf(await readWork(fetch, path, d, locals.me));
  const newest = choices.find((c) => c.document === d.document && c.version.language === wanted);
  const reading = readings.find((r) => r.language === wanted);
  const isRead = newest !== undefined && reading?.sha256 === newest.version.sha256;
  const pair =
    newest && reading && !isRead
      ? chosenOf(choices, d.document, {
          before: reading.sha256,
          after: newest.version.sha256,
          language: wanted,
        })
      : undefined;
  return {
    shipped: messagesFor(language, ['compare.', 'house.no-script']),
    id: d.document,
    title: nameIn(d.titles, language),
    symbol: d.symbol,
    textLanguage: wanted,
    newest: newest?.version.sha256,
    isRead,
    read: reading && t('compare.read-on', { date: sayDate(reading.read, language) }),
    compared: pair && (await compare(fetch, pair, true, t)),
  };
};
