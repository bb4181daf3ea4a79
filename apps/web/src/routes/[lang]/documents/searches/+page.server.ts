import { redirect } from '@sveltejs/kit';
import { get } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { textFiltersOf } from '#lib/server/texts/finding.ts';
import type { PageServerLoad } from './$types';

/** The reader's saved searches, and the one that is to be saved: that of the address. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const { searches } = await get<'/api/searches'>(fetch, '/api/searches');
  const filters = textFiltersOf(url.searchParams);
  const { superseded, ...wanted } = Object.fromEntries(filters) as Record<string, string>;
  return {
    shipped: messagesFor(language, ['saved.', 'house.no-script', 'list.search', 'problem.']),
    wanted: { q: '', ...wanted, ...(superseded ? { superseded: true as const } : {}) },
    searches,
  };
};
