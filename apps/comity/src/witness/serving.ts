import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Reply, Witness } from './witness.ts';

/** A checkpoint with 64 signatures, some of them large ones, and a proof of 63 hashes take less. */
export const BODY_LIMIT = 256 * 1024;
const CONNECTIONS = 512;

/** Milliseconds: for a whole request, and for a connection that nobody uses. */
const LIMITS = { requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 };

/** The HTTP interface of a witness, for one that is not listening yet. What fails inside is told to `onFailure`. */
export function witnessServer(witness: Witness, onFailure: (error: unknown) => void): Server {
  const server = createServer(
    { ...LIMITS, connectionsCheckingInterval: 1000, maxHeaderSize: 8192 },
    (request, response) => {
      answer(witness, request).then(
        (reply) => send(request, response, reply),
        (error) => {
          if (!request.destroyed || request.complete) onFailure(error);
          // What failed may say something about this machine: nobody else is told.
          send(request, response, { status: 500, body: 'The witness failed. Try again later.\n' });
        },
      );
    },
  );
  server.maxConnections = CONNECTIONS;
  return server;
}

async function answer(witness: Witness, request: IncomingMessage): Promise<Reply> {
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return notAllowed('POST');
    const body = await readBody(request);
    return body
      ? witness.addCheckpoint(body)
      : { status: 413, body: `A request has at most ${BODY_LIMIT} bytes.\n` };
  }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  if (hash === undefined) return { status: 404, body: 'There is nothing here.\n' };
  return request.method === 'GET' || request.method === 'HEAD' ? witness.checkpoint(hash) : notAllowed('GET');
}

const notAllowed = (allow: string): Reply => ({ status: 405, body: `Only ${allow} does something here.\n` });

/** The whole body, or undefined where it is too large: the rest of it is not read. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Uint8Array).length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, type }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(body);
  response.statusCode = status;
  response.setHeader('content-type', type ?? 'text/plain; charset=utf-8');
  response.setHeader('content-length', bytes.length);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('x-content-type-options', 'nosniff');
  if (status === 405) response.setHeader('allow', body.includes('POST') ? 'POST' : 'GET');
  // What is left of a body that was not read would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.end(request.method === 'HEAD' ? undefined : bytes, () => {
    if (!request.complete) request.destroy();
  });
}
