import { diffArrays } from 'diff';
import { cut, plainSegment, type Segment } from '../words.ts';

/** A run of words that both versions have, that only the old one has, or that only the new one has. */
export interface Span {
  kind: 'kept' | 'deleted' | 'inserted';
  text: string;
}

/**
 * Beyond this many words changed, what lies between the words that begin and end both is shown as replaced whole:
 * nobody reads such a comparison word by word, and its cost grows with the square.
 */
const MAX_CHANGED = 4_000;

/**
 * Two versions of the same words, word by word. Kept and deleted spans together are `before`, kept and inserted ones
 * `after`, exactly. Spaces alone between two changes belong to the changes.
 */
export function diffWords(before: string, after: string, segment: Segment = plainSegment): Span[] {
  return before === after ? same(before) : diffPieces(cut(before, segment), cut(after, segment));
}

/** What `diffWords` gives for equal words. */
export const same = (text: string): Span[] => (text === '' ? [] : [{ kind: 'kept', text }]);

/** The same for words that are cut already. */
export function diffPieces(old: readonly string[], now: readonly string[]): Span[] {
  const start = commonStart(old, now);
  const end = commonEnd(old, now, start);
  const [from, to] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  const middle = from.length === 0 || to.length === 0 ? replaced(from, to) : changes(from, to);
  const kept = (pieces: readonly string[]): Span => ({ kind: 'kept', text: pieces.join('') });
  return merged([kept(old.slice(0, start)), ...middle, kept(old.slice(old.length - end))]);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n++;
  return n;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let n = 0;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

const replaced = (from: readonly string[], to: readonly string[]): Span[] => [
  { kind: 'deleted', text: from.join('') },
  { kind: 'inserted', text: to.join('') },
];

function changes(from: string[], to: string[]): Span[] {
  const found = diffArrays(from, to, { maxEditLength: MAX_CHANGED });
  if (!found) return replaced(from, to);
  return found.map(({ value, added, removed }) => ({
    kind: added ? 'inserted' : removed ? 'deleted' : 'kept',
    text: value.join(''),
  }));
}

const ONLY_SPACE = /^\s+$/;

/** Neighbours of a kind joined, deletion before insertion, spaces between changes given to both. */
function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  let deleted = '';
  let inserted = '';
  const flush = () => {
    if (deleted !== '') out.push({ kind: 'deleted', text: deleted });
    if (inserted !== '') out.push({ kind: 'inserted', text: inserted });
    deleted = inserted = '';
  };
  const present = spans.filter(({ text }) => text !== '');
  present.forEach(({ kind, text }, i) => {
    const between = deleted + inserted !== '' && (present[i + 1]?.kind ?? 'kept') !== 'kept';
    if (kind === 'deleted') deleted += text;
    else if (kind === 'inserted') inserted += text;
    else if (between && ONLY_SPACE.test(text)) {
      deleted += text;
      inserted += text;
    } else {
      flush();
      if (out.at(-1)?.kind === 'kept') out[out.length - 1] = { kind, text: out.at(-1)!.text + text };
      else out.push({ kind, text });
    }
  });
  flush();
  return out;
}

/** The old words: what rejecting every change leaves. */
export const oldWords = (spans: readonly Span[]): string =>
  spans.map(({ kind, text }) => (kind === 'inserted' ? '' : text)).join('');
/** The new words: what accepting every change leaves. */
export const newWords = (spans: readonly Span[]): string =>
  spans.map(({ kind, text }) => (kind === 'deleted' ? '' : text)).join('');
