import type {
  CellParagraph,
  Heading,
  Node,
  Note,
  Paragraph,
  Part,
  SubParagraph,
  Table,
  Text,
  Translated,
} from './tree.ts';

/** A node where it stands. */
export type Spot = {
  /** Where: `nodes.4.children.0`, `nodes.7.rows.0.cells.1.paragraphs.0`, `notes.2`. */
  path: string;
  /** The id of the paragraph or table that it is part of. */
  parent?: string;
} & (
  | { role: 'heading'; node: Heading }
  | { role: 'paragraph'; node: Paragraph; part: Part }
  | { role: 'sub'; node: SubParagraph; part: Part; depth: number }
  | { role: 'table'; node: Table }
  | { role: 'cell'; node: CellParagraph }
  | { role: 'note'; node: Note }
);

/** Every node of a text in reading order, children after their paragraph, the notes last. */
export function walk(text: Text): Spot[] {
  const spots: Spot[] = [];
  text.nodes.forEach((node, i) => {
    visit(node, `nodes.${i}`, spots);
  });
  text.notes.forEach((node, i) => {
    spots.push({ role: 'note', node, path: `notes.${i}` });
  });
  return spots;
}

function visit(node: Node, path: string, spots: Spot[]): void {
  if (node.kind === 'heading') {
    spots.push({ role: 'heading', node, path });
  } else if (node.kind === 'table') {
    spots.push({ role: 'table', node, path });
    visitCells(node, path, spots);
  } else {
    spots.push({ role: 'paragraph', node, path, part: node.part });
    visitChildren(node, path, node.part, 1, spots);
  }
}

function visitChildren(of: SubParagraph, path: string, part: Part, depth: number, spots: Spot[]): void {
  of.children?.forEach((node, i) => {
    const at = `${path}.children.${i}`;
    spots.push({ role: 'sub', node, path: at, parent: of.id, part, depth });
    visitChildren(node, at, part, depth + 1, spots);
  });
}

function visitCells(table: Table, path: string, spots: Spot[]): void {
  table.rows.forEach(({ cells }, row) => {
    cells.forEach(({ paragraphs }, column) => {
      paragraphs.forEach((node, i) => {
        const at = `${path}.rows.${row}.cells.${column}.paragraphs.${i}`;
        spots.push({ role: 'cell', node, path: at, parent: table.id });
      });
    });
  });
}

/** Every node with words of its own: what can be read, translated, compared and amended. */
export const wordsOf = (spot: Spot): Translated | undefined =>
  spot.role === 'table' ? undefined : spot.node;

/** The node of that id, or undefined. */
export const findSpot = (text: Text, id: string): Spot | undefined =>
  walk(text).find(({ node }) => node.id === id);
