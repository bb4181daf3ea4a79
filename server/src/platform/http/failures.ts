import type { FastifyReply, FastifyRequest } from 'fastify';
import { platformError } from '../errors.ts';
import { DomainError } from '../problem/domain-error.ts';
import { chooseLanguage } from '../problem/language.ts';
import { type ProblemWords, toProblem } from '../problem/problem.ts';

/** The error a client meets. What we do not know says nothing of itself: it is only logged. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { code = '', statusCode = 500 } = error as { code?: string; statusCode?: number };
  if (typeof code === 'string' && code.startsWith('FST_') && statusCode < 500)
    return refusal(code, statusCode, error);
  return platformError('unexpected', { cause: error });
}

/** Fastify's own refusals. */
function refusal(code: string, status: number, cause: unknown): DomainError {
  if (status === 413) return platformError('too-large', { cause });
  if (status === 415) {
    const detail = 'Send application/json, or application/octet-stream where a file is expected.';
    return platformError('unsupported-media-type', { detail, cause });
  }
  if (status === 404) return platformError('not-found', { cause });
  return platformError('bad-request', { detail: `The request cannot be read (${code}).`, cause });
}

/** Answers with a problem body in the reader's language, past the response schemas of the route. */
export function sendProblem(
  error: DomainError,
  request: FastifyRequest,
  reply: FastifyReply,
  words: ProblemWords,
) {
  const language = chooseLanguage(request.headers['accept-language']);
  const problem = toProblem(error, words, language, request.id);
  if (typeof error.members.retryAfter === 'number')
    reply.header('retry-after', String(error.members.retryAfter));
  return reply
    .status(error.status)
    .header('content-language', language)
    .header('vary', 'accept-language')
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}
