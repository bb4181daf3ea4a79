import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../../platform/index.ts';
import { authorize, visitorOf } from '../../people/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { endLadder, readLadder, setLadder } from './actions.ts';
import { ladders, ownLadder } from './schema.ts';

const url = '/api/exchange/ladder';
const config = { access: 'participant' } as const;
const tags = ['exchange'];

/** Whom a message wakes that nobody acknowledges: what the body adopted, and what a State shortened for itself. */
export function ladderApi(app: Http, record: ActRecord): void {
  const own = async (request: FastifyRequest) =>
    authorize(await visitorOf(record, request), { object: 'participants' }).participant;
  app.get(
    url,
    {
      config,
      schema: {
        summary: 'When a message that nobody of your State acknowledges wakes whom',
        tags,
        response: { 200: ladders },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readLadder(record, await own(request));
    },
  );
  app.put(
    url,
    {
      config,
      schema: {
        summary: 'Shorten these times for your State, and say where its mission is told; off the record',
        tags,
        body: ownLadder,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setLadder(record, await own(request), request.body);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    url,
    {
      config,
      schema: { summary: 'Go by what the body adopted', tags, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await endLadder(record, await own(request));
      return reply.status(204).send(null);
    },
  );
}
