import { numeral } from '../labels.ts';
import type { Label } from '../tree.ts';
import type { FlowParagraph } from './flow.ts';

/** How one level of a list counts: the words of ISO/IEC 29500 for its format, and its pattern (`%1.%2`). */
export interface ListLevel {
  format: string;
  pattern: string;
  start: number;
}
export interface List {
  /** Lists of one kind count together unless one of them starts anew. */
  kind: string;
  levels: ListLevel[];
  /** Levels that this list starts anew, by their number. */
  restarts: ReadonlySet<number>;
}
/** By the number that paragraphs name. */
export type Lists = ReadonlyMap<string, List>;

export interface Listed {
  /** 0: a paragraph of its own; 1 and more: a sub-paragraph that deep. */
  depth: number;
  label?: Label | undefined;
}

/** Counts the lists of a file through a text, as Word does when it shows them. */
export class ListLabels {
  readonly #lists: Lists;
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  constructor(lists: Lists) {
    this.#lists = lists;
  }

  /** Where the next paragraph stands and what it is called; `open` is how deep one could hang on what is before it. */
  next(block: FlowParagraph, open: number): Listed {
    const depth = block.role.kind === 'sub' ? block.role.depth : 0;
    if (block.label !== undefined) return { depth, label: block.label ?? undefined };
    const level = block.list && this.#lists.get(block.list.number)?.levels[block.list.level];
    if (!block.list || !level) return { depth };
    const printed = this.#count(block.list);
    if (block.role.kind !== 'plain') return { depth };
    const hangs = Math.min(depthOf(level, block.list.level), open);
    return { depth: hangs, ...labelOf(printed, hangs) };
  }

  #count({ number, level }: { number: string; level: number }): string {
    const list = this.#lists.get(number)!;
    const counts = this.#counts.get(list.kind) ?? [];
    this.#counts.set(list.kind, counts);
    if (list.restarts.has(level) && !this.#begun.has(`${number} ${level}`)) counts.length = level;
    this.#begun.add(`${number} ${level}`);
    for (let i = 0; i < level; i++) counts[i] ??= list.levels[i]!.start;
    counts[level] = counts[level] === undefined ? list.levels[level]!.start : counts[level] + 1;
    counts.length = level + 1;
    return list.levels[level]!.pattern.replace(/%([1-9])/g, (_, at: string) => {
      const of = list.levels[Number(at) - 1];
      return of ? printedAs(of.format, counts[Number(at) - 1] ?? of.start) : '';
    });
  }
}

/** (a) hangs on a paragraph and (i) on an (a), whichever list of the file they count in. */
function depthOf({ format }: ListLevel, level: number): number {
  if (format === 'lowerLetter' || format === 'arabicAlpha' || format === 'arabicAbjad')
    return Math.max(level, 1);
  return format === 'lowerRoman' ? Math.max(level, 2) : level;
}

/** What was printed as a label: a number where our own count would print the same, else as it is printed. */
function labelOf(printed: string, depth: number): { label?: Label } {
  // Symbol fonts keep their bullets in the private area.
  const shown = printed.replace(/[\ue000-\uf8ff]/g, '•').trim();
  const bare = shown.replace(/^[((]|[.)):、.]+$/g, '').slice(0, 40);
  if (bare === '') return {};
  const number = numberOf(bare, depth);
  return { label: number === undefined ? { printed: bare } : { number } };
}

/** The number whose own numeral at that depth is this, if there is one. */
function numberOf(printed: string, depth: number): number | undefined {
  if (/^[1-9][0-9]{0,3}$/.test(printed)) return depth === 0 || depth > 2 ? Number(printed) : undefined;
  if (!/^[a-z]{1,12}$/.test(printed)) return undefined;
  const found = Array.from({ length: 200 }, (_, i) => i + 1);
  return found.find((number) => numeral({ number }, depth) === printed);
}

const LETTERS: Readonly<Record<string, string>> = {
  arabicAlpha: 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي',
  arabicAbjad: 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ',
  russianLower: 'абвгдежзиклмнопрстуфхцчшщэюя',
  russianUpper: 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ',
  chineseCounting: '一二三四五六七八九',
  chineseCountingThousand: '一二三四五六七八九',
  decimalEnclosedCircle: '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳',
};

/** A number as a list prints it. Formats that are rare in documents of States are printed as digits. */
function printedAs(format: string, number: number): string {
  if (format === 'bullet' || format === 'none') return '';
  if (format === 'lowerLetter') return numeral({ number }, 1);
  if (format === 'upperLetter') return numeral({ number }, 1).toUpperCase();
  if (format === 'lowerRoman') return numeral({ number }, 2);
  if (format === 'upperRoman') return numeral({ number }, 2).toUpperCase();
  if (format === 'decimalZero') return String(number).padStart(2, '0');
  return (LETTERS[format] && [...LETTERS[format]][number - 1]) ?? String(number);
}
