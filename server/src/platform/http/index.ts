import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { platformError, platformErrors } from '../errors.ts';
import { type ErrorTable, joinErrors } from '../problem/domain-error.ts';
import type { SayDetail } from '../problem/problem.ts';
import { acceptBodies } from './body.ts';
import { asDomainError, sendProblem } from './failures.ts';
import { secure } from './headers.ts';
import { type ApiInfo, collectOpenApi } from './openapi.ts';
import { checkWithZod, keepStrict } from './strict.ts';

export { rawBytes, readCanonical } from './body.ts';
export { CONTENT_SECURITY_POLICY } from './headers.ts';
export { openApiDocument } from './openapi.ts';

/** A server whose routes are typed by their zod schemas. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface HttpOptions {
  /** The tables of all rooms; the platform's own is added. */
  readonly errors?: readonly ErrorTable[];
  /** What rooms and platform say beside a title, in other languages. */
  readonly sayDetail?: SayDetail;
  readonly api: ApiInfo;
  /** As in `Config`: https turns on strict transport security. */
  readonly origin?: string;
  /** Bytes of a request body, 64 KB if absent; a route may set its own. */
  readonly bodyLimit?: number;
  /** Whether `X-Forwarded-*` of a proxy in front is believed. */
  readonly trustProxy?: boolean;
  /** Where log lines (JSON) go; absent means no log. They hold no body, no header, no query, no address. */
  readonly log?: { write(line: string): void };
}

const BODY_LIMIT = 64 * 1024;
// Enough for 25 MB on a line of 1 Mbit/s.
const REQUEST_TIMEOUT = 300_000;

/** Makes the server; routes are declared on what it returns. Nothing listens yet. */
export async function buildHttp(options: HttpOptions): Promise<Http> {
  const words = {
    table: joinErrors(platformErrors, ...(options.errors ?? [])),
    sayDetail: options.sayDetail,
  };
  const https = options.origin?.startsWith('https:') ?? false;
  const app = fastify({
    bodyLimit: options.bodyLimit ?? BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    trustProxy: options.trustProxy ?? false,
    genReqId: () => randomBytes(8).toString('hex'),
    requestIdHeader: false,
    forceCloseConnections: true,
    logController: new LogController({ disableRequestLogging: true }),
    logger: options.log ? { stream: options.log, base: null, serializers: { err: describeError } } : false,
    frameworkErrors: (error, request, reply) => {
      secure(reply, https);
      return sendProblem(asDomainError(error), request, reply, words);
    },
  });
  app.setValidatorCompiler(checkWithZod);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('onRoute', keepStrict);
  app.addHook('onSend', async (_request, reply) => secure(reply, https));
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    // The pattern of the route, never the address: that may hold a token.
    const line = { request: request.id, method, route: routeOptions.url, status: reply.statusCode };
    request.log.info({ ...line, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
  acceptBodies(app);
  app.setErrorHandler((error, request, reply) => {
    const problem = asDomainError(error);
    if (problem.status >= 500)
      request.log.error({ request: request.id, err: problem.cause ?? problem }, problem.code);
    return sendProblem(problem, request, reply, words);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(platformError('not-found'), request, reply, words));
  await collectOpenApi(app, options.api);
  return app.withTypeProvider<ZodTypeProvider>();
}

/** What of an error may stand in a log: PostgreSQL's `detail` and `where` repeat values, so they stay out. */
function describeError(error: Error & { code?: unknown }) {
  return {
    type: error.name,
    code: String(error.code ?? ''),
    message: error.message,
    stack: error.stack ?? '',
  };
}
