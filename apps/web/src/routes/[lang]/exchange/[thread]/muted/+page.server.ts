import { redirect } from '@sveltejs/kit';
import { type Answer, get } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import type { PageServerLoad } from './$types';

/** Whether the own State's contacts are told of a thread, and until when they are not. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const path = `/api/exchange/threads/${encodeURIComponent(params.thread)}/muted`;
  const { until } = (await get<'/api/exchange/threads/{thread}/muted'>(
    fetch,
    path,
  )) as Answer<'/api/exchange/threads/{thread}/muted'>;
  return {
    shipped: messagesFor(language, ['muted.', 'exchange.thread', 'house.no-script', 'layout.offline']),
    thread: params.thread,
    until,
  };
};
