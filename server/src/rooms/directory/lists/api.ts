import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../../platform/index.ts';
import { authorize, visitorOf } from '../../people/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { readList, readLists } from './actions.ts';
import { regionalDetail, regionalId, regionalLists } from './schema.ts';

const config = { access: 'participant' } as const;
const tags = ['directory'];

/** Regional lists: what other organisations and groups keep, beside the directory and never in it. */
export function listsApi(app: Http, record: ActRecord): void {
  const asker = async (request: FastifyRequest) =>
    authorize(await visitorOf(record, request), { object: 'participants' });

  app.get(
    '/api/directory/regional',
    {
      config,
      schema: {
        summary: 'The regional lists that you may read: whose, as of when, until when, on which terms',
        description: 'Lists of other organisations and groups. None of their contacts is in the directory.',
        ...{ tags, response: { 200: regionalLists } },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readLists(record, await asker(request));
    },
  );

  app.get(
    '/api/directory/regional/:regional',
    {
      config,
      schema: {
        summary: 'One regional list and its imports',
        description:
          'Its contacts are the file: read it at /api/blobs/{sha256} while the list holds, and hold it to that hash.',
        ...{ tags, params: z.strictObject({ regional: regionalId }), response: { 200: regionalDetail } },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readList(record, await asker(request), request.params.regional);
    },
  );
}
