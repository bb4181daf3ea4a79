import { describeKey, idOfKey, newSalt, type RootKey } from '@comity/acts';
import { seedOf } from '@comity/acts/testing';
import { dataOf, type Hand } from '@comity/client';
import { ed25519Signer, fromBase64url, sha256Hex } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  bundleFor,
  does,
  keyOf,
  leavesNothing,
  refusedBy,
  seats,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';

const HOUR = 3_600_000;
let body: TestBody;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
});
afterAll(() => body.stop());

/** The secretariat gives notice about alpha; answers with the act and the token. */
async function gives(person?: string) {
  const token = newSalt();
  const { act } = await does(body, body.secretariat, 'people.notice-given', {
    ...{ participant: 'alpha', token: sha256Hex(fromBase64url(token)), note: 'a'.repeat(64) },
    ...{ channel: 'note-verbale', expires: body.clock.at(30 * 24 * HOUR) },
    ...(person ? { person } : {}),
  });
  return { act, token };
}
const house = async () =>
  dataOf(
    await body.public.api.GET('/api/participants/{participant}', {
      params: { path: { participant: 'alpha' } },
    }),
  );
const newRoot = async (label: string): Promise<Hand> => ({
  participant: 'alpha',
  signer: await ed25519Signer(seedOf(label)),
});
const enrols = async (root: Hand, token: string) =>
  does(body, root, 'people.root-enrolled', { key: keyOf(root) as RootKey, token }, { offline: true });

test('a notice is seen by everybody, with the time from which it counts, and its State cancels it', async () => {
  const { act, token } = await gives();
  const [notice] = (await house()).notices;
  expect(notice).toMatchObject({ act, of: 'root' });
  expect(Date.parse(notice!.from) - Date.parse(notice!.since)).toBe(72 * HOUR);
  await leavesNothing(body, async () => {
    await expect(does(body, bravo.root, 'people.notice-cancelled', { notice: act })).rejects.toMatchObject(
      refusedBy('people.notice-stands'),
    );
  });
  await does(body, alpha.officer, 'people.notice-cancelled', { notice: act });
  expect((await house()).notices).toEqual([]);
  const root = await newRoot('cancelled');
  await body.clock.later(73 * HOUR, async () => {
    await expect(enrols(root, token)).rejects.toMatchObject(refusedBy('people.seated-once'));
  });
});

test('a lost root is replaced after 72 hours; a refusal says from when on, and the record verifies', async () => {
  const { token } = await gives();
  const { from } = (await house()).notices[0]!;
  const root = await newRoot('replaced');
  await expect(enrols(root, token)).rejects.toMatchObject({
    ...refusedBy('people.notice-served'),
    allowedWhen: expect.stringContaining(from),
  });
  await body.clock.later(72 * HOUR + 1000, () => enrols(root, token));
  expect(await house()).toMatchObject({ root: idOfKey(keyOf(root)), notices: [] });
});

test('an administrator without keys is seated anew by letter, after 24 hours', async () => {
  const root = await newRoot('replaced');
  const signer = await ed25519Signer(seedOf('a new key of the officer'));
  const hand = { ...alpha.officer, signer };
  await body.clock.later(73 * HOUR, async () => {
    const { token } = await gives(alpha.officer.person);
    const data = { key: describeKey('ed25519', signer.publicKey), token };
    await expect(does(body, hand, 'people.key-reseated', data)).rejects.toMatchObject(
      refusedBy('people.notice-served'),
    );
    await body.clock.later(24 * HOUR, async () => {
      await does(body, hand, 'people.key-reseated', data);
      await adds(body, hand, 'after the lockout');
      await expect(adds(body, alpha.officer, 'by the old key')).rejects.toMatchObject(
        refusedBy('people.current-key'),
      );
      await adds(body, root, 'by the new root');
    });
  });
  await body.publish();
  const report = await verifies(body, await bundleFor(body, body.public));
  expect(report.faults).toEqual([]);
  expect(report.roots.filter(({ participant }) => participant === 'alpha').at(-1)).toMatchObject({
    key: (await house()).root,
    evidence: { channel: 'note-verbale', note: 'a'.repeat(64) },
  });
});
