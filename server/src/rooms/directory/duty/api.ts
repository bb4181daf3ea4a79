import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../../platform/index.ts';
import { authorize, visitorOf } from '../../people/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { confirmHandover, endPlan, handOver, readDuty, setPlan, withdrawHandover } from './actions.ts';
import { contactId, duty, handoverId, newHandover, plan } from './schema.ts';

const config = { access: 'participant' } as const;
const tags = ['directory'];
const params = z.strictObject({ contact: contactId });
const response = { 204: z.null() };

/** Who of a roster is on duty: conveniences, off the record, shown to the own State alone. */
export function dutyApi(app: Http, record: ActRecord): void {
  const asker = async (request: FastifyRequest) =>
    authorize(await visitorOf(record, request), { object: 'participants' });

  app.get(
    '/api/directory/contacts/:contact/duty',
    {
      config,
      schema: {
        summary: 'Who is on duty for a contact of your State, the schedule, its gaps and the last hand-overs',
        description: 'Off the record: seen by your State alone. Of a contact of others nothing is said.',
        ...{ tags, params, response: { 200: duty } },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readDuty(record, await asker(request), request.params.contact);
    },
  );
  planApi(app, record, asker);
  handoverApi(app, record, asker);
}

type AskerOf = (request: FastifyRequest) => Promise<ReturnType<typeof authorize>>;

function planApi(app: Http, record: ActRecord, asker: AskerOf): void {
  const url = '/api/directory/contacts/:contact/duty/plan';
  app.put(
    url,
    {
      config,
      schema: {
        summary: 'Say who is on duty on which weekdays and hours',
        tags,
        params,
        body: plan,
        response,
      },
    },
    async (request, reply) => {
      await setPlan(record, await asker(request), request.params.contact, request.body);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    url,
    {
      config,
      schema: { summary: 'Have no schedule: on duty is who took over', tags, params, response },
    },
    async (request, reply) => {
      await endPlan(record, await asker(request), request.params.contact);
      return reply.status(204).send(null);
    },
  );
}

function handoverApi(app: Http, record: ActRecord, asker: AskerOf): void {
  const one = z.strictObject({ contact: contactId, handover: handoverId });
  app.post(
    '/api/directory/contacts/:contact/duty/handovers',
    {
      config,
      schema: {
        summary: 'Hand over to the next person, with a note that the contact sealed to itself; or take over',
        ...{ tags, params, body: newHandover, response },
      },
    },
    async (request, reply) => {
      await handOver(record, await asker(request), request.params.contact, request.body);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/api/directory/contacts/:contact/duty/handovers/:handover/confirmed',
    {
      config,
      schema: { summary: 'Confirm that you are on duty from now on', tags, params: one, response },
    },
    async (request, reply) => {
      const { contact, handover } = request.params;
      await confirmHandover(record, await asker(request), contact, handover);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/api/directory/contacts/:contact/duty/handovers/:handover',
    {
      config,
      schema: { summary: 'Take back a hand-over that nobody confirmed', tags, params: one, response },
    },
    async (request, reply) => {
      const { contact, handover } = request.params;
      await withdrawHandover(record, await asker(request), contact, handover);
      return reply.status(204).send(null);
    },
  );
}
