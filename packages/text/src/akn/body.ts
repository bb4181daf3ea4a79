import { numberAfter } from '../importing/numbers.ts';
import {
  type CellParagraph,
  type Inline,
  MAX_SUB_DEPTH,
  type Node,
  type Part,
  type SubParagraph,
  type Table,
} from '../tree.ts';
import { elementsOf, findChild, isElement, wordsWithin, type XmlElement } from '../xml/read.ts';
import { labelWords, levelSaid, partSaid } from './labels.ts';
import type { Reading } from './reading.ts';
import { BLOCKS, DIVISIONS, PARAGRAPHS, WRAPPERS } from './vocabulary.ts';

/** Where nodes are read: which part they belong to, and how deep headings stand. */
export interface Region {
  part: Part;
  level: number;
}

/** What stands within an element of the body or the preamble, as nodes. */
export function readNodes(parent: XmlElement, region: Region, reading: Reading): Node[] {
  let count = 0;
  return parent.children.flatMap((child): Node[] => {
    if (!isElement(child)) return looseWords(child, parent, reading);
    const nodes = readNode(child, region, count + 1, reading);
    if (nodes.some((node) => node.kind === 'paragraph' && node.part === region.part && !isUnnumbered(node)))
      count++;
    return nodes;
  });
}

const isUnnumbered = ({ label }: SubParagraph): boolean => label !== undefined && 'unnumbered' in label;

function readNode(element: XmlElement, region: Region, expected: number, reading: Reading): Node[] {
  const { name } = element;
  if (name === 'num' || name === 'heading' || name === 'subheading') return [];
  if (name === 'recitals' || name === 'citations') return readRecitals(element, region, reading);
  if (name === 'table') return [readTable(element, reading)];
  if (name === 'toc' || name === 'img') return dropped(element, reading);
  if (DIVISIONS.has(name) || PARAGRAPHS.has(name) || name === 'intro' || name === 'wrapUp') {
    const division = findChild(element, 'heading') !== undefined || isDivision(element);
    return division
      ? readDivision(element, region, reading)
      : readParagraphs(element, region, expected, reading);
  }
  if (WRAPPERS.has(name)) return readNodes(element, region, reading);
  if (!BLOCKS.has(name)) reading.notices.add('not-understood', { line: element.line, words: name });
  return [otherParagraph(element, reading)];
}

/** A division holds divisions and paragraphs and has no words of its own. */
const isDivision = ({ name, children }: XmlElement): boolean =>
  DIVISIONS.has(name) &&
  !children.some((child) => isElement(child) && child.name === 'num' && name !== 'hcontainer');

function readDivision(element: XmlElement, region: Region, reading: Reading): Node[] {
  const level = levelSaid(element) ?? Math.min(6, region.level);
  const headings = elementsOf(element).filter(({ name }) => name === 'heading' || name === 'subheading');
  const num = findChild(element, 'num');
  const nodes = headings.map((heading, i): Node => {
    const id = i === 0 ? reading.idOf(element) : reading.newId();
    const words = reading.wordsOf(heading);
    // What precedes the words moves no mark behind them: marks are moved along.
    const numbered = num && i === 0 ? prefixed(`${wordsWithin(num)} `, words) : words;
    return { kind: 'heading', id, level, ...numbered, ...reading.sourceOf(id) };
  });
  const below = { ...region, level: headings.length > 0 ? level + 1 : region.level };
  return [...nodes, ...readNodes(element, below, reading)];
}

function prefixed(prefix: string, { text, marks }: Inline): Inline {
  const by = prefix.length;
  const moved = marks?.map((mark) =>
    mark.kind === 'note'
      ? { ...mark, at: mark.at + by }
      : { ...mark, from: mark.from + by, to: mark.to + by },
  );
  return { text: prefix + text, ...(moved && { marks: moved }) };
}

function readRecitals(element: XmlElement, region: Region, reading: Reading): Node[] {
  const intro = findChild(element, 'intro');
  if (!intro) return readNodes(element, { ...region, part: 'preamble' }, reading);
  // "considering" with recitals a), b): one paragraph of the preamble and its sub-paragraphs.
  return readParagraphs(element, { ...region, part: 'preamble' }, 1, reading);
}

function readParagraphs(element: XmlElement, region: Region, expected: number, reading: Reading): Node[] {
  const part = partSaid(element) ?? region.part;
  const after: Node[] = [];
  const current = reading.counts[part];
  const node = readParagraph(element, { part, depth: 0, expected, current, after }, reading);
  if (part !== 'other' || node.label) reading.counts[part] = numberAfter(current, node.label);
  return [{ ...node, part }, ...after];
}

interface Place {
  part: Part;
  depth: number;
  expected: number;
  current: number;
  /** What a paragraph cannot hold is put here, to stand after it. */
  after: Node[];
}

interface Gathered {
  words: Inline | undefined;
  children: SubParagraph[];
  /** How many of them have a number, and the number that they have come to. */
  numbered: number;
  current: number;
}

function readParagraph(element: XmlElement, place: Place, reading: Reading): SubParagraph {
  const id = reading.idOf(element);
  const { words, children } = gather(element, place, reading);
  const isGroup = element.name === 'recitals';
  const where = { ...place, id };
  const named = isGroup
    ? { words: words ?? { text: '' } }
    : labelWords(element, words ?? { text: '' }, where, reading);
  return {
    kind: 'paragraph',
    id,
    ...(named.label && { label: named.label }),
    ...named.words,
    ...(children.length > 0 && { children }),
    ...reading.sourceOf(id),
  };
}

/** The words of a paragraph, then what is below it. Words after the first block are sub-paragraphs without number. */
function gather(element: XmlElement, place: Place, reading: Reading): Gathered {
  const gathered: Gathered = { words: undefined, children: [], numbered: 0, current: 0 };
  gatherFrom(element, place, reading, gathered);
  return gathered;
}

function gatherFrom(element: XmlElement, place: Place, reading: Reading, into: Gathered): void {
  for (const child of element.children) {
    if (!isElement(child)) {
      for (const node of looseWords(child, element, reading)) place.after.push(node);
    } else if (child.name === 'num') continue;
    else if (child.name === 'table') hoist(child, place, reading);
    else if (BLOCKS.has(child.name) || child.name === 'heading' || child.name === 'subheading')
      addWords(child, reading, into);
    else if (PARAGRAPHS.has(child.name) || DIVISIONS.has(child.name)) addChild(child, place, reading, into);
    else if (WRAPPERS.has(child.name) || child.name === 'intro' || child.name === 'wrapUp')
      gatherFrom(child, place, reading, into);
    else {
      reading.notices.add('not-understood', { line: child.line, words: child.name });
      addWords(child, reading, into);
    }
  }
}

function addWords(block: XmlElement, reading: Reading, into: Gathered): void {
  const words = reading.wordsOf(block);
  if (/^[ \n]*$/.test(words.text)) return;
  if (into.words === undefined && into.children.length === 0) into.words = words;
  else into.children.push({ kind: 'paragraph', id: reading.newId(), label: { unnumbered: true }, ...words });
}

function addChild(element: XmlElement, place: Place, reading: Reading, into: Gathered): void {
  const { numbered, current } = into;
  const here = { ...place, depth: place.depth + 1, expected: numbered + 1, current };
  const child = readParagraph(element, here, reading);
  if (!isUnnumbered(child)) into.numbered++;
  into.current = numberAfter(current, child.label);
  if (place.depth + 1 < MAX_SUB_DEPTH || !child.children) into.children.push(child);
  else {
    reading.notices.add('flattened', { line: element.line, node: child.id });
    const { children, ...own } = child;
    into.children.push(own, ...children);
  }
}

function hoist(table: XmlElement, place: Place, reading: Reading): void {
  reading.notices.add('moved', { line: table.line, words: 'table' });
  place.after.push(readTable(table, reading));
}

function otherParagraph(element: XmlElement, reading: Reading): Node {
  const id = reading.idOf(element);
  return { kind: 'paragraph', part: 'other', id, ...reading.wordsOf(element), ...reading.sourceOf(id) };
}

function looseWords(text: string, parent: XmlElement, reading: Reading): Node[] {
  const words = text.replace(/[ \t\r\n]+/g, ' ').trim();
  if (words === '') return [];
  const id = reading.newId();
  reading.notices.add('not-understood', { line: parent.line, node: id, words });
  return [{ kind: 'paragraph', part: 'other', id, text: words }];
}

function dropped(element: XmlElement, reading: Reading): Node[] {
  const code = element.name === 'img' ? 'media-dropped' : 'dropped';
  reading.notices.add(code, { line: element.line, words: `${element.name} ${wordsWithin(element)}`.trim() });
  return [];
}

function readTable(table: XmlElement, reading: Reading): Table {
  const id = reading.idOf(table);
  const rows = elementsOf(table).filter(({ name }) => name === 'tr');
  for (const other of elementsOf(table).filter(({ name }) => name !== 'tr'))
    reading.notices.add('dropped', {
      line: other.line,
      node: id,
      words: `${other.name} ${wordsWithin(other)}`,
    });
  return {
    kind: 'table',
    id,
    rows: rows.map((row) => ({ cells: elementsOf(row).map((cell) => readCell(cell, reading)) })),
  };
}

function readCell(cell: XmlElement, reading: Reading) {
  const span = (name: string) => {
    const value = Number(cell.attributes[name] ?? 1);
    return Number.isInteger(value) && value > 1 && value <= 200 ? { [name]: value } : {};
  };
  const blocks = elementsOf(cell);
  const paragraphs = (blocks.length > 0 ? blocks : [cell]).map((block): CellParagraph => {
    const id = block === cell ? reading.newId() : reading.idOf(block);
    return { kind: 'paragraph', id, ...reading.wordsOf(block), ...reading.sourceOf(id) };
  });
  return {
    ...(cell.name === 'th' && { header: true as const }),
    ...span('colspan'),
    ...span('rowspan'),
    paragraphs,
  };
}
