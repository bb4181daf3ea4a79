import {
  forHost,
  importMaster,
  lockKey,
  newMaster,
  newRecoveryCode,
  unwrapMaster,
  wrapMaster,
} from '@comity/seal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  headersOf,
  opens,
  seats,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let mine: Record<string, string>;
let colleague: Record<string, string>;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  mine = headersOf(alpha.reader) as Record<string, string>;
  const other = await adds(body, alpha.officer, 'other', { authorities: ['exchange'] });
  colleague = headersOf((await opens(body, other)).connection) as Record<string, string>;
});
afterAll(() => body.stop());

const ask = (method: 'GET' | 'PUT' | 'DELETE', headers: Record<string, string>, payload?: object) =>
  body.app.inject({ method, url: '/api/keybox', headers, ...(payload ? { payload } : {}) });

async function box(code: string, passphrase?: string) {
  const master = newMaster();
  const name = { contact: alpha.contact, fingerprint: alpha.key.fingerprint };
  const wraps = [await wrapMaster(master, { by: 'recovery', code })];
  if (passphrase) wraps.push(await wrapMaster(master, { by: 'passphrase', passphrase }));
  return {
    v: 1 as const,
    wraps,
    keys: [await lockKey(await importMaster(master), name, alpha.key.privateKey)],
  };
}

describe('a key box', () => {
  test('comes back to the person who put it, opens with the code, and is replaced as a whole', async () => {
    const code = newRecoveryCode();
    expect((await ask('PUT', mine, await box(newRecoveryCode()))).statusCode).toBe(204);
    const kept = await box(code);
    expect((await ask('PUT', mine, kept)).statusCode).toBe(204);
    const found = await ask('GET', mine);
    expect(found.headers['cache-control']).toBe('private, no-store');
    expect(found.json()).toEqual(kept);
    expect(await unwrapMaster(found.json(), { by: 'recovery', code })).toHaveLength(32);
  });

  test('is shown to nobody else, a colleague of the same State included', async () => {
    expect((await ask('GET', colleague)).statusCode).toBe(204);
    expect((await ask('DELETE', colleague)).statusCode).toBe(204);
    expect((await ask('GET', mine)).statusCode).toBe(200);
  });

  test('that a passphrase opens is refused, and so is what is no box; the one before stays', async () => {
    const before = (await ask('GET', mine)).body;
    const guessable = await box(newRecoveryCode(), 'four quiet words here');
    const bad = [guessable, {}, { ...forHost(guessable)!, extra: true }, { v: 1, wraps: [], keys: [] }];
    for (const one of bad) {
      const answer = await ask('PUT', mine, one);
      expect(answer.json()).toMatchObject({ status: 400, code: 'people.bad-key-box' });
    }
    expect((await ask('PUT', mine, { v: 1, wraps: ['x'.repeat(300_000)], keys: [] })).statusCode).toBe(413);
    expect((await ask('GET', mine)).body).toBe(before);
  });

  test('is forgotten when its owner says so', async () => {
    expect((await ask('DELETE', mine)).statusCode).toBe(204);
    expect((await ask('GET', mine)).statusCode).toBe(204);
  });
});
