import { languageOf } from '#lib/words/languages.ts';

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** The names of the weekdays in a language, Monday first; weekday 1 is the first of them. */
export function weekdaysIn(language: string): readonly string[] {
  const format = new Intl.DateTimeFormat(languageOf(language).locale, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, i) => format.format(MONDAY + i * DAY));
}
