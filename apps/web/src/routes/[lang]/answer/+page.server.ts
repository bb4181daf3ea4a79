import type { Asked } from '#lib/browser/pings.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import type { PageServerLoad } from './$types';

/** What is asked under the code of the address. Looking at it is no answer: that is one button, which posts. */
export const load: PageServerLoad = async ({ fetch, locals, url, setHeaders }) => {
  const code = url.searchParams.get('code') ?? '';
  setHeaders({ 'cache-control': 'private, no-store' });
  const shipped = messagesFor(locals.language, [
    'answer.',
    'ping.channel.',
    'ping.claimed',
    'house.no-script',
  ]);
  if (code === '') return { shipped, code };
  const answer = await fetch(`/api/pings/answers/${encodeURIComponent(code)}`);
  const body = (await answer.json()) as Asked & { readonly code?: string; readonly title?: string };
  if (answer.ok) return { shipped, code, asked: body };
  return { shipped, code, refused: { code: body.code, title: body.title } };
};
