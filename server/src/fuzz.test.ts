import { signPreimage } from '@comity/acts';
import { connect, signIn } from '@comity/client';
import { canonicalText, ed25519Signer, preimageOf, utf8 } from '@comity/log';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  headersOf,
  leavesNothing,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from './testing/index.ts';

let body: TestBody;
let alpha: TestState;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
});
afterAll(() => body.stop());

/** Whatever comes in is answered by a problem of ours, and changes nothing. */
async function expectRefused(url: string, payload: Buffer, type = 'application/json'): Promise<void> {
  const reply = await body.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  const { code, detail } = reply.json();
  expect({ status: reply.statusCode, code, detail }).toMatchObject({
    status: expect.toSatisfy((s: number) => s >= 400 && s < 500),
  });
}

const junk = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
  fc
    .string({ unit: 'binary', maxLength: 200 })
    .map((text) => Buffer.from(JSON.stringify({ act: text, sig: text }))),
);
const RUNS = { numRuns: 300 };

describe('bytes of any kind', () => {
  test.each(['/api/acts', '/api/sessions'])('never harm %s', async (url) => {
    await leavesNothing(body, () =>
      fc.assert(
        fc.asyncProperty(junk, (payload) => expectRefused(url, payload)),
        RUNS,
      ),
    );
  });

  test.each(['/api/acts', '/api/sessions'])('never harm %s under any media type', async (url) => {
    const types = fc.constantFrom(
      'application/octet-stream',
      'text/plain',
      'application/json; charset=utf-16',
    );
    await fc.assert(
      fc.asyncProperty(junk, types, (payload, type) => expectRefused(url, payload, type)),
      { numRuns: 60 },
    );
  });
});

type Path = readonly (string | number)[];
/** Every place in a value, as a path. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length === 0 && by === undefined) delete copy[key];
  else copy[key] = replaced(copy[key], rest, by);
  return copy;
}
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    0,
    -1,
    1.5,
    2 ** 60,
    true,
    [],
    {},
    '\ud800',
    '\u0000',
    '__proto__',
    '\ud800'.repeat(20),
    'é'.repeat(22),
  ),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

describe('a proper submission with something strange in it', () => {
  test('never harms the record', async () => {
    const { bytes } = await signs(body, alpha.officer, 'people.authorities-set', {
      person: alpha.duty.person,
      authorities: ['exchange'],
    });
    const good = JSON.parse(Buffer.from(bytes).toString());
    const paths = places(good);
    await leavesNothing(body, () =>
      fc.assert(
        fc.asyncProperty(fc.nat(paths.length - 1), strange, async (at, by) => {
          const changed = replaced(good, paths[at]!, by);
          const text = JSON.stringify(changed) ?? '';
          fc.pre(text !== Buffer.from(bytes).toString());
          await expectRefused('/api/acts', Buffer.from(text));
        }),
        { numRuns: 600 },
      ),
    );
  });

  test('never harms the record either when it is signed properly', async () => {
    const prepared = await signs(body, alpha.officer, 'people.authorities-set', {
      person: alpha.duty.person,
      authorities: [],
    });
    const paths = places(prepared.act).filter((p) => !['nonce', 'at'].includes(String(p[0])));
    await leavesNothing(body, () =>
      fc.assert(
        fc.asyncProperty(fc.nat(paths.length - 1), strange, async (at, by) => {
          const path = paths[at]!;
          const act = replaced(prepared.act, path, by);
          let text: string;
          try {
            text = canonicalText(act);
          } catch {
            return;
          }
          fc.pre(text !== canonicalText(prepared.act));
          const sig = await signPreimage(preimageOf('act', utf8(text)), alpha.officer.signer);
          await expectRefused('/api/acts', Buffer.from(canonicalText({ act, sig })));
        }),
        { numRuns: 400 },
      ),
    );
  });

  test('never harms the opening of a session', async () => {
    const posted: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'POST') posted.push(await request.clone().text());
      return body.public.fetch(request);
    };

    const session = await ed25519Signer(new Uint8Array(32).fill(9));
    await signIn(connect('https://body.example', { fetch }), body.trust, alpha.duty, session, 1);
    const good = JSON.parse(posted[0]!);
    const paths = places(good);
    await leavesNothing(body, () =>
      fc.assert(
        fc.asyncProperty(fc.nat(paths.length - 1), strange, (at, by) =>
          expectRefused('/api/sessions', Buffer.from(JSON.stringify(replaced(good, paths[at]!, by)) ?? '')),
        ),
        { numRuns: 600 },
      ),
    );
  });
});

describe('an address with something strange in it', () => {
  const ADDRESSES = [
    '/api/acts?stream=',
    '/api/acts?type=',
    '/api/acts?before=',
    '/api/acts?limit=',
    '/api/acts/',
    '/api/blobs/',
    '/api/certificates/',
    '/api/openings?from=',
    '/api/participants/',
    '/api/directory/contacts?q=',
    '/api/directory/contacts?participant=',
    '/api/directory/contacts?language=',
    '/api/directory/contacts/',
    '/api/directory/keys/',
    '/api/directory/lists/',
    '/api/exchange/threads?before=',
    '/api/exchange/threads/',
    '/api/documents?q=',
    '/api/documents?language=',
    '/api/documents?before=',
    '/api/documents/',
    '/api/documents?class=',
    '/api/symbols/',
    '/api/document-classes?organ=',
    '/api/document-classes?year=',
    '/api/initiatives/',
    '/api/rounds?document=',
    '/api/rounds/',
    '/api/bundle?',
    '/api/dossiers/streams/',
    '/api/dossiers/acts/',
    '/api/dossiers/streams/body?format=',
    '/tile/0/',
    '/tile/entries/',
    '/tile/',
    '/problems/',
  ];
  const tails = fc.oneof(
    fc.constantFrom(
      '\u0000',
      'a\u0000b',
      '../../etc/passwd',
      "' or 1=1 --",
      '%',
      '_',
      '-1',
      '1e400',
      '9'.repeat(30),
    ),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );

  test.each(ADDRESSES)('never harms %s', async (address) => {
    await fc.assert(
      fc.asyncProperty(tails, async (tail) => {
        const url = `${address}${encodeURIComponent(tail)}`;
        const reply = await body.app.inject({ url, headers: headersOf(alpha.reader) });
        expect({ url, status: reply.statusCode }).toEqual({
          url,
          status: expect.toSatisfy((s: number) => s < 500),
        });
      }),
      { numRuns: 40 },
    );
  });

  test('never harms a token', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), async (token) => {
        fc.pre(!['\r', '\n', '\u0000'].some((c) => token.includes(c)));
        const headers = { authorization: `Bearer ${token}`, cookie: `comity_session=${token}` };
        const reply = await body.app.inject({ url: '/api/me', headers });
        expect(reply.statusCode).toBe(401);
      }),
      { numRuns: 200 },
    );
  });
});
