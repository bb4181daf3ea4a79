import {
  type Label,
  type Node,
  type Part,
  SUFFIXES,
  type SubParagraph,
  type Suffix,
  type Text,
} from './tree.ts';
import { walk } from './walk.ts';

/** One step of a name: the paragraph, then the sub-paragraph within it, and so on. */
export interface Step {
  number?: number;
  suffix?: Suffix;
  alt?: number;
  /** As the source prints it; then nothing else is set. */
  printed?: string;
}

/** How a paragraph is called: its part, then a step for each level. Rendered by `workingLabel` and `proseLabel`. */
export interface Numbering {
  part: Part;
  steps: Step[];
}

/**
 * The numbering of every paragraph that has one, by id. Preambular paragraphs count 1, 2, 3 through the whole text,
 * so do operative ones, sub-paragraphs within theirs; `other` paragraphs have only the number they carry.
 */
export function numberText(text: Text): Map<string, Numbering> {
  const names = new Map<string, Numbering>();
  const counts: Record<Part, Count> = { preamble: newCount(), operative: newCount(), other: newCount() };
  for (const node of text.nodes) {
    if (node.kind !== 'paragraph') continue;
    const step = next(counts[node.part], node.label, node.part !== 'other');
    name(node, node.part, step ? [step] : undefined, names);
  }
  return names;
}

function name(
  node: SubParagraph,
  part: Part,
  steps: Step[] | undefined,
  names: Map<string, Numbering>,
): void {
  if (steps) names.set(node.id, { part, steps });
  const count = newCount();
  for (const child of node.children ?? []) {
    const step = next(count, child.label, true);
    name(child, part, step ? [...(steps ?? []), step] : undefined, names);
  }
}

interface Count {
  number: number;
  /** The last paragraph that is no alternative: what an alternative is one to. */
  last: Step;
}
const newCount = (): Count => ({ number: 0, last: { number: 0 } });

/** The next step of a run of siblings; undefined where the paragraph has no number. */
function next(count: Count, label: Label | undefined, counted: boolean): Step | undefined {
  if (label && 'alt' in label) return { ...count.last, alt: label.alt };
  const step = stepOf(count, label, counted);
  if (step) count.last = step;
  return step;
}

function stepOf(count: Count, label: Label | undefined, counted: boolean): Step | undefined {
  if (!label) return counted ? { number: ++count.number } : undefined;
  if ('unnumbered' in label) return undefined;
  if ('printed' in label) return { printed: label.printed };
  if ('suffix' in label) return { number: count.number, suffix: label.suffix };
  if ('number' in label) {
    count.number = label.number;
    return { number: label.number };
  }
  return undefined;
}

const PREFIX: Record<Part, string> = { preamble: 'PP', operative: 'OP', other: '' };

/** The working label, the same in every language: `PP2`, `OP7bis`, `OP6alt.2`, `OP7(a)(ii)`. ASCII but for `printed`. */
export const workingLabel = ({ part, steps }: Numbering): string =>
  steps.map((step, i) => (i === 0 ? PREFIX[part] + tail(step, numeral(step, 0)) : inner(step, i))).join('');

const inner = (step: Step, depth: number): string =>
  step.printed === undefined ? tail(step, `(${numeral(step, depth)})`) : `(${step.printed})`;
const tail = (step: Step, number: string): string =>
  `${number}${step.suffix ?? ''}${step.alt === undefined ? '' : `alt${step.alt > 1 ? `.${step.alt}` : ''}`}`;

/** The number of a step by itself: 7, then a, then ii, then 3 and so on in turn. */
export function numeral(step: Step, depth: number): string {
  if (step.printed !== undefined) return step.printed;
  const number = step.number ?? 0;
  if (depth === 0 || depth > 2 || number < 1) return String(number);
  return depth === 1 ? letter(number) : roman(number);
}

/** a … z, aa, bb … zz, aaa: as United Nations documents go on. */
const letter = (n: number): string =>
  String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1);

const ROMAN: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
function roman(n: number): string {
  let rest = n;
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(rest / value);
    rest %= value;
    return sign.repeat(times);
  }).join('');
}

/** A label for plain text of any direction: within a left-to-right isolate. HTML has `<bdi dir="ltr">` for it. */
export const isolated = (label: string): string => `\u2066${label}\u2069`;

/** What `numberText` gives, as working labels by id. */
export const workingLabels = (text: Text): Map<string, string> =>
  new Map([...numberText(text)].map(([id, numbering]) => [id, workingLabel(numbering)]));

/** One paragraph whose label changed. */
export interface Relabelled {
  id: string;
  before?: string;
  after?: string;
}

/**
 * The same text numbered through: bis, ter and gaps become plain numbers; alternatives, unnumbered and printed labels
 * stay, for they are a choice still open or words of the source. Every id stays. What changed is listed.
 */
export function renumber(text: Text): { text: Text; changes: Relabelled[] } {
  const numbers = { preamble: 0, operative: 0, other: 0 };
  const nodes = text.nodes.map((node): Node => {
    if (node.kind !== 'paragraph') return node;
    const plain = withChildren(node, node.children?.map(plainly));
    if (node.part !== 'other') return plainly(plain);
    return node.label && ('number' in node.label || 'suffix' in node.label)
      ? { ...plain, label: { number: ++numbers.other } }
      : plain;
  });
  const renumbered = { ...text, nodes };
  return { text: renumbered, changes: relabelled(text, renumbered) };
}

function plainly<T extends SubParagraph>(node: T): T {
  const plain = withChildren(node, node.children?.map(plainly));
  if (!plain.label || !('suffix' in plain.label || 'number' in plain.label)) return plain;
  const { label: _, ...rest } = plain;
  return rest as T;
}

const withChildren = <T extends SubParagraph>(node: T, children: SubParagraph[] | undefined): T =>
  children ? { ...node, children } : node;

function relabelled(before: Text, after: Text): Relabelled[] {
  const [old, now] = [workingLabels(before), workingLabels(after)];
  return walk(after).flatMap(({ node: { id } }) => {
    const [was, is] = [old.get(id), now.get(id)];
    return was === is
      ? []
      : [{ id, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

/**
 * Where a new paragraph after the one of that id stands, and what it is called: after the last bis, ter … that
 * hangs on the same number and its alternatives. `label` is undefined when Latin has no further word (octies).
 */
export function insertionAfter(
  siblings: readonly SubParagraph[],
  id: string,
): { after: string; label?: Label } | undefined {
  const start = siblings.findIndex((node) => node.id === id);
  if (start < 0) return undefined;
  let last = start;
  while (hangs(siblings[last + 1])) last++;
  const used = siblings.slice(0, last + 1).findLast(({ label }) => !label || !('alt' in label))?.label;
  const suffix = used && 'suffix' in used ? SUFFIXES[SUFFIXES.indexOf(used.suffix) + 1] : SUFFIXES[0];
  return { after: siblings[last]!.id, ...(suffix && { label: { suffix } }) };
}

const hangs = (node: SubParagraph | undefined): boolean =>
  node?.label !== undefined && ('suffix' in node.label || 'alt' in node.label);
