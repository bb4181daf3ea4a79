import type { Shipped } from '#lib/words/client.ts';
import { compile } from '#lib/words/compiling.ts';
import { type Catalogue, type Messages, makeWords, type Words } from '#lib/words/messages.ts';

/** Every catalogue that was built in: one JSON file for each language. */
const FILES = import.meta.glob<Catalogue>('../../../../../locales/*.json', {
  eager: true,
  import: 'default',
});
const CATALOGUES = new Map(
  Object.entries(FILES).map(([path, texts]) => [/([^/]+)\.json$/.exec(path)![1]!, compile(texts)]),
);
const FALLBACK = CATALOGUES.get('en')!;
const WORDS = new Map<string, Words>();

export function wordsIn(language: string): Words {
  let words = WORDS.get(language);
  if (!words) {
    words = makeWords(language, CATALOGUES.get(language) ?? {}, FALLBACK);
    WORDS.set(language, words);
  }
  return words;
}

/** What every page needs on which one acts: its dialogue, and the words for what may go wrong. */
const ALWAYS = ['dialog.', 'problem.'];

/** What an acting page ships: the messages under the given prefixes, and those of every such page. */
export const messagesFor = (language: string, wanted: readonly string[]): Shipped =>
  messagesUnder(language, [...ALWAYS, ...wanted]);

/** The messages whose keys begin so, with the English for what is missing. */
export function messagesUnder(language: string, prefixes: readonly string[]): Shipped {
  const pick = (from: Messages, missing?: Messages) =>
    Object.fromEntries(
      Object.entries(from).filter(
        ([key]) => prefixes.some((p) => key.startsWith(p)) && !(missing && key in missing),
      ),
    ) as Messages;
  const own = pick(CATALOGUES.get(language) ?? {});
  return { own, fallback: pick(FALLBACK, own) };
}
