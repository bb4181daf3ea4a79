import { foldText } from '@comity/text';
import { Remembered } from './remembering.ts';

/** A word of a text: folded, and where it stands in UTF-16 units. */
export interface Token {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Chinese has no spaces. How it is cut changes with the runtime: then texts are indexed again. */
const chinese = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a text in their order. */
export function tokensOf(text: string, language: string): Token[] {
  const words = language.split('-')[0] === 'zh' ? cutChinese(text) : [...text.matchAll(WORD)].map(asFound);
  return words
    .map(({ word, from, to }) => ({ word: fold(word), from, to }))
    .filter(({ word }) => word !== '');
}

const asFound = ({ 0: word, index }: RegExpExecArray): Token => ({
  word,
  from: index,
  to: index + word.length,
});

function cutChinese(text: string): Token[] {
  return [...chinese.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({ word: segment, from: index, to: index + segment.length }));
}

/** Folding looks at every letter; a page of paragraphs repeats few words. */
const folded = new Remembered<string>(20_000);
const fold = (word: string): string => folded.find(word) ?? folded.keep(word, foldText(word));
