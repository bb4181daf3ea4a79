import { escaped } from '../html/escape.ts';
import { printedNumber } from '../html/text.ts';
import { type Piece, piecesOf } from '../inline.ts';
import type { Numbering } from '../labels.ts';
import type { Cell, Inline, Label, RangeMark, SubParagraph, Table } from '../tree.ts';
import type { ElementIds } from './ids.ts';

/** What writing elements needs to know of the whole text. */
export interface Writing {
  ids: ElementIds;
  names: ReadonlyMap<string, Numbering>;
  /** eId and marker of notes, by id. */
  notes: ReadonlyMap<string, { eId: string; marker: string }>;
}

const ELEMENT = { strong: 'b', emphasis: 'i', underline: 'u', link: 'a' } as const;

/** Words with their marks; a line break is `<br/>`. No white space that is not the text's. */
export const inlineXml = (words: Inline, { notes }: Pick<Writing, 'notes'>): string =>
  piecesOf(words)
    .map((piece) => pieceXml(piece, notes))
    .join('');

function pieceXml({ text, marks, notes: noted }: Piece, notes: Writing['notes']): string {
  const references = noted.map((id) => {
    const { eId, marker } = notes.get(id)!;
    return `<noteRef href="#${eId}" marker="${marker}"/>`;
  });
  const words = escaped(text).replaceAll('\n', '<br/>');
  const marked =
    text === '' ? '' : marks.reduceRight((within, mark) => open(mark) + within + close(mark), words);
  return references.join('') + marked;
}

const open = (mark: RangeMark): string =>
  mark.kind === 'link' ? `<a href="${escaped(mark.href)}">` : `<${ELEMENT[mark.kind]}>`;
const close = (mark: RangeMark): string => `</${ELEMENT[mark.kind]}>`;

/** What a label says, as words of `class`: a reader of ours needs no more, others may ignore it. */
export function labelClass(label: Label | undefined): string {
  if (!label) return '';
  if ('number' in label) return ` number-${label.number}`;
  if ('suffix' in label) return ` suffix-${label.suffix}`;
  if ('alt' in label) return ` alt-${label.alt}`;
  return 'printed' in label ? ' printed' : ' unnumbered';
}

/** The number as printed; of a label that is printed, its very words. */
function numXml({ id, label }: SubParagraph, { names }: Writing): string {
  if (label && 'printed' in label) return `<num>${escaped(label.printed)}</num>`;
  const name = names.get(id);
  const number = name ? printedNumber(name) : '';
  return number === '' ? '' : `<num>${escaped(number)}</num>`;
}

const numberOf = ({ id }: SubParagraph, { names }: Writing, count: number): string => {
  const name = names.get(id);
  return (name && printedNumber(name)) || `${count}`;
};

/** A paragraph of the body and, within it, its sub-paragraphs as points. */
export function paragraphXml(
  node: SubParagraph,
  kind: string,
  place: { within: string; count: number },
  writing: Writing,
): string {
  const name = kind === 'sub' ? 'point' : 'paragraph';
  const eId = writing.ids.take(
    kind === 'sub' ? 'point' : 'para',
    numberOf(node, writing, place.count),
    place.within,
  );
  const words = node.text === '' ? '' : `<p>${inlineXml(node, writing)}</p>`;
  const points = (node.children ?? []).map((child, i) =>
    paragraphXml(child, 'sub', { within: eId, count: i + 1 }, writing),
  );
  const body =
    points.length === 0
      ? `<content>${words}</content>`
      : `${words && `<intro>${words}</intro>`}${points.join('')}`;
  const attributes = `eId="${eId}" GUID="${node.id}" class="${kind}${labelClass(node.label)}"`;
  return `<${name} ${attributes}>${numXml(node, writing)}${body}</${name}>`;
}

/** A preambular paragraph: a recital, its sub-paragraphs items of a list. */
export function recitalXml(node: SubParagraph, count: number, writing: Writing): string {
  const eId = writing.ids.take('rec', numberOf(node, writing, count));
  const attributes = `eId="${eId}" GUID="${node.id}" class="preamble${labelClass(node.label)}"`;
  return `<recital ${attributes}>${numXml(node, writing)}${itemBody(node, eId, writing)}</recital>`;
}

function itemBody(node: SubParagraph, within: string, writing: Writing): string {
  const words = node.text === '' ? '' : `<p>${inlineXml(node, writing)}</p>`;
  if (!node.children) return words;
  const list = writing.ids.take('list', '1', within);
  const items = node.children.map((child, i) => {
    const eId = writing.ids.take('item', numberOf(child, writing, i + 1), within);
    const attributes = `eId="${eId}" GUID="${child.id}" class="sub${labelClass(child.label)}"`;
    return `<item ${attributes}>${numXml(child, writing)}${itemBody(child, eId, writing)}</item>`;
  });
  return `${words}<blockList eId="${list}">${items.join('')}</blockList>`;
}

export function tableXml({ id, rows }: Table, count: number, writing: Writing): string {
  const eId = writing.ids.take('table', `${count}`);
  const body = rows.map(({ cells }) => `<tr>${cells.map((cell) => cellXml(cell, writing)).join('')}</tr>`);
  return `<table eId="${eId}" GUID="${id}">${body.join('')}</table>`;
}

function cellXml({ header, colspan, rowspan, paragraphs }: Cell, writing: Writing): string {
  const name = header ? 'th' : 'td';
  const spans = `${colspan ? ` colspan="${colspan}"` : ''}${rowspan ? ` rowspan="${rowspan}"` : ''}`;
  const words = paragraphs.map(
    (paragraph) => `<p GUID="${paragraph.id}">${inlineXml(paragraph, writing)}</p>`,
  );
  return `<${name}${spans}>${words.join('')}</${name}>`;
}
