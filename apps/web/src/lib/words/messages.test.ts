import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { compile } from './compiling.ts';
import { languageOf } from './languages.ts';
import { type Arguments, type Catalogue, type Message, type MessageKey, makeWords } from './messages.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const catalogueOf = async (language: string) =>
  JSON.parse(
    await readFile(new URL(`../../../../../locales/${language}.json`, import.meta.url), 'utf8'),
  ) as Catalogue;

const say = (text: string, args?: Arguments, language = 'en') =>
  makeWords(language, compile({ 'list.find': text }), {})('list.find', args);

/** Every argument of a message, and whether it is counted. */
function argumentsOf(message: Message, found = new Map<string, boolean>()): Map<string, boolean> {
  if (typeof message === 'string') return found;
  for (const part of message) {
    if (typeof part === 'string') continue;
    const { arg, as, forms = {} } = part;
    found.set(arg, found.get(arg) || (as !== undefined && as !== 'select'));
    for (const form of Object.values(forms)) argumentsOf(form, found);
  }
  return found;
}

/** Small numbers, those at which forms of plurals change, large ones. */
const counts = fc.oneof(fc.nat(130), fc.constantFrom(1_000, 1_000_000, 2_000_000, 12_345_678));

describe.each(LANGUAGES)('In %s every message', (language) => {
  test('says what ICU MessageFormat says, whatever is put into it', async () => {
    const catalogue = await catalogueOf(language);
    const compiled = compile(catalogue);
    const t = makeWords(language, compiled, {});
    expect(Object.keys(compiled)).toEqual(Object.keys(catalogue));
    const { locale } = languageOf(language);
    for (const [key, text] of Object.entries(catalogue)) {
      const icu = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      const given = Object.fromEntries(
        [...argumentsOf(compiled[key as MessageKey]!)].map(([name, isCounted]) => [
          name,
          isCounted ? counts : fc.oneof(fc.string(), fc.constantFrom('yes', 'other', 'constructor')),
        ]),
      );
      fc.assert(
        fc.property(fc.record(given), (args) => {
          expect(t(key as MessageKey, args)).toBe(icu.format(args));
        }),
        { numRuns: Object.keys(given).length === 0 ? 1 : 20 },
      );
    }
  });
});

describe('A message', () => {
  test('counts what is left after its offset, by value before by form', () => {
    const text =
      '{n, plural, offset:1 =0 {nobody} =1 {one State} one {it and # other} other {it and # others}}';
    expect([0, 1, 2, 3, 1001].map((n) => say(text, { n }))).toEqual([
      'nobody',
      'one State',
      'it and 1 other',
      'it and 2 others',
      'it and 1,000 others',
    ]);
    expect(say('{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', { n: 22 })).toBe('22nd');
  });

  test('chooses no form that an object has of itself', () => {
    expect(say('{who, select, host {the host} other {somebody}}', { who: 'constructor' })).toBe('somebody');
  });

  test('that was not given what it takes throws, and never shows a gap', () => {
    expect(() => say('By {who}')).toThrow(TypeError);
  });

  test('that cannot be read, or uses what pages do not have, is shown in the fallback', () => {
    const broken = { 'list.find': 'By {who', 'list.any': '{at, date, short}', 'list.more': 'Older' };
    expect(compile(broken)).toEqual({ 'list.more': 'Older' });
    expect(makeWords('fr', compile(broken), { 'list.find': 'Find' })('list.find')).toBe('⟦Find⟧');
  });
});
