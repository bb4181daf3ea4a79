import {
  type Arguments,
  type MessageKey,
  type Messages,
  makeWords,
  type Words,
} from '#lib/words/messages.ts';

/** Every catalogue that was built in: one JSON file for each language. */
const FILES = import.meta.glob<Messages>('../../../../../locales/*.json', { eager: true, import: 'default' });
const CATALOGUES = new Map(Object.entries(FILES).map(([path, m]) => [/([^/]+)\.json$/.exec(path)![1]!, m]));
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

/** The messages an acting page ships: those under the given prefixes, with the English for what is missing. */
export function messagesFor(
  language: string,
  wanted: readonly string[],
): { own: Messages; fallback: Messages } {
  const prefixes = [...ALWAYS, ...wanted];
  const pick = (from: Messages, missing?: Messages) =>
    Object.fromEntries(
      Object.entries(from).filter(
        ([key]) => prefixes.some((p) => key.startsWith(p)) && !(missing && key in missing),
      ),
    ) as Messages;
  const own = pick(CATALOGUES.get(language) ?? {});
  return { own, fallback: pick(FALLBACK, own) };
}
export type { Arguments, MessageKey };
