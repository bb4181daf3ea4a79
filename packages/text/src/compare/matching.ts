import { isWord } from '../words.ts';
import { idOf, type Unit } from './units.ts';

/** Two units that are the same paragraph: their places in the old and in the new text, and how that is known. */
export interface Match {
  before: number;
  after: number;
  by: 'id' | 'words';
}

/** From this share of common words on, two paragraphs with different ids are taken for one. */
const ALIKE = 0.55;
/** Shorter ones (in words) must be equal: "Annex" is not a changed "Agenda". */
const SHORT = 4;
/** How many of the paragraphs with the most words in common are looked at closely. */
const CLOSE = 8;

/** Pairs the units of two texts: by id, then by equal words, then by similar words, the most similar first. */
export function matchUnits(
  before: readonly Unit[],
  after: readonly Unit[],
  wordsOf: (text: string) => string[],
): Match[] {
  const [old, now] = [everyIndex(before), everyIndex(after)];
  const byId = byKey(before, after, old, now, keyOfId);
  const byWords = [...byId];
  const left = () => ({
    old: without(old, byWords, 'before').filter((i) => before[i]!.text !== ''),
    now: without(now, byWords, 'after').filter((i) => after[i]!.text !== ''),
  });
  const unnamed = left();
  byWords.push(...byKey(before, after, unnamed.old, unnamed.now, keyOfWords));
  const unequal = left();
  byWords.push(...bySimilarity(before, after, unequal.old, unequal.now, wordsOf));
  return byWords.map((pair, i): Match => ({ ...pair, by: i < byId.length ? 'id' : 'words' }));
}

const without = (all: readonly number[], pairs: readonly Pair[], side: keyof Pair): number[] => {
  const taken = new Set(pairs.map((pair) => pair[side]));
  return all.filter((i) => !taken.has(i));
};
const keyOfId = ({ shell }: Unit): string => `${family(shell)} ${idOf(shell)}`;
const everyIndex = (units: readonly Unit[]): number[] => units.map((_, i) => i);
/** What may become what: a heading a paragraph, but no table a note. */
const family = ({ role }: Unit['shell']): string =>
  role === 'heading' || role === 'paragraph' || role === 'sub' ? 'node' : role;
const keyOfWords = ({ shell, text }: Unit): string => `${family(shell)} ${text}`;

interface Pair {
  before: number;
  after: number;
}

/** Pairs with the same key; of several with one key, the first with the first. */
function byKey(
  before: readonly Unit[],
  after: readonly Unit[],
  old: readonly number[],
  now: readonly number[],
  key: (unit: Unit) => string,
): Pair[] {
  const waiting = Map.groupBy(old, (i) => key(before[i]!));
  for (const list of waiting.values()) list.reverse();
  return now.flatMap((i) => {
    const found = waiting.get(key(after[i]!))?.pop();
    return found === undefined ? [] : [{ before: found, after: i }];
  });
}

interface Bag {
  words: Map<string, number>;
  size: number;
}

function bagOf(text: string, wordsOf: (text: string) => string[]): Bag {
  const words = new Map<string, number>();
  let size = 0;
  for (const piece of wordsOf(text)) {
    if (!isWord(piece)) continue;
    words.set(piece, (words.get(piece) ?? 0) + 1);
    size++;
  }
  return { words, size };
}

/** Dice's coefficient over words with their counts: 1 equal words, 0 none in common. */
function likeness(a: Bag, b: Bag): number {
  let common = 0;
  for (const [word, count] of a.words) common += Math.min(count, b.words.get(word) ?? 0);
  return (2 * common) / Math.max(1, a.size + b.size);
}

function bySimilarity(
  before: readonly Unit[],
  after: readonly Unit[],
  old: readonly number[],
  now: readonly number[],
  wordsOf: (text: string) => string[],
): Pair[] {
  const bags = new Map(old.map((i) => [i, bagOf(before[i]!.text, wordsOf)]));
  const index = indexOf(bags);
  const scored = now.flatMap((i) => {
    const bag = bagOf(after[i]!.text, wordsOf);
    return closest(bag, index).flatMap((candidate) => {
      const other = bags.get(candidate)!;
      if (family(before[candidate]!.shell) !== family(after[i]!.shell)) return [];
      const score = Math.min(bag.size, other.size) < SHORT ? 0 : likeness(bag, other);
      return score < ALIKE ? [] : [{ before: candidate, after: i, score }];
    });
  });
  return greedy(scored);
}

/** From a word to the paragraphs that have it. Words that many have tell little and would cost the square. */
function indexOf(bags: ReadonlyMap<number, Bag>): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [i, { words }] of bags)
    for (const word of words.keys()) {
      const list = index.get(word);
      if (list) list.push(i);
      else index.set(word, [i]);
    }
  const most = Math.max(50, 4 * Math.sqrt(bags.size));
  for (const [word, list] of index) if (list.length > most) index.delete(word);
  return index;
}

function closest({ words }: Bag, index: ReadonlyMap<string, number[]>): number[] {
  const common = new Map<number, number>();
  for (const word of words.keys())
    for (const i of index.get(word) ?? []) common.set(i, (common.get(i) ?? 0) + 1);
  return [...common]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, CLOSE)
    .map(([i]) => i);
}

/** The best pair first, then the best of what is left; of equals the one that lies nearer to its old place. */
function greedy(scored: (Pair & { score: number })[]): Pair[] {
  const distance = ({ before, after }: Pair) => Math.abs(before - after);
  scored.sort((a, b) => b.score - a.score || distance(a) - distance(b) || a.before - b.before);
  const taken = { before: new Set<number>(), after: new Set<number>() };
  return scored.flatMap(({ before, after }) => {
    if (taken.before.has(before) || taken.after.has(after)) return [];
    taken.before.add(before);
    taken.after.add(after);
    return [{ before, after }];
  });
}
