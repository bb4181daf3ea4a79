import { describe, expect, it } from 'vitest';
import { findOddities } from './index.ts';
import { corpus } from './testing/corpus.ts';
import { LANGUAGES } from './testing/index.ts';

const said = (text: string) =>
  findOddities(text).map(({ kind, from, to, words }) => `${kind} ${from}-${to} ${words}`);

describe('letters that are not what they seem', () => {
  it('are found where they stand', () => {
    expect(said('pay \u202eesrever\u202c now')).toEqual([
      'bidi-control 4-5 U+202E',
      'bidi-control 12-13 U+202C',
    ]);
    expect(said('in\u200bvisible \ufeffmark so\u00adft')).toEqual([
      'invisible 2-3 U+200B',
      'invisible 11-12 U+FEFF',
      'invisible 19-20 U+00AD',
    ]);
    expect(said('the Stаte and Греция')).toEqual(['mixed-scripts 4-9 Stаte']);
    expect(said('a\u200db')).toEqual(['invisible 1-2 U+200D']);
  });

  it('are not seen in what scripts need', () => {
    expect(said('می\u200cخواهد \u200fالدول\u200e 👩🏽\u200d⚖️ 各国 ICT')).toEqual([]);
  });

  it.each(LANGUAGES)('are rare in documents of the United Nations: %s', (language) => {
    const odd = corpus(language).filter((line) => findOddities(line).length > 0);
    expect(odd.length).toBeLessThan(15);
  });
});
