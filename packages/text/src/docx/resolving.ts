import { derivedId } from '../identity.ts';
import { tidyText } from '../tidying.ts';
import type { Cell, CellParagraph, Node, Note, Paragraph, SubParagraph, Table, Text } from '../tree.ts';
import { MAX_SUB_DEPTH } from '../tree.ts';
import {
  type Accepts,
  type Flow,
  type FlowBlock,
  type FlowCell,
  type FlowNote,
  type FlowParagraph,
  type FlowPiece,
  type FlowTable,
  stands,
} from './flow.ts';
import { inlineOf } from './inlining.ts';
import { ListLabels, type Lists } from './lists.ts';

/** Where a pin stands: a position in the words of a node; `title` for the title. */
export interface Place {
  node: string;
  at: number;
}

export interface Resolved {
  text: Text;
  places: Map<string, Place>;
}

/** The text in which those changes hold and no others. Throws what `tidyText` throws. */
export function resolve(flow: Flow, accepts: Accepts, lists: Lists = new Map()): Resolved {
  const build = new Builder(flow, accepts, lists);
  for (const block of standing(flow.blocks, accepts)) build.add(block);
  return build.done();
}

/** The blocks as they stand: a paragraph whose end does not stand runs on into the next, which keeps its own kind. */
function standing(blocks: readonly FlowBlock[], accepts: Accepts): FlowBlock[] {
  const out: FlowBlock[] = [];
  let open: FlowParagraph | undefined;
  // Nothing to run on into: what is left of its words stays a paragraph.
  const strand = () => {
    if (open && hasWords(open, accepts)) out.push(open);
    open = undefined;
  };
  for (const block of blocks) {
    if (block.kind === 'table') {
      strand();
      const rows = block.rows.filter((row) => stands(row, accepts));
      if (rows.length > 0) out.push({ ...block, rows });
      continue;
    }
    const own = asItStands(block, accepts);
    // One list that grows: a file may strike out the ends of a hundred thousand paragraphs.
    const pieces: FlowPiece[] = open?.pieces ?? [];
    for (const piece of own.pieces) pieces.push(piece);
    open = { ...own, pieces };
    if (!stands(block.end, accepts)) continue;
    out.push(open);
    open = undefined;
  }
  strand();
  return out;
}

/** With the label, source and place that it has where that change of them does not hold. */
function asItStands<T extends FlowParagraph | FlowNote>(block: T, accepts: Accepts): T {
  const { was } = block;
  if (!was || accepts(was.by)) return block;
  const { label = null, source, place } = was as NonNullable<FlowNote['was']>;
  return { ...block, ...('label' in block && { label }), source, ...(place !== undefined && { place }) };
}

const isTitle = (block: FlowBlock) => block.kind === 'paragraph' && block.role.kind === 'title';

const hasWords = ({ pieces }: FlowParagraph, accepts: Accepts): boolean =>
  pieces.some((piece) => piece.kind === 'words' && !piece.label && stands(piece, accepts));

/** Puts blocks together to a tree. */
class Builder {
  readonly #flow: Flow;
  readonly #accepts: Accepts;
  readonly #labels: ListLabels;
  readonly #places = new Map<string, Place>();
  readonly #nodes: Node[] = [];
  /** Keys of notes that something refers to which stands. */
  readonly #referred = new Set<string>();
  readonly #ids = new Set<string>();
  #title: Text['title'];
  /** The paragraph that sub-paragraphs hang on, then the last sub-paragraph of each depth. */
  #open: SubParagraph[] = [];

  constructor(flow: Flow, accepts: Accepts, lists: Lists) {
    this.#flow = flow;
    this.#accepts = accepts;
    this.#labels = new ListLabels(lists);
  }

  /** Copying in a word processor leaves two paragraphs with one id: the first has it, others get one made from it. */
  #unique(id: string): string {
    let own = id;
    for (let copy = 2; this.#ids.has(own); copy++) own = derivedId(id, `copy ${copy}`);
    this.#ids.add(own);
    return own;
  }

  add(given: FlowBlock): void {
    const block = isTitle(given) ? given : { ...given, id: this.#unique(given.id) };
    if (block.kind === 'table') {
      this.#open = [];
      this.#nodes.push(this.#table(block));
    } else if (block.role.kind === 'title' && this.#title === undefined && this.#nodes.length === 0) {
      const { text, marks } = this.#words(block.pieces, 'title');
      this.#title = { text, ...(marks && { marks }), ...(block.source && { source: block.source }) };
    } else if (block.role.kind === 'heading' || block.role.kind === 'title') {
      const level = block.role.kind === 'heading' ? block.role.level : 1;
      this.#open = [];
      this.#nodes.push({ kind: 'heading', id: block.id, level, ...this.#own(block) });
    } else if (block.role.kind !== 'plain' || hasWords(block, this.#accepts)) this.#paragraph(block);
  }

  #paragraph(block: FlowParagraph): void {
    const listed = this.#labels.next(block, this.#open.length);
    const depth = Math.min(listed.depth, this.#open.length, MAX_SUB_DEPTH);
    const label = listed.label && { label: listed.label };
    const own: SubParagraph = { kind: 'paragraph', id: block.id, ...label, ...this.#own(block) };
    this.#open.length = depth;
    const parent = this.#open[depth - 1];
    if (parent) {
      parent.children ??= [];
      parent.children.push(own);
    } else {
      const part = block.role.kind === 'paragraph' ? block.role.part : 'other';
      this.#nodes.push(Object.assign(own, { part }) as Paragraph);
    }
    this.#open.push(own);
  }

  #own({ id, pieces, source }: Pick<FlowParagraph, 'id' | 'pieces' | 'source'>) {
    return { ...this.#words(pieces, id), ...(source && { source }) };
  }

  #words(pieces: FlowParagraph['pieces'], node: string) {
    for (const piece of pieces)
      if (piece.kind === 'note' && stands(piece, this.#accepts)) this.#referred.add(piece.key);
    const { words, pins } = inlineOf(pieces, this.#accepts, this.#flow.notes);
    for (const [pin, at] of pins) this.#places.set(pin, { node, at });
    return words;
  }

  #table({ id, rows }: FlowTable): Table {
    const cells = uncovered(rows).map((row) => row.map(({ cell, height }) => this.#cell(cell, height)));
    return {
      ...{ kind: 'table', id },
      rows: cells.filter((row) => row.length > 0).map((row) => ({ cells: row })),
    };
  }

  #cell({ header, columns, paragraphs }: FlowCell, height: number): Cell {
    const standingParagraphs = standing(paragraphs, this.#accepts) as FlowParagraph[];
    return {
      ...(header && { header }),
      ...(columns > 1 && { colspan: Math.min(columns, 200) }),
      ...(height > 1 && { rowspan: Math.min(height, 200) }),
      paragraphs: standingParagraphs.map((given): CellParagraph => {
        const block = { ...given, id: this.#unique(given.id) };
        return { kind: 'paragraph', id: block.id, ...this.#own(block) };
      }),
    };
  }

  done(): Resolved {
    const title = this.#title && { title: this.#title };
    // By id: a note may be there twice, as it was and as it would be, or for two references.
    const notes = new Map<string, Note>();
    const standingNotes = [...this.#flow.notes]
      .filter(([key, note]) => note.alone || this.#referred.has(key))
      .map(([, note]) => asItStands(note, this.#accepts));
    for (const note of standingNotes.sort((a, b) => (a.place ?? 0) - (b.place ?? 0)))
      for (const read of this.#note(note)) if (!notes.has(read.id)) notes.set(read.id, read);
    const text = { v: 1 as const, language: this.#flow.language, ...title, nodes: this.#nodes };
    return { text: tidyText({ ...text, notes: [...notes.values()] }), places: this.#places };
  }

  /** Its paragraphs become lines: a note has one run of words, and refers to no other note. */
  #note({ id, source, paragraphs }: FlowNote): Note[] {
    const lines = standing(paragraphs, this.#accepts) as FlowParagraph[];
    const pieces = lines.flatMap(({ pieces: own }, i) =>
      i === 0 ? own : [{ kind: 'words' as const, text: '\n', marks: {} }, ...own],
    );
    const words = this.#words(
      pieces.filter(({ kind }) => kind !== 'note'),
      id,
    );
    return words.text === '' ? [] : [{ id, ...words, ...(source && { source }) }];
  }
}

interface Placed {
  cell: FlowCell;
  /** The column it begins in, from 0. */
  at: number;
  height: number;
}

/** The cells of each row but those that are the lower part of one above, which has their height. */
function uncovered(rows: readonly FlowTable['rows'][number][]): Placed[][] {
  /** The cell that goes on downwards, by the column it begins in. */
  let above = new Map<number, Placed>();
  return rows.map(({ cells }) => {
    const open = new Map<number, Placed>();
    let column = 0;
    const own = cells.flatMap((cell): Placed[] => {
      const at = column;
      column += cell.columns;
      const upper = cell.merge === 'next' ? above.get(at) : undefined;
      if (upper) upper.height++;
      const placed = upper ?? { cell, at, height: 1 };
      if (cell.merge) open.set(at, placed);
      return upper ? [] : [placed];
    });
    above = open;
    return own;
  });
}
