import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../../../../../locales/en.json';
import { languageOf } from './languages.ts';

/** The labels of the interface: keys are those of the English catalogue. */
export type MessageKey = keyof typeof en;
export type Messages = Readonly<Partial<Record<MessageKey, string>>>;
export type Arguments = Readonly<Record<string, string | number | boolean | Date>>;

/**
 * A label in the reader's language. One that is missing there is shown in the fallback within marks: visible,
 * never empty, never an internal key alone.
 */
export interface Words {
  (key: MessageKey, args?: Arguments): string;
  readonly language: string;
  /** Whether there is such a label at all, in whatever language. */
  has(key: string): boolean;
}

export function makeWords(language: string, messages: Messages, fallback: Messages): Words {
  const { locale } = languageOf(language);
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const say = (key: MessageKey, args?: Arguments): string => {
    const own = messages[key];
    const text = own ?? fallback[key];
    if (text === undefined) return `⟦${key}⟧`;
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(text, own === undefined ? 'en' : locale, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    const said = String(format.format(args as Record<string, string>));
    return own === undefined ? `⟦${said}⟧` : said;
  };
  const has = (key: string): boolean => Object.hasOwn(messages, key) || Object.hasOwn(fallback, key);
  return Object.assign(say, { language, has });
}
