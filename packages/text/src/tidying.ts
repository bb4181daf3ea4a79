import { isNote, tidy, tidyMarks } from './inline.ts';
import { assertText } from './normal.ts';
import { Runs } from './runs.ts';
import type { CellParagraph, Label, Node, Note, SubParagraph, Table, Text, Translated } from './tree.ts';
import { walk, wordsOf } from './walk.ts';

/**
 * A text of the right shape in its one spelling: spaces and marks tidied, paragraphs without words and
 * sub-paragraphs gone, labels that say what their place says gone, notes in the order of their references and
 * references to no note gone. What codecs end with. Throws what `assertText` throws for what tidying cannot mend.
 */
export function tidyText(text: Text): Text {
  const notes = new Set(text.notes.map(({ id }) => id));
  const { title, ...rest } = text;
  const tidied = title && tidyWords(title, notes);
  const nodes = text.nodes.flatMap((node) => tidyNode(node, notes));
  const tidyNotes = text.notes.map((note): Note => tidyWords(note, new Set()));
  const named = withoutLooseLabels({ ...rest, ...(tidied?.text && { title: tidied }), nodes, notes: [] });
  return assertText({ ...named, notes: inOrder(named, tidyNotes) });
}

function tidyWords<T extends Translated>(words: T, notes: ReadonlySet<string>): T {
  const { text, marks } = tidy(words);
  const kept = tidyMarks((marks ?? []).filter((mark) => mark.kind !== 'note' || notes.has(mark.note)));
  const { marks: _, ...rest } = words;
  return { ...rest, text, ...(kept && { marks: kept }) } as T;
}

function tidyNode(node: Node, notes: ReadonlySet<string>): Node[] {
  if (node.kind === 'table') return [tidyTable(node, notes)];
  if (node.kind === 'paragraph') return tidyParagraph(node, notes);
  const heading = tidyWords(node, notes);
  return heading.text === '' ? [] : [heading];
}

function tidyParagraph<T extends SubParagraph>(node: T, notes: ReadonlySet<string>): T[] {
  const { children, ...own } = tidyWords(node, notes);
  const kept = (children ?? []).flatMap((child) => tidyParagraph(child, notes));
  if (own.text === '' && kept.length === 0) return [];
  if (own.label && 'printed' in own.label) own.label = tidyPrinted(own.label.printed);
  return [{ ...own, ...(kept.length > 0 && { children: kept }) } as T];
}

function tidyPrinted(printed: string): Label {
  const { text } = tidy({ text: printed.replaceAll('\n', ' ') });
  return text === '' ? { unnumbered: true } : { printed: text };
}

const tidyTable = (table: Table, notes: ReadonlySet<string>): Table => ({
  ...table,
  rows: table.rows.map(({ cells }) => ({
    cells: cells.map((cell) => ({
      ...cell,
      paragraphs: cell.paragraphs
        .map((words): CellParagraph => tidyWords(words, notes))
        .filter(({ text }) => text !== ''),
    })),
  })),
});

/** Twice: where a label goes, the numbers after it may say no more than their place does. */
function withoutLooseLabels(text: Text): Text {
  const loose = new Set<string>();
  const runs = new Runs();
  for (const spot of walk(text)) {
    if (spot.role !== 'paragraph' && spot.role !== 'sub') continue;
    if (runs.advance(spot)) loose.add(spot.node.id);
  }
  return loose.size === 0
    ? text
    : withoutLooseLabels({ ...text, nodes: text.nodes.map((n) => unlabel(n, loose)) });
}

function unlabel<T extends Node | SubParagraph>(node: T, loose: ReadonlySet<string>): T {
  if (node.kind !== 'paragraph') return node;
  const { label, children, ...rest } = node as SubParagraph;
  const kept = label && !loose.has(node.id) ? { label } : {};
  return { ...rest, ...kept, ...(children && { children: children.map((c) => unlabel(c, loose)) }) } as T;
}

function inOrder(text: Text, notes: readonly Note[]): Note[] {
  const words = [text.title, ...walk(text).map(wordsOf)];
  const referred = new Set(words.flatMap((w) => (w?.marks ?? []).filter(isNote).map(({ note }) => note)));
  const byId = new Map(notes.map((note) => [note.id, note]));
  const first = [...referred].flatMap((id) => byId.get(id) ?? []);
  return [...first, ...notes.filter(({ id }) => !referred.has(id))];
}
