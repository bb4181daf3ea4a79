import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { readThread, readThreads } from './actions.ts';
import { conversation, threadFilter, threads } from './schema.ts';

export function exchangeApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/exchange/threads',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'The threads of your State, newest first',
        description: 'Real ones alone. Those of exercises: /api/exercises/threads',
        tags: ['exchange'],
        querystring: threadFilter,
        response: { 200: threads },
      },
    },
    async (request) => {
      const { participant } = authorize(await visitorOf(record, request), { object: 'participants' });
      return readThreads(record, participant, { ...request.query, exercise: false });
    },
  );

  app.get(
    '/api/exchange/threads/:thread',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'The messages of a thread that your State sent or received',
        description: 'Ciphertexts are at /api/blobs/{sha256}. A thread of others is not found.',
        tags: ['exchange'],
        params: z.strictObject({ thread: z.string().max(40) }),
        response: { 200: conversation },
      },
    },
    async (request) => {
      const { participant } = authorize(await visitorOf(record, request), { object: 'participants' });
      return readThread(record, participant, request.params.thread);
    },
  );
}
