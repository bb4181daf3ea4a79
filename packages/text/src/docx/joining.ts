import type { Flow, FlowBlock, FlowNote, FlowParagraph, FlowPiece, Words } from './flow.ts';

/** The same flow with every paragraph, those of tables and notes too, replaced by what `change` makes of it. */
export function mapParagraphs(flow: Flow, change: (paragraph: FlowParagraph) => FlowParagraph): Flow {
  const inBlock = (block: FlowBlock): FlowBlock =>
    block.kind === 'paragraph'
      ? change(block)
      : {
          ...block,
          rows: block.rows.map((row) => ({
            ...row,
            cells: row.cells.map((cell) => ({ ...cell, paragraphs: cell.paragraphs.map(change) })),
          })),
        };
  const notes = [...flow.notes].map(([key, note]): [string, FlowNote] => [
    key,
    { ...note, paragraphs: note.paragraphs.map(change) },
  ]);
  return { ...flow, blocks: flow.blocks.map(inBlock), notes: new Map(notes) };
}

/** The same flow with words that stand beside each other and are alike put together. */
export const joined = (flow: Flow): Flow =>
  mapParagraphs(flow, (paragraph) => ({ ...paragraph, pieces: joinedPieces(paragraph.pieces) }));

function joinedPieces(pieces: readonly FlowPiece[]): FlowPiece[] {
  const out: FlowPiece[] = [];
  let last: { piece: Words; alike: string } | undefined;
  for (const piece of pieces) {
    const alike = piece.kind === 'words' ? JSON.stringify({ ...piece, text: '' }) : undefined;
    if (piece.kind === 'words' && last?.alike === alike) {
      last!.piece.text += piece.text;
      continue;
    }
    const own = { ...piece };
    out.push(own);
    last = own.kind === 'words' ? { piece: own, alike: alike! } : undefined;
  }
  return out;
}
