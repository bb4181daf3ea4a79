import { utf8 } from '@comity/log';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineErrors, joinErrors } from '../problem/domain-error.ts';
import { buildHttp, type Http, openApiDocument, rawBytes, readCanonical } from './index.ts';

const title = { ar: 'أ', zh: '一', en: 'Closed', fr: 'Fermé', ru: 'Закрыт', es: 'Cerrado' };
const fail = defineErrors('trial', { 'paragraph-closed': { status: 409, title } });

let app: Http;
const log: string[] = [];

beforeAll(async () => {
  const api = { title: 'Trial', version: '1' };
  app = await buildHttp({
    api,
    errors: [fail.table],
    sayDetail: (detail) => (detail === 'It sleeps.' ? { en: detail, fr: 'Il dort.' } : undefined),
    origin: 'https://comity.example',
    log: { write: (l) => log.push(l) },
  });
  const body = z.strictObject({
    name: z.string().max(5),
    parts: z.array(z.strictObject({ n: z.int() })).optional(),
  });
  const querystring = z.strictObject({
    page: z.coerce.number().int().optional(),
    word: z.string().optional(),
  });
  const response = { 200: z.strictObject({ name: z.string() }) };
  app.post('/things', { schema: { body, querystring, response } }, async (request) => ({
    name: request.body.name,
  }));
  app.post('/acts', { config: { rawBody: true }, schema: { body } }, async (request) => {
    const bytes = rawBytes(request);
    return { size: bytes.length, act: readCanonical(bytes) };
  });
  app.put('/files', { bodyLimit: 100_000 }, async (request) => ({ size: rawBytes(request).length }));
  app.get('/closed', async () => {
    throw fail('paragraph-closed', {
      detail: 'OP7 is closed.',
      rule: 'r. 12',
      allowedWhen: { act: 'reopen' },
      paragraph: 'OP7',
    });
  });
  app.get('/asleep', async () => {
    throw fail('paragraph-closed', { detail: 'It sleeps.' });
  });
  app.get('/broken', async () => {
    throw Object.assign(new Error('secret password 1234'), {
      detail: 'Key (email)=(a@b.c)',
      statusCode: 418,
    });
  });
  app.get('/wrong-reply', { schema: { response } }, async () => ({ nam: 'secret' }) as never);
  app.get('/tile', async (_request, reply) =>
    reply
      .header('cache-control', 'max-age=31536000, immutable')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send('x'),
  );
  app.get('/token/:token', async () => 'ok');
  await app.ready();
});

const post = (url: string, payload: unknown, headers = {}) =>
  app.inject({
    method: 'POST',
    url,
    payload: payload as never,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('a request', () => {
  it('is answered when it fits', async () => {
    const reply = await post('/things?page=2', { name: 'a' });
    expect([reply.statusCode, reply.json()]).toEqual([200, { name: 'a' }]);
  });

  it('is refused for an unknown field, which is named', async () => {
    const reply = await post('/things', { name: 'a', parts: [{ n: 1, 'x/y': 2 }], extra: 1 });
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({
      code: 'platform.bad-request',
      errors: [
        { in: 'body', pointer: '/parts/0/x~1y', detail: 'Unknown field.' },
        { in: 'body', pointer: '/extra', detail: 'Unknown field.' },
      ],
    });
  });

  it('is refused for a field of another type: nothing is converted', async () => {
    const reply = await post('/things', { name: 5 });
    expect(reply.json().errors).toMatchObject([{ pointer: '/name' }]);
    expect((await post('/things', { name: 'a', parts: [{ n: '1' }] })).statusCode).toBe(400);
  });

  it('is refused for an unknown word in the query, also where no query is described', async () => {
    expect((await post('/things?pgae=2', { name: 'a' })).json().errors).toMatchObject([
      { in: 'querystring', pointer: '/pgae' },
    ]);
    expect((await post('/acts?x=1', '{}')).statusCode).toBe(400);
  });

  it('is refused when it is not JSON, not UTF-8, too large, of another type, or to nowhere', async () => {
    const codes = await Promise.all([
      post('/things', '{"name":'),
      post('/things', Buffer.from([0x22, 0xff, 0x22])),
      post('/things', JSON.stringify({ name: 'a'.repeat(70_000) })),
      post('/things', 'name=a', { 'content-type': 'application/x-www-form-urlencoded' }),
      post('/nowhere', {}),
      app.inject({ method: 'GET', url: '/%E0%A4' }),
    ]);
    expect(codes.map((reply) => [reply.statusCode, reply.json().code])).toEqual([
      [400, 'platform.not-json'],
      [400, 'platform.not-json'],
      [413, 'platform.too-large'],
      [415, 'platform.unsupported-media-type'],
      [404, 'platform.not-found'],
      [400, 'platform.bad-request'],
    ]);
  });

  it('gives the exact bytes to a route that asks for them, unchecked by its schema', async () => {
    const text = '{"a":"é","b":1}';
    expect((await post('/acts', text)).json()).toEqual({ size: utf8(text).length, act: { a: 'é', b: 1 } });
    const refused = await post('/acts', '{"b":1,"a":2}');
    expect(refused.json()).toMatchObject({ code: 'platform.not-canonical', status: 400 });
  });

  it('may carry a file up to the limit of its route', async () => {
    const put = (size: number) =>
      app.inject({
        method: 'PUT',
        url: '/files',
        payload: Buffer.alloc(size),
        headers: { 'content-type': 'application/octet-stream' },
      });
    expect((await put(100_000)).json()).toEqual({ size: 100_000 });
    expect((await put(100_001)).json().code).toBe('platform.too-large');
  });
});

describe('a problem', () => {
  it('carries code, rule, what would be allowed, and its title in the language asked for', async () => {
    const reply = await app.inject({
      url: '/closed',
      headers: { 'accept-language': 'de, fr-CA;q=0.9, en;q=0.5' },
    });
    expect(reply.statusCode).toBe(409);
    expect(reply.headers['content-language']).toBe('fr');
    expect(reply.json()).toEqual({
      type: '/problems/trial.paragraph-closed',
      title: 'Fermé',
      status: 409,
      code: 'trial.paragraph-closed',
      detail: 'OP7 is closed.',
      rule: 'r. 12',
      allowedWhen: { act: 'reopen' },
      paragraph: 'OP7',
      instance: `/problems/trial.paragraph-closed#${reply.headers['x-request-id']}`,
    });
  });

  it('says its detail in English, and beside it in each language that has words for it', async () => {
    const reply = await app.inject({ url: '/asleep', headers: { 'accept-language': 'fr' } });
    expect(reply.json()).toMatchObject({
      title: 'Fermé',
      detail: 'It sleeps.',
      reasons: { en: { why: 'It sleeps.' }, fr: { why: 'Il dort.' } },
    });
    expect((await app.inject({ url: '/closed' })).json()).not.toHaveProperty('reasons');
  });

  it('says nothing of an error we did not expect; the log knows it', async () => {
    for (const url of ['/broken', '/wrong-reply']) {
      log.length = 0;
      const reply = await app.inject({ url });
      expect(reply.statusCode).toBe(500);
      expect(reply.json()).toMatchObject({ code: 'platform.unexpected' });
      expect(reply.body).not.toMatch(/secret|1234|email/);
      expect(log.join('')).toContain(reply.json().instance.split('#')[1]);
      expect(log.join('')).not.toContain('a@b.c');
    }
  });

  it('with one code has one table', () => {
    const again = defineErrors('trial', { 'paragraph-closed': { status: 400, title } });
    expect(() => joinErrors(fail.table, again.table)).toThrow('declared twice');
  });
});

describe('every reply', () => {
  it('is guarded by headers, errors too', async () => {
    for (const url of ['/closed', '/tile', '/nowhere', '/%E0%A4']) {
      const { headers } = await app.inject({ url });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['strict-transport-security']).toContain('max-age=');
    }
  });

  it('keeps what its route has set', async () => {
    const { headers } = await app.inject({ url: '/tile' });
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  it('leaves no address, header or body in the log', async () => {
    log.length = 0;
    await app.inject({ url: '/token/abc123?t=q456', headers: { authorization: 'Bearer xyz789' } });
    await post('/things', { name: 'w0rd' });
    expect(log).toHaveLength(2);
    expect(log.join('')).toContain('/token/:token');
    expect(log.join('')).not.toMatch(/abc123|q456|xyz789|w0rd/);
  });
});

describe('a route', () => {
  it('cannot be declared with an object that lets unknown fields pass', async () => {
    const open = await buildHttp({ api: { title: 'Trial', version: '1' } });
    const handler = async () => '';
    const inner = z.strictObject({ list: z.array(z.object({ a: z.string() })) });
    expect(() => open.post('/a', { schema: { body: z.object({ a: z.string() }) } }, handler)).toThrow(
      'z.strictObject',
    );
    expect(() => open.post('/b', { schema: { body: inner } }, handler)).toThrow('z.strictObject');
  });

  it('appears in the description of the API', async () => {
    const document = (await openApiDocument(app)) as never;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/things': {
          post: {
            requestBody: {
              content: {
                'application/json': { schema: { required: ['name'], additionalProperties: false } },
              },
            },
            responses: { 200: {}, default: { $ref: '#/components/responses/Problem' } },
          },
        },
        '/acts': { post: { requestBody: { content: { 'application/json': {} } } } },
      },
      components: { schemas: { Problem: { type: 'object' } } },
    });
  });
});
