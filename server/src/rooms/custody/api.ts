import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import {
  type Asker,
  keepWraps,
  noteCustody,
  readCustody,
  readWraps,
  removeWraps,
  setRule,
} from './actions.ts';
import { contactParams, custody, newNote, newRule, wraps } from './schema.ts';

const ACCESS = { access: 'participant' } as const;
const tags = ['custody'];
const nothing = { 204: z.null() };
/** What opens some 50,000 old messages. */
const LIMIT = 17 * 1024 * 1024;

/** How a State keeps its keys, and what was sealed to it: off the record, seen by its own people alone. */
export function custodyApi(app: Http, record: ActRecord): void {
  const askerOf = async (request: FastifyRequest): Promise<Asker> => {
    const { participant, person } = authorize(await visitorOf(record, request), { object: 'participants' });
    return { participant, person: person ?? 'root' };
  };

  app.get(
    '/api/custody',
    {
      config: ACCESS,
      schema: {
        summary: 'How your State keeps its keys: settings, what is due, what was noted',
        description: 'Off the record: seen by your State alone, in no export.',
        tags,
        response: { 200: custody },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readCustody(record, await askerOf(request));
    },
  );

  app.put(
    '/api/custody/rule',
    {
      config: ACCESS,
      schema: {
        summary: 'Set how often keys are tried and replaced, and how long sealed messages are kept here',
        tags,
        body: newRule,
        response: nothing,
      },
    },
    async (request, reply) => {
      await setRule(record, await askerOf(request), request.body);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/custody/notes',
    {
      config: ACCESS,
      schema: {
        summary: 'Note a drill, a new wrapping, a hand-over or a destruction',
        tags,
        body: newNote,
        response: nothing,
      },
    },
    async (request, reply) => {
      await noteCustody(record, await askerOf(request), request.body);
      return reply.status(204).send(null);
    },
  );
  wrapsApi(app, record, askerOf);
}

/** What opens the old messages of a contact, sealed by it to its own new key. */
function wrapsApi(app: Http, record: ActRecord, askerOf: (request: FastifyRequest) => Promise<Asker>): void {
  const path = '/api/custody/contacts/:contact/wraps';
  const params = contactParams;
  app.get(
    path,
    {
      config: ACCESS,
      schema: {
        summary: 'What a contact of your State wrapped again: ciphertext that its new key opens',
        tags,
        params,
        response: { 200: wraps, 204: z.null().describe('Your State keeps nothing of it here') },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      const found = await readWraps(record, await askerOf(request), request.params.contact);
      return found ?? reply.status(204).send(null);
    },
  );

  app.put(
    path,
    {
      config: ACCESS,
      bodyLimit: LIMIT,
      schema: {
        summary: 'Keep what a contact wrapped again: what was there before is replaced',
        tags,
        params,
        body: wraps,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { contact } = request.params;
      await keepWraps(record, await askerOf(request), { ...request.body, contact });
      return reply.status(204).send(null);
    },
  );

  app.delete(
    path,
    {
      config: ACCESS,
      schema: { summary: 'Remove it: old messages close for good', tags, params, response: nothing },
    },
    async (request, reply) => {
      await removeWraps(record, await askerOf(request), request.params.contact);
      return reply.status(204).send(null);
    },
  );
}
