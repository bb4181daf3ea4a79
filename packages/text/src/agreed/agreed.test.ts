import { describe, expect, it } from 'vitest';
import { keysOf, likeness, nearest, newWords, oldWords, profileOf, segmentBy } from '../index.ts';
import { corpus } from '../testing/corpus.ts';
import { LANGUAGES } from '../testing/index.ts';

const segmentFor = (language: string) =>
  language === 'zh' ? segmentBy(new Intl.Segmenter('zh', { granularity: 'word' })) : undefined;
const profile = (text: string, language: string) => profileOf(text, language, segmentFor(language));

/** An index as a database would have it: from a key to the lines with it. */
function indexOf(lines: readonly string[], language: string): Map<number, number[]> {
  const index = new Map<number, number[]>();
  lines.forEach((line, i) => {
    for (const key of keysOf(profile(line, language))) index.set(key, [...(index.get(key) ?? []), i]);
  });
  return index;
}
const lookUp = (text: string, language: string, index: ReadonlyMap<number, number[]>): Set<number> =>
  new Set(keysOf(profile(text, language)).flatMap((key) => index.get(key) ?? []));

/** What a drafter does to agreed language: a word goes, a word comes, an ending is added. */
function redrafted(line: string, language: string): string {
  const words = language === 'zh' ? [...line] : line.split(' ');
  const third = Math.floor(words.length / 3);
  const changed = words.toSpliced(third, 1).toSpliced(2 * third, 0, language === 'zh' ? '新' : 'xyzzy');
  return `${changed.join(language === 'zh' ? '' : ' ')} (2026)`;
}

describe('agreed language', () => {
  it.each(LANGUAGES)('is found again after a redraft, by its keys and as the nearest: %s', (language) => {
    const lines = corpus(language).slice(0, 500);
    const index = indexOf(lines, language);
    const long = lines
      .map((line, i) => ({ line, i }))
      .filter(({ line }) => profile(line, language).words >= 25);
    expect(long.length).toBeGreaterThan(100);
    const missed = long.filter(({ line, i }) => !lookUp(redrafted(line, language), language, index).has(i));
    expect(missed.length).toBeLessThanOrEqual(long.length / 100);
    for (const { line, i } of long.slice(0, 40)) {
      const candidates = [...lookUp(redrafted(line, language), language, index)].map((n) => ({
        id: `${n}`,
        text: lines[n]!,
      }));
      const segment = segmentFor(language);
      const [first] = nearest(redrafted(line, language), candidates, {
        language,
        ...(segment && { segment }),
      });
      expect(first?.id).toBe(`${i}`);
      expect(oldWords(first!.spans)).toBe(line);
      expect(newWords(first!.spans)).toBe(redrafted(line, language));
    }
  });

  it.each(LANGUAGES)('is not seen where there is none: %s', (language) => {
    const lines = corpus(language).filter((line) => profile(line, language).words >= 25);
    const pairs = lines.slice(0, 300).map((line, i) => [line, lines[(i + 150) % 300]!] as const);
    const alike = pairs.filter(([a, b]) => likeness(profile(a, language), profile(b, language)).score >= 0.3);
    expect(alike.length).toBeLessThanOrEqual(3);
  });

  it('is the same whatever case, accents, punctuation and spaces', () => {
    const [a, b] = ['Réaffirme que les États « coopèrent » ;', 'RÉAFFIRME que  les Etats coopèrent.'];
    expect(likeness(profile(a, 'fr'), profile(b, 'fr'))).toEqual({ same: true, score: 1, repeated: 1 });
  });

  it('tells a paragraph that only repeats from one that adds', () => {
    const agreed =
      'States should not knowingly allow their territory to be used for internationally wrongful acts using ICTs';
    const part = 'States should not knowingly allow their territory to be used for wrongful acts';
    const [near] = nearest(
      `${agreed}, and should report every year on all that they have done`,
      [{ id: 'a', text: agreed }],
      { language: 'en' },
    );
    expect(near!.same).toBe(false);
    expect(near!.repeated).toBeLessThan(0.7);
    const [repeating] = nearest(agreed.slice(0, agreed.indexOf(' for')), [{ id: 'a', text: agreed }], {
      language: 'en',
    });
    expect(repeating!.repeated).toBe(1);
    expect(nearest(part, [{ id: 'a', text: agreed }], { language: 'en' })[0]!.score).toBeGreaterThan(0.6);
  });

  it('makes nothing of short paragraphs that are not equal, nor of empty ones', () => {
    expect(
      nearest('Decides as follows', [{ id: 'a', text: 'Decides as proposed' }], { language: 'en' }),
    ).toEqual([]);
    expect(likeness(profile('', 'en'), profile('…', 'en')).same).toBe(false);
  });

  it('has keys that fit a column of integers, the same on every machine', () => {
    const keys = keysOf(profile('States should cooperate in the use of ICTs.', 'en'));
    expect(keys.every((key) => Number.isInteger(key) && key >= -(2 ** 31) && key < 2 ** 31)).toBe(true);
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
    expect(keys).toHaveLength(6);
  });
});
