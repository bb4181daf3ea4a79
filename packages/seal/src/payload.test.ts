import { MESSAGE_RULES } from '@comity/acts';
import { canonicalBytes, sha256Hex, statementId, utf8 } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DRAFT, idOf, SENT } from '../testing/parties.ts';
import { SealError } from './errors.ts';
import { type AttachmentEntry, LIMITS, MESSAGE_TYPES, type Party, TLP_LABELS } from './message.ts';
import { bucketOf, SIZE_BUCKETS } from './padding.ts';
import { type Composition, claimsToBePayload, composePayload, headerHash, readPayload } from './payload.ts';

const party = (participant: string, contact = participant, key = contact): Party => ({
  participant,
  contact: idOf('con', contact),
  key: sha256Hex(utf8(key)).slice(0, 40),
});
const FILE: AttachmentEntry = {
  name: 'log.txt',
  mediaType: 'text/plain',
  size: 3,
  sha256: sha256Hex(utf8('log')),
  sealed: sha256Hex(utf8('sealed')),
};
const COMPOSITION: Composition = { ...DRAFT, from: party('fra'), to: [party('deu'), party('bra')], at: SENT };

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof SealError) return `${error.code} ${error.details.field ?? ''}`.trim();
    throw error;
  }
  return 'accepted';
};
const composing = (change: object) => refusal(() => composePayload({ ...COMPOSITION, ...change }));
/** A payload with fields changed after composing, as somebody else's software might send it. */
const reading = (change: object) => {
  const { payload } = composePayload(COMPOSITION);
  return refusal(() => readPayload(canonicalBytes({ ...payload, ...change })));
};

test('composes canonical bytes, with sorted recipients, that read back the same', () => {
  const { payload, bytes, messageId } = composePayload(COMPOSITION);
  expect(payload.to.map((p) => p.participant)).toEqual(['bra', 'deu']);
  expect(payload).toMatchObject({ v: 1, postQuantum: false, marking: { scheme: 'TLP', label: 'AMBER' } });
  expect(bytes).toEqual(canonicalBytes(payload));
  expect(readPayload(bytes)).toEqual({ payload, messageId });
  expect(messageId).toBe(statementId('message', payload));
});

test('binds the clear header, and only what the operator may see stands in it', () => {
  const deadline = '2026-11-22T10:00:00.000Z';
  const { payload, header } = composePayload({ ...COMPOSITION, deadline });
  expect(header).toEqual({
    message: DRAFT.message,
    thread: DRAFT.thread,
    from: { participant: 'fra', contact: idOf('con', 'fra') },
    marking: { scheme: 'TLP', label: 'AMBER' },
    exercise: false,
    deadline,
  });
  expect(payload.header).toBe(sha256Hex(canonicalBytes(header)));
  expect(payload.header).toBe(headerHash(header));
});

test('fills up to a bucket, whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 9000 }), (text) => {
      fc.pre(!text.includes('\u0000'));
      const { bytes, payload } = composePayload({ ...COMPOSITION, text });
      expect(bytes.length).toBe(bucketOf(bytes.length));
      expect(readPayload(bytes).payload).toEqual(payload);
    }),
    { numRuns: 60 },
  );
});

test('knows its buckets', () => {
  expect([0, 1, 4096, 4097, 65536, 65537, 131072, 131073].map(bucketOf)).toEqual([
    4096, 4096, 4096, 8192, 65536, 131072, 131072, 196608,
  ]);
  expect(SIZE_BUCKETS).toEqual([4096, 8192, 16384, 32768, 65536]);
});

test('the largest message there can be is composed and read', () => {
  const to = Array.from({ length: LIMITS.recipients }, (_, i) => party(`p-${i}`));
  const attachments = Array.from({ length: LIMITS.attachments }, (_, i) => ({
    ...FILE,
    name: `${i}-${'n'.repeat(110)}`,
  }));
  const asks = Array.from({ length: LIMITS.asks }, () => '\u0001'.repeat(LIMITS.ask));
  const text = '\u0001'.repeat(LIMITS.text);
  const { bytes } = composePayload({
    ...COMPOSITION,
    to,
    attachments,
    asks,
    text,
    subject: 's'.repeat(LIMITS.subject),
  });
  expect(bytes.length).toBeLessThanOrEqual(6 * 65536);
  expect(readPayload(bytes).payload.to.length).toBe(400);
});

test.each([
  [{ subject: 's'.repeat(301) }, 'seal.too-long subject'],
  [{ subject: '\u{1f4c4}'.repeat(301) }, 'seal.too-long subject'],
  [{ text: 't'.repeat(30_001) }, 'seal.too-long text'],
  [{ subject: '' }, 'seal.malformed-message subject'],
  [{ text: 'a\ud800' }, 'seal.malformed-message text'],
  [{ to: [] }, 'seal.no-recipients'],
  [{ to: Array.from({ length: 401 }, (_, i) => party(`p-${i}`)) }, 'seal.too-many-recipients'],
  [{ to: [party('deu'), party('deu')] }, 'seal.duplicate-recipient'],
  [{ to: [party('deu', 'a', 'same'), party('bra', 'b', 'same')] }, 'seal.duplicate-recipient'],
  [{ to: [party('deu', 'a', 'fra')] }, 'seal.duplicate-recipient'],
  [{ attachments: Array.from({ length: 21 }, () => FILE) }, 'seal.too-many-attachments'],
  [{ attachments: [{ ...FILE, name: '../log' }] }, 'seal.bad-file-name'],
  [{ attachments: [FILE, { ...FILE, name: 'LOG.TXT' }] }, 'seal.bad-file-name'],
  [{ attachments: [{ ...FILE, size: 20 * 1024 * 1024 + 1 }] }, 'seal.malformed-message attachments'],
  [{ attachments: [{ ...FILE, extra: 1 }] }, 'seal.malformed-message attachments'],
  [{ message: 'msg_1' }, 'seal.malformed-message message'],
  [{ thread: idOf('msg', 'x') }, 'seal.malformed-message thread'],
  [{ body: 'ab' }, 'seal.malformed-message body'],
  [{ previous: idOf('msg', 'x') }, 'seal.malformed-message previous'],
  [{ type: 'Démarche' }, 'seal.malformed-message type'],
  [{ type: '' }, 'seal.malformed-message type'],
  [{ form: {} }, 'seal.malformed-message form'],
  [{ form: { incident: [] } }, 'seal.malformed-message form'],
  [{ form: { incident: ['b', 'a'] } }, 'seal.malformed-message form'],
  [{ form: { incident: ['a', 'a'] } }, 'seal.malformed-message form'],
  [{ form: { incident: ['In words'] } }, 'seal.malformed-message form'],
  [{ form: { 'In words': ['a'] } }, 'seal.malformed-message form'],
  [{ form: ['a'] }, 'seal.malformed-message form'],
  [{ form: null }, 'seal.malformed-message form'],
  [{ type: 'exercise-inject' }, 'seal.malformed-message exercise'],
  [{ from: party('FR') }, 'seal.malformed-message from'],
  [{ at: '2026-02-30T00:00:00.000Z' }, 'seal.malformed-message at'],
  [{ deadline: 'tomorrow' }, 'seal.malformed-message deadline'],
  [{ marking: { scheme: 'TLP', label: 'ORANGE' } }, 'seal.malformed-message marking'],
  [{ marking: { scheme: '', label: 'x' } }, 'seal.malformed-message marking'],
  [{ language: 'English' }, 'seal.malformed-message language'],
  [{ severity: '' }, 'seal.malformed-message severity'],
  [{ asks: [''] }, 'seal.malformed-message asks'],
  [{ asks: Array.from({ length: 21 }, () => 'why') }, 'seal.malformed-message asks'],
  [{ surprise: true }, 'seal.malformed-message surprise'],
])('does not compose %j', (change, code) => {
  expect(composing(change)).toBe(code);
});

test.each([
  ...TLP_LABELS.map((label) => ({ marking: { scheme: 'TLP', label } })),
  { marking: { scheme: 'VS', label: 'NUR FÜR DEN DIENSTGEBRAUCH' } },
  { type: 'exercise-inject', exercise: true },
  { type: 'demarche' },
  { form: { asked: ['information', 'mitigation'], incident: ['phishing'] } },
  { to: [party('deu', 'a', 'team'), party('deu', 'b', 'team')] },
  { to: [party('fra')] },
  { severity: 'considérable', asks: ['Source?'], previous: 'ab'.repeat(32), text: '' },
])('composes %j', (change) => {
  expect(composing(change)).toBe('accepted');
});

test.each([
  [{ v: 2 }, 'seal.unsupported-version'],
  [{ v: '1' }, 'seal.malformed-message v'],
  [{ postQuantum: 1 }, 'seal.malformed-message postQuantum'],
  [{ pad: '0' }, 'seal.malformed-message pad'],
  [{ pad: 'x' }, 'seal.malformed-message pad'],
  [{ header: 'ab'.repeat(32) }, 'seal.malformed-message header'],
  [{ exercise: true }, 'seal.malformed-message header'],
  [{ to: [party('deu'), party('bra')] }, 'seal.malformed-message to'],
  [{ to: [party('bra'), party('bra')] }, 'seal.duplicate-recipient'],
  [{ to: undefined }, 'seal.malformed-message to'],
  [{ from: { ...party('fra'), name: 'A Person' } }, 'seal.malformed-message from'],
  [{ layers: 1 }, 'seal.malformed-message layers'],
])('does not read a payload with %j', (change, code) => {
  expect(reading(change)).toBe(code);
});

test('reads canonical bytes only', () => {
  const { payload, bytes } = composePayload(COMPOSITION);
  expect(refusal(() => readPayload(bytes))).toBe('accepted');
  expect(refusal(() => readPayload(utf8(JSON.stringify(payload, null, 1))))).toBe('seal.malformed-message');
  expect(refusal(() => readPayload(utf8('[]')))).toBe('seal.malformed-message');
  expect(refusal(() => readPayload(Uint8Array.of(0xff)))).toBe('seal.malformed-message');
});

test('what claims to be a payload is told from other text, also when it is broken', () => {
  const { payload, bytes } = composePayload(COMPOSITION);
  expect(claimsToBePayload(bytes)).toBe(true);
  expect(claimsToBePayload(utf8(`\ufeff ${JSON.stringify({ ...payload, v: 9 }, null, 2)}`))).toBe(true);
  for (const text of ['Dear colleague,', '{"to":1}', '[]', 'null', ''])
    expect(claimsToBePayload(utf8(text))).toBe(false);
});

test('any value in any field is read or refused with a code', () => {
  const { payload } = composePayload(COMPOSITION);
  const text = fc.string({ unit: 'grapheme' }).filter((t) => !t.includes('\u0000'));
  const one = fc.oneof(text, fc.integer(), fc.boolean());
  const value = fc.oneof(one, fc.array(one), fc.dictionary(text, one), fc.array(fc.dictionary(text, one)));
  fc.assert(
    fc.property(value, fc.constantFrom(...Object.keys(payload)), (json, field) => {
      const outcome = refusal(() => readPayload(canonicalBytes({ ...payload, [field]: json })));
      expect(outcome).toMatch(/^(?:seal\.|accepted)/);
      expect(refusal(() => readPayload(canonicalBytes(json)))).toMatch(/^seal\./);
    }),
    { numRuns: 500 },
  );
});

test('the types with which every body begins are those of its rules', () => {
  expect(MESSAGE_RULES.types.map(({ type }) => type)).toEqual([...MESSAGE_TYPES]);
});
