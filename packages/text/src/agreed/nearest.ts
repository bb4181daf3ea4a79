import { diffWords, type Span } from '../compare/spans.ts';
import { plainSegment, type Segment } from '../words.ts';
import { LEAST_WORDS, type Profile, profileOf } from './profile.ts';

/** An earlier paragraph that an index found by a key. `id` is whatever the caller knows it by. */
export interface Candidate {
  id: string;
  text: string;
}

export interface Near {
  id: string;
  /** The same words in the same order, but for case, accents, punctuation and spaces. */
  same: boolean;
  /** From 0 to 1: twice the shingles in common, by the shingles of both (Dice). */
  score: number;
  /** From 0 to 1: the share of this paragraph's shingles that the earlier one has. 1: it only repeats. */
  repeated: number;
  /** From the earlier words to these. */
  spans: Span[];
}

export interface NearestOptions {
  language: string;
  segment?: Segment;
  /** What is less alike is left out. Default: 0.3. */
  least?: number;
  /** How many are wanted. Default: 5. */
  most?: number;
}

/** The earlier paragraphs that say the same or nearly, the most alike first, each with the difference word by word. */
export function nearest(text: string, candidates: readonly Candidate[], options: NearestOptions): Near[] {
  const { language, segment = plainSegment, least = 0.3, most = 5 } = options;
  const profile = profileOf(text, language, segment);
  return candidates
    .map((candidate) => ({ candidate, ...likeness(profile, profileOf(candidate.text, language, segment)) }))
    .filter(({ score, repeated }) => score >= least || repeated >= 1 - least)
    .sort(
      (a, b) => b.score - a.score || b.repeated - a.repeated || (a.candidate.id < b.candidate.id ? -1 : 1),
    )
    .slice(0, most)
    .map(({ candidate, ...alike }) => ({
      id: candidate.id,
      ...alike,
      spans: diffWords(candidate.text, text, segment),
    }));
}

/** How alike two paragraphs are. Short ones are the same or not at all. */
export function likeness(a: Profile, b: Profile): { same: boolean; score: number; repeated: number } {
  const same = a.fingerprint === b.fingerprint && a.words > 0;
  if (same) return { same, score: 1, repeated: 1 };
  if (Math.min(a.words, b.words) < LEAST_WORDS) return { same, score: 0, repeated: 0 };
  let common = 0;
  for (const shingle of a.shingles) if (b.shingles.has(shingle)) common++;
  return {
    same,
    score: (2 * common) / (a.shingles.size + b.shingles.size),
    repeated: common / a.shingles.size,
  };
}
