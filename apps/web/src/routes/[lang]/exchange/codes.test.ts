import { describe, expect, it } from 'vitest';
import { sayList } from '#lib/words/times.ts';
import { wordsOf } from '../../../../test/words.ts';
import { sayLanguage, sayMarking } from './codes.ts';
import { sayObjects } from './objects.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const en = await wordsOf('en');

describe('a handling marking', () => {
  it('says what it allows, each something else, in every language', async () => {
    for (const language of LANGUAGES) {
      const t = await wordsOf(language);
      const said = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR', 'constructor'].map((label) =>
        sayMarking({ scheme: 'TLP', label }, t),
      );
      expect(new Set(said).size).toBe(6);
      expect(said.join()).not.toContain('⟦');
    }
  });

  it('of another scheme is never taken for one of TLP', () => {
    expect(sayMarking({ scheme: 'DR', label: 'CLEAR' }, en)).toBe(en('tlp.other'));
  });
});

describe('a language', () => {
  it('is named in the reader’s, without a territory', async () => {
    expect(sayLanguage('fr', en)).toBe('French');
    expect(sayLanguage('zh-TW', en)).toBe('Chinese');
    expect(sayLanguage('en', await wordsOf('ru'))).toBe('английский');
    expect(sayLanguage('xx', en)).toBe('xx');
  });
});

describe('the objects of a bundle', () => {
  const types = new Map([
    ['ipv4-addr', 2],
    ['malware', 1],
    ['url', 1],
    ['indicator', 21],
    ['x-acme', 1],
    ['observable', 1],
    ['constructor', 1],
  ]);

  it('are counted by the words of the reader’s language', async () => {
    const said = async (language: string) => sayObjects(types, await wordsOf(language));
    expect(await said('en')).toBe('21 indicators, 1 malware, 3 observables and 3 other objects');
    expect(await said('ru')).toBe(
      '21 индикатор, 1 вредоносная программа, 3 наблюдаемых объекта и 3 объекта иного вида',
    );
    expect(await said('zh')).toBe('21项指标、1个恶意软件、3个可观测对象和3个其他对象');
    expect(await said('ar')).toContain('21 مؤشرا');
  });

  it('that are none are said as nothing', () => {
    expect(sayObjects(new Map(), en)).toBe('');
  });
});

describe('several names', () => {
  it('are kept apart in every language', () => {
    for (const language of LANGUAGES)
      expect(sayList(['Viet Nam', 'San Marino', 'Fiji'], language)).toMatch(
        /Viet Nam(?:[,،、]| و).*San Marino.+Fiji/,
      );
  });
});
