import {
  type Flow,
  type FlowBlock,
  type FlowParagraph,
  type FlowPiece,
  type Revision,
  stands,
  type Tracked,
} from './flow.ts';
import type { Place, Resolved } from './resolving.ts';

/** Words of a node: UTF-16 units, `from` inclusive, `to` exclusive. The same number twice is a place between two. */
export interface Span {
  node: string;
  from: number;
  to: number;
}

export type ChangeKind =
  | 'inserted'
  | 'deleted'
  /** Its other end has the same `move`. */
  | 'moved-from'
  | 'moved-to'
  /** Put in by one hand and struck out by another: in neither text. */
  | 'inserted-and-deleted'
  /** Other marks on the same words. */
  | 'formatted'
  | 'paragraph-inserted'
  | 'paragraph-deleted'
  | 'row-inserted'
  | 'row-deleted';

/** One change as its author made it. */
export interface Change extends Revision {
  kind: ChangeKind;
  /** The words as the file has them; none where only the end of a paragraph is meant. */
  words: string;
  /** Where it stands in the text as it was, and as it would be. Absent where its whole paragraph is not there. */
  before?: Span;
  after?: Span;
  move?: string;
  /** Of something put in and struck out: who struck it out. */
  deletedBy?: Revision;
}

interface Found extends Omit<Change, 'before' | 'after'> {
  pin: string;
}

const everything = () => true;
const nothing = () => false;

/** The same flow with a pin on both sides of every change, and the changes that the pins are of. */
export function pinChanges(flow: Flow): { flow: Flow; found: Found[] } {
  const found: Found[] = [];
  const pinned = {
    ...flow,
    blocks: flow.blocks.map((block) => pinBlock(block, found)),
    notes: new Map(
      [...flow.notes].map(([key, note]) => [
        key,
        { ...note, paragraphs: note.paragraphs.map((paragraph) => pinParagraph(paragraph, found)) },
      ]),
    ),
  };
  return { flow: pinned, found };
}

function pinBlock(block: FlowBlock, found: Found[]): FlowBlock {
  if (block.kind === 'paragraph') return pinParagraph(block, found);
  const rows = block.rows.map((row) => {
    const kind = row.inserted ? 'row-inserted' : 'row-deleted';
    const by = row.inserted ?? row.deleted;
    if (by) found.push({ kind, words: '', ...by, pin: '' });
    const cells = row.cells.map((cell) => ({
      ...cell,
      paragraphs: cell.paragraphs.map((paragraph) => pinParagraph(paragraph, found)),
    }));
    return { ...row, cells };
  });
  return { ...block, rows };
}

function pinParagraph(paragraph: FlowParagraph, found: Found[]): FlowParagraph {
  const pieces: FlowPiece[] = [];
  let open: { key: string; change: Found } | undefined;
  const close = () => {
    if (open) pieces.push({ kind: 'pin', pin: `${open.change.pin} to` });
    open = undefined;
  };
  for (const piece of paragraph.pieces) {
    const change = piece.kind === 'pin' || isLabel(piece) ? undefined : changeOf(piece);
    const key = change && JSON.stringify({ ...change, words: '' });
    if (piece.kind !== 'pin' && open?.key !== key) close();
    if (change && !open) {
      const pin = `change ${found.length}`;
      open = { key: key!, change: { ...change, pin } };
      found.push(open.change);
      pieces.push({ kind: 'pin', pin: `${pin} from` });
    } else if (change && open) open.change.words += change.words;
    pieces.push(piece);
  }
  close();
  return { ...paragraph, pieces: withEnd(paragraph, pieces, found) };
}

const isLabel = (piece: FlowPiece): boolean => piece.kind === 'words' && piece.label === true;

/** The end of a paragraph has a place too: after its last word. */
function withEnd({ end }: FlowParagraph, pieces: FlowPiece[], found: Found[]): FlowPiece[] {
  const by = end.inserted ?? end.deleted;
  if (!by) return pieces;
  const kind = end.inserted ? 'paragraph-inserted' : 'paragraph-deleted';
  const pin = `change ${found.length}`;
  found.push({ kind, words: '', ...by, ...(end.move && { move: end.move }), pin });
  const pins = ['from', 'to'].map((side): FlowPiece => ({ kind: 'pin', pin: `${pin} ${side}` }));
  return [...pieces, ...pins];
}

function changeOf(piece: Exclude<FlowPiece, { kind: 'pin' }>): Omit<Found, 'pin'> | undefined {
  const words = piece.kind === 'words' ? piece.text : '';
  const by = piece.inserted ?? piece.deleted;
  if (!by)
    return piece.kind === 'words' && piece.was ? { kind: 'formatted', words, ...piece.was.by } : undefined;
  const deletedBy = piece.inserted && piece.deleted;
  return {
    ...{ kind: kindOf(piece), words, ...by },
    ...(deletedBy && { deletedBy }),
    ...(piece.move && { move: piece.move }),
  };
}

function kindOf({ inserted, deleted, move }: Tracked): ChangeKind {
  if (inserted && deleted) return 'inserted-and-deleted';
  if (inserted) return move === undefined ? 'inserted' : 'moved-to';
  return move === undefined ? 'deleted' : 'moved-from';
}

/** The changes with their places in both texts. */
export const placed = (found: readonly Found[], before: Resolved, after: Resolved): Change[] =>
  found.map(({ pin, ...change }) => {
    const [was, is] = [spanOf(pin, before), spanOf(pin, after)];
    return { ...change, ...(was && { before: was }), ...(is && { after: is }) };
  });

/** Where the pins of that name stand, if both stand in one node of the text. */
export function spanOf(pin: string, { places }: { places: ReadonlyMap<string, Place> }): Span | undefined {
  const [from, to] = [places.get(`${pin} from`), places.get(`${pin} to`)];
  return from && to && from.node === to.node ? { node: from.node, from: from.at, to: to.at } : undefined;
}

/** Whether anything in it is tracked. */
export function isTracked(block: FlowBlock): boolean {
  if (block.kind === 'table')
    return block.rows.some(
      (row) => !isPlain(row) || row.cells.some((cell) => cell.paragraphs.some(isTracked)),
    );
  return !isPlain(block.end) || block.pieces.some((piece) => piece.kind !== 'pin' && changeOf(piece));
}

const isPlain = (tracked: Tracked): boolean => stands(tracked, everything) && stands(tracked, nothing);
