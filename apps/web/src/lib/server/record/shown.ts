/**
 * What controls the direction of text, and marks that no reader sees: in a sentence of ours they would let a name
 * that somebody chose rearrange what we say of it. The signed text itself is shown whole, with these written out.
 */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/** Words that somebody wrote, as part of a sentence: on one line, and apart from it in direction. */
export const quoted = (words: string): string => `\u2068${words.replace(CONTROLS, ' ').trim()}\u2069`;

/** A value as JSON on a page: what would not be seen, or would turn the rest, is written as an escape. */
export const shownJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(CONTROLS, (sign) =>
    sign === '\n' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
