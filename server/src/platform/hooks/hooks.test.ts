import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HookService, isPrivateAddress, postHook } from './index.ts';
import { makeCertificate } from './testing/certificate.ts';
import { type HookServer, startHookServer } from './testing/hookserver.ts';

const SECRET = 'a secret of thirty-two characters';
const certified = makeCertificate('localhost');
let plain: HookServer;
let secure: HookServer;
beforeAll(async () => {
  [plain, secure] = [await startHookServer(), await startHookServer(certified)];
});
afterAll(async () => {
  await plain.stop();
  await secure.stop();
});

const service = (change: Partial<HookService>): HookService => ({
  ...{ id: 'one', way: 'sms', service: 'Somebody', url: plain.url, secret: SECRET, isPrivate: true },
  ...change,
});
const post = (change: Partial<HookService> = {}) => postHook(service(change), { v: 1, text: 'é' }, 1000);

describe('A post to a service', () => {
  test('is signed over its time and its bytes', async () => {
    expect(await post()).toMatchObject({ state: 'taken' });
    const { body, headers } = plain.received.at(-1)!;
    expect(JSON.parse(body)).toEqual({ v: 1, text: 'é' });
    const signature = createHmac('sha256', SECRET).update(`1000.${body}`).digest('hex');
    expect(headers['comity-signature']).toBe(`t=1000,v1=${signature}`);
  });

  test('goes to a server with a certificate of the authority that was named, and to no other', async () => {
    expect(await post({ url: secure.url, ca: certified.cert })).toMatchObject({ state: 'taken' });
    const before = secure.received.length;
    expect(await post({ url: secure.url })).toMatchObject({ state: 'later' });
    const other = makeCertificate('localhost').cert;
    expect(await post({ url: secure.url, ca: other })).toMatchObject({ state: 'later' });
    expect(secure.received.length).toBe(before);
  });

  test('goes to no private address unless that was configured, whether written out or found by name', async () => {
    const before = [plain.received.length, secure.received.length];
    for (const url of [plain.url, secure.url, 'https://[::1]:1/', 'https://169.254.169.254/'])
      expect(await post({ url, isPrivate: false, ca: certified.cert }), url).toMatchObject({
        ...{ state: 'refused', says: 'Its address is a private one.' },
      });
    expect([plain.received.length, secure.received.length]).toEqual(before);
  });

  test('follows no redirect', async () => {
    plain.answer(302, { location: secure.url });
    const before = secure.received.length;
    expect(await post()).toMatchObject({ state: 'refused' });
    expect(secure.received.length).toBe(before);
  });

  test.each([
    [200, 'taken'],
    [204, 'taken'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('that is answered %i is %s', async (status, state) => {
    plain.answer(status);
    expect(await post()).toMatchObject({ state });
  });

  test('to a service that is not there is tried later, and says nothing of its address', async () => {
    const url = 'http://127.0.0.1:1/secret-path';
    const { state, says } = await post({ url });
    expect(state).toBe('later');
    expect(says).not.toContain('secret-path');
  });

  test('to one that never answers ends in time', async () => {
    plain.answer(0);
    const began = performance.now();
    expect(await post()).toMatchObject({ state: 'later' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

test('addresses of machines and houses are private, those of the world are not', () => {
  const inside = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'];
  const further = ['0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', 'ff02::1'];
  const tunnels = ['::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1', 'no address', ''];
  for (const address of [...inside, ...further, ...tunnels])
    expect(isPrivateAddress(address), address).toBe(true);
  for (const address of ['1.1.1.1', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])
    expect(isPrivateAddress(address), address).toBe(false);
});
