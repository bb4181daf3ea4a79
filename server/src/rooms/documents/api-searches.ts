import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import { assertSignedIn, visitorOf } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import {
  type Owner,
  proveAddress,
  readFollowed,
  readSearches,
  removeSearch,
  saveSearch,
  setDigest,
} from './searches/index.ts';
import { code, digest, followed, newSearch, search, searches } from './searches/schema.ts';

const tags = ['documents'];
const params = z.strictObject({ search: z.string().max(40) });
const config = { access: 'participant' } as const;

/** Searches that a person follows. They are the person's own: nobody else is told that there are any. */
export function searchesApi(app: Http, record: ActRecord): void {
  const ownerOf = async (request: FastifyRequest): Promise<Owner> => {
    const visitor = await visitorOf(record, request);
    assertSignedIn(visitor);
    return { participant: visitor.participant, person: visitor.person ?? 'root' };
  };
  listApi(app, record, ownerOf);
  mailApi(app, record, ownerOf);
  app.get(
    '/api/search-feeds/:token',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What the feed with this address follows: whoever has the address may read it',
        tags,
        params: z.strictObject({ token: z.string().max(64) }),
        response: { 200: followed },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      return readFollowed(record, request.params.token);
    },
  );
}

type OwnerOf = (request: FastifyRequest) => Promise<Owner>;

function listApi(app: Http, record: ActRecord, ownerOf: OwnerOf): void {
  app.get(
    '/api/searches',
    { config, schema: { summary: 'The searches that you follow', tags, response: { 200: searches } } },
    async (request, reply) => {
      const owner = await ownerOf(request);
      reply.header('cache-control', 'private, no-store');
      return { searches: await readSearches(record, owner) };
    },
  );
  app.post(
    '/api/searches',
    {
      config,
      schema: {
        summary: 'Follow a search in texts, by a feed and, where that is asked for, by mail',
        tags,
        body: newSearch,
        response: { 201: search },
      },
    },
    async (request, reply) => {
      const owner = await ownerOf(request);
      return reply.status(201).send(await saveSearch(record, owner, request.body));
    },
  );
  app.delete(
    '/api/searches/:search',
    {
      config,
      schema: {
        summary: 'Forget a search: its feed and its mails end',
        tags,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const owner = await ownerOf(request);
      await removeSearch(record, owner, request.params.search);
      return reply.status(204).send(null);
    },
  );
}

function mailApi(app: Http, record: ActRecord, ownerOf: OwnerOf): void {
  app.put(
    '/api/searches/:search/digest',
    {
      config,
      schema: {
        summary: 'Have what is new mailed each day or week; a code goes to an address that is new',
        tags,
        params,
        body: digest,
        response: { 200: search },
      },
    },
    async (request) => {
      const owner = await ownerOf(request);
      return setDigest(record, owner, request.params.search, request.body);
    },
  );
  app.delete(
    '/api/searches/:search/digest',
    { config, schema: { summary: 'Have nothing mailed any more', tags, params, response: { 200: search } } },
    async (request) => {
      const owner = await ownerOf(request);
      return setDigest(record, owner, request.params.search, undefined);
    },
  );
  app.post(
    '/api/searches/:search/code',
    {
      config,
      schema: {
        summary: 'Give back the code that was mailed: the address is yours, and mails begin',
        tags,
        params,
        body: code,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const owner = await ownerOf(request);
      await proveAddress(record, owner, request.params.search, request.body.code);
      return reply.status(204).send(null);
    },
  );
}
