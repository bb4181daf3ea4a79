import type { OfficialLanguage } from './language.ts';

type Parts = Readonly<Record<'date' | 'time', string>>;

const LOCALES: Readonly<Record<OfficialLanguage, string>> = {
  ar: 'ar-u-nu-latn',
  zh: 'zh-Hans',
  en: 'en-GB',
  fr: 'fr',
  ru: 'ru',
  es: 'es',
};

/** So that it reads on after a preposition: “until 15:00 UTC on 10 March 2027”, « après le 10 mars 2027 à 15:00 UTC ». */
const JOINS: Readonly<Record<OfficialLanguage, (parts: Parts) => string>> = {
  ar: ({ date, time }) => `${date} الساعة ${time} UTC`,
  zh: ({ date, time }) => `${date}${time} UTC`,
  en: ({ date, time }) => `${time} UTC on ${date}`,
  fr: ({ date, time }) => `${date.replace(/^1 /, '1er ')} à ${time} UTC`,
  ru: ({ date, time }) => `${date.replace('г.', 'года')}, ${time} UTC`,
  es: ({ date, time }) => `${date} a las ${time} UTC`,
};

const timeZone = 'UTC';
const made = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than using it. */
function formatFor(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = made.get(name) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  made.set(name, format);
  return format;
}

/** The day as documents of the United Nations write it: in Arabic with both names of the month. */
function dateOf(at: Date, language: OfficialLanguage): string {
  const format = formatFor(LOCALES[language], { dateStyle: 'long' });
  if (language !== 'ar') return format.format(at);
  const levant = formatFor('ar-LB-u-nu-latn', { month: 'long' }).format(at);
  const parts = format.formatToParts(at);
  return parts.map(({ type, value }) => (type === 'month' ? `${levant}/${value}` : value)).join('');
}

const isOfficial = (language: string): language is OfficialLanguage => Object.hasOwn(LOCALES, language);

/** An instant (ISO 8601) in words of this language and in UTC, with seconds where it has some; as it is in any other. */
export function writeInstant(instant: string, language: string): string {
  if (!isOfficial(language)) return instant;
  const at = new Date(instant);
  const time = at.toISOString().slice(11, at.getUTCSeconds() === 0 ? 16 : 19);
  return JOINS[language]({ date: dateOf(at, language), time });
}
