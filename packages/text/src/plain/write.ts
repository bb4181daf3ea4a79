import { directionOf } from '../directions.ts';
import { printedNumber } from '../html/text.ts';
import { isNote } from '../inline.ts';
import { isolated, type Numbering, numberText, workingLabel } from '../labels.ts';
import type { Inline, Node, SubParagraph, Text } from '../tree.ts';

export interface PlainOptions {
  /** `print` numbers as documents do (7., (a)); `working` writes PP2, OP7bis. Default: `print`. */
  labels?: 'print' | 'working';
}

/** A text as plain words: an empty line between paragraphs, sub-paragraphs indented, notes at the end as [1]. */
export function toPlain(text: Text, { labels = 'print' }: PlainOptions = {}): string {
  const writing: Writing = {
    names: numberText(text),
    notes: new Map(text.notes.map(({ id }, i) => [id, `[${i + 1}]`])),
    label: labelWriter(labels, directionOf(text.language)),
  };
  const notes = text.notes.map((note, i) => `[${i + 1}] ${note.text}`);
  const title = text.title ? [words(text.title, writing)] : [];
  return `${[...title, ...text.nodes.flatMap((node) => nodeLines(node, writing)), ...notes].join('\n\n')}\n`;
}

interface Writing {
  names: ReadonlyMap<string, Numbering>;
  notes: ReadonlyMap<string, string>;
  label: (numbering: Numbering) => string;
}

/** Among words that run from right to left, a label is held together by an isolate. */
const labelWriter = (labels: 'print' | 'working', direction: 'ltr' | 'rtl') => (numbering: Numbering) => {
  const label = labels === 'working' ? workingLabel(numbering) : printedNumber(numbering);
  return label !== '' && direction === 'rtl' ? isolated(label) : label;
};

function nodeLines(node: Node, writing: Writing): string[] {
  if (node.kind === 'heading') return [words(node, writing)];
  if (node.kind === 'paragraph') return paragraphLines(node, 0, writing);
  const rows = node.rows.map(({ cells }) =>
    cells
      .map(({ paragraphs }) => paragraphs.map((p) => words(p, writing).replaceAll('\n', ' ')).join(' '))
      .join(' | '),
  );
  return [rows.join('\n')];
}

function paragraphLines(node: SubParagraph, depth: number, writing: Writing): string[] {
  const name = writing.names.get(node.id);
  const label = name ? writing.label(name) : '';
  const line = `${'    '.repeat(depth)}${label}${label && node.text ? ' ' : ''}${words(node, writing)}`;
  return [line, ...(node.children ?? []).flatMap((child) => paragraphLines(child, depth + 1, writing))];
}

/** Words with the numbers of notes where they are referred to. */
function words({ text, marks = [] }: Inline, { notes }: Pick<Writing, 'notes'>): string {
  let out = '';
  let at = 0;
  for (const mark of marks.filter(isNote)) {
    out += text.slice(at, mark.at) + (notes.get(mark.note) ?? '');
    at = mark.at;
  }
  return out + text.slice(at);
}
