import { isNote, tidyMarks } from '../inline.ts';
import type { Inline, Mark } from '../tree.ts';
import type { Edit } from './proposal.ts';

/** Words after edits that stand in order and apart. What they strike out must be there: see `misplaced`. */
export function editedWords(text: string, edits: readonly Edit[]): string {
  const out: string[] = [];
  let at = 0;
  for (const { from, to, put } of edits) {
    out.push(text.slice(at, from), put);
    at = to;
  }
  return out.join('') + text.slice(at);
}

/** The first edit that finds other words than it strikes out. */
export const misplaced = (text: string, edits: readonly Edit[]): Edit | undefined =>
  edits.find(({ from, to, was }) => to > text.length || text.slice(from, to) !== was);

/** The same for words with marks: what is put in stands under the marks that run on over both its sides. */
export function editedInline({ text, marks = [] }: Inline, edits: readonly Edit[]): Inline {
  const after = editedWords(text, edits);
  const kept = marks.flatMap((mark): Mark[] => {
    if (isNote(mark))
      return struck(mark.at, edits) ? [] : [{ ...mark, at: moved(mark.at, edits, sideOf(mark.at, edits)) }];
    const [from, to] = [moved(mark.from, edits, 'end'), moved(mark.to, edits, 'start')];
    return from < to ? [{ ...mark, from, to }] : [];
  });
  const tidied = after === '' ? undefined : tidyMarks(kept);
  return { text: after, ...(tidied && { marks: tidied }) };
}

/** A reference to a note goes with the words around it. */
const struck = (at: number, edits: readonly Edit[]): boolean =>
  edits.some(({ from, to }) => from < at && at < to);
/** One behind struck words stays behind what came in their place; otherwise before it. */
const sideOf = (at: number, edits: readonly Edit[]): Side =>
  edits.some(({ from, to }) => from < to && to === at) ? 'end' : 'start';

type Side = 'start' | 'end';
/** Where a position stands after the edits; one in or beside changed words at the start or the end of the new ones. */
function moved(at: number, edits: readonly Edit[], side: Side): number {
  let shift = 0;
  for (const { from, to, put } of edits) {
    if (at < from) break;
    if (at <= to) return from + shift + (side === 'start' ? 0 : put.length);
    shift += put.length - (to - from);
  }
  return at + shift;
}

export const sameEdit = (a: Edit, b: Edit): boolean => a.from === b.from && a.to === b.to && a.put === b.put;

/**
 * Whether two edits of one paragraph cannot both be made without asking: they change the same words, or touch, so that
 * nobody said which comes first, or whose emphasis runs on.
 */
export const collide = (a: Edit, b: Edit): boolean => a.from <= b.to && b.from <= a.to;

/** Where an edit made on the old words stands in the new ones. None of `over` collides with it. */
export function shifted(edit: Edit, over: readonly Edit[]): Edit {
  let shift = 0;
  for (const { from, to, put } of over) if (to <= edit.from) shift += put.length - (to - from);
  return { ...edit, from: edit.from + shift, to: edit.to + shift };
}

/** Where what an edit put in stands after all of them. */
export function standsAt(edit: Edit, all: readonly Edit[]): { from: number; to: number } {
  const { from } = shifted(
    { ...edit, to: edit.from },
    all.filter((other) => other !== edit && other.to <= edit.from),
  );
  return { from, to: from + edit.put.length };
}
