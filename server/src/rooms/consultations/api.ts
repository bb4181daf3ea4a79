import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { type Asker, BODY_LIMIT } from '../asides/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { putItem, readBeside, readConsultation, readConsultations, removeConsultation } from './actions.ts';
import { about, beside, consultation, consultationId, consultations, item, newItem } from './schema.ts';

const ACCESS = { access: 'participant' } as const;
const tags = ['consultations'];
const params = z.strictObject({ consultation: consultationId });
type AskerOf = (request: FastifyRequest) => Promise<Asker>;

/** Soundings of whoever presides, and texts of small groups: sealed among those States, off the record. */
export function consultationsApi(app: Http, record: ActRecord): void {
  const askerOf = async (request: FastifyRequest) => {
    const { participant, person } = authorize(await visitorOf(record, request), { object: 'participants' });
    return { participant, person: person ?? 'root' };
  };
  reading(app, record, askerOf);
  writing(app, record, askerOf);
}

function reading(app: Http, record: ActRecord, askerOf: AskerOf): void {
  app.get(
    '/api/consultations',
    {
      config: ACCESS,
      schema: {
        summary: 'Informal consultations that your State has part in, the newest first',
        description:
          'Off the record: seen by those States alone, in no log and no export. Removed when whoever opened one says so, and seven days after what it is about has closed.',
        tags,
        querystring: z.strictObject({ about: about.optional() }),
        response: { 200: consultations },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readConsultations(record, (await askerOf(request)).participant, request.query.about);
    },
  );

  app.get(
    '/api/consultations/about/:about',
    {
      config: ACCESS,
      schema: {
        summary: 'Whether a consultation about a text or a procedure can begin, and who presides over that',
        tags,
        params: z.strictObject({ about }),
        response: { 200: beside },
      },
    },
    async (request) => {
      await askerOf(request);
      return readBeside(record, request.params.about);
    },
  );

  app.get(
    '/api/consultations/:consultation',
    {
      config: ACCESS,
      schema: {
        summary: 'The sealed items of a consultation: texts, words, positions',
        description: 'Only keys of the States that have part in it open them.',
        tags,
        params,
        response: { 200: consultation },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readConsultation(record, await askerOf(request), request.params.consultation);
    },
  );
}

function writing(app: Http, record: ActRecord, askerOf: AskerOf): void {
  app.post(
    '/api/consultations',
    {
      config: ACCESS,
      bodyLimit: BODY_LIMIT,
      schema: {
        summary:
          'Put a sealed item; the first of its thread opens a consultation among those it is sealed to',
        tags,
        body: newItem,
        response: { 201: item },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return reply.status(201).send(await putItem(record, await askerOf(request), request.body));
    },
  );

  app.delete(
    '/api/consultations/:consultation',
    {
      config: ACCESS,
      schema: {
        summary: 'Remove a consultation with everything that was sealed in it',
        tags,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeConsultation(record, await askerOf(request), request.params.consultation);
      return reply.status(204).send(null);
    },
  );
}
