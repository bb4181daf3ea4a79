import { manifestBytes } from '@comity/acts';
import { fromUtf8 } from '@comity/log';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import type { Directory } from './actions.ts';
import { readHistory, readKeyTerms } from './history.ts';
import { contact, contactFilter, contacts, history, keys, list } from './schema.ts';

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
}
