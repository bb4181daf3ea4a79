import type { Http } from '../platform/index.ts';

/** A `fetch` that hands every request to a server in this process: no port, the same bytes. */
export function injectFetch(app: Http): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const payload = Buffer.from(await request.arrayBuffer());
    const reply = await app.inject({
      method: request.method as 'GET',
      url: `${pathname}${search}`,
      headers: Object.fromEntries(request.headers),
      ...(payload.length > 0 ? { payload } : {}),
    });
    const headers = Object.entries(reply.headers).map(([k, v]): [string, string] => [k, String(v)]);
    const isEmpty = [204, 304].includes(reply.statusCode);
    return new Response(isEmpty ? null : new Uint8Array(reply.rawPayload), {
      status: reply.statusCode,
      headers,
    });
  };
}
