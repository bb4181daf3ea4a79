/** One thing that is looked for: a word, or words that follow one another. */
export interface Wanted {
  readonly words: string;
  /** What must not be there. */
  readonly not: boolean;
  /** The last word is only its beginning. */
  readonly prefix: boolean;
}

/** More than anybody types; what comes behind is left out. */
export const MAX_WANTED = 24;

const ITEM = /(-?)(?:["“”«»„]([^"“”«»„]*)["“”«»„]?|([^\s"“”«»„]+))/gu;

/**
 * Reads what somebody typed: words, rows of words in quotation marks of any language, `-` before what must not be
 * there, `*` behind the beginning of a word. Nothing is an error: every text asks for something, or for nothing.
 */
export function readQuery(text: string): Wanted[] {
  const items = [...text.matchAll(ITEM)].map(([, minus, row, word]): Wanted => {
    const words = row ?? word ?? '';
    const prefix = row === undefined && words.endsWith('*');
    return { words: prefix ? words.slice(0, -1) : words, not: minus === '-', prefix };
  });
  return items.filter(({ words }) => /[\p{L}\p{N}]/u.test(words)).slice(0, MAX_WANTED);
}
