import { languageOf } from './languages.ts';

/** Dates and times as the reader's language writes them, always with the zone named. */
export function sayTime(iso: string, language: string, zone = 'UTC'): string {
  return (
    new Intl.DateTimeFormat(languageOf(language).locale, {
      dateStyle: 'long',
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone: zone,
    }).format(new Date(iso)) + (zone === 'UTC' ? ' UTC' : '')
  );
}

export function sayDate(iso: string, language: string): string {
  return new Intl.DateTimeFormat(languageOf(language).locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(iso),
  );
}

export const sayNumber = (n: number, language: string): string =>
  new Intl.NumberFormat(languageOf(language).locale).format(n);

/** Several words as the language joins them: “a, b and c” is “a، b و c”. */
export const sayList = (items: readonly string[], language: string): string =>
  new Intl.ListFormat(languageOf(language).locale, { style: 'narrow', type: 'unit' }).format(items);

/** “in 5 hours”, “3 days ago”. */
export function sayDistance(iso: string, now: number, language: string): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(languageOf(language).locale, { numeric: 'auto' });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return format.format(Math.round(seconds), 'second');
}
