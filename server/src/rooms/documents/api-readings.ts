import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord, Gate } from '../record/index.ts';
import { documentParams } from './api.ts';
import { markRead, readReadings } from './readings.ts';
import { hash, instant } from './schema.ts';

const readings = z.strictObject({
  readings: z
    .array(z.strictObject({ language: z.string(), sha256: hash, read: instant }))
    .describe('One for each language that was read'),
});

/**
 * Which version of a document a participant has read, so that it is shown what came since. Its people share it, nobody
 * else learns of it, and it is no act: it can be set anew at any time.
 */
export function readingsApi(app: Http, record: ActRecord, gate: Gate): void {
  const tags = ['documents'];
  app.get(
    '/api/documents/:document/readings',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'Which versions of a document your participant has read',
        tags,
        params: documentParams,
        response: { 200: readings },
      },
    },
    async (request, reply) => {
      const participant = await gate.get(request);
      reply.header('cache-control', 'private, no-store');
      return { readings: await readReadings(record, participant, request.params.document) };
    },
  );

  app.put(
    '/api/documents/:document/readings',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'Say that your participant has read a version; the one before in its language is replaced',
        tags,
        params: documentParams,
        body: z.strictObject({ sha256: hash.describe('The file of the version') }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const participant = await gate.get(request);
      await markRead(record, participant, request.params.document, request.body.sha256);
      return reply.status(204).send(null);
    },
  );
}
