import { testId } from '@comity/acts/testing';
import { generateContactKey } from '@comity/seal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certifies, nominates, seats, type TestBody, type TestState, testBody } from '../../testing/index.ts';
import { wkdHash } from './wkd.ts';

let body: TestBody;
let alpha: TestState;
const KEYS = new Map<string, Uint8Array>();

/** A contact with an address, in the open or for participants, and a key that carries a name. */
async function opens(name: string, email: string, open: boolean, carries = email): Promise<void> {
  const contact = testId('con', name);
  await nominates(body, alpha.officer, contact, {
    fields: { emails: { value: [email], ...(open ? {} : { readers: 'participants' as const }) } },
  });
  const key = await generateContactKey({
    at: new Date(Date.now() - 1000).toISOString(),
    userId: { name, email: carries },
  });
  KEYS.set(name, key.publicKey);
  await certifies(body, alpha.officer, contact, key);
}

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  await opens('desk', 'Desk@cert.example', true);
  await opens('closed', 'closed@cert.example', false);
  await opens('other', 'other@cert.example', true, 'another@cert.example');
});
afterAll(() => body.stop());

const ask = (address: string) => {
  const [local, domain] = address.split('@') as [string, string];
  return body.app.inject(`/.well-known/openpgpkey/${domain}/hu/${wkdHash(local)}?l=${local}`);
};

test('a local part is named as the draft names it', () => {
  expect(wkdHash('Joe.Doe')).toBe('iy9q119eutrkn8s1mk4r39qejnbu3n5q');
});

test('the key of an address in the open is found, whatever its case, byte for byte', async () => {
  for (const address of ['Desk@cert.example', 'desk@CERT.example']) {
    const answer = await ask(address);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/octet-stream']);
    expect(new Uint8Array(answer.rawPayload)).toEqual(KEYS.get('desk'));
  }
});

test('one that is closed, that its key does not carry, or that is not there, is not', async () => {
  for (const address of [
    'closed@cert.example',
    'other@cert.example',
    'desk@other.example',
    'nobody@cert.example',
  ])
    expect((await ask(address)).statusCode).toBe(404);
  expect((await body.app.inject('/.well-known/openpgpkey/cert.example/hu/short')).statusCode).toBe(400);
  expect((await body.app.inject('/.well-known/openpgpkey/cert.example/policy')).statusCode).toBe(200);
});
