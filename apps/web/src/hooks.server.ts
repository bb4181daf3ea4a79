import { redirect } from '@sveltejs/kit';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import type { About, Me } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { callApi } from '#lib/server/inject.ts';
import { titleOf } from '#lib/words/errors.ts';
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

/** What leaves no page to show is said in the reader's language; what nobody expected is told to the operator. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'unknown') console.error(error);
  const failed = kind === 'app' ? error : { message: 'Error', code: codeOf(kind, error), language: 'en' };
  // A failure of the first step has no language yet.
  const t = wordsIn(event.locals.language ?? 'en');
  return { message: titleOf(failed, t), language: t.language, ...(failed.code ? { code: failed.code } : {}) };
};

function codeOf(kind: string, error: unknown): string {
  if (kind === 'unknown') return 'platform.unexpected';
  return (error as { status: number }).status === 404 ? 'platform.not-found' : 'platform.bad-request';
}
