import { redirect } from '@sveltejs/kit';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import type { About, Me } from '#lib/server/about.ts';
import { callApi } from '#lib/server/inject.ts';
import { chooseLanguage, languageOf } from '#lib/words/languages.ts';

/** `/fr/documents`: the first part of a path is its language; a path without one goes to the reader's. */
export const handle: Handle = async ({ event, resolve }) => {
  const { request, url, locals } = event;
  locals.about = await readJson<About>(event.fetch, '/about.json');
  const [, first = ''] = url.pathname.split('/');
  const { languages } = locals.about;
  if (!languages.includes(first)) {
    const language = chooseLanguage(request.headers.get('accept-language'), languages);
    redirect(302, `/${language}${url.pathname === '/' ? '' : url.pathname}${url.search}`);
  }
  locals.language = first;
  if (request.headers.get('cookie')?.includes('comity_session=')) {
    const me = await readJson<Me>(event.fetch, '/api/me').catch(() => undefined);
    if (me) locals.me = me;
  }
  const { dir } = languageOf(first);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', first).replace('%dir%', dir),
  });
  response.headers.set('content-language', first);
  return response;
};

async function readJson<T>(fetch: typeof globalThis.fetch, path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** Calls of pages to the API stay in the process and carry the reader's cookie and language. */
export const handleFetch: HandleFetch = async ({ event, request }) => {
  const { pathname, origin } = new URL(request.url);
  if (origin !== event.url.origin || !/^\/(?:api\/|about\.json$|checkpoint$)/.test(pathname))
    return fetch(request);
  const headers = new Headers(request.headers);
  const cookie = event.request.headers.get('cookie');
  if (cookie) headers.set('cookie', cookie);
  headers.set(
    'accept-language',
    event.locals.language ?? event.request.headers.get('accept-language') ?? 'en',
  );
  return callApi(new Request(request, { headers }));
};

/** An address that leads nowhere is said in the reader's language, as the API says it. */
export const handleError: HandleServerError = async ({ kind, error, event }) => {
  if (kind === 'unknown') console.error(error);
  if (kind !== 'framework' || error.status !== 404) return;
  const headers = { 'accept-language': event.locals.language };
  const answer = await callApi(new Request(new URL('/problems/nowhere', event.url), { headers }));
  const { title, code } = (await answer.json()) as { title: string; code: string };
  return { message: title, code };
};
