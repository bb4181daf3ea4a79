import { draftAct, idOfKey, newId, newNonce, signPreimage } from '@comity/acts';
import { seedOf } from '@comity/acts/testing';
import type { Hand, Prepared } from '@comity/client';
import {
  canonicalBytes,
  EMPTY_ROOT,
  ed25519Signer,
  preimageOf,
  sha256Hex,
  type Tag,
  toBase64url,
  toHex,
  utf8,
} from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  drafts,
  keyOf,
  membersOf,
  opens,
  posts,
  refused,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let signed: Prepared;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
  signed = await allowedAct();
});
afterAll(() => body.stop());

/** An act that would be allowed: every refusal below is for the one thing that is wrong with it. */
const allowedAct = (hand: Hand = alpha.officer) =>
  signs(body, hand, 'people.authorities-set', { person: alpha.duty.person, authorities: [] });

/** The act of `signed` with something changed, signed properly under a tag. */
async function resigned(change: object, tag: Tag = 'act', hand: Hand = alpha.officer): Promise<Uint8Array> {
  const act = { ...signed.act, nonce: newNonce(), ...change };
  const sig = await signPreimage(preimageOf(tag, canonicalBytes(act)), hand.signer);
  return canonicalBytes({ act, sig });
}

describe('refuses a signature', () => {
  test('that is wrong by one bit', async () => {
    const { act, sig } = membersOf(signed);
    const value = `${sig.value[0] === 'A' ? 'B' : 'A'}${sig.value.slice(1)}`;
    await refused(body, canonicalBytes({ act, sig: { ...sig, value } }), 'record.bad-signature', 403);
  });

  test('replayed on another act', async () => {
    const { sig } = membersOf(signed);
    const act = { ...signed.act, nonce: newNonce() };
    await refused(body, canonicalBytes({ act, sig }), 'record.bad-signature', 403);
  });

  test.each(['session', 'enrol', 'leaf', 'field', 'message', 'bundle'] as const)(
    'made under the tag “%s”',
    async (tag) => refused(body, await resigned({}, tag), 'record.bad-signature', 403),
  );

  test('by another key than the act names', async () => {
    const { act } = membersOf(signed);
    const sig = await signPreimage(preimageOf('act', canonicalBytes(act)), alpha.duty.signer);
    await refused(body, canonicalBytes({ act, sig }), 'record.bad-signature', 403);
  });

  test('by a key that nobody registered', async () => {
    const signer = await ed25519Signer(seedOf('unregistered'));
    await refused(body, (await allowedAct({ ...alpha.officer, signer })).bytes, 'record.unknown-key', 403);
  });

  test('of another algorithm than the key has', async () => {
    const { act, sig } = membersOf(signed);
    await refused(body, canonicalBytes({ act, sig: { ...sig, alg: 'p256' } }), 'record.bad-signature', 403);
  });

  test('with the evidence of a passkey that the key is not', async () => {
    const { act, sig } = membersOf(signed);
    const webauthn = { authenticatorData: toBase64url(new Uint8Array(37)), clientDataJSON: 'e30' };
    await refused(body, canonicalBytes({ act, sig: { ...sig, webauthn } }), 'record.bad-signature', 403);
  });

  test('by a key of a person of another State', async () => {
    await refused(
      body,
      (await allowedAct({ ...alpha.officer, signer: bravo.officer.signer })).bytes,
      'record.refused-by-rule',
      409,
      'people.current-key',
    );
  });
});

describe('refuses an act', () => {
  test('of another body', async () => {
    await refused(body, await resigned({ body: sha256Hex(utf8('another')) }), 'record.other-body', 400);
  });

  test('that founds the body again', async () => {
    const [entry] = (await body.database.pool.query('select leaf from entry where index = 0')).rows;
    const { act, sig } = JSON.parse(entry.leaf.toString());
    await refused(body, canonicalBytes({ act, sig }), 'record.other-body', 400);
  });

  test('signed ten minutes ago, or ten minutes from now', async () => {
    for (const minutes of [-10, 10]) {
      const { hand } = await opens(body, alpha.duty);
      const { data, openings } = await drafts(alpha, [bravo], newId('msg'));
      const at = body.clock.at(minutes * 60_000);
      const late = await signs(body, hand, 'exchange.sent', data, { openings, at });
      await refused(body, late.bytes, 'record.refused-by-rule', 409, 'record.clock');
    }
    const ahead = await resigned({ at: body.clock.at(600_000) });
    await refused(body, ahead, 'record.refused-by-rule', 409, 'record.clock');
  });

  test('on a checkpoint that was never published', async () => {
    const root = toHex(EMPTY_ROOT);
    await refused(body, await resigned({ seen: { size: 1, root } }), 'record.unknown-checkpoint', 409);
    await refused(body, await resigned({ seen: { size: 9999, root } }), 'record.unknown-checkpoint', 409);
    await refused(body, await resigned({ seen: { size: 0, root } }), 'record.unknown-checkpoint', 409);
  });

  test('of a type that does not exist', async () => {
    await refused(body, await resigned({ type: 'people.person-promoted' }), 'record.unknown-type', 400);
    await refused(body, await resigned({ type: '__proto__' }), 'record.unknown-type', 400);
  });

  test('with a field that its type does not have', async () => {
    await refused(body, await resigned({ colour: 'red' }), 'record.malformed', 400);
    const data = { ...signed.act.data, colour: 'red' };
    await refused(body, await resigned({ data }), 'record.malformed', 400);
    const { act, sig } = membersOf(signed);
    await refused(body, canonicalBytes({ act, sig, colour: 'red' }), 'record.malformed', 400);
    await refused(body, canonicalBytes({ act, sig: { ...sig, colour: 'red' } }), 'record.malformed', 400);
  });

  test('without a field that its type has', async () => {
    const { nonce: _, ...act } = signed.act;
    const sig = await signPreimage(preimageOf('act', canonicalBytes(act)), alpha.officer.signer);
    await refused(body, canonicalBytes({ act, sig }), 'record.malformed', 400);
  });

  test('of the host, signed by somebody else', async () => {
    const prepared = draftAct({
      body: body.trust.body,
      type: 'host.time-reached',
      actor: { host: 'body.example/log', key: idOfKey(keyOf(alpha.officer)) },
      at: body.clock.at(),
      seen: { size: 0, root: toHex(EMPTY_ROOT) },
      data: { instant: body.clock.at() },
    });
    const sig = await signPreimage(prepared.preimage, alpha.officer.signer);
    const bytes = canonicalBytes({ act: prepared.act, sig });
    await refused(body, bytes, 'record.refused-by-rule', 409, 'body.host-states-facts');
  });

  test('that repeats a set, or does not sort it', async () => {
    const authorities = ['exchange', 'directory'];
    const data = { person: alpha.duty.person, authorities };
    await refused(body, await resigned({ data }), 'record.malformed', 400);
  });
});

test('and the act itself is accepted after all', async () => {
  expect(await posts(body, signed.bytes)).toMatchObject({ status: 200 });
});
