import { compareTexts, type Entry } from '../compare/compare.ts';
import { idOf } from '../compare/units.ts';
import type { Text } from '../tree.ts';
import { plainSegment, type Segment } from '../words.ts';
import { editsOf } from './making.ts';
import type { Change, Edit } from './proposal.ts';
import type { Stated } from './rolling.ts';

/** One change of a streamlined text, and the proposals that ask for it; none where it is the chair's own drafting. */
export interface TracedEdit extends Edit {
  /** Proposals that would have exactly these words out and in, here. */
  asked: string[];
  /** Proposals that ask for part of it: for some of the words that come in, or some of those that go. */
  partly: string[];
}
/** One paragraph that a streamlined text has otherwise than the text before it. */
export interface TracedParagraph {
  entry: Entry;
  edits: TracedEdit[];
  /** Of a paragraph that came, went, moved or is called otherwise: the proposals that ask for that. */
  whole: string[];
}

/**
 * Where each change of a chair's streamlined text comes from. It is found in the words and not taken on trust: a change
 * that no proposal asks for is shown as the chair's own, whatever is said of it.
 */
export function traceStreamlined(
  before: Text,
  streamlined: Text,
  proposals: readonly Stated[],
  segment: Segment = plainSegment,
): TracedParagraph[] {
  const at = new Map<string, { change: Change; proposal: string }[]>();
  for (const { id: proposal, changes } of proposals)
    for (const change of changes) {
      const key = change.kind === 'new' ? change.id : change.at;
      at.set(key, [...(at.get(key) ?? []), { change, proposal }]);
    }
  const { entries } = compareTexts(before, streamlined, segment);
  return entries.flatMap((entry): TracedParagraph[] => {
    const own = at.get(idOf((entry.after ?? entry.before)!)) ?? [];
    const edits = entry.kind === 'kept' || entry.kind === 'moved-to' ? editsOf(entry.spans) : [];
    const isOther = entry.kind !== 'kept' || edits.length > 0 || entry.labels.before !== entry.labels.after;
    if (!isOther || entry.kind === 'moved-from') return [];
    return [{ entry, edits: edits.map((edit) => traced(edit, own, segment)), whole: wholeOf(entry, own) }];
  });
}

function traced(
  edit: Edit,
  own: readonly { change: Change; proposal: string }[],
  segment: Segment,
): TracedEdit {
  const [exact, partly] = [new Set<string>(), new Set<string>()];
  for (const { change, proposal } of own) {
    if (change.kind !== 'words') continue;
    for (const other of change.edits) {
      if (same(edit, other)) exact.add(proposal);
      else if (meets(edit, other) && shares(edit, other, segment)) partly.add(proposal);
    }
  }
  for (const proposal of exact) partly.delete(proposal);
  return { ...edit, asked: [...exact], partly: [...partly] };
}

/** The same words out and in at the same place, whichever space beside them belongs to the change. */
function same(a: Edit, b: Edit): boolean {
  const near = Math.abs(a.from - b.from) <= 1 && Math.abs(a.to - b.to) <= 1;
  return near && a.was.trim() === b.was.trim() && a.put.trim() === b.put.trim();
}
const meets = (a: Edit, b: Edit): boolean => a.from <= b.to && b.from <= a.to;

function shares(a: Edit, b: Edit, segment: Segment): boolean {
  if (a.from < b.to && b.from < a.to) return true;
  const words = new Set(segment(b.put).filter((word) => word.trim() !== ''));
  return segment(a.put).some((word) => words.has(word));
}

function wholeOf({ kind, labels }: Entry, own: readonly { change: Change; proposal: string }[]): string[] {
  const wanted: Record<Entry['kind'], Change['kind'] | undefined> = {
    inserted: 'new',
    deleted: 'delete',
    'moved-to': 'move',
    'moved-from': 'move',
    kept: labels.before === labels.after ? undefined : 'form',
  };
  const asked = own.filter(({ change }) => change.kind === wanted[kind]);
  return [...new Set(asked.map(({ proposal }) => proposal))];
}
