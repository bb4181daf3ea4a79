import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { answer, answerPing, asked, askedCode, readAsked } from './pings/index.ts';

/**
 * Answers to pings: whoever has the code has read the mail or heard the voice. The code is the authority; only the one
 * confirmation that is posted is an answer, so that a link which a machine follows says nothing.
 */
export function answersApi(app: Http, record: ActRecord): void {
  const config = { access: 'signed' } as const;
  const tags = ['pings'];
  app.get(
    '/api/pings/answers/:code',
    {
      config,
      schema: {
        summary: 'What a code asks; reading it is no answer',
        tags,
        params: askedCode,
        response: { 200: asked },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readAsked(record, request.ip, request.params.code);
    },
  );
  app.post(
    '/api/pings/answers',
    {
      config,
      schema: {
        summary: 'Confirm, once, that what was sent or said reached its contact',
        tags,
        body: answer,
        response: { 200: asked },
      },
    },
    async (request) => {
      const { code, made } = request.body;
      return answerPing(record, request.ip, code, made === undefined ? undefined : Date.parse(made));
    },
  );
}
