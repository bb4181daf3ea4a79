import { labelOf, understand } from '../importing/numbers.ts';
import { slice } from '../inline.ts';
import { type Inline, type Label, type Part, SUFFIXES, type Suffix } from '../tree.ts';
import { findChild, wordsWithin, type XmlElement } from '../xml/read.ts';
import type { Reading } from './reading.ts';

const classesOf = (element: XmlElement): string[] => (element.attributes.class ?? '').split(/\s+/);

/** The part that `class` says, where a file of ours says one. */
export const partSaid = (element: XmlElement): Part | undefined =>
  (['preamble', 'operative', 'other'] as const).find((part) => classesOf(element).includes(part));

/** The level of a heading that `class` says, 1 to 6. */
export function levelSaid(element: XmlElement): number | undefined {
  const said = classesOf(element).find((name) => /^level-[1-6]$/.test(name));
  return said === undefined ? undefined : Number(said.slice('level-'.length));
}

/** The label that `class` says: what `labelClass` wrote. */
function labelSaid(element: XmlElement): Label | undefined {
  for (const name of classesOf(element)) {
    const [kind, value = ''] = name.split('-');
    if (kind === 'number' && /^[1-9]\d{0,3}$/.test(value)) return { number: Number(value) };
    if (kind === 'alt' && /^[1-9]\d?$/.test(value)) return { alt: Number(value) };
    if (kind === 'suffix' && SUFFIXES.includes(value as Suffix)) return { suffix: value as Suffix };
    if (name === 'unnumbered') return { unnumbered: true };
    const num = findChild(element, 'num');
    if (name === 'printed' && num) return { printed: wordsWithin(num).slice(0, 40) };
  }
  return undefined;
}

/** A paragraph's label and words, after a number found among the words was taken out of them. */
export interface Labelled {
  label?: Label;
  words: Inline;
}

interface Where {
  depth: number;
  part: Part;
  /** The number that would follow in this place, and the last one before it. */
  expected: number;
  current: number;
  /** The paragraph, for notices. */
  id: string;
}

/** What a paragraph is called: said, printed in `num`, or printed as the first of its words. */
export function labelWords(element: XmlElement, words: Inline, where: Where, reading: Reading): Labelled {
  if (reading.ours) {
    const label = labelSaid(element);
    return { words, ...(label && { label }) };
  }
  const num = findChild(element, 'num');
  if (num) return { words, label: printedLabel(wordsWithin(num), where, element.line, reading) };
  return takeNumber(words, where, element.line, reading) ?? { words, ...unnumbered(where) };
}

/** What has no number in the source has none here, though its place would give it one. Preambles print none. */
const unnumbered = ({ depth, part }: Where): { label?: Label } =>
  depth === 0 && part !== 'operative' ? {} : { label: { unnumbered: true } };

function printedLabel(
  printed: string,
  { depth, expected, current, id }: Where,
  line: number,
  reading: Reading,
): Label {
  const label = labelOf(understand(printed, depth, expected), current);
  if ('printed' in label) reading.notices.add('number-kept', { line, node: id, words: printed });
  return label;
}

const LEADING = /^\s*(\(?[a-z]{1,4}\)|\d{1,3}[.)]?)\s+(?=\S)/;

/** "a) that the purposes …" as converters leave it: a number only if it is the one that would follow. */
function takeNumber(
  words: Inline,
  { depth, expected, id }: Where,
  line: number,
  reading: Reading,
): Labelled | undefined {
  const found = LEADING.exec(words.text);
  if (!found || understand(found[1]!, depth, expected).number !== expected) return undefined;
  reading.notices.add('number-taken', { line, node: id, words: found[1] });
  return { label: { number: expected }, words: slice(words, found[0].length, words.text.length) };
}
