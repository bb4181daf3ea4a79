import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Directory } from '../directory/index.ts';
import { assertSignedIn, authorize, type Reader, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { exchangeError } from './errors.ts';
import {
  callFilter,
  calls,
  isManager,
  listCalls,
  named,
  nameMessage,
  newCall,
  newRound,
  noteCall,
  readRound,
  readRounds,
  readRules,
  roundOfOne,
  rounds,
  startRound,
  steering,
  steerRound,
} from './pings/index.ts';

type Request = Parameters<typeof visitorOf>[1];
const config = { access: 'participant' } as const;
const tags = ['pings'];
const params = z.strictObject({ round: z.string().max(40) });
const ofPing = params.extend({ ping: z.string().max(40) });

/** Rounds in which contacts are tried: off the record, run by the secretariat as manager of the directory. */
export function pingsApi(app: Http, directory: Directory): void {
  readingApi(app, directory.record);
  steeringApi(app, directory);
  callsApi(app, directory);
}

const readerOf = async (record: ActRecord, request: Request): Promise<Reader> =>
  authorize(await visitorOf(record, request), { object: 'participants' });

/** Throws `exchange.not-the-manager` for everybody but the people of the secretariat who look after the directory. */
async function managerOf(record: ActRecord, request: Request): Promise<Reader> {
  const reader = await visitorOf(record, request);
  assertSignedIn(reader);
  if (!isManager(record.held.now, reader)) throw exchangeError('not-the-manager');
  return reader;
}

function readingApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/pings/rounds',
    {
      config,
      schema: {
        summary: 'Rounds in which contacts were tried, with what came of them for your State',
        tags,
        response: { 200: rounds },
      },
    },
    async (request, reply) => {
      const reader = await readerOf(record, request);
      reply.header('cache-control', 'private, no-store');
      return {
        ...{ rules: readRules(record), mayStart: isManager(record.held.now, reader) },
        rounds: await readRounds(record, reader.participant),
      };
    },
  );
  app.get(
    '/api/pings/rounds/:round',
    { config, schema: { summary: 'One round', tags, params, response: { 200: roundOfOne } } },
    async (request, reply) => {
      const reader = await readerOf(record, request);
      reply.header('cache-control', 'private, no-store');
      const { round } = request.params;
      return readRound(record, round, reader.participant, isManager(record.held.now, reader));
    },
  );
}

function steeringApi(app: Http, directory: Directory): void {
  const { record } = directory;
  app.post(
    '/api/pings/rounds',
    {
      config,
      schema: {
        summary: 'Begin a round; for the secretariat',
        tags,
        body: newRound,
        response: { 201: z.strictObject({ round: z.string() }) },
      },
    },
    async (request, reply) => {
      const { participant, person } = await managerOf(record, request);
      const { channels, outOfHours, hours } = request.body;
      const open = hours === undefined ? undefined : hours * 3600;
      const wish = { channels, outOfHours, open, person: person ?? participant };
      return reply.status(201).send({ round: (await startRound(directory, wish)).id });
    },
  );
  app.put(
    '/api/pings/rounds/:round/state',
    {
      config,
      schema: {
        summary: 'Pause a round, let it go on, or end it; for the secretariat',
        ...{ tags, params, body: steering, response: { 204: z.null() } },
      },
    },
    async (request, reply) => {
      await managerOf(record, request);
      await steerRound(record, request.params.round, request.body.state);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/api/pings/rounds/:round/message',
    {
      config,
      schema: {
        summary: 'Say by which sealed message a round went: whoever acknowledges it has answered',
        ...{ tags, params, body: named, response: { 204: z.null() } },
      },
    },
    async (request, reply) => {
      await managerOf(record, request);
      await nameMessage(record, request.params.round, request.body.message);
      return reply.status(204).send(null);
    },
  );
}

function callsApi(app: Http, directory: Directory): void {
  const { record } = directory;
  app.get(
    '/api/pings/rounds/:round/calls',
    {
      config,
      schema: {
        summary: 'The telephones of a round that the secretariat may read, each with what to say',
        ...{ tags, params, querystring: callFilter, response: { 200: calls } },
      },
    },
    async (request, reply) => {
      await managerOf(record, request);
      reply.header('cache-control', 'private, no-store');
      const found = await listCalls(directory, request.params.round, request.query.language);
      return { calls: found.map((c) => ({ ...c, languages: [...c.languages], scripts: [...c.scripts] })) };
    },
  );
  app.post(
    '/api/pings/rounds/:round/calls/:ping',
    {
      config,
      schema: {
        summary: 'Say what came of a call',
        ...{ tags, params: ofPing, body: newCall, response: { 204: z.null() } },
      },
    },
    async (request, reply) => {
      const { participant: by } = await managerOf(record, request);
      const { round, ping } = request.params;
      await noteCall(record, round, ping, { ...request.body, by });
      return reply.status(204).send(null);
    },
  );
}
