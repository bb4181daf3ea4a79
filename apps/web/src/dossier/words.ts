import { languageOf } from '../lib/words/languages.ts';

/** The words of the page, by language: only its own travel with it. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

const words = JSON.parse(document.getElementById('words')!.textContent) as Words;
export const languages = Object.keys(words);

/** The language of the reader's browser where the page has it. */
let chosen =
  navigator.languages.map((tag) => tag.split('-')[0]!).find((tag) => languages.includes(tag)) ??
  languages[0]!;

export const language = (): string => chosen;
export const nameOf = (tag: string): string => languageOf(tag).name;

/** From now on the page speaks this language. */
export function speak(tag: string): void {
  chosen = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = languageOf(tag).dir;
}

/** A message with its values; plain replacement, no plurals. */
export const t = (key: string, values: Readonly<Record<string, string>> = {}): string =>
  words[chosen]![key]!.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
