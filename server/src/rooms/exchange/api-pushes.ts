import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { addPush, newPush, type PushOffer, pushed, pushes, readPushes, removePush } from './pushes/index.ts';

const url = '/api/exchange/push';
const config = { access: 'participant' } as const;
const tags = ['exchange'];

/** In which browsers a person is told that something waits, and by whose services: conveniences, off the record. */
export function pushesApi(app: Http, record: ActRecord, offer?: PushOffer): void {
  const self = async (request: Parameters<typeof visitorOf>[1]) =>
    authorize(await visitorOf(record, request), { object: 'participants' });
  app.get(
    url,
    {
      config,
      schema: {
        summary: 'In which browsers you are told that something waits, and by which services that can be',
        tags,
        response: { 200: pushes },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readPushes(record, offer, await self(request));
    },
  );
  app.post(
    url,
    {
      config,
      schema: {
        summary: 'Be told in this browser that something waits: no content goes to its service',
        tags,
        body: newPush,
        response: { 201: pushed },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await addPush(record, offer, await self(request), request.body)),
  );
  app.delete(
    `${url}/:push`,
    {
      config,
      schema: {
        summary: 'Be told in that browser no more; its address is forgotten',
        tags,
        params: z.strictObject({ push: z.string().max(40) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removePush(record, await self(request), request.params.push);
      return reply.status(204).send(null);
    },
  );
}
