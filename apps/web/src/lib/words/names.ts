import { languageOf } from './languages.ts';

type Names = Readonly<Record<string, string>>;

/** A name in the reader's language, as the body's own list gives it; never a library's. */
export const nameIn = (names: Names, language: string): string =>
  names[language] ?? names.en ?? Object.values(names)[0] ?? '';

/** Arabic lists ignore the article and take every form of hamza as alif (data/terms.md, convention 9). */
const arabicKey = (name: string) =>
  name
    .split(' ')
    .map((word) => word.replace(/^ال/, ''))
    .join(' ')
    .replace(/[أإآٱ]/g, 'ا');

/** In the order of the reader's language; Chinese lists keep the order of the English names. */
export function sortedByName<T extends { readonly names: Names }>(
  items: readonly T[],
  language: string,
): T[] {
  const key = (item: T) => {
    if (language === 'ar') return arabicKey(nameIn(item.names, 'ar'));
    return nameIn(item.names, language === 'zh' ? 'en' : language);
  };
  const { compare } = new Intl.Collator(languageOf(language === 'zh' ? 'en' : language).locale, {
    sensitivity: 'base',
  });
  return items
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}

/** What is left of a name however somebody types it: no accents, capitals, articles or signs. */
const bare = (name: string): string =>
  arabicKey(name.normalize('NFKD').replace(/\p{M}/gu, ''))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Those of whom `typed` is the id or the whole name, in any language; else those in whose name it stands. */
export function namedLike<T extends { readonly id: string; readonly names: Names }>(
  items: readonly T[],
  typed: string,
): T[] {
  const wanted = bare(typed);
  if (wanted === '') return [];
  const fits = (isIt: (name: string) => boolean) =>
    items.filter(({ names }) => Object.values(names).some((name) => isIt(bare(name))));
  const exact = items.filter(({ id }) => id === typed.trim().toLowerCase());
  if (exact.length > 0) return exact;
  const whole = fits((name) => name === wanted);
  return whole.length > 0 ? whole : fits((name) => name.includes(wanted));
}
