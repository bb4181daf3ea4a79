import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { BODY_LIMIT } from '../asides/index.ts';
import { readThreads, threadFilter, threads } from '../exchange/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { putControlItem, readExercise, readExercises, removeExercise } from './actions.ts';
import { exercise, exerciseId, exercises, item, newItem } from './schema.ts';

const ACCESS = { access: 'participant' } as const;
const tags = ['exercises'];
const params = z.strictObject({ exercise: exerciseId });

/** Plan, clock and notes of exercises, sealed among those who control them; and the threads of exercises, apart. */
export function exercisesApi(app: Http, record: ActRecord): void {
  const askerOf = async (request: FastifyRequest) => {
    const { participant, person } = authorize(await visitorOf(record, request), { object: 'participants' });
    return { participant, person: person ?? 'root' };
  };
  reading(app, record, askerOf);
  writing(app, record, askerOf);
}

type AskerOf = (request: FastifyRequest) => Promise<{ participant: string; person: string }>;

function reading(app: Http, record: ActRecord, askerOf: AskerOf): void {
  app.get(
    '/api/exercises',
    {
      config: ACCESS,
      schema: {
        summary: 'Exercises that your State controls, the newest first',
        description:
          'Off the record: seen by those who control them, in no export, removed when they say so.',
        tags,
        response: { 200: exercises },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readExercises(record, (await askerOf(request)).participant);
    },
  );

  app.get(
    '/api/exercises/threads',
    {
      config: ACCESS,
      schema: {
        summary: 'The threads of exercises of your State, newest first',
        description: 'Real ones are at /api/exchange/threads, and never here.',
        tags,
        querystring: threadFilter,
        response: { 200: threads },
      },
    },
    async (request) => {
      const { participant } = await askerOf(request);
      return readThreads(record, participant, { ...request.query, exercise: true });
    },
  );

  app.get(
    '/api/exercises/:exercise',
    {
      config: ACCESS,
      schema: {
        summary: 'The sealed items of an exercise: plan, clock, notes',
        description: 'Only keys of those who control it open them.',
        tags,
        params,
        response: { 200: exercise },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readExercise(record, await askerOf(request), request.params.exercise);
    },
  );
}

function writing(app: Http, record: ActRecord, askerOf: AskerOf): void {
  app.post(
    '/api/exercises',
    {
      config: ACCESS,
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Put a sealed item; the first of its thread opens an exercise',
        tags,
        body: newItem,
        response: { 201: item },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await putControlItem(record, await askerOf(request), request.body)),
  );

  app.delete(
    '/api/exercises/:exercise',
    {
      config: ACCESS,
      schema: {
        summary: 'Remove an exercise with everything that was sealed in it; what it sent stays on the record',
        tags,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeExercise(record, await askerOf(request), request.params.exercise);
      return reply.status(204).send(null);
    },
  );
}
