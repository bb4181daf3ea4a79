import { challengeLife, noticeTime } from '@comity/acts';
import { parseCanonical } from '@comity/log';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { type Record as ActRecord, listOpeningsOf } from '../record/index.ts';
import { type Credentials, closeSession, findVisitor, openSession } from './actions.ts';
import { peopleError } from './errors.ts';
import { authorize, canRead, type Visitor } from './rules.ts';
import { house, me, participant, rules, session } from './schema.ts';
import { viewHouse, viewMe, viewParticipant } from './views.ts';

/**
 * Who asks: by token in the header, or by a browser's cookie. A cookie counts for what changes something only
 * where the request comes from our own pages.
 */
export const visitorOf = (record: ActRecord, request: FastifyRequest): Promise<Visitor> =>
  findVisitor(record, credentialsOf(request));

function credentialsOf(request: FastifyRequest): Credentials {
  const { authorization, cookie, origin } = request.headers;
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  const isOwn = origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host;
  return { authorization, ...(isSafe || isOwn ? { cookie } : {}) };
}

/** Never readable by a script, never sent from elsewhere. */
const cookieOf = (token: string, expires: string, isSecure: boolean) =>
  `comity_session=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${new Date(expires).toUTCString()}${isSecure ? '; Secure' : ''}`;

export function peopleApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/participants',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The participants, in the order of the founding list',
        tags: ['people'],
        response: { 200: z.strictObject({ participants: z.array(participant) }) },
      },
    },
    async () => {
      const state = await record.held.level(record.database.read);
      return { participants: [...state.participants.values()].map((p) => viewParticipant(state, p)) };
    },
  );

  app.get(
    '/api/participants/:participant',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The house of a participant: people by id, keys, authorities, acts that wait',
        description: 'Names of people are shown to their own State only.',
        tags: ['people'],
        params: z.strictObject({ participant: z.string() }),
        response: { 200: house },
      },
    },
    async (request) => {
      const state = await record.held.level(record.database.read);
      const found = state.participants.get(request.params.participant);
      if (!found) throw peopleError('participant-not-found');
      const visitor = await visitorOf(record, request);
      const mayRead = canRead(visitor, { object: 'own', participant: found.id });
      return viewHouse(state, found, mayRead ? await namesOf(record, found.id) : new Map());
    },
  );

  app.get(
    '/api/me',
    {
      config: { access: 'participant' },
      schema: { summary: 'Who I am here, and what I may do', tags: ['people'], response: { 200: me } },
    },
    async (request) => {
      const reader = authorize(await visitorOf(record, request), { object: 'participants' });
      return viewMe(record.held.now, reader);
    },
  );

  app.get(
    '/api/rules',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The rules in force, with their numbers',
        tags: ['people'],
        response: { 200: rules },
      },
    },
    async () => {
      const book = (await record.held.level(record.database.read)).rules;
      const list = Object.entries(book.rules).map(([rule, { number, title }]) => ({ rule, number, title }));
      return {
        engine: book.engine,
        rules: list,
        numbers: {
          ...book.numbers,
          challengeLife: challengeLife(book),
          rootNotice: noticeTime(book, 'root'),
          letterNotice: noticeTime(book, 'administrator'),
        },
        mirrors: book.mirrors ?? [],
      };
    },
  );

  app.post(
    '/api/sessions',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Open a reading session with a certificate',
        description:
          'The body is { certificate, request: { v, certificate, at, nonce }, sig }: the request names the certificate by hash and is signed by the session key under comity/session/v1.',
        tags: ['people'],
        body: z.unknown(),
        response: { 201: session },
      },
    },
    async (request, reply) => {
      const opened = await openSession(record, request.body);
      if ((request.body as { cookie?: true }).cookie) {
        reply.header('set-cookie', cookieOf(opened.token, opened.expires, request.protocol === 'https'));
      }
      return reply.status(201).send(opened);
    },
  );

  app.delete(
    '/api/sessions',
    {
      config: { access: 'public' },
      schema: { summary: 'End this reading session', tags: ['people'], response: { 204: z.null() } },
    },
    async (request, reply) => {
      await closeSession(record, credentialsOf(request));
      reply.header('set-cookie', cookieOf('', '1970-01-01T00:00:00.000Z', false));
      return reply.status(204).send(null);
    },
  );
}

async function namesOf(record: ActRecord, id: string): Promise<Map<string, string>> {
  const people = [...(record.held.now.seats.get(id)?.people.keys() ?? [])];
  const openings = await listOpeningsOf(record.database.read, people);
  const names = openings.filter((o) => o.path === 'name');
  return new Map(
    names.map((o) => [o.subject, String((parseCanonical(o.opened) as { value: unknown }).value)]),
  );
}
