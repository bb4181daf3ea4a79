import { describe, expect, it } from 'vitest';
import { platformErrors } from '../errors.ts';
import { chooseLanguage, OFFICIAL_LANGUAGES } from './language.ts';

describe('the language of a problem', () => {
  it('is the official one the reader likes best, English if there is none', () => {
    const wishes: [string | undefined, string][] = [
      [undefined, 'en'],
      ['', 'en'],
      ['de', 'en'],
      ['ar', 'ar'],
      ['zh-Hant-TW', 'zh'],
      ['de-CH, ru;q=0.3, es;q=0.7', 'es'],
      ['FR ; q=0.9 , en ; q=0.8', 'fr'],
      ['en;q=0, fr;q=0.1', 'fr'],
      ['fr;q=x', 'en'],
      [`${'x,'.repeat(10_000)}fr`, 'en'],
    ];
    for (const [header, language] of wishes) expect(chooseLanguage(header), String(header)).toBe(language);
  });
});

describe('the platform’s error table', () => {
  it('has a title in all six languages for every code, each in its own script and form', () => {
    const script = { ar: /\p{Script=Arabic}/u, zh: /\p{Script=Han}/u, ru: /\p{Script=Cyrillic}/u };
    for (const [code, { status, title }] of Object.entries(platformErrors)) {
      expect(code).toMatch(/^platform\.[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(Object.keys(title).sort()).toEqual([...OFFICIAL_LANGUAGES].sort());
      for (const [language, pattern] of Object.entries(script)) {
        expect(title[language as 'ar'], `${code} ${language}`).toMatch(pattern);
      }
      expect(new Set(Object.values(title)).size, code).toBe(6);
      for (const text of Object.values(title)) expect(text, code).not.toMatch(/\.$|。$/);
    }
  });
});
