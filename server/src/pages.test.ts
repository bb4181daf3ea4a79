import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OFFICIAL_LANGUAGES, platformErrors } from './platform/index.ts';
import { clearanceError } from './rooms/clearance/index.ts';
import { consultationsError } from './rooms/consultations/index.ts';
import { custodyError } from './rooms/custody/index.ts';
import { decisionsError } from './rooms/decisions/index.ts';
import { directoryError } from './rooms/directory/index.ts';
import { documentsError } from './rooms/documents/index.ts';
import { exchangeError } from './rooms/exchange/index.ts';
import { exercisesError } from './rooms/exercises/index.ts';
import { negotiationError } from './rooms/negotiation/index.ts';
import { peopleError } from './rooms/people/index.ts';
import { recordError } from './rooms/record/index.ts';
import { ERROR_TABLE } from './server.ts';
import { type TestBody, testBody } from './testing/index.ts';

let body: TestBody;
const HOSTILE = '<script>alert(1)</script>" onload="x" <img src=x onerror=alert(2)> & co';

beforeAll(async () => {
  body = await testBody({ mandate: { v: 1, name: { en: HOSTILE }, purpose: { en: 'To be tested.' } } });
});
afterAll(() => body.stop());

const CODES = Object.keys(ERROR_TABLE);

/** A page that needs no script, brings none, and takes nothing from elsewhere. */
function expectPlain(reply: { body: string; headers: Record<string, unknown> }): void {
  expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
  const policy = String(reply.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(reply.headers['x-content-type-options']).toBe('nosniff');
  expect(reply.body).not.toMatch(/<script|\son[a-z]+=|javascript:|<img|<iframe|style="/i);
  for (const [, address] of reply.body.matchAll(/(?:href|src)="([^"]*)"/g)) expect(address).toMatch(/^\//);
  expect(reply.body).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
}

describe('the page of the API', () => {
  test('is where the root leads as long as there are no other pages', async () => {
    const reply = await body.app.inject({ url: '/' });
    expect([reply.statusCode, reply.headers.location]).toEqual([302, '/api']);
  });

  test('needs no script, brings none, and shows a hostile name as text', async () => {
    const reply = await body.app.inject({ url: '/api' });
    expect(reply.statusCode).toBe(200);
    const shown = reply.body.replaceAll(/&lt;[^<]*/g, '');
    expectPlain({ body: shown, headers: reply.headers });
    expect(reply.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(reply.body).not.toContain('<script>');
    expect(reply.body).not.toContain('<img');
    expect(reply.body.match(/<h1>/g)).toHaveLength(1);
  });

  test('names every call that the description for machines names', async () => {
    const { body: page } = await body.app.inject({ url: '/api' });
    const { paths } = (await body.app.inject({ url: '/openapi.json' })).json();
    expect(Object.keys(paths).length).toBeGreaterThan(20);
    for (const path of Object.keys(paths)) expect(page).toContain(`<code>${path}</code>`);
  });

  test('is styled by a file of its own', async () => {
    const reply = await body.app.inject({ url: '/reference.css' });
    expect(reply.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(reply.body).not.toMatch(/url\(|@import/);
  });
});

describe('what this body is', () => {
  test('is told to machines as it is', async () => {
    const reply = await body.app.inject({ url: '/about.json' });
    expect(reply.json()).toMatchObject({
      body: body.trust.body,
      key: body.trust.key,
      name: { en: HOSTILE },
      origin: 'body.example/log',
      entries: 1,
      demo: false,
      provisional: true,
    });
  });
});

describe('an error code', () => {
  test.each(CODES)('%s has a title in six languages, and a page that a problem leads to', async (code) => {
    const { status, title } = ERROR_TABLE[code]!;
    expect(code).toMatch(
      /^(platform|record|people|directory|exchange|documents|decisions|negotiation|clearance|consultations|exercises|custody)\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    );
    expect(Object.keys(title).sort()).toEqual([...OFFICIAL_LANGUAGES].sort());
    expect(new Set(Object.values(title)).size).toBe(6);
    expect(title.ar).toMatch(/[\u0600-\u06ff]/);
    expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(title.ru).toMatch(/[\u0400-\u04ff]/);
    expect(status).toBeGreaterThanOrEqual(400);
    const reply = await body.app.inject({ url: `/problems/${code}` });
    expect(reply.statusCode).toBe(200);
    expectPlain(reply);
    for (const words of Object.values(title)) expect(reply.body).toContain(words.replaceAll('"', '&quot;'));
    expect(reply.body).toContain(`<code>${code}</code>`);
    expect(reply.body).toContain(String(status));
    expect(reply.body).not.toContain('The answer that led here says more.');
  });

  test('belongs to one room', () => {
    const tables = [platformErrors, ...ROOMS.map((room) => room.table)].map((table) => Object.keys(table));
    expect(tables.flat().sort()).toEqual([...CODES].sort());
    expect(new Set(tables.flat()).size).toBe(CODES.length);
  });

  test('that does not exist has no page', async () => {
    for (const code of ['record.nothing', '__proto__', 'constructor', '%3Cscript%3E', '..%2f..%2fetc']) {
      const reply = await body.app.inject({ url: `/problems/${code}` });
      expect([code, reply.statusCode]).toEqual([code, 404]);
      expect(reply.headers['content-type']).toBe('application/problem+json');
    }
  });
});
const ROOMS = [
  recordError,
  peopleError,
  directoryError,
  exchangeError,
  documentsError,
  decisionsError,
  negotiationError,
  clearanceError,
  consultationsError,
  exercisesError,
  custodyError,
];
