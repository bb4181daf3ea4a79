/**
 * Cuts words into pieces that, put together, are the words again: letters, spaces and punctuation alike. In a
 * browser and in Node, `segmentBy(new Intl.Segmenter(language, { granularity: 'word' }))` is one that knows Chinese.
 */
export type Segment = (text: string) => string[];

/** What `Intl.Segmenter` is, without asking for it: a package has no locale of its own. */
export interface Segmenter {
  segment(text: string): Iterable<{ segment: string; isWordLike?: boolean | undefined }>;
}

export const segmentBy =
  (segmenter: Segmenter): Segment =>
  (text) =>
    Array.from(segmenter.segment(text), ({ segment }) => segment);

/** A Chinese character, a run of other letters and digits, or whatever else stands alone; marks stay with their letter. */
const PIECE = /\p{Script=Han}\p{M}*|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+|./gsu;

/** The segmenter of this package: the same answer everywhere, whichever version of ICU there is. Chinese by character. */
export const plainSegment: Segment = (text) => text.match(PIECE) ?? [];

const WORD = /[\p{L}\p{N}]/u;
/** Whether a piece is a word: it has a letter or a digit. */
export const isWord = (piece: string): boolean => WORD.test(piece);

/** The pieces of a text. Throws a TypeError for a segmenter that loses or changes letters. */
export function cut(text: string, segment: Segment): string[] {
  const pieces = segment(text);
  if (pieces.join('') !== text) throw new TypeError('The segmenter does not give the text back.');
  return pieces;
}
