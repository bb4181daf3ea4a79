import { manifestBytes } from '@comity/acts';
import { fromUtf8 } from '@comity/log';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { authorize, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import type { Directory } from './actions.ts';
import { readCalls } from './calls.ts';
import { noteTest, readChannels } from './channels.ts';
import { directoryError } from './errors.ts';
import { readHistory, readKeyTerms } from './history.ts';
import {
  calls,
  channels,
  contact,
  contactFilter,
  contacts,
  history,
  keys,
  list,
  newTest,
  views,
} from './schema.ts';
import { readViews } from './viewed.ts';
import { findWebKey } from './wkd.ts';

export function directoryApi(app: Http, record: ActRecord, directory: Directory): void {
  app.get(
    '/api/directory/contacts',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'Points of contact, filtered',
        description:
          'Without a session only fields that States made public are open. Answers 304 to a current ETag.',
        tags: ['directory'],
        querystring: contactFilter,
        response: { 200: contacts },
      },
    },
    async (request, reply) => {
      const page = await directory.page(await visitorOf(record, request), request.query);
      reply
        .header('etag', page.etag)
        .header('cache-control', 'private, no-cache')
        .header('vary', 'authorization');
      if (request.headers['if-none-match'] === page.etag)
        return reply
          .code(304 as 200)
          .serializer(String)
          .send('' as never);
      return reply
        .type('application/json; charset=utf-8')
        .serializer((bytes: unknown) => bytes as string)
        .send((await page.body()) as never);
    },
  );

  app.get(
    '/api/directory/contacts/:contact',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'One point of contact',
        tags: ['directory'],
        params: z.strictObject({ contact: z.string().max(40) }),
        response: { 200: contact },
      },
    },
    async (request) => directory.get(await visitorOf(record, request), request.params.contact),
  );

  app.get(
    '/api/directory/contacts/:contact/history',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The acts that made a contact what it is, newest first',
        tags: ['directory'],
        params: z.strictObject({ contact: z.string().max(40) }),
        response: { 200: history },
      },
    },
    async (request) => readHistory(record, request.params.contact),
  );

  app.get(
    '/api/directory/keys/:fingerprint',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Whose key a fingerprint is or was, from which entry to which',
        tags: ['directory'],
        params: z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{40}$/) }),
        response: { 200: keys },
      },
    },
    async (request) => readKeyTerms(record, request.params.fingerprint),
  );

  app.get(
    '/api/directory/lists/:participant',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The number and manifest of the whole list of a State: what the next change continues',
        tags: ['directory'],
        params: z.strictObject({ participant: z.string().max(32) }),
        response: { 200: list },
      },
    },
    async (request) => {
      const { participant } = request.params;
      const state = await record.held.level(record.database.read);
      const held = state.directory.get(participant);
      if (!held) return { participant, seq: 0 };
      const { seq, manifest, previous } = held;
      const bytes = fromUtf8(manifestBytes(state.id, participant, held));
      return {
        participant,
        seq,
        bytes,
        ...(manifest ? { manifest } : {}),
        ...(previous ? { previous } : {}),
      };
    },
  );
  viewsApi(app, record);
  channelsApi(app, directory);
  webKeyApi(app, record);
}

function viewsApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/directory/views',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'Which participants read restricted fields of your contacts, by day',
        description: 'Off the record, shown to your State alone, kept for a set time.',
        tags: ['directory'],
        response: { 200: views },
      },
    },
    async (request, reply) => {
      const { participant } = authorize(await visitorOf(record, request), { object: 'participants' });
      reply.header('cache-control', 'private, no-store');
      return readViews(record, participant);
    },
  );
}

/** What came of it when a way to a contact was tried: off the record, for those who may read that way. */
function channelsApi(app: Http, directory: Directory): void {
  app.get(
    '/api/directory/calls',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'Whom to ring today, and why',
        description: 'Of the contacts, numbers and outcomes that you may read.',
        tags: ['directory'],
        response: { 200: calls },
      },
    },
    async (request, reply) => {
      const reader = authorize(await visitorOf(directory.record, request), { object: 'participants' });
      reply.header('cache-control', 'private, no-store');
      return readCalls(directory, reader);
    },
  );

  const { record } = directory;
  const params = z.strictObject({ contact: z.string().max(40) });
  app.get(
    '/api/directory/contacts/:contact/channels',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'The addresses and numbers of a contact that you may read, each with its tests',
        tags: ['directory'],
        params,
        response: { 200: channels },
      },
    },
    async (request, reply) => {
      const reader = authorize(await visitorOf(record, request), { object: 'participants' });
      reply.header('cache-control', 'private, no-store');
      return readChannels(directory, reader, request.params.contact);
    },
  );

  app.post(
    '/api/directory/contacts/:contact/channels',
    {
      config: { access: 'participant' },
      schema: {
        summary:
          'Say what came of trying an address or number of a contact; off the record, in the name of your participant',
        tags: ['directory'],
        params,
        body: newTest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const reader = authorize(await visitorOf(record, request), { object: 'participants' });
      await noteTest(directory, reader, request.params.contact, request.body);
      return reply.status(204).send(null);
    },
  );
}

/**
 * Keys where mail programs look for them. A State whose address and key are public lets its own domain point here:
 * `openpgpkey.cert.example` as a name of this host.
 */
function webKeyApi(app: Http, record: ActRecord): void {
  const domain = z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.-]+$/);
  app.get(
    '/.well-known/openpgpkey/:domain/hu/:hash',
    {
      config: { access: 'public' },
      schema: {
        summary:
          'The key of a contact by its address, for mail programs (Web Key Directory, advanced method)',
        tags: ['directory'],
        params: z.strictObject({ domain, hash: z.string().regex(/^[a-z0-9]{32}$/) }),
        querystring: z.strictObject({
          l: z.string().max(64).optional().describe('The local part, in clear'),
        }),
        response: { 200: z.unknown().describe('application/octet-stream') },
      },
    },
    async (request, reply) => {
      const key = await findWebKey(record, request.params.domain, request.params.hash);
      if (!key) throw directoryError('contact-not-found');
      return reply
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'public, max-age=60')
        .type('application/octet-stream')
        .serializer((bytes: unknown) => bytes as string)
        .send(key);
    },
  );

  app.get(
    '/.well-known/openpgpkey/:domain/policy',
    {
      config: { access: 'public' },
      schema: {
        summary: 'That keys are found here, and nothing more',
        tags: ['directory'],
        params: z.strictObject({ domain }),
        response: { 200: z.unknown().describe('text/plain') },
      },
    },
    async (_request, reply) =>
      reply.header('access-control-allow-origin', '*').type('text/plain').serializer(String).send(''),
  );
}
