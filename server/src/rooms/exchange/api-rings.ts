import { z } from 'zod';
import type { HookService, Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import {
  addRing,
  newRing,
  proveRing,
  readRings,
  removeRing,
  ring,
  ringCode,
  service,
  viewService,
} from './rings/index.ts';

const config = { access: 'participant' } as const;
const tags = ['exchange'];
const params = z.strictObject({ contact: z.string().max(40) });
const one = params.extend({ ring: z.string().max(40) });

/** Where contacts are rung beside a mail, and by whose services: conveniences, off the record. */
export function ringsApi(app: Http, record: ActRecord, hooks: readonly HookService[]): void {
  const own = ownOf(record);
  app.get(
    '/api/exchange/services',
    {
      config,
      schema: {
        summary: 'The services by which this host can ring, and whose they are',
        tags,
        response: { 200: z.strictObject({ services: z.array(service) }) },
      },
    },
    async (request) => {
      await own(request);
      return { services: hooks.map(viewService) };
    },
  );
  app.get(
    '/api/exchange/contacts/:contact/rings',
    {
      config,
      schema: {
        summary: 'Where a contact of your State is rung, and what came of it',
        tags,
        params,
        response: { 200: z.strictObject({ rings: z.array(ring) }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return { rings: await readRings(record, hooks, await own(request), request.params.contact) };
    },
  );
  app.post(
    '/api/exchange/contacts/:contact/rings',
    {
      config,
      schema: {
        summary: 'Have a contact of your State rung; a code goes there first',
        tags,
        params,
        body: newRing,
        response: { 201: ring },
      },
    },
    async (request, reply) => {
      const { params: path, body } = request;
      return reply.status(201).send(await addRing(record, hooks, await own(request), path.contact, body));
    },
  );
  changingApi(app, record);
}

function changingApi(app: Http, record: ActRecord): void {
  const own = ownOf(record);
  app.post(
    '/api/exchange/contacts/:contact/rings/:ring/code',
    {
      config,
      schema: {
        summary: 'Give back the code that was rung: from now on it rings',
        tags,
        params: one,
        body: ringCode,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { contact, ring: id } = request.params;
      await proveRing(record, await own(request), contact, id, request.body.code);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/api/exchange/contacts/:contact/rings/:ring',
    {
      config,
      schema: {
        summary: 'Ring there no more; the number is forgotten',
        tags,
        params: one,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { contact, ring: id } = request.params;
      await removeRing(record, await own(request), contact, id);
      return reply.status(204).send(null);
    },
  );
}

const ownOf = (record: ActRecord) => async (request: Parameters<typeof visitorOf>[1]) =>
  authorize(await visitorOf(record, request), { object: 'participants' }).participant;
