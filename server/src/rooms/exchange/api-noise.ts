import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { endQuiet, mute, readMuted, readQuiet, setQuiet, unmute } from './noise.ts';
import { muting, quiet } from './schema.ts';

/** Whom notices are spared, and when: conveniences, off the record. The messages themselves are never held back. */
export function noiseApi(app: Http, record: ActRecord): void {
  mutingApi(app, record);
  quietApi(app, record);
}

function mutingApi(app: Http, record: ActRecord): void {
  const params = z.strictObject({ thread: z.string().max(40) });
  const config = { access: 'participant' } as const;
  const own = async (request: Parameters<typeof visitorOf>[1]) =>
    authorize(await visitorOf(record, request), { object: 'participants' }).participant;
  app.get(
    '/api/exchange/threads/:thread/muted',
    {
      config,
      schema: {
        summary: 'Until when your contacts are spared the notices of a thread, where they are',
        tags: ['exchange'],
        params,
        response: { 200: muting.partial() },
      },
    },
    async (request, reply) => {
      const until = await readMuted(record, await own(request), request.params.thread);
      reply.header('cache-control', 'private, no-store');
      return until ? { until } : {};
    },
  );
  app.put(
    '/api/exchange/threads/:thread/muted',
    {
      config,
      schema: {
        summary:
          'Spare your contacts the notices of a thread until an instant; its messages stay where they are',
        tags: ['exchange'],
        params,
        body: muting,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await mute(record, await own(request), request.params.thread, request.body.until);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/api/exchange/threads/:thread/muted',
    {
      config,
      schema: {
        summary: 'Tell of the thread again',
        tags: ['exchange'],
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await unmute(record, await own(request), request.params.thread);
      return reply.status(204).send(null);
    },
  );
}

function quietApi(app: Http, record: ActRecord): void {
  const params = z.strictObject({ contact: z.string().max(40) });
  const config = { access: 'participant' } as const;
  const tags = ['exchange'];
  const own = async (request: Parameters<typeof visitorOf>[1]) =>
    authorize(await visitorOf(record, request), { object: 'participants' }).participant;
  app.get(
    '/api/exchange/contacts/:contact/quiet',
    {
      config,
      schema: {
        summary: 'The hours in which a contact of your State is not told of what can wait',
        tags,
        params,
        response: { 200: z.strictObject({ quiet: quiet.optional() }) },
      },
    },
    async (request, reply) => {
      const found = await readQuiet(record, await own(request), request.params.contact);
      reply.header('cache-control', 'private, no-store');
      return found ? { quiet: found } : {};
    },
  );
  app.put(
    '/api/exchange/contacts/:contact/quiet',
    {
      config,
      schema: {
        summary: 'Set those hours; a message whose deadline comes before they end is told of at once',
        tags,
        params,
        body: quiet,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setQuiet(record, await own(request), request.params.contact, request.body);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/api/exchange/contacts/:contact/quiet',
    { config, schema: { summary: 'Have no such hours', tags, params, response: { 204: z.null() } } },
    async (request, reply) => {
      await endQuiet(record, await own(request), request.params.contact);
      return reply.status(204).send(null);
    },
  );
}
