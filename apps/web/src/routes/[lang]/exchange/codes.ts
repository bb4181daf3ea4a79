import { languageOf } from '#lib/words/languages.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';

/** Labels of TLP 2.0. They are read everywhere as they are; what they allow is said in the reader's language. */
const TLP: Readonly<Record<string, MessageKey>> = {
  RED: 'tlp.red',
  'AMBER+STRICT': 'tlp.amber-strict',
  AMBER: 'tlp.amber',
  GREEN: 'tlp.green',
  CLEAR: 'tlp.clear',
};

export interface Marking {
  readonly scheme: string;
  readonly label: string;
}

/** What a handling marking allows its reader to do with the message. */
export function sayMarking({ scheme, label }: Marking, t: Words): string {
  const key = scheme === 'TLP' && Object.hasOwn(TLP, label) ? TLP[label] : undefined;
  return t(key ?? 'tlp.other');
}

/** The name of a language in the reader's. Only the language itself: names of territories are the body's alone. */
export function sayLanguage(tag: string, t: Words): string {
  const [base = tag] = tag.split('-');
  return new Intl.DisplayNames(languageOf(t.language).locale, { type: 'language' }).of(base) ?? base;
}
