import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoted, shownJson } from './shown.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u202egnp.exe',
    'a\u2069\u202eb',
    '\u2066x',
    'line\nline',
    '\u0000',
    '\u200f\u061c',
    'État — 国家',
  ),
);

test('a name in a sentence is on one line, and cannot leave its place or turn what follows', () => {
  fc.assert(
    fc.property(text, (words) => {
      const shown = quoted(words);
      expect(shown).toMatch(/^\u2068.*\u2069$/s);
      expect(shown.slice(1, -1)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
  expect(quoted('État — 国家')).toBe('\u2068État — 国家\u2069');
});

test('the signed text hides nothing, and is the same value when it is read back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(text, fc.integer())), (value) => {
      const shown = shownJson(value);
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(JSON.parse(shown)).toEqual({ ...value });
    }),
  );
});
