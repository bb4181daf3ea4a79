import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCertificate } from '../hooks/testing/certificate.ts';
import { type HookServer, startHookServer } from '../hooks/testing/hookserver.ts';
import { findPushService, type Pushing, type PushService, pushKeyOf, pushTo } from './index.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2027, 0, 1);
const certified = makeCertificate('localhost');
const key = pushKeyOf(new Uint8Array(32).fill(7));
let server: HookServer;
beforeAll(async () => {
  server = await startHookServer(certified);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.received.length = 0;
  server.answer(201);
});

const own = (): PushService => ({
  host: new URL(server.url).host,
  ...{ service: 'Browsers of Alderia', isPrivate: true, ca: certified.cert },
});
const by = (...services: PushService[]): Pushing => ({
  ...{ services: services.length > 0 ? services : [own()], key, subject: 'https://body.example' },
});
const push = (endpoint = server.url, pushing = by()) => pushTo(pushing, endpoint, NOW);

/** What a push service does with the header, by RFC 8292 alone. */
function checked(header: string) {
  const [, token, point] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header)!;
  const bytes = Buffer.from(point!, 'base64url');
  expect([bytes.length, bytes[0]]).toEqual([65, 4]);
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((b) => b.toString('base64url'));
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: x!, y: y! },
  });
  const [head, body, signature] = token!.split('.');
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature!, 'base64url'),
  );
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { isRight, head: read(head!), claims: read(body!), point };
}

describe('A push', () => {
  test('is headers alone, and the same whatever waits', async () => {
    expect(await push()).toEqual({ state: 'taken', says: 'The service took it (201).' });
    const [{ body, headers }] = server.received as [(typeof server.received)[0]];
    expect(body).toBe('');
    expect(headers).toMatchObject({
      ...{ ttl: '86400', urgency: 'high', topic: 'waits', 'content-length': '0' },
    });
    expect(Object.keys(headers).sort()).toEqual(
      [
        'authorization',
        'connection',
        'content-length',
        'host',
        'topic',
        'ttl',
        'urgency',
        'user-agent',
      ].sort(),
    );
  });

  test('is vouched for with ES256, for that service alone and less than a day', async () => {
    await push();
    const { isRight, head, claims, point } = checked(server.received[0]!.headers.authorization!);
    expect([isRight, head]).toEqual([true, { typ: 'JWT', alg: 'ES256' }]);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'sub']);
    expect(claims).toMatchObject({ aud: new URL(server.url).origin, sub: 'https://body.example' });
    expect(claims.exp * 1000).toBeGreaterThan(NOW);
    expect(claims.exp * 1000).toBeLessThanOrEqual(NOW + 24 * HOUR);
    expect(point).toBe(key.publicKey);
  });

  test('is vouched for by the same key again, and by another of another seed', () => {
    expect(pushKeyOf(new Uint8Array(32).fill(7)).publicKey).toBe(key.publicKey);
    expect(pushKeyOf(new Uint8Array(32).fill(8)).publicKey).not.toBe(key.publicKey);
  });

  test.each([
    [200, 'taken'],
    [201, 'taken'],
    [400, 'refused'],
    [403, 'refused'],
    [404, 'gone'],
    [410, 'gone'],
    [413, 'refused'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('that is answered %i is %s', async (status, state) => {
    server.answer(status);
    expect(await push()).toMatchObject({ state });
  });

  test.each([
    ['120', 120],
    [new Date(NOW + 90_000).toUTCString(), 90],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    [new Date(NOW - 1000).toUTCString(), undefined],
  ])('that is to be tried again after “%s” says so', async (text, after) => {
    server.answer(429, { 'retry-after': text });
    expect((await push()).after).toBe(after);
  });

  test('follows no redirect', async () => {
    server.answer(307, { location: server.url });
    expect(await push()).toMatchObject({ state: 'refused' });
    expect(server.received.length).toBe(1);
  });

  test('goes to no private address unless that was configured', async () => {
    const open = { ...own(), isPrivate: false };
    for (const endpoint of [server.url, 'https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/']) {
      const { host } = new URL(endpoint);
      expect(await push(endpoint, by({ ...open, host })), endpoint).toEqual({
        ...{ state: 'refused', says: 'Its address is a private one.' },
      });
    }
    expect(server.received).toEqual([]);
  });

  test('goes to no server without a certificate of its name', async () => {
    const { ca: _, ...uncertified } = own();
    expect(await push(server.url, by(uncertified))).toMatchObject({ state: 'later' });
    expect(server.received).toEqual([]);
  });

  test('to one that answers without an end, or never, ends in time, and nothing of the address is said', async () => {
    server.answer('endless');
    expect(await push(`${server.url}/secret`)).toMatchObject({ state: 'taken' });
    server.answer(201, { filler: 'x'.repeat(100_000) });
    expect(await push(`${server.url}/secret`)).toMatchObject({ state: 'later' });
    server.answer(0);
    const began = performance.now();
    const { state, says } = await push(`${server.url}/secret`);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect([state, says.includes('secret')]).toEqual(['later', false]);
  });
});

describe('An address to push to', () => {
  const services: PushService[] = [
    { host: 'push.example', service: 'One', isPrivate: false },
    { host: '*.notify.example', service: 'Two', isPrivate: false },
    { host: 'own.example:8443', service: 'Three', isPrivate: false },
  ];
  const whose = (endpoint: string) => findPushService(services, endpoint)?.service;

  test('belongs to the service whose host it has', () => {
    expect(whose('https://push.example/send/abc?x=1')).toBe('One');
    expect(whose('https://push.example:443/send')).toBe('One');
    expect(whose('https://PUSH.example/send')).toBe('One');
    expect(whose('https://db5p.notify.example/w/?token=BQ%3d')).toBe('Two');
    expect(whose('https://own.example:8443/x')).toBe('Three');
  });

  test.each([
    'http://push.example/send',
    'https://push.example:8443/send',
    'https://push.example.evil.example/send',
    'https://evil.example/push.example',
    'https://push.example@evil.example/',
    'https://user:word@push.example/',
    'https://push.example\\@evil.example/',
    'https://evil.example#.notify.example',
    'https://notify.example/',
    'https://evilnotify.example/',
    'https://own.example/x',
    'https://push.example/#part',
    'https://push.example/\nsend',
    'https://push.example/é',
    ' https://push.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'javascript:alert(1)',
    'https://',
    '',
    `https://push.example/${'a'.repeat(1000)}`,
  ])('is none that is written as %j', (endpoint) => {
    expect(whose(endpoint)).toBeUndefined();
  });
});
