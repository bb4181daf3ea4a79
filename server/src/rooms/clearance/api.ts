import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { putItem, readClearance, readClearances, removeClearance } from './actions.ts';
import { clearance, clearanceId, clearances, item, newItem } from './schema.ts';

const ACCESS = { access: 'participant' } as const;
const tags = ['clearance'];
const params = z.strictObject({ clearance: clearanceId });

/** Drafts that a State clears among its own people: sealed to that State, off the record. */
export function clearanceApi(app: Http, record: ActRecord): void {
  const askerOf = async (request: FastifyRequest) => {
    const { participant, person } = authorize(await visitorOf(record, request), { object: 'participants' });
    return { participant, person: person ?? 'root' };
  };

  app.get(
    '/api/clearances',
    {
      config: ACCESS,
      schema: {
        summary: 'Drafts that your State is clearing, the newest first',
        description: 'Off the record: seen by your State alone, in no export, removed when you say so.',
        tags,
        response: { 200: clearances },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readClearances(record, (await askerOf(request)).participant);
    },
  );

  app.get(
    '/api/clearances/:clearance',
    {
      config: ACCESS,
      schema: {
        summary: 'The sealed items of one draft: versions, comments, verdicts',
        description: 'Ciphertexts are at /api/blobs/{sha256}; only keys of your State open them.',
        tags,
        params,
        response: { 200: clearance },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readClearance(record, await askerOf(request), request.params.clearance);
    },
  );

  app.post(
    '/api/clearances',
    {
      config: ACCESS,
      schema: {
        summary: 'Put a sealed item; the first of its thread opens a clearance',
        tags,
        body: newItem,
        response: { 201: item },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await putItem(record, await askerOf(request), request.body)),
  );

  app.delete(
    '/api/clearances/:clearance',
    {
      config: ACCESS,
      schema: {
        summary: 'Remove a clearance with everything that was sealed in it',
        tags,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeClearance(record, await askerOf(request), request.params.clearance);
      return reply.status(204).send(null);
    },
  );
}
