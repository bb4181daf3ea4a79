import type { FlowPiece, NoteReference, Revision, RunMarks, Tracked, Words } from './flow.ts';
import { escaped, tag, value } from './markup.ts';

/** How changes are written; each gets a number of its own. */
export interface RunOptions {
  isRightToLeft: boolean;
  /** An element that says whose change this is. */
  change: (name: string, by: Revision) => string;
  /** The same around what changed. */
  around: (name: string, by: Revision, content: string) => string;
}

/** The first id of a link; lower ones are those of parts. */
export const FIRST_LINK = 100;

/** Writes the runs of one part, and numbers its notes and links in their order. */
export class RunWriter {
  readonly links: string[] = [];
  readonly #options: RunOptions;
  #notes = 0;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  write(pieces: readonly FlowPiece[]): string {
    return pieces.map((piece) => this.#piece(piece)).join('');
  }

  #piece(piece: FlowPiece): string {
    if (piece.kind === 'pin') return '';
    if (piece.kind === 'note') return this.#tracked(piece, this.#note(piece));
    const run = this.#words(piece);
    // A link stands around the change: the other way round is not allowed.
    return piece.marks.href
      ? this.#linked(piece.marks.href, this.#tracked(piece, run))
      : this.#tracked(piece, run);
  }

  #tracked({ inserted, deleted, move }: Tracked, content: string): string {
    const struck = deleted
      ? this.#options.around(move && !inserted ? 'w:moveFrom' : 'w:del', deleted, content)
      : content;
    return inserted ? this.#options.around(move ? 'w:moveTo' : 'w:ins', inserted, struck) : struck;
  }

  #linked(href: string, content: string): string {
    return tag('w:hyperlink', { 'r:id': `rId${FIRST_LINK + this.links.push(href) - 1}` }, content);
  }

  #note(_: NoteReference): string {
    const properties = tag('w:rPr', {}, value('w:rStyle', 'FootnoteReference'));
    return tag('w:r', {}, properties, tag('w:footnoteReference', { 'w:id': ++this.#notes }));
  }

  #words(words: Words): string {
    const { isRightToLeft } = this.#options;
    // A number reads from left to right in every language: marks on both sides keep its digits and brackets so.
    const text = words.label && isRightToLeft ? `\u200e${words.text}\u200e` : words.text;
    const parts = isRightToLeft && !words.label ? byDirection(text) : [{ text, isRightToLeft: false }];
    return parts
      .map((own) => tag('w:r', {}, this.#properties(words, own.isRightToLeft), written(words, own.text)))
      .join('');
  }

  #properties({ marks, was, label }: Words, isRightToLeft: boolean): string {
    const change =
      was && this.#options.around('w:rPrChange', was.by, tag('w:rPr', {}, marksOf(was.marks, false)));
    const style = label ? 'ComityLabel' : marks.href ? 'Hyperlink' : undefined;
    const properties =
      (style ? value('w:rStyle', style) : '') + marksOf(marks, isRightToLeft) + (change ?? '');
    return properties === '' ? '' : tag('w:rPr', {}, properties);
  }
}

/** Both forms of each: the second is for scripts like Arabic. */
const marksOf = ({ strong, emphasis, underline }: RunMarks, isRightToLeft: boolean): string =>
  (strong ? tag('w:b') + tag('w:bCs') : '') +
  (emphasis ? tag('w:i') + tag('w:iCs') : '') +
  (underline ? value('w:u', 'single') : '') +
  (isRightToLeft ? tag('w:rtl') : '');

/** Lines of words; a number before them is followed by a tab. */
function written({ deleted, label }: Words, text: string): string {
  const name = deleted ? 'w:delText' : 'w:t';
  const lines = text
    .split('\n')
    .map((line) => (line === '' ? '' : tag(name, { 'xml:space': 'preserve' }, escaped(line))));
  return lines.join(tag('w:br')) + (label ? tag('w:tab') : '');
}

const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}]/u;
const RUN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}][\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{M}\p{N}/.’'_@:-]*/gu;

/** Words in a right-to-left text, cut where a script that runs from left to right begins or ends. */
function byDirection(text: string): { text: string; isRightToLeft: boolean }[] {
  const parts: { text: string; isRightToLeft: boolean }[] = [];
  let at = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (index > at) parts.push({ text: text.slice(at, index), isRightToLeft: true });
    parts.push({ text: run, isRightToLeft: !LEFT_TO_RIGHT.test(run) });
    at = index + run.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isRightToLeft: true });
  return parts;
}
