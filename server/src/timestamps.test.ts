import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeAuthority } from '@comity/dossier/testing';
import { parseToken } from '@comity/dossier/timestamp';
import { sha256, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stampsFrom } from './timestamps.ts';

/** An authority over HTTP: openssl answers, and what it answered can be spoilt on the way. */
const authority = makeAuthority();
const imprint = sha256(utf8('a checkpoint'));
let server: Server;
let spoil: (answer: Uint8Array) => Uint8Array = (answer) => answer;
let kind: string | undefined;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    kind = request.headers['content-type'];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.statusCode = request.url === '/gone' ? 503 : 200;
    response.end(spoil(authority.reply(Buffer.concat(chunks))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  authority.end();
  await new Promise((resolve) => server.close(resolve));
});

async function stamp(path = '/') {
  const failures: string[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const token = await stampsFrom(url, (error) => failures.push((error as Error).message))(imprint);
  return { token, failures };
}

test('a token comes over HTTP, over what was asked', async () => {
  const { token, failures } = await stamp();
  expect(failures).toEqual([]);
  expect(kind).toBe('application/timestamp-query');
  expect(parseToken(token!).imprint).toEqual(imprint);
});

test('an authority that is away, refuses, answers another request or too much gives none, and is told', async () => {
  expect(await stamp('/gone')).toMatchObject({
    token: undefined,
    failures: [expect.stringContaining('503')],
  });
  spoil = () => Uint8Array.of(0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02);
  expect(await stamp()).toMatchObject({ token: undefined, failures: [expect.stringContaining('status 2')] });
  let old: Uint8Array | undefined;
  spoil = (answer) => {
    const sent = old ?? answer;
    old ??= Uint8Array.from(answer);
    return sent;
  };
  expect((await stamp()).token).toBeDefined();
  expect(await stamp()).toMatchObject({
    token: undefined,
    failures: [expect.stringContaining('another request')],
  });
  spoil = () => new Uint8Array(100_000);
  expect(await stamp()).toMatchObject({ token: undefined, failures: [expect.stringContaining('too large')] });
  spoil = () => utf8('<html>');
  expect((await stamp()).token).toBeUndefined();
});
