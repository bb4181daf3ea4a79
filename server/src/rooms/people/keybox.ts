import { forHost, keyBox } from '@comity/seal/keeping';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { visitorOf } from './api.ts';
import { peopleError } from './errors.ts';
import { assertSignedIn } from './rules.ts';
import { deleteKeyBox, findKeyBox, putKeyBox } from './store.ts';

/** The most a box may have: 64 keys of some kilobytes each stay well below. */
const LIMIT = 256 * 1024;

/**
 * The key box of a person: read and written by that person alone. It holds ciphertext under a passkey or a
 * recovery code; one that a passphrase opens is refused, since a host could guess at leisure.
 */
export function keyBoxApi(app: Http, record: ActRecord): void {
  const personOf = async (request: Parameters<typeof visitorOf>[1]) => {
    const visitor = await visitorOf(record, request);
    assertSignedIn(visitor);
    return { participant: visitor.participant, person: visitor.person ?? 'root' };
  };

  app.get(
    '/api/keybox',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'What this person keeps for other devices: ciphertext',
        tags: ['people'],
        response: {
          200: z.unknown().describe('docs/spec/07-keeping.md'),
          204: z.null().describe('Nothing is kept'),
        },
      },
    },
    async (request, reply) => {
      const box = await findKeyBox(record.database.read, await personOf(request));
      reply.header('cache-control', 'private, no-store');
      return box ?? reply.status(204).send(null);
    },
  );

  app.put(
    '/api/keybox',
    {
      config: { access: 'participant' },
      bodyLimit: LIMIT,
      schema: {
        summary: 'Keep a key box: the one before is replaced',
        tags: ['people'],
        body: z.unknown().describe('docs/spec/07-keeping.md'),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const who = await personOf(request);
      const box = keyBox.safeParse(request.body);
      if (!box.success || forHost(box.data)?.wraps.length !== box.data.wraps.length)
        throw peopleError('bad-key-box', { detail: 'See docs/spec/07-keeping.md.' });
      await record.database.transaction((tx) => putKeyBox(tx, who, box.data));
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/api/keybox',
    {
      config: { access: 'participant' },
      schema: {
        summary: 'Forget what this person keeps here',
        tags: ['people'],
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const who = await personOf(request);
      await record.database.transaction((tx) => deleteKeyBox(tx, who));
      return reply.status(204).send(null);
    },
  );
}
