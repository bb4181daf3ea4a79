import { sha256HexOfText } from '@comity/log';
import { searchWords } from '../folding.ts';
import { plainSegment, type Segment } from '../words.ts';

/** Words that stand one after the other, taken together: what two paragraphs must share to say the same. */
const SHINGLE = 3;
/** Below this many words a paragraph is compared as a whole: "Decides as follows" is like everything. */
export const LEAST_WORDS = 6;
/** How many keys a paragraph is found by. */
const KEYS = 16;

/** A paragraph as it is compared, made once: an index keeps `fingerprint` and `keys`, and can make the rest again. */
export interface Profile {
  /** SHA-256 over the folded words: equal for paragraphs that differ in case, accents, punctuation and spaces only. */
  fingerprint: string;
  words: number;
  /** Hashes of its shingles, each once. */
  shingles: ReadonlySet<number>;
}

/** The profile of a paragraph in its language. Chinese is cut by `segment`; without one, by character. */
export function profileOf(text: string, language: string, segment: Segment = plainSegment): Profile {
  const words = searchWords(text, language, segment);
  return { fingerprint: sha256HexOfText(words.join(' ')), words: words.length, shingles: shinglesOf(words) };
}

function shinglesOf(words: readonly string[]): Set<number> {
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let i = 0; i + SHINGLE <= hashes.length; i++) {
    let hash = 0;
    for (let j = i; j < i + SHINGLE; j++) hash = mixed(Math.imul(hash, 31) + hashes[j]!);
    shingles.add(hash);
  }
  return shingles;
}

/** FNV-1a over UTF-16 units: 32 bits, the same on every machine. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Spreads every bit over all: neighbours get hashes that have nothing in common. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * The keys that an index finds a paragraph by: the smallest hashes of its shingles, as signed integers of 32 bits, at
 * most 16, ascending. Two paragraphs that share half of their shingles share several of them, also where one is
 * twice as long as the other, for the same shingle is small in both. A key that very many paragraphs have is a
 * set phrase: an index may leave it out.
 */
export const keysOf = ({ shingles }: Pick<Profile, 'shingles'>): number[] =>
  [...shingles].sort((a, b) => a - b).slice(0, KEYS);
