import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWords, foldText, foldWithOffsets, searchWords, segmentBy } from './index.ts';
import { corpus } from './testing/corpus.ts';
import { LANGUAGES } from './testing/index.ts';

describe('folding', () => {
  it('gives the same whether a letter is looked at or passed over as plain', () => {
    // A mark that folds away makes the whole be looked at.
    const looked = (letter: string, mark: string) => foldText(letter + mark);
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
    for (const letter of range(0x430, 0x44f)) expect(looked(letter, '\u0301')).toBe(foldText(letter));
    for (const letter of range(0x4e00, 0x9fff)) expect(looked(letter, '\ufe00')).toBe(foldText(letter));
    const arabic = [0x621, 0x627, 0x628].map((code) => String.fromCodePoint(code));
    for (const letter of [...arabic, ...range(0x62a, 0x63a), ...range(0x641, 0x64a)])
      expect(looked(letter, '\u064b')).toBe(foldText(letter));
  });

  it.each([
    ['Élection à l’État', "election a l'etat"],
    ['NIÑO · Ángel', 'nino · angel'],
    ['Œuvre, naïve, Straße', 'oeuvre, naive, strasse'],
    ['ЕЩЁ Й МОЙ го́род', 'еще й мой город'],
    ['и\u0306', 'й'],
    ['ＩＣＴ２０２５', 'ict2025'],
    ['ﬁnal ②', 'final 2'],
    ['الأُمَمُ المُتَّحِدَة', 'الامم المتحده'],
    ['إلى آخر المسؤولية والرئيس', 'الي اخر المسووليه والرييس'],
    ['المعلومــات', 'المعلومات'],
    ['\ufee3\ufea4\ufee4\ufeaa', 'محمد'],
    ['١٢٣ ۴۵', '123 45'],
    ['«Открытой» — “open” ‘x’', '"открытои" - "open" \'x\''.replace('и"', 'й"')],
    ['a\u200db\u00adc\u202e', 'abc'],
    ['Ελλάς', 'ελλασ'],
    ['各国、『资料』', '各国、『资料』'],
  ])('makes of %s: %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('makes 0 to 9 of the digits of every script', () => {
    const digits = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code)).filter((sign) =>
      /\p{Nd}/u.test(sign),
    );
    expect(digits.map(foldText).join('')).toBe('0123456789'.repeat(digits.length / 10));
  });

  it('of what is folded changes nothing', () => {
    for (const language of LANGUAGES)
      for (const line of corpus(language).slice(0, 200))
        expect(foldText(foldText(line))).toBe(foldText(line));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  it('knows for every folded letter where it stands in the original', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { folded, offsets } = foldWithOffsets(text);
        expect(offsets).toHaveLength(folded.length + 1);
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
        expect(offsets.at(-1)).toBe(text.length);
      }),
    );
  });
});

describe('words for a search', () => {
  it('are cut as each language has it', () => {
    expect(searchWords('L’État et l’utilisation des TIC', 'fr')).toEqual([
      'etat',
      'et',
      'utilisation',
      'des',
      'tic',
    ]);
    expect(searchWords('ICT-related, A/80/257', 'en')).toEqual(['ict', 'related', 'a', '80', '257']);
    const chinese = segmentBy(new Intl.Segmenter('zh', { granularity: 'word' }));
    expect(searchWords('各国应合作。', 'zh', chinese).join('')).toBe('各国应合作');
    expect(searchWords('各国应合作。', 'zh', chinese).length).toBeLessThan(5);
    expect(searchWords('各国应合作。', 'zh')).toEqual(['各', '国', '应', '合', '作']);
  });

  it('are found again in the words as written, whole letters only', () => {
    const found = (text: string, ...words: string[]) =>
      findWords(text, words).map(({ from, to }) => text.slice(from, to));
    expect(found('Les États et l’Étatisme de l’État', 'etat')).toEqual(['État']);
    expect(found('المسؤوليّة', 'المسووليه')).toEqual(['المسؤوليّة']);
    expect(found('объединённых', 'объединенных')).toEqual(['объединённых']);
    expect(found('各国应合作。', '合作')).toEqual(['合作']);
    expect(found('a.b (c) [d]', 'c', 'd', '.*')).toEqual(['c', 'd']);
    expect(found('anything', '')).toEqual([]);
  });
});
