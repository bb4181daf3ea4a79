import { canonicalText, sha256HexOfText } from '@comity/log';
import { idOf, type Shell, textOf, type Unit, unitsOf } from '../compare/units.ts';
import { TextError } from '../errors.ts';
import { nodeHash } from '../identity.ts';
import { insertionAfter, workingLabels } from '../labels.ts';
import { Runs } from '../runs.ts';
import { tidyText } from '../tidying.ts';
import { type Label, MAX_SUB_DEPTH, type Part, type SubParagraph, type Text } from '../tree.ts';
import { walk } from '../walk.ts';
import { editedInline } from './edits.ts';
import type { Change, Form, NewNode, Place } from './proposal.ts';

/** Where something would stand: before the unit at `index`, at this depth; 0 is the top level. */
export interface Slot {
  index: number;
  depth: number;
}

const SAID: readonly Shell['role'][] = ['heading', 'paragraph', 'table', 'sub'];
export const depthOf = (shell: Shell): number => (shell.role === 'sub' ? shell.depth : 0);

/** A text under change: its units in reading order, found by id. What is asked of it is checked before: `obstacle.ts`. */
export class Draft {
  readonly language: string;
  readonly #units: Unit[];
  readonly #byId = new Map<string, Unit>();

  constructor(text: Text) {
    this.language = text.language;
    this.#units = unitsOf(text);
    for (const unit of this.#units) this.#byId.set(idOf(unit.shell), unit);
  }

  /**
   * The text in its one spelling. Throws what `tidyText` throws where the whole cannot stand, and `text.not-normal` where a
   * bis or an alternative would hang on nothing, or a paragraph would be left empty: tidying would rename or drop it, and
   * nobody asked for that.
   */
  text(): Text {
    const text = textOf(this.language, this.#units);
    const runs = new Runs();
    for (const spot of walk(text)) {
      if (spot.role !== 'paragraph' && spot.role !== 'sub') continue;
      const { id, label, text: words, children } = spot.node;
      const flaw = runs.advance(spot);
      const hangs = label && ('suffix' in label || 'alt' in label) ? flaw : undefined;
      const why = words === '' && !children ? 'nothing is left of it' : hangs;
      if (why) throw new TextError('text.not-normal', `${id}: ${why}.`, { place: id });
    }
    // Notes that nothing refers to any more stand in no order of their own: they get one, whatever went first.
    const notes = text.notes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return tidyText({ ...text, notes });
  }
  /** What each paragraph is called as the text stands, tidied or not. */
  labels = (): Map<string, string> => workingLabels(textOf(this.language, this.#units));
  units = (): readonly Unit[] => this.#units;
  unit = (id: string): Unit | undefined => this.#byId.get(id);

  /** The unit with all that hangs on it. */
  tree(id: string): Unit[] {
    const from = this.#indexOf(id);
    return this.#units.slice(from, this.#endOf(from));
  }

  slot(place: Place): Slot | undefined {
    if ('first' in place) return { index: this.#units[0]?.shell.role === 'title' ? 1 : 0, depth: 0 };
    const anchor = this.#byId.get('after' in place ? place.after : place.under);
    if (!anchor || !SAID.includes(anchor.shell.role)) return undefined;
    const index = this.#units.indexOf(anchor);
    const depth = depthOf(anchor.shell);
    if ('after' in place) return { index: this.#endOf(index), depth };
    const holds = anchor.shell.role === 'paragraph' || anchor.shell.role === 'sub';
    return holds && depth < MAX_SUB_DEPTH ? { index: index + 1, depth: depth + 1 } : undefined;
  }

  perform(change: Change): void {
    if (change.kind === 'words') this.#edit(change);
    else if (change.kind === 'new') this.#insert(change);
    else if (change.kind === 'delete') this.#remove(this.#indexOf(change.at));
    else if (change.kind === 'move') this.#move(change);
    else this.#reform(change.at, change.now);
  }

  #indexOf = (id: string): number => this.#units.indexOf(this.#byId.get(id)!);

  /** The first unit behind this one that does not hang on it. */
  #endOf(index: number): number {
    const { shell } = this.#units[index]!;
    const within = ({ shell: next }: Unit) =>
      shell.role === 'table' ? next.role === 'cell' : next.role === 'sub' && next.depth > depthOf(shell);
    let end = index + 1;
    while (end < this.#units.length && shell.role !== 'heading' && within(this.#units[end]!)) end++;
    return end;
  }

  #edit({ at, edits }: Extract<Change, { kind: 'words' }>): void {
    const unit = this.#byId.get(at);
    const { marks: _, ...shell } = (unit?.shell ?? { role: 'title' }) as Exclude<Shell, { role: 'table' }>;
    const marks = unit && 'marks' in unit.shell ? unit.shell.marks : undefined;
    const { text, marks: kept } = editedInline({ text: unit?.text ?? '', marks }, edits);
    const after: Unit = { shell: { ...shell, ...(kept && { marks: kept }) } as Shell, text };
    if (unit) this.#units[this.#units.indexOf(unit)] = after;
    else this.#units.unshift(after);
    this.#byId.set(at, after);
  }

  #insert({ id, place, node }: Extract<Change, { kind: 'new' }>): void {
    const slot = this.slot(place)!;
    const unit: Unit = { shell: this.#shellOf(id, node, slot), text: node.text };
    this.#units.splice(slot.index, 0, unit);
    this.#byId.set(id, unit);
  }

  #shellOf(id: string, node: NewNode, slot: Slot): Shell {
    if (node.kind === 'heading') return { role: 'heading', id, level: node.level };
    const label = this.labelFor(node, slot);
    const own = { id, ...(label && { label }) };
    return slot.depth === 0
      ? { role: 'paragraph', ...own, part: node.part ?? 'other' }
      : { role: 'sub', depth: slot.depth, ...own };
  }

  /** What a paragraph that comes in there is called by: it counts from those before it. */
  labelFor({ call, part }: Extract<NewNode, { kind: 'paragraph' }>, slot: Slot): Label | undefined {
    if (call === 'numbered') return undefined;
    const before = this.#countedBefore(slot, part).filter(({ label }) => !label || !('unnumbered' in label));
    const last = before.at(-1);
    if (!last) return undefined;
    // Latin ends with octies: what comes behind it has no number until all are numbered through.
    if (call === 'insertion') return insertionAfter(before, last.id)?.label ?? { unnumbered: true };
    return { alt: last.label && 'alt' in last.label ? last.label.alt + 1 : 1 };
  }

  /**
   * Paragraphs before a place that count in the same run (of the same part, or under the same paragraph), back to the one
   * that the others hang on.
   */
  #countedBefore({ index, depth }: Slot, part: Part | undefined): SubParagraph[] {
    const before: SubParagraph[] = [];
    for (let i = index - 1; i >= 0; i--) {
      const { shell, text } = this.#units[i]!;
      if (depth > 0 && (shell.role !== 'sub' || shell.depth < depth)) break;
      const counts = depth > 0 ? depthOf(shell) === depth : shell.role === 'paragraph' && shell.part === part;
      if (!counts) continue;
      const { label } = shell as { label?: Label };
      before.unshift({ kind: 'paragraph', text, ...(shell as { id: string; label?: Label }) });
      if (!label || !('suffix' in label || 'alt' in label || 'unnumbered' in label)) break;
    }
    return before;
  }

  #remove(index: number): void {
    for (const { shell } of this.#units.splice(index, this.#endOf(index) - index))
      this.#byId.delete(idOf(shell));
  }

  #move({ at, place }: Extract<Change, { kind: 'move' }>): void {
    const index = this.#indexOf(at);
    const tree = this.#units.splice(index, this.#endOf(index) - index);
    const slot = this.slot(place)!;
    const shift = slot.depth - depthOf(tree[0]!.shell);
    const moved = tree.map((unit) => {
      const { shell } = unit;
      const after =
        shell.role === 'sub' ? { ...unit, shell: { ...shell, depth: shell.depth + shift } } : unit;
      this.#byId.set(idOf(shell), after);
      return after;
    });
    this.#units.splice(slot.index, 0, ...moved);
  }

  #reform(at: string, now: Form): void {
    const unit = this.#byId.get(at)!;
    const { label: _, ...rest } = unit.shell as Shell & { label?: Label };
    const after: Unit = { ...unit, shell: { ...rest, ...now } as Shell };
    this.#units[this.#units.indexOf(unit)] = after;
    this.#byId.set(at, after);
  }
}

/** How a unit is called and where it belongs, as `form` changes it. */
export function formOf(shell: Shell): Form {
  const { label, part, level } = shell as { label?: Label; part?: Part; level?: number };
  return { ...(label && { label }), ...(part && { part }), ...(level !== undefined && { level }) };
}

/** Names the words of some units, one after the other: what a deletion says it found. */
export const treeHash = (units: readonly Unit[]): string =>
  sha256HexOfText(
    canonicalText([
      'comity/text/tree/v1',
      units.map(({ shell, text }) => [idOf(shell), hashOf(shell, text)]),
    ]),
  );

const hashOf = (shell: Shell, text: string): string =>
  shell.role === 'table'
    ? sha256HexOfText(canonicalText(shell.rows))
    : nodeHash({ text, ...('marks' in shell && shell.marks && { marks: shell.marks }) });
