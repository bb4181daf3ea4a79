import { directionOf } from '../directions.ts';
import { printedNumber } from '../html/text.ts';
import { piecesOf } from '../inline.ts';
import { type Numbering, numberText } from '../labels.ts';
import { assertText } from '../normal.ts';
import type { Inline, Node, Note, SubParagraph, Text } from '../tree.ts';
import { gridOf, type Placed } from './grid.ts';
import { TEMPLATE } from './template.ts';

export interface PageOptions {
  /** Year, month, day: of the document, not of the clock. */
  date: readonly [year: number, month: number, day: number];
  /** At the top of every page: the symbol of the document. */
  symbol?: string;
  /** What a reader's program shows as title; the title of the text where it is not given, else the symbol. */
  title?: string;
  /** The number that is set before a paragraph, or nothing; as documents are printed where it is not given. */
  label?: (numbering: Numbering) => string | undefined;
}

/** What typst is given: the same source for every text, and the text as data. */
export interface TypstDocument {
  source: string;
  inputs: { document: string };
}

type Run =
  | { text: string; strong?: true; emphasis?: true; underline?: true; href?: string }
  | { newline: true }
  | { note: string; runs: Run[] }
  /** A note that an earlier reference brought. */
  | { again: string };

/** Families by what a text is written in; each letter is taken from the first that has it. */
const FONTS = {
  arabic: ['Amiri', 'Noto Serif', 'Noto Serif SC'],
  chinese: ['Noto Serif SC', 'Noto Serif', 'Amiri'],
  other: ['Noto Serif', 'Amiri', 'Noto Serif SC'],
};

/** A text as pages, in whatever script. Throws what `assertText` throws. */
export function typstOf(given: Text, options: PageOptions): TypstDocument {
  const text = assertText(given);
  const isRightToLeft = directionOf(text.language) === 'rtl';
  const isChinese = /^zh(?:-|$)/.test(text.language);
  const [language, ...subtags] = text.language.split('-');
  const region = subtags.find((tag) => /^[A-Za-z]{2}$/.test(tag))?.toUpperCase();
  const setter = new Setter(text, options.label ?? printedNumber);
  const document = {
    title: options.title ?? text.title?.text.replaceAll('\n', ' ') ?? options.symbol ?? '—',
    ...{ date: options.date, symbol: options.symbol ?? null, language, rtl: isRightToLeft },
    region: region ?? (isChinese ? 'CN' : null),
    fonts: isRightToLeft ? FONTS.arabic : isChinese ? FONTS.chinese : FONTS.other,
    slanted: !isRightToLeft && !isChinese,
    heading: text.title ? setter.runs(text.title) : null,
    blocks: text.nodes.flatMap((node) => setter.blocks(node)),
  };
  return { source: TEMPLATE, inputs: { document: JSON.stringify(document) } };
}

/** Sets one text, node by node in its order: a note is brought by the first that refers to it. */
class Setter {
  readonly #labels: ReadonlyMap<string, Numbering>;
  readonly #label: (numbering: Numbering) => string | undefined;
  readonly #notes: ReadonlyMap<string, Note>;
  readonly #noted = new Set<string>();
  /** Levels of the headings that are open, outermost first. */
  #levels: number[] = [];

  constructor(text: Text, label: (numbering: Numbering) => string | undefined) {
    this.#labels = numberText(text);
    this.#label = label;
    this.#notes = new Map(text.notes.map((note) => [note.id, note]));
  }

  blocks(node: Node): object[] {
    if (node.kind === 'heading')
      return [{ kind: 'heading', level: this.#level(node.level), runs: this.runs(node) }];
    if (node.kind === 'paragraph') return this.#paragraphs(node, 0);
    const { columns, head, body } = gridOf(node);
    return [
      {
        ...{ kind: 'table', columns },
        head: head.map((placed) => this.#cell(placed)),
        cells: body.map((placed) => this.#cell(placed)),
      },
    ];
  }

  /** Who listens to a document is not to hear of a level that no heading opened: PDF/UA lets none be skipped. */
  #level(level: number): number {
    this.#levels = [...this.#levels.filter((open) => open < level), level];
    return this.#levels.length;
  }

  #paragraphs(node: SubParagraph, depth: number): object[] {
    const numbering = this.#labels.get(node.id);
    const label = (numbering && this.#label(numbering)) || null;
    return [
      { kind: 'paragraph', label, depth, runs: this.runs(node) },
      ...(node.children ?? []).flatMap((child) => this.#paragraphs(child, depth + 1)),
    ];
  }

  #cell({ cell, ...place }: Placed): object {
    const paragraphs = cell.paragraphs.map((words) => this.runs(words));
    return { ...place, header: cell.header === true, paragraphs };
  }

  runs(words: Inline): Run[] {
    return piecesOf(words).flatMap(({ text, marks, notes }): Run[] => {
      const has = (kind: string) => marks.some((mark) => mark.kind === kind);
      const link = marks.find((mark) => mark.kind === 'link');
      const style = {
        ...(has('strong') && { strong: true as const }),
        ...(has('emphasis') && { emphasis: true as const }),
        ...(has('underline') && { underline: true as const }),
        ...(link && { href: link.href }),
      };
      const lines = text
        .split('\n')
        .flatMap((line, i): Run[] => [
          ...(i > 0 ? [{ newline: true as const }] : []),
          ...(line === '' ? [] : [{ text: line, ...style }]),
        ]);
      return [...notes.map((note) => this.#note(note)), ...lines];
    });
  }

  #note(id: string): Run {
    if (this.#noted.has(id)) return { again: id };
    this.#noted.add(id);
    return { note: id, runs: this.runs(this.#notes.get(id)!) };
  }
}
