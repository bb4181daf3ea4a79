import { fromUtf8, LogError, parseCanonical } from '@comity/log';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { platformError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler wants the exact bytes of the body: see `rawBytes`. A body schema then only documents. */
    rawBody?: boolean;
  }
}

/** JSON is parsed strictly; a route with `config: { rawBody: true }` and `application/octet-stream` get bytes. */
export function acceptBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer' } as const;
  app.addContentTypeParser('application/json', options, async (request: FastifyRequest, body: Buffer) =>
    request.routeOptions.config.rawBody ? body : parseJson(body),
  );
  app.addContentTypeParser(
    'application/octet-stream',
    options,
    async (_request: FastifyRequest, body: Buffer) => body,
  );
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch (cause) {
    throw platformError('not-json', { detail: 'The body is not JSON in UTF-8.', cause });
  }
}

/** The body exactly as it came. Throws a TypeError where the route did not ask for bytes. */
export function rawBytes(request: FastifyRequest): Uint8Array {
  if (Buffer.isBuffer(request.body)) return request.body;
  if (request.body === undefined || request.body === null) return new Uint8Array();
  throw new TypeError('This route did not ask for raw bytes: set config: { rawBody: true }.');
}

/** Canonical JSON from outside. Throws `platform.not-canonical`, saying from which character on it differs. */
export function readCanonical(bytes: Uint8Array): unknown {
  try {
    return parseCanonical(bytes);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw platformError('not-canonical', { detail: cause.message, cause });
  }
}
