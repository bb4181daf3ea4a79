import { printedNumber } from '../html/text.ts';
import { type Piece, piecesOf } from '../inline.ts';
import { type Numbering, numberText } from '../labels.ts';
import type { Inline, Node, RangeMark, SubParagraph, Table, Text } from '../tree.ts';

/**
 * A text as Markdown (CommonMark with tables and notes): title `#`, headings below it, operative paragraphs as numbered
 * items, sub-paragraphs as indented ones that begin with their number. Parts and ids do not stand in it.
 */
export function toMarkdown(text: Text): string {
  const writing: Writing = {
    names: numberText(text),
    notes: new Map(text.notes.map(({ id }, i) => [id, `[^${i + 1}]`])),
  };
  const title = text.title ? [`# ${oneLine(text.title, writing)}`] : [];
  const notes = text.notes.map((note, i) => `[^${i + 1}]: ${oneLine(note, writing)}`);
  const nodes = text.nodes.flatMap((node) => nodeLines(node, writing));
  return `${[...title, ...nodes, ...notes].join('\n\n')}\n`;
}

interface Writing {
  names: ReadonlyMap<string, Numbering>;
  notes: ReadonlyMap<string, string>;
}

function nodeLines(node: Node, writing: Writing): string[] {
  if (node.kind === 'table') return [tableLines(node, writing)];
  if (node.kind === 'heading')
    return [`${'#'.repeat(Math.min(6, node.level + 1))} ${oneLine(node, writing)}`];
  return paragraphLines(node, '', writing);
}

/** A plain number makes an item of a list, whose content is indented by the width of the number. */
function paragraphLines(node: SubParagraph, indent: string, writing: Writing): string[] {
  const name = writing.names.get(node.id);
  const printed = name ? printedNumber(name) : '';
  const isItem = indent === '' && /^\d{1,4}\.$/.test(printed);
  const number = printed === '' ? '' : `${isItem ? printed : escapedStart(printed)} `;
  const below = indent + (isItem ? ' '.repeat(number.length) : '');
  const lines = (number === '' || isItem ? startOf : inlineOf)(node, writing).replaceAll(
    '\n',
    `\\\n${below}`,
  );
  const own = `${indent}${number}${lines}`.trimEnd();
  const children = (node.children ?? []).flatMap((child) => paragraphLines(child, below, writing));
  return own === '' ? children : [own, ...children];
}

function tableLines({ rows }: Table, writing: Writing): string {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const lines = rows.map(({ cells }) => {
    const words = cells.map(({ paragraphs }) => paragraphs.map((p) => oneLine(p, writing)).join('<br>'));
    return `| ${[...words, ...Array<string>(width - cells.length).fill('')].join(' | ')} |`;
  });
  return [lines[0], `|${' --- |'.repeat(width)}`, ...lines.slice(1)].join('\n');
}

const oneLine = (words: Inline, writing: Writing): string =>
  inlineOf(words, writing).replaceAll('\n', '<br>');
const startOf = (words: Inline, writing: Writing): string => escapedStart(inlineOf(words, writing));
/** Spaces of other kinds at an end of a line would go with the ordinary ones: they are written by their numbers. */
const keptEnds = (lines: string): string => lines.split('\n').map(keptEndsOf).join('\n');

function keptEndsOf(line: string): string {
  let [from, to] = [0, line.length];
  while (from < to && ODD_SPACE.test(line[from]!)) from++;
  while (to > from && ODD_SPACE.test(line[to - 1]!)) to--;
  const numbered = (spaces: string) => [...spaces].map((space) => `&#${space.codePointAt(0)};`).join('');
  return numbered(line.slice(0, from)) + line.slice(from, to) + numbered(line.slice(to));
}
const ODD_SPACE = /[^\S\n ]/;

const inlineOf = (words: Inline, { notes }: Writing): string => {
  const pieces = piecesOf(words);
  return keptEnds(
    pieces.map((piece, i) => pieceOf(piece, pieces[i - 1]?.text, pieces[i + 1]?.text, notes)).join(''),
  );
};

const STARS = { strong: '**', emphasis: '*' } as const;
const TAGS = { strong: 'strong', emphasis: 'em', underline: 'u' } as const;

function pieceOf(
  piece: Piece,
  before: string | undefined,
  after: string | undefined,
  notes: Writing['notes'],
): string {
  const references = piece.notes.map((id) => notes.get(id) ?? '').join('');
  if (piece.text === '') return references;
  const plain = starsFit(piece, before, after);
  return (
    references +
    piece.marks.reduceRight((within, mark) => marked(mark, within, plain), escapedMarkdown(piece.text))
  );
}

/** Stars mean emphasis only where words stand within and spaces, or nothing, outside; elsewhere elements do it. */
const starsFit = ({ text, marks }: Piece, before = ' ', after = ' '): boolean =>
  marks.length === 1 &&
  /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/su.test(text) &&
  /\s$/.test(before) &&
  /^\s/.test(after);

function marked(mark: RangeMark, words: string, stars: boolean): string {
  if (mark.kind === 'link') return `[${words}](<${mark.href.replace(/[\\<>]/g, '\\$&')}>)`;
  if (stars && mark.kind !== 'underline') return STARS[mark.kind] + words + STARS[mark.kind];
  return `<${TAGS[mark.kind]}>${words}</${TAGS[mark.kind]}>`;
}

const escapedMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>#|~!&]/g, '\\$&');
/** What would begin a list, a heading or a rule. */
const escapedStart = (line: string): string =>
  line.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2').replace(/^([-+=])/, '\\$1');
