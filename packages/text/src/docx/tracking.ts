import { diffArrays } from 'diff';
import type { Inline, Text } from '../tree.ts';
import { plainSegment } from '../words.ts';
import type {
  Flow,
  FlowBlock,
  FlowNote,
  FlowParagraph,
  FlowPiece,
  FlowRow,
  FlowTable,
  Revision,
} from './flow.ts';
import { joined, mapParagraphs } from './joining.ts';
import { flowOf } from './marking.ts';

/** A text that somebody proposes in place of another. */
export interface Version extends Revision {
  text: Text;
}

type LabelsOf = (text: Text) => (id: string) => string | undefined;

/**
 * A text with what several hands would change in it, each change under its author's name. Where two would strike out
 * the same words, they are struck out in the name of the first; where two would put something in at one place, both
 * stand there, the first one first. With the changes of one author accepted and all others rejected it is that author's
 * text, where no other strikes out the same.
 */
export function trackVersions(before: Text, versions: readonly Version[], labelsOf: LabelsOf): Flow {
  const base = inAtoms(flowOf(before, labelsOf(before)));
  let flow = base;
  versions.forEach((version, i) => {
    const after = inAtoms(flowOf(version.text, labelsOf(version.text)));
    const by = { author: version.author, ...(version.date !== undefined && { date: version.date }) };
    flow = new Overlay(base, after, by, String(i + 1)).on(flow);
  });
  return joined(flow);
}

/** Every piece one word, so that what two hands do can be told apart word by word. */
function inAtoms(flow: Flow): Flow {
  const cut = (paragraph: FlowParagraph): FlowParagraph => ({
    ...paragraph,
    pieces: paragraph.pieces.flatMap((piece): FlowPiece[] =>
      piece.kind === 'words' && !piece.label
        ? plainSegment(piece.text).map((text) => ({ ...piece, text }))
        : [piece],
    ),
  });
  return mapParagraphs(flow, cut);
}

/** What one hand changes, laid over what others did: what stood in the text before is there still, in its order. */
class Overlay {
  readonly #base: Flow;
  readonly #after: Flow;
  readonly #by: Revision;
  readonly #name: string;
  #moves = 0;

  constructor(base: Flow, after: Flow, by: Revision, name: string) {
    this.#base = base;
    this.#after = after;
    this.#by = by;
    this.#name = name;
  }

  on(flow: Flow): Flow {
    const moved = this.#moved();
    const blocks = laid(flow.blocks, isBase, this.#base.blocks, this.#after.blocks, shapeOf, {
      kept: (own, was, is) => this.#kept(own, was, is),
      removed: (own) => this.#removed(own, moved.get(own.id)),
      added: (is) => this.#added(is, moved.get(is.id)),
    });
    return { ...flow, blocks, notes: this.#notes(flow.notes) };
  }

  /** Paragraphs that stand elsewhere and have kept their words, by id: the name that both of their places share. */
  #moved(): Map<string, string> {
    const [was, is] = [this.#base.blocks.map(shapeOf), this.#after.blocks.map(shapeOf)];
    const stayed = new Set(
      diffArrays(was, is).flatMap(({ added, removed, value }) => (added || removed ? [] : value)),
    );
    const words = new Map(this.#base.blocks.map((block) => [shapeOf(block), JSON.stringify(wordsIn(block))]));
    const moved = this.#after.blocks.filter(
      (block) =>
        block.kind === 'paragraph' &&
        !stayed.has(shapeOf(block)) &&
        words.get(shapeOf(block)) === JSON.stringify(wordsIn(block)),
    );
    return new Map(moved.map(({ id }) => [id, `move_${this.#name}_${++this.#moves}`]));
  }

  #kept(own: FlowBlock, was: FlowBlock, is: FlowBlock): FlowBlock {
    if (own.kind === 'paragraph') return this.#words(own, was as FlowParagraph, is as FlowParagraph);
    const rows = laid(own.rows, isBase, (was as FlowTable).rows, (is as FlowTable).rows, rowShape, {
      kept: (row, old, now) => this.#row(row, old, now),
      removed: (row) => this.#removedRow(row),
      added: (row) => this.#addedRow(row),
    });
    return { ...own, rows };
  }

  #row(row: FlowRow, was: FlowRow, is: FlowRow): FlowRow {
    const cells = row.cells.map((cell, i) => ({
      ...cell,
      paragraphs: cell.paragraphs.map((own, j) =>
        this.#words(own, was.cells[i]!.paragraphs[j]!, is.cells[i]!.paragraphs[j]!),
      ),
    }));
    return { ...row, cells };
  }

  #words(own: FlowParagraph, was: FlowParagraph, is: FlowParagraph): FlowParagraph {
    const pieces = laid(own.pieces, isBasePiece, was.pieces, is.pieces, (piece) => JSON.stringify(piece), {
      kept: (piece) => piece,
      removed: (piece) => this.#struck(piece),
      added: (piece) => ({ ...piece, inserted: this.#by }) as FlowPiece,
    });
    return { ...own, pieces, ...this.#carried(own, was, is) };
  }

  /** Label and source are no words: the last hand to change them is named. */
  #carried(own: FlowParagraph, was: FlowParagraph, is: FlowParagraph): Partial<FlowParagraph> {
    const carries = ({ label, source }: FlowParagraph) => JSON.stringify([label ?? null, source ?? null]);
    if (carries(was) === carries(is)) return {};
    return {
      ...('label' in own && { label: is.label ?? null }),
      source: is.source,
      was: {
        ...(was.label && { label: was.label }),
        ...(was.source && { source: was.source }),
        by: this.#by,
      },
    };
  }

  #struck<T extends FlowPiece | FlowRow>(piece: T, move?: string): T {
    if (('kind' in piece && piece.kind === 'pin') || ('deleted' in piece && piece.deleted)) return piece;
    return { ...piece, deleted: this.#by, ...(move !== undefined && { move }) };
  }

  #removed(block: FlowBlock, move?: string): FlowBlock {
    if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => this.#removedRow(row)) };
    const end = block.end.deleted ? block.end : { ...block.end, deleted: this.#by, ...(move && { move }) };
    return { ...block, end, pieces: block.pieces.map((piece) => this.#struck(piece, move)) };
  }

  #added(block: FlowBlock, move?: string): FlowBlock {
    if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => this.#addedRow(row)) };
    const put = { inserted: this.#by, ...(move && { move }) };
    return { ...block, end: put, pieces: block.pieces.map((piece) => ({ ...piece, ...put }) as FlowPiece) };
  }

  #removedRow(row: FlowRow): FlowRow {
    return { ...this.#struck(row), cells: this.#inCells(row, (paragraph) => this.#emptied(paragraph)) };
  }

  #addedRow(row: FlowRow): FlowRow {
    const inserted = (paragraph: FlowParagraph): FlowParagraph => ({
      ...paragraph,
      pieces: paragraph.pieces.map((piece) => ({ ...piece, inserted: this.#by }) as FlowPiece),
    });
    return { ...row, inserted: this.#by, cells: this.#inCells(row, inserted) };
  }

  /** The words of a cell go with its row; the last paragraph of a cell has no end that could go. */
  #emptied(paragraph: FlowParagraph): FlowParagraph {
    return { ...paragraph, pieces: paragraph.pieces.map((piece) => this.#struck(piece)) };
  }

  #inCells(row: FlowRow, change: (paragraph: FlowParagraph) => FlowParagraph) {
    return row.cells.map((cell) => ({ ...cell, paragraphs: cell.paragraphs.map(change) }));
  }

  /** Notes are in no order of their own: each is found by its id. */
  #notes(own: Flow['notes']): Flow['notes'] {
    const notes = new Map(own);
    for (const [id, is] of this.#after.notes) {
      const [known, was] = [notes.get(id), this.#base.notes.get(id)];
      if (known && was) notes.set(id, this.#keptNote(known, was, is));
      else if (!known) notes.set(id, is.alone ? this.#noteWith(is, (block) => this.#added(block)) : is);
    }
    for (const [id, was] of this.#base.notes)
      if (!this.#after.notes.has(id) && was.alone)
        notes.set(
          id,
          this.#noteWith(notes.get(id)!, (block) => this.#removed(block)),
        );
    return notes;
  }

  #keptNote(own: FlowNote, was: FlowNote, is: FlowNote): FlowNote {
    const paragraph = this.#words(own.paragraphs[0]!, was.paragraphs[0]!, is.paragraphs[0]!);
    const { source } = paragraph;
    const isElsewhere = was.place !== is.place;
    const before = (paragraph.was ?? isElsewhere) && { place: was.place, source: was.source, by: this.#by };
    const carried = before && { source, place: is.place, was: before };
    return { ...own, ...carried, paragraphs: [paragraph], ...(is.alone && { alone: true as const }) };
  }

  /** Only its words: a note keeps the end of its one paragraph. */
  #noteWith(note: FlowNote, change: (block: FlowBlock) => FlowBlock): FlowNote {
    return {
      ...note,
      paragraphs: note.paragraphs.map((own) => ({ ...(change(own) as FlowParagraph), end: own.end })),
    };
  }
}

const isBase = (block: FlowBlock | FlowRow): boolean =>
  'rows' in block
    ? block.rows.some((row) => !row.inserted)
    : !('cells' in block ? block : block.end).inserted;
const isBasePiece = (piece: FlowPiece): boolean => piece.kind !== 'pin' && !piece.inserted;

const wordsIn = (block: FlowBlock): Inline | FlowPiece[] | undefined =>
  block.kind === 'table' ? undefined : block.pieces.filter((piece) => piece.kind !== 'words' || !piece.label);

/** What must be equal for a paragraph or table to be changed in its place: else the old goes and the new comes. */
const shapeOf = (block: FlowBlock): string =>
  block.kind === 'paragraph'
    ? `${JSON.stringify(block.role)} ${block.id}`
    : `table ${block.id} ${block.rows.some(({ cells }) => cells.some(({ merge }) => merge)) ? block.rows.map(rowShape).join() : ''}`;

const rowShape = ({ cells }: FlowRow): string =>
  JSON.stringify(cells.map(({ paragraphs, ...cell }) => [cell, paragraphs.map(({ id }) => id)]));

interface Laying<T> {
  kept: (own: T, was: T, is: T) => T;
  removed: (own: T) => T;
  added: (is: T) => T;
}

/**
 * Lays the difference of two lists over a third, which holds the first list in its order and other things between.
 * What comes in at a place comes after what others put there.
 */
function laid<T>(
  own: readonly T[],
  isOfBase: (item: T) => boolean,
  base: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  { kept, removed, added }: Laying<T>,
): T[] {
  const out: T[] = [];
  let at = 0;
  const take = (change: (item: T) => T) => {
    while (!isOfBase(own[at]!)) out.push(own[at++]!);
    out.push(change(own[at++]!));
  };
  const [was, is] = [base.map(keyOf), after.map(keyOf)];
  let [old, now] = [0, 0];
  for (const part of diffArrays(was, is)) {
    for (let i = 0; i < part.value.length; i++) {
      if (part.removed) take(removed);
      else if (!part.added) take((item) => kept(item, base[old + i]!, after[now + i]!));
    }
    if (part.added) {
      while (at < own.length && !isOfBase(own[at]!)) out.push(own[at++]!);
      for (let i = 0; i < part.value.length; i++) out.push(added(after[now + i]!));
    }
    if (!part.added) old += part.value.length;
    if (!part.removed) now += part.value.length;
  }
  return [...out, ...own.slice(at)];
}
