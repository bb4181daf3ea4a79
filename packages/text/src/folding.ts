import { isWord, plainSegment, type Segment } from './words.ts';

/**
 * Folding for search: what a reader would type for a word, whichever way a document writes it. Full-width letters,
 * ligatures and presentation forms become plain ones, capitals small ones; accents go from Latin and Greek letters,
 * ё becomes е and stress marks go (й stays a letter of its own); in Arabic, vowel signs and tatweel go, every alef with
 * hamza or madda is an alef, ؤ ئ ى ة are و ي ي ه; digits of every script are 0 to 9; quotation marks and hyphens
 * are of one kind; invisible characters go. The same in every language, for documents quote each other.
 */
export const foldText = (text: string): string => (PLAIN.test(text) ? text : foldWithOffsets(text).folded);

/** Folded words, and for each UTF-16 unit of them where in the original its letter begins. */
export interface Folded {
  folded: string;
  /** One more than `folded` has units: the last is the length of the original. */
  offsets: number[];
}

/** A letter with its marks: what is folded together, so that a highlight never halves one. */
const LETTER = /\P{M}\p{M}{0,30}|\p{M}{1,30}/gsu;
/** Letters that fold to themselves, of the scripts of the six languages: most of what is written. */
const PLAIN = /^[a-z0-9 ,.;:()а-я\u4e00-\u9fff\u0621\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a]+$/;

/** Folds and keeps track, for highlights: `offsets[i]` is where the letter of unit i begins in `text`. */
export function foldWithOffsets(text: string): Folded {
  let folded = '';
  const offsets: number[] = [];
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const plain = PLAIN.test(letter) ? letter : foldLetter(letter);
    folded += plain;
    for (let i = 0; i < plain.length; i++) offsets.push(index);
  }
  offsets.push(text.length);
  return { folded, offsets };
}

const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;
const ARABIC_SIGNS = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const ARABIC: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
const OTHER: Record<string, string> = {
  ё: 'е',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
};

function foldLetter(letter: string): string {
  const small = letter
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(ARABIC_SIGNS, '');
  return [...small].map(foldSign).join('');
}

function foldSign(sign: string): string {
  const known = ARABIC[sign] ?? OTHER[sign];
  if (known !== undefined) return known;
  if (/[\u2018\u2019\u02bc\u0060\u00b4]/.test(sign)) return "'";
  if (/[\u201c\u201d\u201e\u00ab\u00bb\u300a\u300b]/.test(sign)) return '"';
  if (/[\u2010-\u2015\u2212]/.test(sign)) return '-';
  if (/\p{Nd}/u.test(sign)) return digit(sign);
  // й, ї and the like are letters of their own; of others the accent goes, and a mark that is left alone too.
  if (/[йїў]/.test(sign)) return sign;
  const bare = sign.normalize('NFD').replace(/\p{M}/gu, '');
  return bare === sign ? bare : [...bare].map(foldSign).join('');
}

/** The ten digits of a script stand one after the other; where two scripts meet, ten follow ten. */
function digit(sign: string): string {
  const code = sign.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** What French puts before a word without a space. */
const ELISION = /^(?:l|d|qu|n|s|j|m|t|c|jusqu|lorsqu|puisqu)'(?=\p{L})/u;

/**
 * The words of a text as an index should hold them, in order: folded, without punctuation, French words without the
 * article before the apostrophe. Chinese is cut by `segment`; without one, every character is a word.
 */
export function searchWords(text: string, language: string, segment: Segment = plainSegment): string[] {
  const words = runsOf(text, segment).map(foldText);
  return (language.startsWith('fr') ? words.map((word) => word.replace(ELISION, '')) : words).filter(isWord);
}

/** Pieces with an apostrophe between letters put together again: `l'État`. `ICT-related` stays two words. */
function runsOf(text: string, segment: Segment): string[] {
  const pieces = segment(text);
  const runs: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const apostrophe =
      /^['’ʼ]$/.test(pieces[i + 1] ?? '') && isWord(pieces[i]!) && isWord(pieces[i + 2] ?? '');
    if (!apostrophe) runs.push(pieces[i]!);
    else {
      runs.push(pieces[i]! + pieces[i + 1] + pieces[i + 2]);
      i += 2;
    }
  }
  return runs;
}

/** Where words stand in a text, as ranges of UTF-16 units: for highlights. `folded` are words that `searchWords` gave. */
export function findWords(text: string, folded: readonly string[]): { from: number; to: number }[] {
  const { folded: within, offsets } = foldWithOffsets(text);
  const [han, others] = [folded.filter((word) => HAN.test(word)), folded.filter((word) => !HAN.test(word))];
  // Between Chinese characters there is no edge of a word to look for.
  const patterns = [
    ...han.map(quoted),
    ...others.filter(isWord).map((word) => `(?<![\\p{L}\\p{N}])${quoted(word)}(?![\\p{L}\\p{N}])`),
  ];
  if (patterns.length === 0) return [];
  return [...within.matchAll(new RegExp(patterns.join('|'), 'gu'))].map(({ 0: found, index }) => ({
    from: offsets[index]!,
    to: offsets[index + found.length]!,
  }));
}

const HAN = /\p{Script=Han}/u;
const quoted = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
