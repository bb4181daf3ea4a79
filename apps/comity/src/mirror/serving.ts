import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { MAX_ACT_BYTES } from '@comity/acts';
import { encodeEntries, parseTileIndexPath, tileWidth } from '@comity/log';
import type { Folder } from './folder.ts';
import type { Head } from './head.ts';
import { type Status, statusPage } from './page.ts';
import type { Tiles } from './tiles.ts';

/** What was answered to somebody who handed in something: a status and a JSON value. */
export interface Reply {
  readonly status: number;
  readonly value: unknown;
}

export interface Served {
  readonly folder: Folder;
  readonly tiles: Tiles;
  readonly head: () => Head | undefined;
  readonly status: () => Status;
  /** The list of submitted acts, as a file. */
  readonly submitted: () => string;
  /** Orders of erasure that were obeyed, as a file. */
  readonly erased: () => string;
  /** Somebody hands in an act. */
  readonly submit: (bytes: Uint8Array) => Promise<Reply>;
  /** Somebody hands in the session certificate of an act to come. */
  readonly certify: (hash: string, bytes: Uint8Array) => Promise<Reply>;
  readonly onFailure: (error: unknown) => void;
}

const IMMUTABLE = 'public, max-age=31536000, immutable';
const BINARY = 'application/octet-stream';
const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Listens, and answers with the port. Reads are static files; nobody can make the mirror write more than an act. */
export async function serveMirror(served: Served, port: number, host: string): Promise<Server> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(served, request, response).catch((error: unknown) => {
      served.onFailure(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, TEXT, 'Something failed here.\n');
    });
  });
  server.maxConnections = 1000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0]!;
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "default-src 'none'");
  const certificate = /^\/(?:api\/)?certificates\/([0-9a-f]{64})$/.exec(path)?.[1];
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(served, path, response);
    case 'POST':
      if (path === '/submitted') return take(request, response, served.submit);
      break;
    case 'PUT':
      if (certificate) return take(request, response, (bytes) => served.certify(certificate, bytes));
      break;
    case 'OPTIONS':
      response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT');
      response.setHeader('access-control-allow-headers', 'content-type');
      return send(response, 204, TEXT, '');
  }
  response.setHeader('allow', 'GET, HEAD');
  send(response, 405, TEXT, 'This is read, and acts are handed in at POST /submitted.\n');
}

async function read(served: Served, path: string, response: ServerResponse): Promise<void> {
  switch (path) {
    case '/':
      return send(response, 200, TEXT, statusPage(served.status()), 'no-cache');
    case '/mirror.json':
      return send(response, 200, JSON_TYPE, `${JSON.stringify(served.status())}\n`, 'no-cache');
    case '/submitted':
      return send(response, 200, JSON_TYPE, served.submitted(), 'no-cache');
    case '/erased':
      return send(response, 200, JSON_TYPE, served.erased(), 'no-cache');
    case '/checkpoint': {
      const bytes = await served.folder.read('checkpoint');
      return bytes ? send(response, 200, TEXT, bytes, 'no-cache') : absent(response);
    }
  }
  const named = /^\/(?:api\/)?(blobs|certificates)\/([0-9a-f]{64})$/.exec(path);
  if (named) return sendFile(served, `${named[1]}/${named[2]}`, response);
  const tile = /^\/tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/(.+)$/.exec(path);
  return tile ? sendTile(served, tile[1]!, tile[2]!, response) : absent(response);
}

/** A tile of the tree that the mirror shows, at any width that it has. */
async function sendTile({ tiles, head }: Served, level: string, path: string, response: ServerResponse) {
  const size = head()?.size ?? 0;
  const tile = parseTileIndexPath(path);
  const at = level === 'entries' ? 0 : Number(level);
  if (!tile || tileWidth(at, tile.index, size) < tile.width) return absent(response);
  if (level !== 'entries') {
    const bytes = await tiles.hashes(at, tile.index, tile.width, size);
    return send(response, 200, BINARY, bytes, IMMUTABLE);
  }
  const entries = (await tiles.entries(tile.index, size)).slice(0, tile.width);
  response.setHeader('content-encoding', 'gzip');
  return send(response, 200, BINARY, gzipSync(encodeEntries(entries)), IMMUTABLE);
}

async function sendFile({ folder }: Served, name: string, response: ServerResponse): Promise<void> {
  const size = await folder.size(name);
  if (size === undefined) return absent(response);
  // Never rendered as a page of this site, whatever its bytes are.
  response.setHeader('content-disposition', `attachment; filename="${name.slice(-64)}"`);
  response.writeHead(200, { 'content-type': BINARY, 'cache-control': IMMUTABLE, 'content-length': size });
  if (response.req.method === 'HEAD') return void response.end();
  await pipeline(createReadStream(join(folder.path, name)), response).catch((error) => {
    // Whoever reads may leave at any time.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

const absent = (response: ServerResponse) =>
  send(response, 404, TEXT, 'There is no such thing here.\n', 'no-store');

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  cache = 'no-store',
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    'content-type': type,
    'cache-control': cache,
    'content-length': bytes.length,
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  work: (bytes: Uint8Array) => Promise<Reply>,
): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ACT_BYTES) {
      response.setHeader('connection', 'close');
      const says = `What is handed in has at most ${MAX_ACT_BYTES} bytes.`;
      return send(response, 413, JSON_TYPE, `${JSON.stringify({ code: 'mirror.too-large', title: says })}\n`);
    }
    parts.push(chunk);
  }
  const { status, value } = await work(new Uint8Array(Buffer.concat(parts)));
  send(response, status, JSON_TYPE, `${JSON.stringify(value)}\n`);
}
