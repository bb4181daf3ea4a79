import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { brotliCompress, constants, createGzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest, InjectOptions } from 'fastify';
import { z } from 'zod';
import { CONTENT_SECURITY_POLICY, type Http, platformError } from './platform/index.ts';

/** The built pages, as whoever composes the server hands them over. */
export interface Pages {
  respond(request: Request, clientAddress: string): Promise<Response>;
  asset(request: IncomingMessage, response: ServerResponse): void;
}

/** Pages read their own query: an unknown word in it is passed over, as an address may be old. */
const PAGE_QUERY = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Mounts pages beside the API: everything that no route of a room answers. */
export function mountPages(app: Http, pages: Pages, origin: () => string, size: () => Promise<number>): void {
  offerInject(app);
  const asset = (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack();
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    // Scripts and styles of a page are under the page's policy; a worker, or a picture by itself, is under its own.
    if (!/^\/_app\/immutable\/(?:assets|chunks|entry|nodes)\//.test(request.url))
      reply.raw.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    pages.asset(request.raw, reply.raw);
  };
  const route = { config: { access: 'filtered' as const }, schema: { hide: true, querystring: PAGE_QUERY } };
  app.get('/_app/*', route, asset);
  app.get('/icon.svg', route, asset);
  app.get('/service-worker.js', route, asset);
  const kept = new Map<string, Kept>();
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.startsWith('/api/')) throw platformError('not-found');
    const name = keptName(request);
    const version = `${await size()} ${Math.floor(Date.now() / KEPT_FOR)}`;
    const found = name === undefined ? undefined : kept.get(name);
    if (found?.version === version) return sendPage(found.page, request, reply);
    const answer = await pages.respond(asRequest(request, origin()), request.ip);
    if (isFile(answer)) return sendFile(answer, request, reply);
    const made = await readPage(answer);
    if (name !== undefined && made.isShared) keep(kept, name, { version, page: made });
    return sendPage(made, request, reply);
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

/** A page as it was rendered, with its compressed forms as they are asked for. */
interface Page {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly cookies: readonly string[];
  readonly body: Buffer;
  readonly etag: string;
  /** The same for everybody who carries no cookie: no nonce, and a success. */
  readonly isShared: boolean;
  readonly encoded: Map<string, Buffer>;
}
interface Kept {
  readonly version: string;
  readonly page: Page;
}

/** Milliseconds, pages and letters of an address: what is kept rendered for visitors who have not signed in. */
const KEPT_FOR = 5000;
const KEPT_PAGES = 300;
const KEPT_NAME = 300;

const keptName = ({ url, headers }: FastifyRequest): string | undefined =>
  headers.cookie === undefined && url.length <= KEPT_NAME && url !== '/' ? url : undefined;

function keep(kept: Map<string, Kept>, name: string, page: Kept): void {
  if (kept.size >= KEPT_PAGES) kept.delete(kept.keys().next().value!);
  kept.set(name, page);
}

async function readPage(answer: Response): Promise<Page> {
  const body = Buffer.from(await answer.arrayBuffer());
  const hasNonce = answer.headers.get('content-security-policy')?.includes('nonce-') ?? false;
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => name !== 'set-cookie'),
    cookies: answer.headers.getSetCookie(),
    body,
    etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    isShared: answer.ok && !hasNonce && !isPrivate(answer),
    encoded: new Map(),
  };
}

/** What says so itself is read anew each time: a feed that ends with the search it follows. */
const isPrivate = (answer: Response): boolean =>
  answer.headers.get('cache-control')?.includes('private') ?? false;

const isFile = (answer: Response): boolean =>
  answer.headers.get('content-disposition')?.startsWith('attachment') ?? false;

/** A file to keep goes out as it is written: it may be as long as the record, and is never held whole. */
function sendFile(answer: Response, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  for (const [name, value] of answer.headers) reply.header(name, value);
  reply.code(answer.status).header('vary', 'accept-encoding, accept-language, cookie');
  reply.header('cache-control', 'private, no-store');
  const file = Readable.fromWeb(answer.body as ReadableStream);
  if (!String(request.headers['accept-encoding'] ?? '').includes('gzip')) return reply.send(file);
  const packed = createGzip();
  // What breaks off breaks the answer off: half a file is never taken for a whole one.
  pipeline(file, packed, () => {});
  return reply.header('content-encoding', 'gzip').send(packed);
}

/** Pages are compressed here; those that are the same for every visitor carry an ETag. */
async function sendPage(page: Page, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  for (const [name, value] of page.headers) reply.header(name, value);
  for (const cookie of page.cookies) reply.header('set-cookie', cookie);
  if (reply.getHeader('content-type') === 'text/html') reply.type('text/html; charset=utf-8');
  const isShared = page.isShared && request.headers.cookie === undefined;
  reply.code(page.status).header('vary', 'accept-encoding, accept-language, cookie');
  reply.header('cache-control', isShared ? 'no-cache' : 'private, no-store');
  if (isShared) {
    reply.header('etag', page.etag);
    if (isKnown(page, request.headers)) return reply.code(304).send();
  }
  const { encoding, bytes } = await compressed(page, String(request.headers['accept-encoding'] ?? ''));
  if (encoding) reply.header('content-encoding', encoding);
  return reply.send(bytes);
}

/** Whether a visitor has the page as it is: by its tag or, where none is sent, by the time of its newest part. */
function isKnown(page: Page, headers: FastifyRequest['headers']): boolean {
  const tag = headers['if-none-match'];
  if (tag !== undefined) return tag === page.etag;
  const [, modified] = page.headers.find(([name]) => name === 'last-modified') ?? [];
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modified !== undefined && Date.parse(modified) <= since;
}

async function compressed(page: Page, accepts: string): Promise<{ encoding?: string; bytes: Buffer }> {
  const { body, encoded } = page;
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : undefined;
  if (body.length < 600 || !encoding) return { bytes: body };
  const bytes = encoded.get(encoding) ?? (await compress(body, encoding));
  encoded.set(encoding, bytes);
  return { encoding, bytes };
}

async function compress(body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return compressGzip(body);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  return compressBrotli(body, { params });
}
