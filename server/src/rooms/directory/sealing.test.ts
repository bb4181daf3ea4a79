import { actOnDirectory, type Hand, putBlob } from '@comity/client';
import { type DirectoryContact, keysFor, readContact } from '@comity/client/messages';
import { sha256Hex, utf8 } from '@comity/log';
import { generateHybridKey } from '@comity/seal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactKey,
  seats,
  type TestBody,
  type TestState,
  testBody,
  uploadedKey,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
});
afterAll(() => body.stop());

async function half(state: TestState, text: string) {
  const bytes = utf8(text);
  const sha256 = sha256Hex(bytes);
  await putBlob(state.reader, sha256, bytes);
  return { alg: 'age-hybrid' as const, blob: { sha256, size: bytes.length } };
}
const certify = async (state: TestState, hybrid: Awaited<ReturnType<typeof half>>, demanded?: true) => {
  const key = await uploadedKey(body, state.officer, state.key);
  const data = { contact: state.contact, key, hybrid: { ...hybrid, ...(demanded ? { demanded } : {}) } };
  const options = { at: body.clock.at() };
  return actOnDirectory(body.public, body.trust, state.officer, 'directory.key-certified', data, options);
};
const recovers = async (state: TestState, hand: Hand) => {
  const key = await uploadedKey(body, state.officer, await contactKey(`${state.id} recovery`));
  const options = { at: body.clock.at(), offline: true as const };
  return actOnDirectory(body.public, body.trust, hand, 'directory.recovery-certified', { key }, options);
};
const shown = (state: TestState): Promise<DirectoryContact> => readContact(state.reader, state.contact);

describe('A post-quantum half', () => {
  test('is certified with the key, shown to peers, and handed to who seals', async () => {
    const made = await generateHybridKey();
    await certify(alpha, await half(alpha, made.recipient), true);
    const { key } = await shown(alpha);
    expect(key?.hybrid).toEqual({ blob: sha256Hex(utf8(made.recipient)), demanded: true });
    const keys = await keysFor(bravo.reader, await shown(bravo), [await shown(alpha)], Date.now());
    expect(keys.recipients[0]).toMatchObject({ hybrid: made.recipient, demandsHybrid: true });
    expect(keys.from).not.toHaveProperty('hybrid');
  });

  test('is refused where it is none of age, or classic: nobody is to find out when it is sealed to', async () => {
    for (const text of ['age1pq1none', 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p']) {
      const refused = certify(bravo, await half(bravo, text));
      await expect(refused).rejects.toMatchObject({ code: 'record.malformed' });
    }
    expect((await shown(bravo)).key?.hybrid).toBeUndefined();
  });
});

describe('A recovery key', () => {
  test('is shown with every contact of its State, and sealed to by whoever writes to it or from it', async () => {
    await recovers(bravo, bravo.root);
    const { fingerprint } = await contactKey('bravo recovery');
    expect((await shown(bravo)).recovery?.fingerprint).toBe(fingerprint);
    for (const [from, to] of [
      [alpha, bravo],
      [bravo, alpha],
    ] as const) {
      const keys = await keysFor(from.reader, await shown(from), [await shown(to)], Date.now());
      expect(keys.recovery?.map((r) => r.participant)).toEqual(['bravo']);
    }
  });
});
