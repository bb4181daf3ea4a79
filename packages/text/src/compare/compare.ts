import { workingLabels } from '../labels.ts';
import type { Text } from '../tree.ts';
import { cut, plainSegment, type Segment } from '../words.ts';
import { type Match, matchUnits } from './matching.ts';
import { diffPieces, newWords, oldWords, type Span, same } from './spans.ts';
import { idOf, type Shell, textOf, type Unit, unitsOf } from './units.ts';

/** One paragraph (heading, title, cell, note) of a comparison, in reading order. */
export interface Entry {
  /**
   * `kept`: in both, in its place, with or without changed words. `moved-from` and `moved-to` are the two places of
   * one that stands elsewhere now; the words are compared where it stands now.
   */
  kind: 'kept' | 'inserted' | 'deleted' | 'moved-from' | 'moved-to';
  /** As it was. Absent from what is inserted. */
  before?: Shell;
  /** As it is. Absent from what is deleted. */
  after?: Shell;
  spans: Span[];
  /** How the two are known to be one: the same id, or words so alike. */
  by?: Match['by'];
  /** Working labels, where the paragraph has one. They differ where it was relabelled. */
  labels: { before?: string; after?: string };
  /** The same in both entries of a move, from 0. */
  move?: number;
}

export interface Comparison {
  languages: { before: string; after: string };
  entries: Entry[];
  /** How many paragraphs are of each kind; `changed` and `relabelled` are of those in both. */
  counts: {
    kept: number;
    changed: number;
    inserted: number;
    deleted: number;
    moved: number;
    relabelled: number;
  };
}

/**
 * Compares two texts: paragraphs are found by id, else by their words; those that moved are recognised; each pair is
 * compared word by word. `rejectAll` of the answer is `before` and `acceptAll` is `after`, byte for byte.
 */
export function compareTexts(before: Text, after: Text, segment: Segment = plainSegment): Comparison {
  const pieces = remembering(segment);
  const sides = { old: unitsOf(before), now: unitsOf(after) };
  const matches = matchUnits(sides.old, sides.now, pieces);
  const labels = { before: workingLabels(before), after: workingLabels(after) };
  const entries = entriesOf(sides, matches, labels, pieces);
  return { languages: { before: before.language, after: after.language }, entries, counts: count(entries) };
}

/** Each text is cut once, though matching and comparing both need its words. */
function remembering(segment: Segment): Segment {
  const known = new Map<string, string[]>();
  return (text) => {
    let pieces = known.get(text);
    if (!pieces) {
      pieces = cut(text, segment);
      known.set(text, pieces);
    }
    return pieces;
  };
}

interface Sides {
  old: Unit[];
  now: Unit[];
}
interface Labels {
  before: ReadonlyMap<string, string>;
  after: ReadonlyMap<string, string>;
}

/** Both texts at once: what only the old one has before what only the new one has, up to the next that both have. */
function entriesOf({ old, now }: Sides, matches: readonly Match[], labels: Labels, pieces: Segment): Entry[] {
  const ordered = matches.toSorted((a, b) => a.before - b.before);
  const anchors = inPlace(ordered);
  const moved = ordered.filter((match) => !anchors.has(match));
  const fromOld = new Map(moved.map((match, move) => [match.before, { match, move }]));
  const fromNow = new Map(moved.map((match, move) => [match.after, { match, move }]));
  const entries: Entry[] = [];
  let [i, j] = [0, 0];
  const catchUp = (before: number, after: number) => {
    for (; i < before; i++) entries.push(goneAt(old[i]!, fromOld.get(i)?.move, labels));
    for (; j < after; j++) entries.push(newAt(old, now[j]!, fromNow.get(j), labels, pieces));
  };
  for (const match of anchors) {
    catchUp(match.before, match.after);
    entries.push(pair('kept', old[i++]!, now[j++]!, match, labels, pieces));
  }
  catchUp(old.length, now.length);
  return entries;
}

/** The longest run of matches whose order is the same in both texts: everything else moved. */
function inPlace(ordered: readonly Match[]): Set<Match> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  ordered.forEach(({ after }, i) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered[tails[middle]!]!.after < after) low = middle + 1;
      else high = middle;
    }
    previous[i] = tails[low - 1];
    tails[low] = i;
  });
  const run: Match[] = [];
  for (let i = tails.at(-1); i !== undefined; i = previous[i]) run.push(ordered[i]!);
  return new Set(run.reverse());
}

const labelled = (shell: Shell, side: 'before' | 'after', labels: Labels): Entry['labels'] => {
  const label = labels[side].get(idOf(shell));
  return label === undefined ? {} : { [side]: label };
};

function goneAt({ shell, text }: Unit, move: number | undefined, labels: Labels): Entry {
  const spans: Span[] = text === '' ? [] : [{ kind: 'deleted', text }];
  const entry = { before: shell, spans, labels: labelled(shell, 'before', labels) };
  return move === undefined ? { kind: 'deleted', ...entry } : { kind: 'moved-from', ...entry, move };
}

function newAt(
  old: readonly Unit[],
  unit: Unit,
  from: { match: Match; move: number } | undefined,
  labels: Labels,
  pieces: Segment,
): Entry {
  if (from) {
    const entry = pair('moved-to', old[from.match.before]!, unit, from.match, labels, pieces);
    return { ...entry, move: from.move };
  }
  const spans: Span[] = unit.text === '' ? [] : [{ kind: 'inserted', text: unit.text }];
  return { kind: 'inserted', after: unit.shell, spans, labels: labelled(unit.shell, 'after', labels) };
}

const pair = (
  kind: 'kept' | 'moved-to',
  old: Unit,
  now: Unit,
  { by }: Match,
  labels: Labels,
  pieces: Segment,
): Entry => ({
  kind,
  before: old.shell,
  after: now.shell,
  spans: old.text === now.text ? same(old.text) : diffPieces(pieces(old.text), pieces(now.text)),
  by,
  labels: { ...labelled(old.shell, 'before', labels), ...labelled(now.shell, 'after', labels) },
});

/** Whether words, or the marks on them, differ within a paragraph that both texts have. */
export const isChanged = ({ spans, before, after }: Entry): boolean =>
  spans.some(({ kind }) => kind !== 'kept') || marksOf(before) !== marksOf(after);
const marksOf = (shell: Shell | undefined): string =>
  JSON.stringify((shell && 'marks' in shell && shell.marks) || []);

function count(entries: readonly Entry[]): Comparison['counts'] {
  const of = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  const both = entries.filter(({ kind }) => kind === 'kept' || kind === 'moved-to');
  return {
    kept: both.length,
    changed: both.filter(isChanged).length,
    inserted: of('inserted'),
    deleted: of('deleted'),
    moved: of('moved-to'),
    relabelled: both.filter(({ labels }) => labels.before !== labels.after).length,
  };
}

/** The old text, from the comparison alone. */
export function rejectAll({ languages, entries }: Comparison): Text {
  const old = entries.filter(({ kind, before }) => before && kind !== 'moved-to');
  const units = old.map(({ before, spans }) => ({ shell: before!, text: oldWords(spans) }));
  return textOf(languages.before, units);
}

/** The new text, from the comparison alone. */
export function acceptAll({ languages, entries }: Comparison): Text {
  const now = entries.filter(({ kind, after }) => after && kind !== 'moved-from');
  const units = now.map(({ after, spans }) => ({ shell: after!, text: newWords(spans) }));
  return textOf(languages.after, units);
}
