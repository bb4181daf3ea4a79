import { enrolment, idOfKey, signPreimage, signStatement } from '@comity/acts';
import { seedOf, testId } from '@comity/acts/testing';
import type { Hand, Prepared } from '@comity/client';
import { canonicalBytes, ed25519Signer, preimageOf, toBase64url } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  newPerson,
  refused,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let signed: Prepared;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  signed = await allowedAct();
});
afterAll(() => body.stop());

/** An act that would be allowed: every refusal below is for the one thing that is wrong with it. */
const allowedAct = (hand: Hand = alpha.officer) =>
  signs(body, hand, 'people.authorities-set', { person: alpha.duty.person, authorities: [] });

describe('refuses a key', () => {
  /** The points of small order on Curve25519, and encodings that are not canonical. */
  const WEAK = [
    `01${'00'.repeat(31)}`,
    '00'.repeat(32),
    `ec${'ff'.repeat(30)}7f`,
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    `ee${'ff'.repeat(30)}7f`,
    'ff'.repeat(32),
  ];
  test.each(WEAK)('of small order or of another spelling: %s', async (hex) => {
    const { hand, data } = await newPerson(body, 'alpha', `weak ${hex}`);
    const key = { alg: 'ed25519', key: toBase64url(Uint8Array.from(Buffer.from(hex, 'hex'))) };
    const act = { ...signed.act, type: 'people.person-added', data: { ...data, key } };
    const sig = await signPreimage(preimageOf('act', canonicalBytes(act)), alpha.officer.signer);
    expect(hand.person).toMatch(/^per_/);
    await refused(body, canonicalBytes({ act, sig }), 'record.malformed', 400);
  });

  test('proven for another person', async () => {
    const { data, openings } = await newPerson(body, 'alpha', 'proven');
    const signer = await ed25519Signer(seedOf('alpha/proven'));
    const statement = enrolment(body.trust.body, 'alpha', testId('per', 'other'), idOfKey(data.key));
    const proof = await signStatement('enrol', statement, signer);
    const act = await signs(body, alpha.officer, 'people.person-added', { ...data, proof }, { openings });
    await refused(body, act.bytes, 'record.bad-proof', 403);
  });
});
