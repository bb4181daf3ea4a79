import { idOf, type Shell, type Unit } from '../compare/units.ts';
import { flawOfWords } from '../inline.ts';
import { MAX_PARAGRAPH } from '../tree.ts';
import { type Draft, depthOf, formOf, type Slot, treeHash } from './draft.ts';
import { editedWords, misplaced } from './edits.ts';
import type { Change, Form, NewNode, Place } from './proposal.ts';

/**
 * Why a change cannot be made as it was proposed, and where exactly. `words`: other words stand there. `same`: what
 * it asks for stands there already. `gone`: the paragraph, or the place after it, is no longer there. `moved`: it stands
 * elsewhere. `form`: it is called otherwise. `twice`: a paragraph with this id is there. `spelling`: the words that
 * would come out have no normal form, such as two spaces in a row. `whole`: each change can be made, the text that comes
 * out cannot stand.
 */
export interface Conflict {
  /** Which change of the proposal, from 0. */
  change: number;
  why: 'words' | 'same' | 'gone' | 'moved' | 'form' | 'twice' | 'spelling' | 'whole';
  /** The paragraph it is about. */
  at: string;
  /** UTF-16 units of the words as they stand now. */
  from?: number;
  to?: number;
}

type Why = Omit<Conflict, 'change'>;

/** What stands in the way of one change in the text as it is; undefined where nothing does. */
export function obstacle(draft: Draft, change: Change): Why | undefined {
  switch (change.kind) {
    case 'words':
      return wordsObstacle(draft, change);
    case 'new':
      return newObstacle(draft, change);
    case 'delete':
      if (!draft.unit(change.at)) return { why: 'gone', at: change.at };
      return treeHash(draft.tree(change.at)) === change.was ? undefined : { why: 'words', at: change.at };
    case 'move':
      return moveObstacle(draft, change);
    case 'form':
      return formObstacle(draft, change);
  }
}

function wordsObstacle(draft: Draft, { at, edits }: Extract<Change, { kind: 'words' }>): Why | undefined {
  const unit = draft.unit(at);
  if (at !== 'title' && (!unit || unit.shell.role === 'table')) return { why: 'gone', at };
  const words = unit?.text ?? '';
  const other = misplaced(words, edits);
  if (other)
    return {
      why: 'words',
      at,
      from: Math.min(other.from, words.length),
      to: Math.min(other.to, words.length),
    };
  const after = editedWords(words, edits);
  const empty = after === '' && !holdsOthers(draft, at);
  return empty || after.length > MAX_PARAGRAPH || flawOfWords(after) ? { why: 'spelling', at } : undefined;
}

/** A paragraph without words stands only where others hang on it; without them it is deleted, which says more. */
const holdsOthers = (draft: Draft, at: string): boolean => at !== 'title' && draft.tree(at).length > 1;

function newObstacle(draft: Draft, { id, place, node }: Extract<Change, { kind: 'new' }>): Why | undefined {
  if (draft.unit(id)) return { why: 'twice', at: id };
  const slot = draft.slot(place);
  if (!slot) return { why: 'gone', at: anchorOf(place) };
  const fits = node.kind === 'heading' ? slot.depth === 0 : (slot.depth === 0) === (node.part !== undefined);
  if (!fits) return { why: 'form', at: id };
  if (node.text === '' || flawOfWords(node.text)) return { why: 'spelling', at: id };
  return node.kind === 'paragraph' && !canBeCalled(draft, node, place) ? { why: 'form', at: id } : undefined;
}

/** A bis or an alternative follows the paragraph that it counts from. */
function canBeCalled(draft: Draft, node: Extract<NewNode, { kind: 'paragraph' }>, place: Place): boolean {
  const slot = draft.slot(place)!;
  if (comesBetween(draft, slot, node.call === 'alternative')) return false;
  if (node.call === 'numbered') return true;
  const anchor = 'after' in place ? draft.unit(place.after)!.shell : undefined;
  const counts = anchor?.role === 'sub' || (anchor?.role === 'paragraph' && anchor.part === node.part);
  return counts && draft.labelFor(node, slot) !== undefined;
}

/**
 * Whether what would stand there comes between a paragraph and what hangs on it, which would be called otherwise then. An
 * alternative may come before a bis, for it takes no number.
 */
function comesBetween(draft: Draft, slot: Slot, isAlternative: boolean, moving?: readonly Unit[]): boolean {
  const next = draft.units().find((unit, i) => i >= slot.index && !moving?.includes(unit))?.shell;
  if (!next || depthOf(next) !== slot.depth || !('label' in next) || !next.label) return false;
  return 'alt' in next.label || (!isAlternative && 'suffix' in next.label);
}

export const anchorOf = (place: Place): string =>
  'after' in place ? place.after : 'under' in place ? place.under : 'title';

function moveObstacle(draft: Draft, { at, place }: Extract<Change, { kind: 'move' }>): Why | undefined {
  const unit = draft.unit(at);
  if (!unit || !MOVES.includes(unit.shell.role)) return { why: 'gone', at };
  const slot = draft.slot(place);
  if (!slot) return { why: 'gone', at: anchorOf(place) };
  if (draft.tree(at).some(({ shell }) => idOf(shell) === anchorOf(place))) return { why: 'moved', at };
  if (comesBetween(draft, slot, false, draft.tree(at))) return { why: 'form', at };
  const deepest = Math.max(...draft.tree(at).map(({ shell }) => depthOf(shell)));
  const own = depthOf(unit.shell);
  const fits = (own === 0) === (slot.depth === 0) && deepest - own + slot.depth <= 6;
  return fits ? undefined : { why: 'form', at };
}
const MOVES: readonly Shell['role'][] = ['heading', 'paragraph', 'sub', 'table'];

function formObstacle(draft: Draft, { at, was, now }: Extract<Change, { kind: 'form' }>): Why | undefined {
  const unit = draft.unit(at);
  if (!unit) return { why: 'gone', at };
  const is = formOf(unit.shell);
  if (!sameForm(is, was)) return { why: sameForm(is, now) ? 'same' : 'form', at };
  const { role } = unit.shell;
  const fits =
    (now.level !== undefined) === (role === 'heading') &&
    (now.part !== undefined) === (role === 'paragraph') &&
    (now.label === undefined || role === 'paragraph' || role === 'sub');
  return fits ? undefined : { why: 'form', at };
}

export const sameForm = (a: Form, b: Form): boolean =>
  JSON.stringify([a.label, a.part, a.level]) === JSON.stringify([b.label, b.part, b.level]);
