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

const [LETTER, HAN, MARK, OTHER] = [1, 2, 3, 4];

function kindOf(sign: string): number {
  if (/\p{Script=Han}/u.test(sign)) return HAN;
  if (/\p{M}/u.test(sign)) return MARK;
  return /[\p{L}\p{N}]/u.test(sign) ? LETTER : OTHER;
}

/** The kind of every unit seen so far: asking a regular expression each time would cost more than comparing. */
const KINDS = new Uint8Array(0x10000);

/** The kind of the letter at `at`; one beyond the first plane is two units. */
function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xdc00) return kindOf(String.fromCodePoint(text.codePointAt(at)!));
  let kind = KINDS[unit]!;
  if (kind === 0) {
    kind = kindOf(String.fromCharCode(unit));
    KINDS[unit] = kind;
  }
  return kind;
}

const widthAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

/**
 * The segmenter of this package: the same answer everywhere, whichever version of ICU there is. A piece is a Chinese
 * character, a run of other letters and digits, or whatever else stands alone; marks stay with their letter.
 */
export const plainSegment: Segment = (text) => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    let end = at + widthAt(text, at);
    if (kind === HAN) while (end < text.length && kindAt(text, end) === MARK) end++;
    else if (kind !== OTHER) while (end < text.length && goesOn(text, end)) end += widthAt(text, end);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
};

function goesOn(text: string, at: number): boolean {
  const kind = kindAt(text, at);
  return kind === LETTER || kind === MARK;
}

const WORD = /[\p{L}\p{N}]/u;
/** Whether a piece is a word: it has a letter or a digit. */
export const isWord = (piece: string): boolean => WORD.test(piece);

/** The pieces of a text. Throws a TypeError for a segmenter that loses or changes letters. */
export function cut(text: string, segment: Segment): string[] {
  const pieces = segment(text);
  if (segment !== plainSegment && pieces.join('') !== text)
    throw new TypeError('The segmenter does not give the text back.');
  return pieces;
}
