import type { Inline, Mark, NoteMark, RangeMark } from './tree.ts';

/**
 * Words and marks in their one spelling.
 *
 * Text: no control character but the line break, no lone surrogate; no space at either end or beside a line
 * break, never two spaces in a row. Every other space (no-break, thin, ideographic) is a letter like others.
 * Marks: in order of where they begin, notes first, then the longer range; ranges of one kind neither overlap nor
 * touch (links: only where they lead to the same address); no range is empty, none halves a surrogate pair.
 */

const FORBIDDEN = /(?!\n)[\p{Cc}\u2028\u2029\ufffe\uffff]/u;
const LOOSE_SPACE = /^[ \n]|[ \n]$| {2}| \n|\n /;

/** Why these words have another spelling, or undefined. */
export function flawOfWords(text: string): string | undefined {
  if (!text.isWellFormed()) return 'a lone surrogate';
  if (FORBIDDEN.test(text)) return 'a control character';
  return LOOSE_SPACE.test(text) ? 'a space at an end, beside a line break, or two in a row' : undefined;
}

export const startOf = (mark: Mark): number => (mark.kind === 'note' ? mark.at : mark.from);
export const isRange = (mark: Mark): mark is RangeMark => mark.kind !== 'note';
export const isNote = (mark: Mark): mark is NoteMark => mark.kind === 'note';

const RANK = { note: 0, link: 1, strong: 2, emphasis: 3, underline: 4 } as const;
const endOf = (mark: Mark): number => (mark.kind === 'note' ? mark.at : mark.to);

/** The order of marks; 0 only for two notes at one place, which keep the order they have. */
function order(a: Mark, b: Mark): number {
  const start = startOf(a) - startOf(b);
  if (start !== 0) return start;
  if (a.kind === 'note' || b.kind === 'note') return Number(b.kind === 'note') - Number(a.kind === 'note');
  return endOf(b) - endOf(a) || RANK[a.kind] - RANK[b.kind];
}

/** Ranges that must be one where they touch. */
const same = (a: RangeMark, b: RangeMark): boolean =>
  a.kind === b.kind && (a.kind !== 'link' || a.href === (b as { href: string }).href);

/** Why these marks have another spelling for this text, or undefined. */
export function flawOfMarks(text: string, marks: readonly Mark[]): string | undefined {
  if (text === '' && marks.length > 0) return 'a mark on no words';
  const lastEnd = new Map<string, RangeMark>();
  for (const [i, mark] of marks.entries()) {
    if (i > 0 && order(marks[i - 1]!, mark) > 0) return 'marks out of order';
    if (endOf(mark) > text.length) return 'a mark beyond the end';
    if (halvesPair(text, startOf(mark)) || halvesPair(text, endOf(mark)))
      return 'a mark that halves a letter';
    if (mark.kind === 'note') continue;
    if (mark.from >= mark.to) return 'an empty mark';
    const before = lastEnd.get(mark.kind);
    if (before && (before.to > mark.from || (before.to === mark.from && same(before, mark))))
      return 'marks of one kind that touch';
    lastEnd.set(mark.kind, mark);
  }
  const noted = marks.filter(isNote).map(({ at, note }) => `${at} ${note}`);
  return new Set(noted).size < noted.length ? 'one note twice at one place' : undefined;
}

function halvesPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/** The marks in their one spelling: empty ones gone, those that touch joined, sorted. Undefined where none is left. */
export function tidyMarks(marks: readonly Mark[]): Mark[] | undefined {
  const joined: RangeMark[] = [];
  const ranges = marks.filter(isRange).filter(({ from, to }) => from < to);
  const last = new Map<string, RangeMark>();
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) join(joined, range, last);
  const noted = new Map(marks.filter(isNote).map((mark) => [`${mark.at} ${mark.note}`, mark]));
  const all = [...noted.values(), ...joined].sort(order);
  return all.length > 0 ? all : undefined;
}

/** Of two links that overlap, the one that begins first keeps the words. `last` has the last range of each kind. */
function join(joined: RangeMark[], range: RangeMark, last: Map<string, RangeMark>): void {
  const before = last.get(range.kind);
  if (before && before.to >= range.from && same(before, range)) {
    before.to = Math.max(before.to, range.to);
    return;
  }
  const from = before ? Math.max(before.to, range.from) : range.from;
  if (from >= range.to) return;
  const own = { ...range, from };
  joined.push(own);
  last.set(range.kind, own);
}

/** What tidying words took away or replaced: nothing of it was a letter. */
export interface Tidied extends Inline {
  /** Control characters and lone surrogates left out. */
  dropped: number;
}

/** What may have to be tidied: controls with line ends, halves of letters, spaces at an end or side by side. */
const UNTIDY = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]|^ | $| {2}/u;

/** Words and marks in their one spelling; marks keep the words they stood on. */
export function tidy({ text, marks = [] }: Inline): Tidied {
  // Most words are as they should be: nothing is looked at letter by letter.
  if (marks.length === 0 && !UNTIDY.test(text)) return { text, dropped: 0 };
  const at = new Int32Array(text.length + 1);
  const kept: string[] = [];
  let dropped = 0;
  for (let i = 0; i < text.length; i++) {
    at[i] = kept.length;
    const unit = plainUnit(text, i);
    const last = kept.at(-1);
    if (unit === '') dropped++;
    else if (unit === ' ' && (last === undefined || last === ' ' || last === '\n')) continue;
    else if (unit === '\n' && last === ' ') kept[kept.length - 1] = unit;
    else if (unit !== '\n' || last !== undefined) kept.push(unit);
  }
  at[text.length] = kept.length;
  while (kept.at(-1) === ' ' || kept.at(-1) === '\n') kept.pop();
  const end = kept.join('');
  // A mark that halves a letter has the whole of it.
  const to = (offset: number, side: -1 | 1) =>
    Math.min(at[halvesPair(text, offset) ? offset + side : offset] ?? end.length, end.length);
  const moved = marks.map((mark) =>
    mark.kind === 'note'
      ? { ...mark, at: to(mark.at, -1) }
      : { ...mark, from: to(mark.from, -1), to: to(mark.to, 1) },
  );
  const tidied = end === '' ? undefined : tidyMarks(moved);
  return { text: end, ...(tidied && { marks: tidied }), dropped };
}

/** One unit as it may stand: line ends become one kind, a tab a space, other controls nothing. */
function plainUnit(text: string, i: number): string {
  const unit = text[i]!;
  if (unit === '\t') return ' ';
  if (unit === '\r') return text[i + 1] === '\n' ? ' ' : '\n';
  if (unit === '\u2028' || unit === '\u2029' || unit === '\u0085') return '\n';
  if (unit !== '\n' && FORBIDDEN.test(unit)) return '';
  const code = unit.charCodeAt(0);
  if (code < 0xd800 || code > 0xdfff) return unit;
  return halvesPair(text, i) || halvesPair(text, i + 1) ? unit : '';
}

/** The words from `from` to `to` with the marks on them, in offsets of their own. */
export function slice({ text, marks = [] }: Inline, from: number, to: number): Inline {
  const within = marks.flatMap((mark): Mark[] => {
    // A note at the very end belongs to the last slice.
    const last = to === text.length && mark.kind === 'note' && mark.at === to;
    if (mark.kind === 'note')
      return last || (mark.at >= from && mark.at < to) ? [{ ...mark, at: mark.at - from }] : [];
    const start = Math.max(mark.from, from) - from;
    const end = Math.min(mark.to, to) - from;
    return start < end ? [{ ...mark, from: start, to: end }] : [];
  });
  const tidied = tidyMarks(within);
  return { text: text.slice(from, to), ...(tidied && { marks: tidied }) };
}

/** Words over which the same marks run: what a writer opens and closes elements around. */
export interface Piece {
  text: string;
  /** Outermost first: link, strong, emphasis, underline. */
  marks: RangeMark[];
  /** Notes referred to just before these words. */
  notes: string[];
}

/** The words cut where a mark begins or ends, in order. Notes at the very end come with an empty piece. */
export function piecesOf({ text, marks = [] }: Inline): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const mark of marks) cuts.add(startOf(mark)).add(endOf(mark));
  const edges = [...cuts].sort((a, b) => a - b);
  const noted = Map.groupBy(marks.filter(isNote), ({ at }) => at);
  const pieces = edges.slice(0, -1).map((from, i): Piece => {
    const to = edges[i + 1]!;
    const over = marks.filter(isRange).filter((mark) => mark.from <= from && mark.to >= to);
    over.sort((a, b) => RANK[a.kind] - RANK[b.kind]);
    return {
      text: text.slice(from, to),
      marks: over,
      notes: (noted.get(from) ?? []).map(({ note }) => note),
    };
  });
  const last = noted.get(text.length) ?? [];
  return last.length > 0 ? [...pieces, { text: '', marks: [], notes: last.map(({ note }) => note) }] : pieces;
}
