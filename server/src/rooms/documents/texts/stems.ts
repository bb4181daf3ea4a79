import type { Reader } from '../../../platform/index.ts';
import { Remembered } from './remembering.ts';
import { listStems } from './store.ts';

/** The stemmers that PostgreSQL brings, by language. What has none is found as it is written, but for its capitals. */
const DICTIONARIES: Readonly<Record<string, string>> = {
  ar: 'arabic_stem',
  de: 'german_stem',
  en: 'english_stem',
  es: 'spanish_stem',
  fr: 'french_stem',
  id: 'indonesian_stem',
  it: 'italian_stem',
  nl: 'dutch_stem',
  pt: 'portuguese_stem',
  ru: 'russian_stem',
  tr: 'turkish_stem',
};

/** The dictionary of a language tag: that of its first part. */
export const dictionaryOf = (language: string): string => DICTIONARIES[language.split('-')[0]!] ?? 'simple';

/** What stands in the index for a word of a language; the same stem of two languages is two. */
export const lexeme = (language: string, stem: string): string => `${language}/${stem}`;

/** The article, alone or after the particles that are written with it. */
const ARTICLE = /^[وفبك]?ال(?=.{2})|^[وف]?لل(?=.{2})/u;
/**
 * The Arabic stemmer takes off more endings from a word with the article than from the same word without it, and none
 * that is written with ha for ta marbuta: each word is given to it in one form.
 */
const inOneForm = (word: string): string => `ال${word.replace(ARTICLE, '').replace(/ه$/u, 'ة')}`;

/** What each stemmer answered: it answers the same as long as the program runs. */
const remembered = new Map<string, Remembered<readonly string[]>>();

function rememberedOf(dictionary: string): Remembered<readonly string[]> {
  const known = remembered.get(dictionary) ?? new Remembered<readonly string[]>();
  remembered.set(dictionary, known);
  return known;
}

/** Stems of words, by word; a word that is too common to be looked for (a stop word) has none. */
export async function stemsOf(
  read: Reader,
  language: string,
  words: Iterable<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const dictionary = dictionaryOf(language);
  const answers = rememberedOf(dictionary);
  const known = new Map<string, readonly string[] | undefined>();
  const unknown: string[] = [];
  for (const word of words) {
    if (known.has(word)) continue;
    const stems = answers.find(word);
    known.set(word, stems);
    if (!stems) unknown.push(word);
  }
  if (unknown.length > 0) {
    const form = dictionary === DICTIONARIES.ar ? inOneForm : (word: string) => word;
    const found = await listStems(read, dictionary, unknown.map(form));
    unknown.forEach((word, i) => {
      known.set(word, answers.keep(word, found[i]!.stems ?? [word]));
    });
  }
  return known as Map<string, readonly string[]>;
}
