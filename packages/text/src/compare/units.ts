import type {
  CellParagraph,
  Heading,
  Node,
  Note,
  Paragraph,
  SubParagraph,
  Table,
  Text,
  Translated,
} from '../tree.ts';

/**
 * A node by itself, without its words and without what is within it: with the words and the units around it, a text
 * can be put together again. `depth` of a sub-paragraph is its level below the paragraph, from 1.
 */
export type Shell =
  | ({ role: 'title' } & Bare<Translated>)
  | ({ role: 'heading' } & Bare<Heading>)
  | ({ role: 'paragraph' } & Bare<Paragraph>)
  | ({ role: 'sub'; depth: number } & Bare<SubParagraph>)
  | { role: 'table'; id: string; rows: CellShell[][] }
  | ({ role: 'cell' } & Bare<CellParagraph>)
  | ({ role: 'note' } & Bare<Note>);
type Bare<T> = Omit<T, 'text' | 'children' | 'kind'>;
interface CellShell {
  header?: true | undefined;
  colspan?: number | undefined;
  rowspan?: number | undefined;
  /** How many paragraphs are in the cell: they are the next units. */
  paragraphs: number;
}

/** A unit of a text: a shell with its words. */
export interface Unit {
  shell: Shell;
  text: string;
}

/** The id of a unit; of the title `title`, which there is one of. */
export const idOf = (shell: Shell): string => (shell.role === 'title' ? 'title' : shell.id);

/** The units of a text in reading order: title, nodes with what is in them, notes. */
export function unitsOf(text: Text): Unit[] {
  const units: Unit[] = text.title ? [unit('title', text.title)] : [];
  for (const node of text.nodes) addNode(node, units);
  for (const note of text.notes) units.push(unit('note', note));
  return units;
}

function unit(role: 'title' | 'heading' | 'paragraph' | 'cell' | 'note', node: Translated): Unit {
  const {
    text,
    children: _,
    kind: __,
    ...bare
  } = node as Translated & { children?: unknown; kind?: unknown };
  return { shell: { role, ...bare } as Shell, text };
}

function addNode(node: Node, units: Unit[]): void {
  if (node.kind === 'table') addTable(node, units);
  else units.push(unit(node.kind, node));
  if (node.kind === 'paragraph') addChildren(node, 1, units);
}

function addChildren(of: SubParagraph, depth: number, units: Unit[]): void {
  for (const child of of.children ?? []) {
    const { text, children: _, kind: __, ...bare } = child;
    units.push({ shell: { role: 'sub', depth, ...bare }, text });
    addChildren(child, depth + 1, units);
  }
}

function addTable({ id, rows }: Table, units: Unit[]): void {
  const shape = rows.map(({ cells }) =>
    cells.map(({ paragraphs, ...cell }) => ({ ...cell, paragraphs: paragraphs.length })),
  );
  units.push({ shell: { role: 'table', id, rows: shape }, text: '' });
  for (const { cells } of rows)
    for (const { paragraphs } of cells)
      for (const paragraph of paragraphs) units.push(unit('cell', paragraph));
}

/** Puts a text together from its units, as `unitsOf` gave them. */
export function textOf(language: string, units: readonly Unit[]): Text {
  const text: Text = { v: 1, language, nodes: [], notes: [] };
  const open: SubParagraph[] = [];
  for (let i = 0; i < units.length; i++) {
    const { shell, text: words } = units[i]!;
    if (shell.role === 'table') {
      const { table, taken } = tableOf(shell, units.slice(i + 1, i + 1 + cellsIn(shell)));
      text.nodes.push(table);
      i += taken;
    } else place(text, open, shell, words);
  }
  return text;
}

function place(
  text: Text,
  open: SubParagraph[],
  shell: Exclude<Shell, { role: 'table' }>,
  words: string,
): void {
  if (shell.role === 'title') text.title = dressed(shell, words);
  else if (shell.role === 'note') text.notes.push(dressed(shell, words) as Note);
  else if (shell.role === 'heading')
    text.nodes.push({ kind: 'heading', ...dressed(shell, words) } as Heading);
  else {
    const depth = shell.role === 'sub' ? shell.depth : 0;
    const node = { kind: 'paragraph', ...dressed(shell, words) } as Paragraph;
    open.length = depth;
    open[depth] = node;
    if (depth === 0) text.nodes.push(node);
    else {
      const parent = open[depth - 1]!;
      parent.children = [...(parent.children ?? []), node];
    }
  }
}

function dressed(shell: Exclude<Shell, { role: 'table' }>, text: string): Translated {
  const { role: _, depth: __, ...bare } = shell as Shell & { depth?: number };
  return { ...bare, text } as Translated;
}

const cellsIn = ({ rows }: Extract<Shell, { role: 'table' }>): number =>
  rows.flat().reduce((sum, { paragraphs }) => sum + paragraphs, 0);

function tableOf(
  shell: Extract<Shell, { role: 'table' }>,
  cells: readonly Unit[],
): { table: Table; taken: number } {
  let taken = 0;
  const rows = shell.rows.map((row) => ({
    cells: row.map(({ paragraphs, ...cell }) => {
      const within = cells.slice(taken, taken + paragraphs);
      taken += paragraphs;
      return { ...cell, paragraphs: within.map(cellParagraph) };
    }),
  }));
  return { table: { kind: 'table', id: shell.id, rows }, taken };
}

const cellParagraph = ({ shell, text }: Unit): CellParagraph =>
  ({ kind: 'paragraph', ...dressed(shell as Exclude<Shell, { role: 'table' }>, text) }) as CellParagraph;
