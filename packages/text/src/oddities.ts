/**
 * Letters that are not what they seem: nothing is wrong with them, and they stay as they are, but whoever reads or
 * decides should see them.
 */
export interface Oddity {
  kind: /** Turns or isolates the direction of what follows, up to the end of the paragraph if nothing ends it. */
    | 'bidi-control'
    /** Has no width, and is not one of those that a script needs: makes two words look like one, or alike. */
    | 'invisible'
    /** A word with letters of Latin, Cyrillic or Greek together: one may stand for another that looks like it. */
    | 'mixed-scripts';
  /** UTF-16 units of the words, `to` exclusive. */
  from: number;
  to: number;
  /** Code points, for `invisible` and `bidi-control`: `U+202E`. The word itself otherwise. */
  words: string;
}

/** Embeddings, overrides and isolates. Marks (U+200E, U+200F, U+061C) turn nothing and stand in every Arabic text. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
/** Joiners stay where letters of a script that joins stand beside them, and between pictures. */
const INVISIBLE =
  /(?<![\p{Script=Arabic}\p{Extended_Pictographic}\p{M}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200b\u2060-\u2064\u206a-\u206f\u00ad\ufeff\u115f\u1160\u3164\uffa0]/gu;
const WORD = /[\p{L}\p{M}]+/gu;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Finds them in the order in which they stand. */
export function findOddities(text: string): Oddity[] {
  const codePoint = (sign: string) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const found = (pattern: RegExp, kind: Oddity['kind'], say: (words: string) => string) =>
    [...text.matchAll(pattern)].map(
      ({ 0: words, index }): Oddity => ({ kind, from: index, to: index + words.length, words: say(words) }),
    );
  return [
    ...found(BIDI, 'bidi-control', codePoint),
    ...found(INVISIBLE, 'invisible', codePoint),
    ...found(WORD, 'mixed-scripts', (words) => words).filter(
      ({ words }) => SCRIPTS.filter((script) => script.test(words)).length > 1,
    ),
  ].sort((a, b) => a.from - b.from);
}
