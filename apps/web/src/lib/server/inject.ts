/**
 * How pages reach the API: in the same process, without a socket. Whoever composes the server sets it; while
 * developing pages alone, COMITY_API names a running server instead.
 */
export type Inject = (request: Request) => Promise<Response>;

const KEY = Symbol.for('comity.inject');

export async function callApi(request: Request): Promise<Response> {
  const inject = (globalThis as { [KEY]?: Inject })[KEY];
  if (inject) return inject(request);
  const url = new URL(request.url);
  return fetch(
    new URL(url.pathname + url.search, process.env.COMITY_API ?? 'http://localhost:3000'),
    request,
  );
}

/** Reads as somebody who never signed in: what is made of it goes where its address goes. */
export const asVisitor = (url: URL, language: string): typeof globalThis.fetch => {
  const headers = { 'accept-language': language };
  return (path) => callApi(new Request(new URL(String(path), url), { headers }));
};
