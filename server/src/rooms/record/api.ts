import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BLOB_LIMIT, type Http, rawBytes } from '../../platform/index.ts';
import { submit } from './actions.ts';
import { exportBundle } from './export.ts';
import { readCertificate, readOpenings } from './following.ts';
import { readGrounds } from './grounds.ts';
import {
  getEntry,
  readAct,
  readBlob,
  readCheckpoint,
  readEntryBundle,
  readProof,
  readTile,
  storeUpload,
} from './reading.ts';
import type { Record } from './record.ts';
import {
  entries,
  entryFilter,
  grounds,
  hash,
  openingFilter,
  openings,
  placed,
  receipt,
  submission,
  witnesses,
} from './schema.ts';
import { readEntries } from './searching.ts';
import { readWitnesses } from './witnesses/index.ts';

/** How the record learns who asks, from the room that knows people. */
export interface Gate {
  /** The participant behind a request, if anybody signed in. */
  find(request: FastifyRequest): Promise<string | undefined>;
  /** The same; throws `people.sign-in-required` for nobody. */
  get(request: FastifyRequest): Promise<string>;
  /** For an answer that goes on: asks each time whether the session still holds. */
  follow(request: FastifyRequest): Promise<() => string | undefined>;
}

export function recordApi(app: Http, record: Record, gate: Gate): void {
  actsApi(app, record, gate);
  blobsApi(app, record, gate);
  followingApi(app, record, gate);
  logApi(app, record);
}

function actsApi(app: Http, record: Record, gate: Gate): void {
  app.post(
    '/api/acts',
    {
      config: { access: 'signed', rawBody: true },
      schema: {
        summary: 'Place a signed act on the record',
        description:
          'The body is canonical JSON: { act, sig, salt?, openings?, stamps? }. The act carries its own authority; no session is needed. The same act again answers with the same receipt.',
        tags: ['record'],
        body: submission,
        response: { 200: receipt },
      },
    },
    async (request) => submit(record, rawBytes(request)),
  );

  app.get(
    '/api/acts',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'Entries of the record, newest first',
        description:
          'Narrowed by stream, type, what they concern, words and days. A restricted entry is found by what is public of it, or by those it is open to.',
        tags: ['record'],
        querystring: entryFilter,
        response: { 200: entries },
      },
    },
    async (request) => readEntries(record, await gate.find(request), request.query),
  );

  app.get(
    '/api/acts/:act',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'One act: its place, its receipt, whether it is published',
        tags: ['record'],
        params: z.strictObject({ act: hash }),
        response: { 200: placed },
      },
    },
    async (request) => readAct(record, await gate.find(request), request.params.act),
  );

  app.get(
    '/api/acts/:act/grounds',
    {
      config: { access: 'filtered' },
      schema: {
        summary:
          'What an act rests on: the key that signed, the acts that certified it, the rule, whether it is in effect',
        tags: ['record'],
        params: z.strictObject({ act: hash }),
        response: { 200: grounds },
      },
    },
    async (request) => readGrounds(record, await gate.find(request), request.params.act),
  );

  app.get(
    '/api/acts/:act/proof',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'Proof that the act is in a checkpoint (c2sp.org/tlog-proof@v1)',
        description:
          'In the newest checkpoint that meets the policy of this host, where there is one; else in the newest.',
        tags: ['record'],
        params: z.strictObject({ act: hash }),
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const proof = await readProof(record, await gate.find(request), request.params.act);
      return asIs(reply.type('text/plain; charset=utf-8'), proof);
    },
  );

  app.get(
    '/api/acts/:act/leaf',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'The entry of an act as the log has it: the bytes that its proof is about',
        description: 'Canonical JSON. A restricted entry shows its commitment, never the act.',
        tags: ['record'],
        params: z.strictObject({ act: hash }),
        response: { 200: z.unknown().describe('application/octet-stream') },
      },
    },
    async (request, reply) => {
      const { leaf } = await getEntry(record, await gate.find(request), request.params.act);
      return asIs(reply.type('application/octet-stream'), Buffer.from(leaf));
    },
  );

  app.get(
    '/api/bundle',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'The whole record as one signed archive',
        description:
          'With a session it holds the openings that your State may have; without, the public record.',
        tags: ['record'],
        response: { 200: z.unknown().describe('application/x-tar') },
      },
    },
    async (request, reply) => {
      const bundle = await exportBundle(record, await gate.find(request));
      reply.header('content-disposition', 'attachment; filename="comity.tar"');
      return asIs(reply.type('application/x-tar'), Readable.from(bundle));
    },
  );
}

function blobsApi(app: Http, record: Record, gate: Gate): void {
  const params = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

  app.put(
    '/api/blobs/:sha256',
    {
      config: { access: 'participant' },
      bodyLimit: BLOB_LIMIT,
      schema: {
        summary:
          'Put a file under its SHA-256, before the act that names it (application/octet-stream, 25 MB)',
        tags: ['record'],
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await storeUpload(record, await gate.get(request), request.params.sha256, rawBytes(request));
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/api/blobs/:sha256',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'A file by its SHA-256',
        description:
          'Files that public entries name are public, or until the end of an embargo open to participants; ciphertexts are open to the parties of the message.',
        tags: ['record'],
        params,
        response: { 200: z.unknown().describe('application/octet-stream') },
      },
    },
    async (request, reply) => {
      const { sha256 } = request.params;
      const { bytes, isPublic } = await readBlob(record, sha256, () => gate.find(request));
      const cache = isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store';
      // Never rendered as a page of this site, whatever its bytes are.
      reply.header('cache-control', cache).header('content-disposition', `attachment; filename="${sha256}"`);
      return asIs(reply.type('application/octet-stream'), Buffer.from(bytes));
    },
  );
}

/** What a mirror needs beside the log: certificates by hash, and what is open to its own State. */
function followingApi(app: Http, record: Record, gate: Gate): void {
  app.get(
    '/api/certificates/:sha256',
    {
      config: { access: 'filtered' },
      schema: {
        summary: 'A session certificate by its hash',
        description: 'One that a public act names is public; others are open to the parties of the acts.',
        tags: ['record'],
        params: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
        response: { 200: z.unknown().describe('application/json, canonical') },
      },
    },
    async (request, reply) => {
      const bytes = await readCertificate(record, request.params.sha256, await gate.find(request));
      reply.header('cache-control', 'private, no-store').header('access-control-allow-origin', '*');
      return asIs(reply.type('application/json; charset=utf-8'), Buffer.from(bytes));
    },
  );

  app.get(
    '/api/openings',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'What opens restricted entries and fields to your State, in the order of the record',
        tags: ['record'],
        querystring: openingFilter,
        response: { 200: openings },
      },
    },
    async (request) => readOpenings(record, await gate.get(request), request.query),
  );
}

const IMMUTABLE = 'public, max-age=31536000, immutable';
const forAll = (reply: FastifyReply, cache: string) =>
  reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', cache);

/** What is no JSON goes out as it is. */
const asIs = (reply: FastifyReply, body: unknown) =>
  reply.serializer((x: unknown) => x as string).send(body) as never;

function logApi(app: Http, record: Record): void {
  app.get(
    '/api/witnesses',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The witnesses of the log that this host asks, and what each has seen',
        description: 'Which witnesses you rely on, and how many, is for your own policy to say.',
        tags: ['log'],
        response: { 200: witnesses },
      },
    },
    async () => readWitnesses(record),
  );

  app.get(
    '/checkpoint',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The newest signed checkpoint, with its cosignatures',
        tags: ['log'],
        response: { 200: z.string() },
      },
    },
    async (_request, reply) => {
      return asIs(forAll(reply, 'no-cache').type('text/plain; charset=utf-8'), await readCheckpoint(record));
    },
  );

  app.get(
    '/tile/entries/*',
    {
      config: { access: 'public' },
      schema: {
        summary: 'A bundle of 256 entries, or the beginning of one (gzip)',
        tags: ['log'],
        params: z.strictObject({ '*': z.string() }),
        response: { 200: z.unknown() },
      },
    },
    async (request, reply) => {
      const bytes = await readEntryBundle(record, request.params['*']);
      forAll(reply, IMMUTABLE).header('content-encoding', 'gzip').type('application/octet-stream');
      return asIs(reply, bytes);
    },
  );

  app.get(
    '/tile/:level/*',
    {
      config: { access: 'public' },
      schema: {
        summary: 'A tile of 256 hashes, or the beginning of one',
        tags: ['log'],
        params: z.strictObject({ level: z.string().regex(/^(?:[0-9]|[1-5][0-9]|6[0-3])$/), '*': z.string() }),
        response: { 200: z.unknown() },
      },
    },
    async (request, reply) => {
      const bytes = await readTile(record, Number(request.params.level), request.params['*']);
      return asIs(forAll(reply, IMMUTABLE).type('application/octet-stream'), bytes);
    },
  );
}
