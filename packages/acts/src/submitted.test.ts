import { ed25519Signer, sha256Hex, toBase64url, utf8 } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeOf } from './formats.ts';
import {
  badStamps,
  formatSubmitted,
  isSubmittedFile,
  parseSubmitted,
  type SubmittedList,
  stampAct,
  verifyStamp,
} from './submitted.ts';

const signer = await ed25519Signer(new Uint8Array(32).fill(7));
const key = toBase64url(signer.publicKey);
const body = sha256Hex(utf8('body'));
const mirror = 'mirror.example';

async function listOf(acts: readonly { n: number; at: number }[]): Promise<SubmittedList> {
  const submitted = acts.map(async ({ n, at }) => {
    const [act, time] = [sha256Hex(utf8(`act ${n}`)), timeOf(at)];
    const stamp = await stampAct({ body, act, mirror, at: time }, signer);
    return { act, at: time, stream: n % 2 ? 'exchange' : 'participant/alpha', stamp };
  });
  return { v: 1, mirror, key, submitted: await Promise.all(submitted) };
}
const START = Date.parse('2026-03-02T09:00:00.000Z');
const acts = fc.uniqueArray(
  fc.record({ n: fc.nat(1000), at: fc.integer({ min: START, max: START + 1e9 }) }),
  { selector: ({ n }) => n, maxLength: 12 },
);
const codeOf = (run: () => unknown): unknown => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('a list is read as it was written, whatever the order it was made in, and every stamp is good', () =>
  fc.assert(
    fc.asyncProperty(acts, async (given) => {
      const list = await listOf(given);
      const bytes = utf8(formatSubmitted(list));
      const read = parseSubmitted(bytes);
      expect(isSubmittedFile(bytes)).toBe(true);
      expect(formatSubmitted(read)).toBe(formatSubmitted(list));
      expect(await badStamps(read, body)).toEqual([]);
      expect(await badStamps(read, sha256Hex(utf8('another body')))).toEqual(read.submitted);
    }),
    { numRuns: 30 },
  ));

test('one changed byte makes a list unreadable, or one of its stamps bad, or its key another', async () => {
  const bytes = utf8(
    formatSubmitted(
      await listOf([
        { n: 1, at: START },
        { n: 2, at: START + 5 },
      ]),
    ),
  );
  const untouched = parseSubmitted(bytes);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = bytes.slice();
      changed[at]! ^= by;
      let list: SubmittedList;
      try {
        list = parseSubmitted(changed);
      } catch (error) {
        expect((error as { code: string }).code).toMatch(/^(?:acts\.malformed|log\.)/);
        return;
      }
      const bad = await badStamps(list, body);
      // The stream is told beside the stamp, which covers the act: only whoever has the act can check it.
      const streamsDiffer = list.submitted.some((s, i) => s.stream !== untouched.submitted[i]!.stream);
      expect(bad.length > 0 || streamsDiffer).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('refuses what is out of order, repeated, stamped by another or at another time', async () => {
  const list = await listOf([
    { n: 1, at: START },
    { n: 2, at: START + 1 },
  ]);
  const [one, two] = list.submitted as [SubmittedList['submitted'][0], SubmittedList['submitted'][0]];
  const line = (submitted: unknown) => utf8(formatSubmitted({ ...list, submitted } as SubmittedList));
  expect(codeOf(() => parseSubmitted(line([one, one])))).toBe('acts.malformed');
  expect(codeOf(() => parseSubmitted(line([{ ...one, at: two.at }])))).toBe('acts.malformed');
  const others = { ...one, stamp: { ...one.stamp, mirror: 'another.example' } };
  expect(codeOf(() => parseSubmitted(line([others])))).toBe('acts.malformed');
  expect(codeOf(() => parseSubmitted(line([{ ...one, more: 1 }])))).toBe('acts.malformed');
  const text = formatSubmitted(list);
  expect(codeOf(() => parseSubmitted(utf8(text.slice(0, -1))))).toBe('acts.malformed');
  expect(codeOf(() => parseSubmitted(utf8(` ${text}`)))).toBe('log.not-canonical');
});

test('a stamp is good for one act of one body by one mirror, at one time and under one key', async () => {
  const act = sha256Hex(utf8('act'));
  const at = timeOf(START);
  const stamp = await stampAct({ body, act, mirror, at }, signer);
  expect(await verifyStamp(body, act, stamp, key)).toBe(true);
  const other = await ed25519Signer(new Uint8Array(32).fill(8));
  const wrong = [
    verifyStamp(act, act, stamp, key),
    verifyStamp(body, body, stamp, key),
    verifyStamp(body, act, { ...stamp, mirror: 'mirror.examplf' }, key),
    verifyStamp(body, act, { ...stamp, at: timeOf(START + 1) }, key),
    verifyStamp(body, act, { ...stamp, sig: { ...stamp.sig, session: act } }, key),
    verifyStamp(body, act, stamp, toBase64url(other.publicKey)),
    verifyStamp(body, act, stamp, 'AAAA'),
  ];
  expect(await Promise.all(wrong)).toEqual(wrong.map(() => false));
});
