import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClearanceItem, clearingOf, itemIn, itemText, paragraphsIn } from './clearing.ts';
import type { Opened } from './opened.ts';

let count = 0;
const openedWith = (text: string, more: object = {}): Extract<Opened, { kind: 'bound' }> => ({
  ...{ kind: 'bound', checks: [], attachments: [], signedAt: '2026-11-29T10:00:00.000Z' },
  messageId: String(++count).padStart(64, '0'),
  signer: { participant: 'alpha', contact: 'con_a', key: 'a'.repeat(40) },
  payload: { text, subject: 'A statement', language: 'en', at: '2026-11-29T10:00:00.000Z', ...more } as never,
});
const put = (item: ClearanceItem) => openedWith(itemText(item));
const by = (opened: Opened) => ({ opened, person: 'per_a' });

describe('an item of a clearance', () => {
  test('is read as it was written, in whatever script', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .filter((s) => !s.includes('\0'));
    const on = fc.stringMatching(/^[0-9a-f]{64}$/);
    const item = fc.oneof(
      fc.record({ kind: fc.constant('draft' as const), text: words }),
      fc.record({
        kind: fc.constant('comment' as const),
        on,
        text: words,
        paragraph: fc.integer({ min: 1, max: 500 }),
      }),
      fc.record({
        kind: fc.constant('verdict' as const),
        on,
        verdict: fc.constantFrom('cleared' as const, 'returned' as const),
      }),
    );
    fc.assert(
      fc.property(item, (one) => {
        expect(itemIn(put(one))).toEqual(one);
      }),
    );
  });

  test('that is empty or too long is not written', () => {
    for (const text of ['', 'a'.repeat(25_001), '\n'.repeat(16_000)])
      expect(() => itemText({ kind: 'draft', text })).toThrow(
        expect.objectContaining({ code: 'seal.clearance-too-long' }),
      );
    expect(() => itemText({ kind: 'comment', on: 'nothing', text: 'Why?' })).toThrow(
      expect.objectContaining({ code: 'seal.clearance-malformed' }),
    );
  });

  test('is never made of what is something else', () => {
    const junk = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(junk, (text) => {
        expect(itemIn(openedWith(text))).toBeUndefined();
      }),
    );
    for (const text of [
      '{"kind":"draft","text":"No version.","v":2}',
      '{"kind":"draft","more":1,"text":"Unknown.","v":1}',
      '{"kind":"constructor","v":1}',
      '{"kind":"draft", "text":"Not canonical.","v":1}',
    ])
      expect(itemIn(openedWith(text)), text).toBeUndefined();
  });
});

describe('what the items add up to', () => {
  test('a verdict counts for the version that it names, and a new version stands open again', () => {
    const first = put({ kind: 'draft', text: 'One.\n\nTwo.' });
    const cleared = put({ kind: 'verdict', on: first.messageId, verdict: 'cleared' });
    expect(clearingOf([first, cleared].map(by)).standing).toBe('cleared');
    const second = put({ kind: 'draft', text: 'One.\n\nTwo, changed.' });
    const { standing, versions } = clearingOf([first, cleared, second].map(by));
    expect(standing).toBe('open');
    expect(versions[1]!.paragraphs.map(({ isNew }) => isNew)).toEqual([false, true]);
    const late = put({ kind: 'verdict', on: first.messageId, verdict: 'returned' });
    expect(clearingOf([first, cleared, second, late].map(by)).standing).toBe('open');
  });

  test('what cannot be opened, or names no version here, is counted and changes nothing', () => {
    const stray = put({ kind: 'comment', on: 'f'.repeat(64), text: 'Of what?' });
    const refused: Opened = { kind: 'refused', checks: [], code: 'seal.cannot-decrypt' };
    const { unread, versions, standing } = clearingOf([stray, refused].map(by));
    expect([unread, versions, standing]).toEqual([2, [], 'open']);
  });
});

test('paragraphs are what empty lines part', () => {
  expect(paragraphsIn('One.\n \n\nTwo,\nstill two.\n\n')).toEqual(['One.', 'Two,\nstill two.']);
});
