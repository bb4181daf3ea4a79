import { describe, expect, it } from 'vitest';
import { CHANGE_TITLES, DOCX_NOTICE_TITLES } from './docx/index.ts';
import { ERROR_TITLES, type InSixLanguages, NOTICE_TITLES } from './index.ts';

const ALL: [string, InSixLanguages][] = [
  ...Object.entries(ERROR_TITLES),
  ...Object.entries(NOTICE_TITLES),
  ...Object.entries(DOCX_NOTICE_TITLES),
  ...Object.entries(CHANGE_TITLES),
];

/** The letters a language is written in, with the few Latin names of formats. */
const WRITTEN: Record<keyof InSixLanguages, RegExp> = {
  ar: /^(?:[\u0621-\u063a\u0641-\u0652 ،؛]|JSON|XML|UTF-8|\(DOCTYPE\))+$/,
  zh: /^(?:[\u4e00-\u9fff，；]|JSON|XML|UTF-8|（DOCTYPE）)+$/,
  en: /^[A-Z][A-Za-z0-9 ,;()-]+$/,
  fr: /^[A-ZÉ][A-Za-zàâçèéêëîïôûù0-9 ,;()’\u00a0\u202f-]+$/,
  ru: /^(?:[А-Яа-яЁё ,;]|JSON|XML|UTF-8|\(DOCTYPE\))+$/,
  es: /^[A-ZÁÉ][A-Za-záéíñóú0-9 ,;()-]+$/,
};

describe('words for people', () => {
  it.each(Object.entries(WRITTEN))('are written in the letters of %s', (language, letters) => {
    const strange = ALL.filter(([, title]) => !letters.test(title[language as keyof InSixLanguages]));
    expect(strange.map(([code, title]) => `${code}: ${title[language as keyof InSixLanguages]}`)).toEqual([]);
  });

  it('have a narrow space before a French semicolon, and say different things', () => {
    expect(ALL.filter(([, { fr }]) => /[^\u202f];/.test(fr))).toEqual([]);
    for (const language of Object.keys(WRITTEN) as (keyof InSixLanguages)[]) {
      const titles = ALL.map(([, title]) => title[language]);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });
});
