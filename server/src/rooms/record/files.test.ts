import { newId, newSalt } from '@comity/acts';
import { putBlob } from '@comity/client';
import { canonicalBytes, sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  drafts,
  headersOf,
  leavesNothing,
  membersOf,
  newPerson,
  opens,
  posts,
  refused,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
});
afterAll(() => body.stop());

describe('refuses an opening', () => {
  test('that does not match the act, or opens nothing of it', async () => {
    const { data, openings } = await newPerson(body, 'alpha', 'opened');
    const sign = (change: object) =>
      signs(body, alpha.officer, 'people.person-added', data, {
        openings: [{ ...openings[0]!, ...change }],
      });
    for (const change of [
      { value: 'Somebody else' },
      { salt: newSalt() },
      { path: 'role' },
      { subject: alpha.duty.person },
    ])
      await refused(body, (await sign(change)).bytes, 'record.bad-opening', 400);
  });

  test('of a restricted act without the salt of its signer', async () => {
    const { data, openings } = await drafts(alpha, [bravo], newId('msg'));
    const { act, sig } = membersOf(await signs(body, alpha.session, 'exchange.sent', data, { openings }));
    await refused(body, canonicalBytes({ act, sig, openings }), 'record.bad-opening', 400);
    await refused(body, canonicalBytes({ act, sig, openings, salt: 'AAAA' }), 'record.malformed', 400);
  });
});

describe('refuses a file', () => {
  const put = (sha256: string, bytes: Uint8Array, headers = headersOf(alpha.reader)) =>
    body.app.inject({
      method: 'PUT',
      url: `/api/blobs/${sha256}`,
      payload: Buffer.from(bytes),
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });

  test('under another hash than its own', async () => {
    const reply = await leavesNothing(body, () => put(sha256Hex(utf8('a')), utf8('b')));
    expect(reply.json()).toMatchObject({ code: 'platform.blob-hash-mismatch' });
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode).toBeLessThan(500);
  });

  test('from nobody', async () => {
    const reply = await leavesNothing(body, () => put(sha256Hex(utf8('a')), utf8('a'), {}));
    expect(reply.json()).toMatchObject({ status: 401, code: 'people.sign-in-required' });
  });

  test('of more than 25 megabytes', async () => {
    const bytes = new Uint8Array(25 * 1024 * 1024 + 1);
    const reply = await leavesNothing(body, () => put(sha256Hex(bytes), bytes));
    expect(reply.json()).toMatchObject({ status: 413 });
  });

  test.each([
    '..%2f..%2fetc%2fpasswd',
    `${'a'.repeat(63)}%00`,
    'A'.repeat(64),
    'a'.repeat(63),
    `${'a'.repeat(64)}%2f..`,
  ])('by a path that is no hash: %s', async (path) => {
    for (const method of ['GET', 'PUT'] as const) {
      const reply = await leavesNothing(body, () =>
        body.app.inject({
          method,
          url: `/api/blobs/${path}`,
          headers: { ...headersOf(alpha.reader), 'content-type': 'application/octet-stream' },
          ...(method === 'PUT' ? { payload: Buffer.from('a') } : {}),
        }),
      );
      expect(reply.statusCode).toBe(400);
    }
  });

  test('that another State uploaded for others: whoever names it would open it', async () => {
    const foreign = utf8('for others');
    const sha256 = sha256Hex(foreign);
    await putBlob(bravo.reader, sha256, foreign);
    const clerk = await adds(body, body.secretariat, 'copyist', { authorities: ['documents'] });
    const files = { en: { sha256, size: foreign.length, media: 'text/plain' } };
    const data = { document: newId('doc'), titles: { en: 'A' }, source: 'archive' as const, files };
    const act = await signs(body, clerk, 'documents.registered', data);
    await refused(body, act.bytes, 'record.blob-missing', 409);
    // With an upload of its own the same act is accepted.
    await putBlob((await opens(body, clerk)).connection, sha256, foreign);
    expect((await posts(body, act.bytes)).status).toBe(200);
  });

  test('that an act names and nobody uploaded', async () => {
    const clerk = await adds(body, body.secretariat, 'registrar', { authorities: ['documents'] });
    const files = { en: { sha256: sha256Hex(utf8('absent')), size: 6, media: 'text/plain' } };
    const data = { document: newId('doc'), titles: { en: 'A' }, source: 'archive' as const, files };
    const act = await signs(body, clerk, 'documents.registered', data);
    await refused(body, act.bytes, 'record.blob-missing', 409);
  });
});
