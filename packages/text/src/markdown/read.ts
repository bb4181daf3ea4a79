import MarkdownIt, { type Token } from 'markdown-it';
import { decodeFile } from '../importing/bytes.ts';
import { draftIds, type ImportOptions, settle } from '../importing/draft.ts';
import { type Imported, Notices } from '../importing/notice.ts';
import { Arranging } from '../plain/arranging.ts';
import type { Cell, Inline, Label, Note, Table } from '../tree.ts';
import { type InlineReading, readInline } from './inline.ts';
import { takeNotes } from './notes.ts';

/**
 * Reads Markdown (CommonMark with tables and notes). A first heading of level 1 is the title; numbered lists are
 * numbered paragraphs, lists within them sub-paragraphs; `(a)` at the beginning of a paragraph is a number as in plain
 * text. What a text cannot hold is a notice. Throws `text.wrong-encoding`, `text.too-large`, `text.nothing-in-it`, and
 * what `assertText` throws.
 */
export function readMarkdown(source: Uint8Array | string, options: ImportOptions): Imported {
  const file = typeof source === 'string' ? source : decodeFile(source);
  const { source: body, notes } = takeNotes(file.replaceAll('\r\n', '\n'));
  const reading = new Reading(notes.keys());
  reading.read(parser().parse(body, {}));
  const text = {
    v: 1 as const,
    language: options.language,
    ...(reading.title && { title: reading.title }),
    nodes: reading.arranging.nodes,
    notes: [...notes].map(([name, words]) => reading.note(name, words)),
  };
  return settle(text, options, reading.notices);
}

/** Raw HTML is looked at, never passed on. */
const parser = () => new MarkdownIt({ html: true, linkify: false, typographer: false });

class Reading implements InlineReading {
  readonly notices = new Notices();
  readonly noteIds: ReadonlyMap<string, string>;
  readonly arranging: Arranging;
  title?: Inline;
  readonly #newId = draftIds();
  /** The lists that are open: what the next item is called. */
  readonly #lists: { ordered: boolean; next: number }[] = [];
  /** The item whose first paragraph comes next. */
  #item?: { depth: number; label: Label } | undefined;

  constructor(notes: Iterable<string>) {
    this.noteIds = new Map([...notes].map((name) => [name, this.#newId()]));
    this.arranging = new Arranging(this.#newId, this.notices);
  }

  note(name: string, words: string): Note {
    const inline = parser().parseInline(words, {})[0];
    return { id: this.noteIds.get(name)!, ...readInline(inline, 1, { ...this, noteIds: new Map() }) };
  }

  read(tokens: readonly Token[]): void {
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      const line = (token.map?.[0] ?? 0) + 1;
      if (token.type === 'table_open') {
        const end = tokens.findIndex((other, at) => at > i && other.type === 'table_close');
        this.arranging.node(this.#table(tokens.slice(i, end)));
        i = end;
      } else this.#block(token, tokens[i + 1], line);
    }
  }

  #block(token: Token, next: Token | undefined, line: number): void {
    if (token.type === 'heading_open') this.#heading(Number(token.tag.slice(1)), next, line);
    else if (token.type === 'paragraph_open') this.#paragraph(readInline(next, line, this), line);
    else if (token.type.endsWith('_list_open'))
      this.#lists.push({
        ordered: token.type === 'ordered_list_open',
        next: Number(token.attrGet('start') ?? 1),
      });
    else if (token.type.endsWith('_list_close')) this.#lists.pop();
    else if (token.type === 'list_item_open') this.#openItem(line);
    else if (token.type === 'hr') this.notices.add('dropped', { line, words: token.markup });
    else if (token.type === 'html_block')
      this.#strange(token.content.replace(/<[^<>]*>/g, ' '), 'html', line);
    else if (token.type === 'fence' || token.type === 'code_block')
      this.#strange(token.content, 'code', line);
    else if (token.type === 'blockquote_open') this.notices.tally('mark-dropped', 'blockquote', line);
  }

  #heading(depth: number, inline: Token | undefined, line: number): void {
    const words = readInline(inline, line, this);
    const first = !this.title && this.arranging.nodes.length === 0;
    if (depth === 1 && first) this.title = words;
    else this.arranging.heading(words, Math.max(1, depth - 1));
  }

  #openItem(line: number): void {
    const list = this.#lists.at(-1)!;
    const label = list.ordered ? { number: list.next++ } : { unnumbered: true as const };
    if (!list.ordered) this.notices.tally('mark-dropped', 'list bullet', line);
    this.#item = { depth: this.#lists.length - 1, label };
  }

  #paragraph(words: Inline, line: number): void {
    const depth = this.#lists.length;
    if (this.#item) this.arranging.item(words, this.#item.depth, this.#item.label);
    else if (depth > 0) this.arranging.item(words, depth, { unnumbered: true });
    else this.arranging.paragraph(words, line);
    this.#item = undefined;
  }

  #strange(words: string, what: string, line: number): void {
    this.notices.add('not-understood', { line, words: what });
    if (words.trim() !== '') this.arranging.paragraph({ text: words }, line);
  }

  #table(tokens: readonly Token[]): Table {
    const rows: { cells: Cell[] }[] = [];
    tokens.forEach((token, i) => {
      if (token.type === 'tr_open') rows.push({ cells: [] });
      if (token.type !== 'th_open' && token.type !== 'td_open') return;
      const words = readInline(tokens[i + 1], (token.map?.[0] ?? 0) + 1, this);
      const paragraphs = [{ kind: 'paragraph' as const, id: this.#newId(), ...words }];
      rows.at(-1)!.cells.push({ ...(token.type === 'th_open' && { header: true as const }), paragraphs });
    });
    return { kind: 'table', id: this.#newId(), rows };
  }
}
