import { piecesOf } from '../inline.ts';
import type { Cell, Inline, Node, Note, RangeMark, SubParagraph, Table, Text } from '../tree.ts';
import type {
  Flow,
  FlowBlock,
  FlowCell,
  FlowNote,
  FlowParagraph,
  FlowPiece,
  FlowTable,
  Role,
  RunMarks,
} from './flow.ts';

/** A text as a flow in which nothing is tracked. `labelOf` gives the number to set before a paragraph, by its id. */
export function flowOf(text: Text, labelOf: (id: string) => string | undefined): Flow {
  const title = text.title ? [paragraph({ kind: 'title' }, 'title', text.title)] : [];
  const noted = new Set<string>();
  const blocks = [...title, ...text.nodes.flatMap((node) => blocksOf(node, labelOf))];
  for (const key of referencesIn(blocks)) noted.add(key);
  const notes = text.notes.map((note, place): [string, FlowNote] => [
    note.id,
    { ...noteOf(note, !noted.has(note.id)), place },
  ]);
  return { language: text.language, blocks, notes: new Map(notes) };
}

function blocksOf(node: Node, labelOf: (id: string) => string | undefined): FlowBlock[] {
  if (node.kind === 'heading') return [paragraph({ kind: 'heading', level: node.level }, node.id, node)];
  if (node.kind === 'table') return [tableOf(node)];
  return numbered({ kind: 'paragraph', part: node.part }, node, 1, labelOf);
}

function numbered(
  role: Role,
  node: SubParagraph,
  depth: number,
  labelOf: (id: string) => string | undefined,
): FlowBlock[] {
  const printed = labelOf(node.id);
  const block = paragraph(role, node.id, node);
  const label: FlowPiece[] =
    printed === undefined ? [] : [{ kind: 'words', text: printed, marks: {}, label: true }];
  return [
    { ...block, label: node.label ?? null, pieces: [...label, ...block.pieces] },
    ...(node.children ?? []).flatMap((child) => numbered({ kind: 'sub', depth }, child, depth + 1, labelOf)),
  ];
}

type Sourced = Inline & Pick<SubParagraph, 'source'>;

const paragraph = (role: Role, id: string, words: Sourced): FlowParagraph => ({
  ...{ kind: 'paragraph', role, id, pieces: flowPieces(words), end: {} },
  ...(words.source && { source: words.source }),
});

/** Words cut where a mark begins or ends, each note before the words it stands before. */
export const flowPieces = (words: Inline): FlowPiece[] =>
  piecesOf(words).flatMap(({ text, marks, notes }): FlowPiece[] => [
    ...notes.map((key): FlowPiece => ({ kind: 'note', key })),
    ...(text === '' ? [] : [{ kind: 'words' as const, text, marks: runMarks(marks) }]),
  ]);

function runMarks(marks: readonly RangeMark[]): RunMarks {
  const has = (kind: RangeMark['kind']) => marks.some((mark) => mark.kind === kind);
  const link = marks.find((mark) => mark.kind === 'link');
  return {
    ...(has('strong') && { strong: true as const }),
    ...(has('emphasis') && { emphasis: true as const }),
    ...(has('underline') && { underline: true as const }),
    ...(link && { href: link.href }),
  };
}

const noteOf = (note: Note, alone: boolean): FlowNote => ({
  ...{ id: note.id, paragraphs: [paragraph({ kind: 'plain' }, note.id, note)] },
  ...(note.source && { source: note.source }),
  ...(alone && { alone: true as const }),
});

/** The keys of the notes that these blocks refer to, in order. */
export function referencesIn(blocks: readonly FlowBlock[]): string[] {
  return blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => referencesIn(paragraphs)))
      : block.pieces.flatMap((piece) => (piece.kind === 'note' ? [piece.key] : [])),
  );
}

/** Spans in both directions become cells on a grid, each lower part of a cell one of its own. */
function tableOf({ id, rows }: Table): FlowTable {
  /** By column: rows that a cell above still covers, and how many columns it is wide. */
  let below = new Map<number, { rows: number; columns: number }>();
  const flowRows = rows.map(({ cells }) => {
    const next = new Map<number, { rows: number; columns: number }>();
    const row: FlowCell[] = [];
    const left = [...cells];
    for (let column = 0; left.length > 0 || hasFrom(below, column); ) {
      const covered = below.get(column);
      const cell = covered ? undefined : left.shift();
      const columns = covered?.columns ?? cell?.colspan ?? 1;
      const goesOn = (covered?.rows ?? cell?.rowspan ?? 1) - 1;
      row.push(covered ? covering(columns) : cell ? flowCell(cell) : { columns, paragraphs: [] });
      if (goesOn > 0) next.set(column, { rows: goesOn, columns });
      column += columns;
    }
    below = next;
    return { cells: row };
  });
  return { kind: 'table', id, rows: flowRows };
}

const hasFrom = (below: ReadonlyMap<number, unknown>, column: number): boolean =>
  [...below.keys()].some((at) => at >= column);

const covering = (columns: number): FlowCell => ({ columns, merge: 'next', paragraphs: [] });

const flowCell = (cell: Cell): FlowCell => ({
  ...(cell.header && { header: cell.header }),
  columns: cell.colspan ?? 1,
  ...(cell.rowspan && { merge: 'first' as const }),
  paragraphs: cell.paragraphs.map((words) => paragraph({ kind: 'plain' }, words.id, words)),
});
