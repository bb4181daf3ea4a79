import { languageOf } from './languages.ts';

/** Writes an instant; made once, since making it costs more than using it. */
export interface Writer {
  format(date: Date): string;
}

type Part = Intl.DateTimeFormatPart;
type Hand = (parts: Part[], date: Date, options: Intl.DateTimeFormatOptions) => Part[];

const replaced = (parts: Part[], type: Part['type'], change: (value: string) => string): Part[] =>
  parts.map((part) => (part.type === type ? { type, value: change(part.value) } : part));

/**
 * How documents of the United Nations write dates where that is not how the locale of the language does:
 * in Arabic both names of the month, in French the first with its ending, in Russian the year with its word in full.
 */
const HANDS: Readonly<Record<string, Hand>> = {
  ar: (parts, date, { timeZone }) => {
    const levant = new Intl.DateTimeFormat('ar-LB-u-nu-latn', { month: 'long', timeZone }).format(date);
    return replaced(parts, 'month', (month) => `${levant}/${month}`);
  },
  fr: (parts) => replaced(parts, 'day', (day) => (day === '1' ? '1er' : day)),
  ru: (parts) => replaced(parts, 'literal', (text) => text.replace('г.', 'года')),
};

/** A day, or with `time` a day and minute on a clock of 24 hours, in this zone or else in that of the machine. */
export function dateWriter(language: string, { time, zone }: { time?: true; zone?: string } = {}): Writer {
  const options: Intl.DateTimeFormatOptions = {
    dateStyle: 'long',
    ...(time ? { timeStyle: 'short', hourCycle: 'h23' } : {}),
    ...(zone ? { timeZone: zone } : {}),
  };
  const format = new Intl.DateTimeFormat(languageOf(language).locale, options);
  const hand = HANDS[language];
  if (!hand) return format;
  return {
    format: (date) =>
      hand(format.formatToParts(date), date, options)
        .map(({ value }) => value)
        .join(''),
  };
}
