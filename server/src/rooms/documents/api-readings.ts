import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord, Gate } from '../record/index.ts';
import { readDocument } from './actions.ts';
import { documentParams } from './api.ts';
import { documentsError } from './errors.ts';
import { hash, instant } from './schema.ts';
import { findVersionLanguage, listReadings, putReading } from './store-readings.ts';

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
      const { document } = await readDocument(record, request.params.document);
      const list = await listReadings(record.database.read, participant, document);
      reply.header('cache-control', 'private, no-store');
      return { readings: list.map((r) => ({ ...r, read: r.read.toISOString() })) };
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
      const { document } = await readDocument(record, request.params.document);
      const { sha256 } = request.body;
      const language = await findVersionLanguage(record.database.read, document, sha256);
      if (language === undefined) throw documentsError('text-not-found');
      const reading = { language, sha256, read: new Date(record.clock()) };
      await record.database.transaction(async (tx) => putReading(tx, participant, document, reading));
      return reply.status(204).send(null);
    },
  );
}
