import { dateWriter } from './dates.ts';
import { languageOf } from './languages.ts';

/** A formatter costs more to make than a page has time for: each is made once for its language. */
function once<T>(make: (language: string, zone: string) => T): (language: string, zone?: string) => T {
  const made = new Map<string, T>();
  return (language, zone = 'UTC') => {
    const name = `${language} ${zone}`;
    let found = made.get(name);
    if (found === undefined) {
      found = make(language, zone);
      made.set(name, found);
    }
    return found;
  };
}

const localeOf = (language: string) => languageOf(language).locale;
const times = once((language, zone) => dateWriter(language, { time: true, zone }));
const dates = once((language, zone) => dateWriter(language, { zone }));
const numbers = once((language) => new Intl.NumberFormat(localeOf(language)));
const plurals = {
  cardinal: once((language) => new Intl.PluralRules(localeOf(language))),
  ordinal: once((language) => new Intl.PluralRules(localeOf(language), { type: 'ordinal' })),
};
const lists = once((language) => new Intl.ListFormat(localeOf(language), { type: 'conjunction' }));
const distances = once((language) => new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }));

/** Dates and times as the reader's language writes them, always with the zone named. */
export const sayTime = (iso: string, language: string, zone = 'UTC'): string =>
  times(language, zone).format(new Date(iso)) + (zone === 'UTC' ? ' UTC' : '');

export const sayDate = (iso: string, language: string): string => dates(language).format(new Date(iso));

export const sayNumber = (n: number, language: string): string => numbers(language).format(n);

/** Which form of a word goes with a number: `one`, `few`, `other`. */
export const pluralOf = (n: number, language: string, type: 'cardinal' | 'ordinal'): string =>
  plurals[type](language).select(n);

/** Several words as the language joins them: “a, b and c” is “a، b و c”. */
export const sayList = (items: readonly string[], language: string): string => lists(language).format(items);

/** “in 5 hours”, “3 days ago”. */
export function sayDistance(iso: string, now: number, language: string): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const format = distances(language);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return format.format(Math.round(seconds), 'second');
}
