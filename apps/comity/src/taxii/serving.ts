import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  answerTaxii,
  MAX_CONTENT,
  ROOT,
  replyTo,
  type Shelf,
  TaxiiError,
  type TaxiiReply,
  unauthorized,
} from '@comity/feeds/taxii';
import { CHALLENGES, isAuthorized } from './credentials.ts';

export interface ServedShelf {
  readonly shelf: Shelf;
  readonly title: string;
  readonly secret: string;
  readonly onFailure: (error: unknown) => void;
}

/** Plain HTTP is for this machine only; nobody else can so much as connect. */
const HERE = '127.0.0.1';
const LIMITS = {
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 60_000,
  maxHeaderSize: 16_384,
};

/** Listens on this machine, and answers with the port. */
export async function serveShelf(served: ServedShelf, port: number): Promise<Server> {
  const server = createServer(LIMITS, (request, response) => {
    answer(served, request)
      .catch((error: unknown) => {
        served.onFailure(error);
        return replyTo(new TaxiiError(500, 'taxii.failed', 'Something failed here.'));
      })
      .then((reply) => send(request, response, reply));
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HERE, resolve);
  });
  return server;
}

async function answer({ shelf, title, secret }: ServedShelf, request: IncomingMessage): Promise<TaxiiReply> {
  const { host = '', authorization, accept, 'content-type': contentType } = request.headers;
  // A page somewhere can have a browser of this machine ask under a name of its own: only our names are answered.
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(host))
    return replyTo(new TaxiiError(421, 'taxii.wrong-host', 'This server is asked as localhost only.'));
  if (!isAuthorized(authorization, secret)) return unauthorized(CHALLENGES);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s, 2);
  const body = request.method === 'POST' ? await readBody(request) : undefined;
  return answerTaxii({ title, root: `http://${host}${ROOT}` }, shelf, {
    ...{ method: request.method === 'HEAD' ? 'GET' : request.method!, path, query },
    ...{ accept, contentType, body },
  });
}

/** What is larger than is taken in is not read to its end: one byte more says that it is too large. */
async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_CONTENT) break;
  }
  return Buffer.concat(chunks);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: TaxiiReply,
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    ...headers,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What is left of a body that was not read would be taken for the next request.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes, () => {
    if (!request.complete) request.destroy();
  });
}
