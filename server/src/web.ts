import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest, InjectOptions } from 'fastify';
import { z } from 'zod';
import { CONTENT_SECURITY_POLICY, type Http } from './platform/index.ts';

/** The built pages, as whoever composes the server hands them over. */
export interface Pages {
  respond(request: Request, clientAddress: string): Promise<Response>;
  asset(request: IncomingMessage, response: ServerResponse): void;
}

/** Pages read their own query: an unknown word in it is passed over, as an address may be old. */
const PAGE_QUERY = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Mounts pages beside the API: everything that no route of a room answers. */
export function mountPages(app: Http, pages: Pages, origin: () => string): void {
  offerInject(app);
  const asset = (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack();
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    pages.asset(request.raw, reply.raw);
  };
  const route = { config: { access: 'filtered' as const }, schema: { hide: true, querystring: PAGE_QUERY } };
  app.get('/_app/*', route, asset);
  app.get('/icon.svg', route, asset);
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const answer = await pages.respond(asRequest(request, origin()), request.ip);
    return sendPage(answer, request, reply);
  };
  app.get('/', route, page);
  app.get('/*', route, page);
}

/** How pages reach the API: in this process, with the reader's cookie, without a socket. */
function offerInject(app: Http): void {
  const inject = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const answer = await app.inject({
      method: request.method as NonNullable<InjectOptions['method']>,
      url: pathname + search,
      headers: Object.fromEntries(request.headers),
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined) headers.set(name, String(value));
    const hasNoBody = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(hasNoBody ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers,
    });
  };
  (globalThis as Record<symbol, unknown>)[Symbol.for('comity.inject')] = inject;
}

function asRequest(request: FastifyRequest, origin: string): Request {
  const headers = new Headers();
  for (const name of ['accept-language', 'cookie', 'user-agent', 'accept']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return new Request(new URL(request.url, origin), { headers });
}

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Pages are compressed here; those without a nonce are the same for every visitor and carry an ETag. */
async function sendPage(
  answer: Response,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  const body = Buffer.from(await answer.arrayBuffer());
  const isShared =
    !answer.headers.get('content-security-policy')?.includes('nonce-') && !request.headers.cookie;
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (answer.headers.get('content-type') === 'text/html') reply.type('text/html; charset=utf-8');
  reply.code(answer.status).header('vary', 'accept-encoding, accept-language, cookie');
  reply.header('cache-control', isShared && answer.ok ? 'no-cache' : 'private, no-store');
  if (isShared && answer.ok) {
    reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  }
  const { encoding, bytes } = await compressed(body, String(request.headers['accept-encoding'] ?? ''));
  if (encoding) reply.header('content-encoding', encoding);
  return reply.send(bytes);
}

async function compressed(body: Buffer, accepts: string): Promise<{ encoding?: string; bytes: Buffer }> {
  if (body.length < 600) return { bytes: body };
  if (/\bbr\b/.test(accepts)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    return { encoding: 'br', bytes: await compressBrotli(body, { params }) };
  }
  return /\bgzip\b/.test(accepts) ? { encoding: 'gzip', bytes: await compressGzip(body) } : { bytes: body };
}
