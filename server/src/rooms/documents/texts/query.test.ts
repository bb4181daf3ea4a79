import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_WANTED, readQuery } from './query.ts';

const asked = (text: string) =>
  readQuery(text).map(({ words, not, prefix }) => `${not ? '-' : ''}${words}${prefix ? '*' : ''}`);

describe('what somebody typed', () => {
  test.each([
    ['peaceful settlement', ['peaceful', 'settlement']],
    ['"peaceful settlement" -disputes', ['peaceful settlement', '-disputes']],
    ['« règlement pacifique »', [' règlement pacifique ']],
    ['“和平解决” 争端', ['和平解决', '争端']],
    ['-"force armée" usage*', ['-force armée', 'usage*']],
    ['"left open', ['left open']],
    ['* - "" ?! ""', []],
    ['well-known', ['well-known']],
  ])('%s', (text, wanted) => {
    expect(asked(text)).toEqual(wanted);
  });

  test('always asks for something that can be answered, however long and whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const wanted = readQuery(text);
        expect(wanted.length).toBeLessThanOrEqual(MAX_WANTED);
        for (const { words } of wanted) expect(words).toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});
