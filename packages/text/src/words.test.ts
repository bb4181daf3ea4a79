import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWord, plainSegment, segmentBy } from './index.ts';
import { corpus } from './testing/corpus.ts';
import { LANGUAGES } from './testing/index.ts';

/** What `plainSegment` is, said as one expression. */
const PIECE = /\p{Script=Han}\p{M}*|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+|./gsu;

describe('the segmenter of this package', () => {
  it('cuts as its description says, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainSegment(text)).toEqual(text.match(PIECE) ?? []);
      }),
    );
    for (const language of LANGUAGES)
      for (const line of corpus(language).slice(0, 300))
        expect(plainSegment(line)).toEqual(line.match(PIECE));
  });

  it('keeps marks with their letters and Chinese characters apart', () => {
    expect(plainSegment('e\u0301tat, 𠮷野 مُكَرَّر 2025')).toEqual([
      ...['e\u0301tat', ',', ' ', '𠮷', '野', ' ', 'مُكَرَّر', ' ', '2025'],
    ]);
    expect(plainSegment('ICT-related').filter(isWord)).toEqual(['ICT', 'related']);
  });

  it('can be another one', () => {
    const segment = segmentBy(new Intl.Segmenter('zh', { granularity: 'word' }));
    expect(segment('联合国宪章').join('')).toBe('联合国宪章');
    expect(segment('联合国宪章').length).toBeLessThan(5);
  });
});
