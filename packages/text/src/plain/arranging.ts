import type { Notices } from '../importing/notice.ts';
import { labelOf } from '../importing/numbers.ts';
import { slice } from '../inline.ts';
import type { Inline, Label, Node, Paragraph, Part, SubParagraph } from '../tree.ts';
import { type Beginning, beginningOf, isOrgan } from './structure.ts';

/** Puts paragraphs in their places, one after the other, by what they begin with. */
export class Arranging {
  readonly nodes: Node[] = [];
  readonly #newId: () => string;
  readonly #notices: Notices;
  /** `preamble` after the organ that speaks, `operative` from the first number on. */
  #part: Part = 'other';
  #resolution = false;
  /** The last number at each depth. */
  #last: number[] = [];
  /** The paragraph and sub-paragraphs that the next may belong to. */
  #open: SubParagraph[] = [];

  constructor(newId: () => string, notices: Notices) {
    this.#newId = newId;
    this.#notices = notices;
  }

  letterhead(words: Inline, line: number): void {
    const id = this.#newId();
    this.#notices.add('letterhead', { line, node: id, words: words.text });
    this.nodes.push({ kind: 'paragraph', part: 'other', id, ...words });
  }

  heading(words: Inline, level: number): void {
    this.nodes.push({ kind: 'heading', id: this.#newId(), level, ...words });
    this.#open = [];
  }

  /** A node that is put together elsewhere: a table. */
  node(node: Node): void {
    this.nodes.push(node);
    this.#open = [];
  }

  /** A paragraph; a number at its beginning is its number. */
  paragraph(words: Inline, line: number): void {
    const id = this.#newId();
    const beginning = beginningOf(words.text, this.#last);
    const parent = beginning && this.#open[beginning.depth - 1];
    // (a) without a paragraph above it is a paragraph whose words begin so.
    if (!beginning || (beginning.depth > 0 && !parent)) this.#unnumbered(id, words);
    else this.#numbered(id, words, beginning, line);
  }

  /** A paragraph of which depth and label are known; `(a)` below nothing stands at the top. */
  item(words: Inline, depth: number, label: Label): void {
    const level = Math.min(depth, this.#open.length);
    this.#place({ kind: 'paragraph', id: this.#newId(), label, ...words }, level, undefined);
  }

  #unnumbered(id: string, words: Inline): void {
    const part = this.#part === 'preamble' ? 'preamble' : 'other';
    // The organ itself is no paragraph of the preamble that it opens.
    const organ = isOrgan(words.text);
    const node: Paragraph = { kind: 'paragraph', part: organ ? 'other' : part, id, ...words };
    this.nodes.push(node);
    this.#open = [node];
    if (!organ) return;
    this.#part = 'preamble';
    this.#resolution = true;
  }

  #numbered(
    id: string,
    words: Inline,
    { depth, printed, length, prefix, words: said }: Beginning,
    line: number,
  ): void {
    this.#notices.add('number-taken', { line, node: id, words: said });
    const label = labelOf(printed, this.#last[depth] ?? 0);
    if ('printed' in label) this.#notices.add('number-kept', { line, node: id, words: said });
    else if (printed.number !== undefined) this.#last[depth] = printed.number;
    this.#last.length = Math.min(this.#last.length, depth + 1);
    const rest = slice(words, length, words.text.length);
    this.#place({ kind: 'paragraph', id, label, ...rest }, depth, prefix);
  }

  #place(node: SubParagraph, depth: number, prefix: 'PP' | 'OP' | undefined): void {
    const parent = this.#open[depth - 1];
    this.#open.length = depth;
    this.#open[depth] = node;
    if (parent) parent.children = [...(parent.children ?? []), node];
    else this.nodes.push(Object.assign(node, { part: this.#partOf(node, prefix) }));
  }

  #partOf({ label }: SubParagraph, prefix: 'PP' | 'OP' | undefined): Part {
    if (prefix) return prefix === 'PP' ? 'preamble' : 'operative';
    if (!this.#resolution || (label && 'unnumbered' in label)) return 'other';
    this.#part = 'operative';
    return 'operative';
  }
}
