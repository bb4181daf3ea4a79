import { commitField, newId, newNonce, type Recipient, signPreimage } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { actOnDirectory, type Prepared } from '@comity/client';
import { canonicalBytes, preimageOf, sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  certifies,
  contactKey,
  drafts,
  leavesNothing,
  nominates,
  posts,
  seats,
  sends,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
});
afterAll(() => body.stop());

async function refused(prepared: Prepared | Uint8Array, code: string, rule?: string) {
  const bytes = prepared instanceof Uint8Array ? prepared : prepared.bytes;
  const answer = await leavesNothing(body, () => posts(body, bytes));
  expect({ code: answer.code, rule: answer.problem.rule }).toEqual({ code, rule });
}
const byRule = (prepared: Prepared, rule: string) => refused(prepared, 'record.refused-by-rule', rule);

type Drafted = Awaited<ReturnType<typeof drafts>>;
const draft = (to: readonly TestState[] = [bravo]) => drafts(alpha, to, newId('msg'));
const sign = ({ data, openings }: Drafted, hand = alpha.session) =>
  signs(body, hand, 'exchange.sent', data, { openings });

/** The draft with another list of recipients, committed and opened as it should be. */
function addressed({ data }: Drafted, to: readonly Recipient[]): Drafted {
  const { commitment, opening } = commitField(data.header.message, 'recipients', to);
  return { data: { ...data, recipients: commitment }, openings: [opening] };
}
const recipientOf = (s: TestState): Recipient => ({
  participant: s.id,
  contact: s.contact,
  key: s.key.fingerprint,
});

describe('a message is refused', () => {
  test('when it was re-addressed after it was signed', async () => {
    const one = await draft([bravo]);
    const other = addressed(one, [recipientOf(carla)]);
    await refused(await sign({ data: one.data, openings: other.openings }), 'record.bad-opening');
  });

  test('when its recipients are not opened to the host', async () => {
    const { data } = await draft();
    await byRule(await sign({ data, openings: [] }), 'exchange.recipients-certified');
  });

  test('when its recipients are no list of recipients', async () => {
    const one = await draft([bravo, carla]);
    const list = [recipientOf(bravo), recipientOf(carla)];
    for (const to of [[], [...list].reverse(), [list[0], list[0]], [{ ...list[0], name: 'x' }], 'bravo'])
      await refused(await sign(addressed(one, to as never)), 'record.malformed');
  });

  test('to a key that the directory does not show', async () => {
    const one = await draft();
    const key = (await contactKey('stranger')).fingerprint;
    const to = addressed(one, [{ ...recipientOf(bravo), key }]);
    await byRule(await sign(to), 'exchange.recipients-certified');
    const elsewhere = addressed(one, [{ ...recipientOf(bravo), participant: 'carla' }]);
    await byRule(await sign(elsewhere), 'exchange.recipients-certified');
    const unknown = addressed(one, [{ ...recipientOf(bravo), contact: newId('con') }]);
    await byRule(await sign(unknown), 'exchange.recipients-certified');
  });

  test('to a key that was superseded, that was withdrawn, that has expired, and to a removed contact', async () => {
    const contact = testId('con', 'bravo second');
    await nominates(body, bravo.officer, contact);
    const second = { ...bravo, contact, key: await contactKey('bravo second') };
    const none = await sign(await draft([second]));
    await byRule(none, 'exchange.recipients-certified');

    await certifies(body, bravo.officer, contact, second.key);
    const renewed = await contactKey('bravo renewed');
    await certifies(body, bravo.officer, contact, renewed);
    await byRule(await sign(await draft([second])), 'exchange.recipients-certified');

    const now = { ...second, key: renewed };
    const key = sha256Hex(renewed.publicKey);
    const withdrawal = { contact, key, reason: 'compromised' as const };
    await actOnDirectory(body.public, body.trust, bravo.officer, 'directory.key-withdrawn', withdrawal);
    await byRule(await sign(await draft([now])), 'exchange.recipients-certified');

    const brief = { ...second, key: await contactKey('bravo brief') };
    await certifies(body, bravo.officer, contact, brief.key, body.clock.at(3_600_000));
    const late = await body.clock.later(3_600_001, async () => {
      const { data, openings } = await draft([brief]);
      // The session of whoever is on duty outlives the key by hours.
      const act = await signs(body, alpha.session, 'exchange.sent', data, { openings });
      return leavesNothing(body, () => posts(body, act.bytes));
    });
    expect(late.problem.rule).toBe('exchange.recipients-certified');
    expect(await posts(body, (await sign(await draft([brief]))).bytes)).toMatchObject({ status: 200 });

    await actOnDirectory(body.public, body.trust, bravo.officer, 'directory.contact-removed', { contact });
    await byRule(await sign(await draft([brief])), 'exchange.recipients-certified');
  });

  test('from a contact without a current key', async () => {
    const contact = testId('con', 'alpha keyless');
    await nominates(body, alpha.officer, contact, { roster: [alpha.duty.person] });
    await byRule(
      await sign(await drafts({ ...alpha, contact }, [bravo], 'k')),
      'exchange.recipients-certified',
    );
  });

  test('by somebody who is not on the roster, or has not the authority', async () => {
    const idle = await adds(body, alpha.officer, 'idle', { authorities: ['exchange'] });
    await byRule(await sign(await draft(), idle), 'exchange.sender-on-duty');
    await byRule(await sign(await draft(), alpha.officer), 'people.authority-held');
    await byRule(await sign(await drafts(bravo, [carla], 'b')), 'exchange.sender-on-duty');
  });

  test('in the name of another State', async () => {
    const one = await draft();
    const header = { ...one.data.header, from: { participant: 'bravo', contact: alpha.contact } };
    await byRule(await sign({ ...one, data: { ...one.data, header } }), 'exchange.sender-on-duty');
  });

  test('with an id that was used', async () => {
    const sent = await sends(body, alpha, [bravo]);
    const one = await draft();
    const header = { ...one.data.header, message: sent.message };
    const again = addressed({ ...one, data: { ...one.data, header } }, [recipientOf(bravo)]);
    await byRule(await sign(again), 'exchange.message-once');
  });

  test('with a deadline that is too near', async () => {
    const one = await draft();
    const header = { ...one.data.header, deadline: body.clock.at(590_000) };
    await byRule(await sign({ ...one, data: { ...one.data, header } }), 'exchange.deadline-ahead');
  });

  test('when its ciphertext or an attachment is missing, or cut off', async () => {
    const one = await draft();
    const missing = { sha256: sha256Hex(utf8('nowhere')), size: 7 };
    await refused(
      await sign({ ...one, data: { ...one.data, attachments: [missing] } }),
      'record.blob-missing',
    );
    await refused(await sign({ ...one, data: { ...one.data, ciphertext: missing } }), 'record.blob-missing');
    const cut = { ...one.data.ciphertext, size: one.data.ciphertext.size + 1 };
    await refused(await sign({ ...one, data: { ...one.data, ciphertext: cut } }), 'exchange.ciphertext-size');
    await refused(
      await sign({ ...one, data: { ...one.data, attachments: [cut] } }),
      'exchange.ciphertext-size',
    );
  });

  test('under seals that nobody knows', async () => {
    const prepared = await sign(await draft());
    const { act } = prepared;
    for (const layers of [['age'], ['openpgp', 'age'], []]) {
      const changed = { ...act, nonce: newNonce(), data: { ...act.data, layers } };
      const preimage = preimageOf('act', canonicalBytes(changed));
      const sig = await signPreimage(preimage, alpha.session.signer, alpha.session.session);
      await refused(canonicalBytes({ act: changed, sig }), 'record.malformed');
    }
  });
});

describe('an acknowledgement is refused', () => {
  test('of a message that is not there, or in another thread', async () => {
    const sent = await sends(body, alpha, [bravo]);
    const of = (message: string, thread: string) =>
      signs(body, bravo.session, 'exchange.acknowledged', { message, thread, contact: bravo.contact });
    await byRule(await of(newId('msg'), sent.thread), 'exchange.acknowledge-once');
    await byRule(await of(sent.message, newId('thr')), 'exchange.acknowledge-once');
  });

  test('in the name of a contact one does not serve', async () => {
    const sent = await sends(body, alpha, [bravo]);
    const { message, thread } = sent;
    const data = { message, thread, contact: bravo.contact };
    await byRule(await signs(body, carla.session, 'exchange.acknowledged', data), 'exchange.sender-on-duty');
  });
});
