import type {
  Flow,
  FlowBlock,
  FlowCell,
  FlowNote,
  FlowParagraph,
  FlowRow,
  FlowTable,
  Revision,
  Role,
  Tracked,
} from './flow.ts';
import { referencesIn } from './marking.ts';
import { part, tag, value } from './markup.ts';
import { type BookmarkKind, bookmarkName, propertyName } from './naming.ts';
import { RunWriter } from './runs-out.ts';

/** What the parts of a file need beside the document itself. */
export interface Rendered {
  document: string;
  footnotes: string;
  /** Addresses of links of both parts, in the order of their ids: rId100, rId101 … */
  links: { document: string[]; footnotes: string[] };
  /** Name and value of each property that a paragraph carries beside its words. */
  properties: [name: string, value: string][];
}

/** The XML of a flow, tracked or not. */
export function render(flow: Flow, section: string, isRightToLeft: boolean): Rendered {
  return new Renderer(flow, isRightToLeft).render(section);
}

const STYLES: Readonly<Record<string, string>> = {
  preamble: 'ComityPreambular',
  operative: 'ComityOperative',
  other: 'ComityParagraph',
};

const styleOf = (role: Role): string | undefined => {
  if (role.kind === 'title') return 'Title';
  if (role.kind === 'heading') return `Heading${role.level}`;
  if (role.kind === 'paragraph') return STYLES[role.part];
  return role.kind === 'sub' ? `ComitySubparagraph${role.depth}` : undefined;
};

type CarriedBy = Pick<FlowParagraph, 'label' | 'source' | 'was'> & Pick<FlowNote, 'place'>;

class Renderer {
  readonly #flow: Flow;
  readonly #isRightToLeft: boolean;
  readonly #living: ReadonlySet<string>;
  readonly #names = new Map<string, number>();
  readonly #properties = new Map<string, string>();
  readonly #notes: string[] = [];
  readonly #noted = new Set<string>();
  #revisions = 0;
  #bookmarks = 0;

  constructor(flow: Flow, isRightToLeft: boolean) {
    this.#flow = flow;
    this.#isRightToLeft = isRightToLeft;
    this.#living = new Set(flow.blocks.flatMap((block) => livingIn(block)));
  }

  render(section: string): Rendered {
    const main = this.#runs();
    const body = this.#flow.blocks.map((block, i) => this.#block(block, this.#flow.blocks[i + 1], main));
    const notes = this.#runs();
    const referred = [...referencesIn(this.#flow.blocks)];
    for (const key of referred) this.#note(key, notes);
    for (const [key, note] of this.#flow.notes)
      if (note.alone && !this.#noted.has(key)) this.#note(key, notes);
    return {
      document: part('w:document', tag('w:body', {}, ...body, section)),
      footnotes: part('w:footnotes', ...SEPARATORS, ...this.#notes),
      links: { document: main.links, footnotes: notes.links },
      properties: [...this.#properties],
    };
  }

  #runs(): RunWriter {
    return new RunWriter({
      isRightToLeft: this.#isRightToLeft,
      change: (name, by) => tag(name, this.#change(by)),
      around: (name, by, content) => tag(name, this.#change(by), content),
    });
  }

  /** Every mark of a change has a number of its own. */
  #change({ author, date }: Revision) {
    return { 'w:id': ++this.#revisions, 'w:author': author, 'w:date': date };
  }

  #block(block: FlowBlock, next: FlowBlock | undefined, runs: RunWriter): string {
    if (block.kind === 'paragraph') return this.#paragraph(block, runs, this.#kind(block.id, block.end));
    // Two tables that touch become one, and after the last one there must be something.
    const spacer = next === undefined || next.kind === 'table' ? tag('w:p') : '';
    return this.#table(block, runs) + spacer;
  }

  /** The copy of a paragraph that is struck out here and stands elsewhere is the one as it was. */
  #kind(id: string, { inserted, deleted }: Tracked): 'par' | 'was' {
    return deleted && !inserted && this.#living.has(id) ? 'was' : 'par';
  }

  #paragraph(block: FlowParagraph, runs: RunWriter, kind: 'par' | 'was', more = ''): string {
    const isTitle = block.role.kind === 'title';
    const name = isTitle ? this.#bookmark('par', TITLE) : this.#bookmark(kind, block.id);
    this.#carry(kind, isTitle ? TITLE : block.id, block);
    const style = styleOf(block.role);
    const content = this.#paragraphProperties(style, block.end) + more + name + runs.write(block.pieces);
    return this.#moved(block.end, tag('w:p', {}, content));
  }

  #paragraphProperties(style: string | undefined, end: Tracked): string {
    const inserted = end.inserted && tag(end.move ? 'w:moveTo' : 'w:ins', this.#change(end.inserted));
    const deleted =
      end.deleted && tag(end.move && !end.inserted ? 'w:moveFrom' : 'w:del', this.#change(end.deleted));
    const mark = (inserted ?? '') + (deleted ?? '');
    const properties = (style ? value('w:pStyle', style) : '') + (mark ? tag('w:rPr', {}, mark) : '');
    return properties === '' ? '' : tag('w:pPr', {}, properties);
  }

  #moved({ move, inserted, deleted }: Tracked, paragraph: string): string {
    const by = inserted ?? deleted;
    if (move === undefined || !by) return paragraph;
    const name = inserted ? 'w:moveToRange' : 'w:moveFromRange';
    const start = this.#change(by);
    return (
      tag(`${name}Start`, { ...start, 'w:name': move }) +
      paragraph +
      tag(`${name}End`, { 'w:id': start['w:id'] })
    );
  }

  /** A bookmark without width, where the paragraph begins. */
  #bookmark(kind: BookmarkKind, id: string): string {
    const plain = bookmarkName({ kind, id });
    const copy = this.#names.get(plain) ?? 0;
    this.#names.set(plain, copy + 1);
    const number = ++this.#bookmarks;
    const name = bookmarkName({ kind, id }, copy);
    return (
      tag('w:bookmarkStart', { 'w:id': number, 'w:name': name }) + tag('w:bookmarkEnd', { 'w:id': number })
    );
  }

  #carry(kind: 'par' | 'was', id: string, { label, source, place, was }: CarriedBy) {
    const carried = { ...(label && { label }), ...(source && { source }), place, was };
    const json = JSON.stringify(carried);
    if (json === '{}') return;
    // Only ASCII: whatever a printed label holds, the property is sound XML.
    const ascii = json.replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    this.#properties.set(propertyName(kind, id), ascii);
  }

  #table({ id, rows }: FlowTable, runs: RunWriter): string {
    const columns = Math.max(...rows.map(({ cells }) => cells.reduce((sum, cell) => sum + cell.columns, 0)));
    const grid = Array.from({ length: columns }, () =>
      tag('w:gridCol', { 'w:w': Math.floor(9_000 / columns) }),
    );
    const isGone = rows.every(({ deleted, inserted }) => deleted && !inserted);
    let name = this.#bookmark(isGone && this.#living.has(id) ? 'twas' : 'tab', id);
    const written = rows.map((row) => {
      const own = this.#row(row, name, runs);
      name = '';
      return own;
    });
    return tag('w:tbl', {}, this.#tableProperties(), tag('w:tblGrid', {}, ...grid), ...written);
  }

  #tableProperties(): string {
    const direction = this.#isRightToLeft ? tag('w:bidiVisual') : '';
    const width = tag('w:tblW', { 'w:w': 5_000, 'w:type': 'pct' });
    return tag('w:tblPr', {}, value('w:tblStyle', 'ComityTable'), direction, width);
  }

  #row(row: FlowRow, name: string, runs: RunWriter): string {
    const { cells, inserted, deleted } = row;
    const isHead = cells.every(({ header }) => header) && tag('w:tblHeader');
    const put = inserted && tag('w:ins', this.#change(inserted));
    const struck = deleted && tag('w:del', this.#change(deleted));
    const properties = [isHead, put, struck].filter((own) => own).join('');
    let first = name;
    const written = cells.map((cell) => {
      const own = this.#cell(cell, row, first, runs);
      first = '';
      return own;
    });
    return tag('w:tr', {}, properties === '' ? '' : tag('w:trPr', {}, properties), ...written);
  }

  #cell(
    { header, columns, merge, paragraphs }: FlowCell,
    row: FlowRow,
    name: string,
    runs: RunWriter,
  ): string {
    const span = columns > 1 ? value('w:gridSpan', columns) : '';
    const lower = merge === 'first' ? value('w:vMerge', 'restart') : merge === 'next' ? tag('w:vMerge') : '';
    const width = tag('w:tcW', { 'w:w': 0, 'w:type': 'auto' });
    const style = header ? 'ComityTableHead' : 'ComityTableText';
    const written = paragraphs.map((own, i) => {
      const kind = this.#kind(own.id, row);
      this.#carry(kind, own.id, own);
      const content =
        this.#paragraphProperties(style, own.end) + (i === 0 ? name : '') + this.#bookmark(kind, own.id);
      return tag('w:p', {}, content + runs.write(own.pieces));
    });
    // A cell without a paragraph is no cell.
    const empty = written.length === 0 ? [tag('w:p', {}, this.#paragraphProperties(style, {}) + name)] : [];
    return tag('w:tc', {}, tag('w:tcPr', {}, width, span, lower), ...written, ...empty);
  }

  /** One for each reference: word processors know no second reference to one note. */
  #note(key: string, runs: RunWriter): void {
    const note = this.#flow.notes.get(key);
    if (!note) return;
    const id = this.#notes.length + 1;
    const alone = note.alone && !this.#noted.has(key) ? this.#bookmark('lone', note.id) : '';
    this.#noted.add(key);
    const place = note.alone ? note.place : undefined;
    this.#carry('par', note.id, { source: note.source, was: note.was, place });
    const sign = tag(
      'w:r',
      {},
      tag('w:rPr', {}, value('w:rStyle', 'FootnoteReference')),
      tag('w:footnoteRef'),
    );
    const paragraphs = note.paragraphs.map((own, i) => this.#noteParagraph(note, own, i, sign + alone, runs));
    this.#notes.push(tag('w:footnote', { 'w:id': id }, ...paragraphs));
  }

  #noteParagraph(note: FlowNote, own: FlowParagraph, i: number, sign: string, runs: RunWriter): string {
    const first = i === 0 ? this.#bookmark('par', note.id) + sign + GAP : '';
    return tag(
      'w:p',
      {},
      this.#paragraphProperties('FootnoteText', own.end) + first + runs.write(own.pieces),
    );
  }
}

/** The bookmark of the title, which has no id of its own. */
export const TITLE = 'par_AAAAAAAAAAAAAAAAAAAAAA';

const GAP = tag('w:r', {}, tag('w:t', { 'xml:space': 'preserve' }, ' '));

const separator = (id: number, type: string, sign: string) =>
  tag('w:footnote', { 'w:type': type, 'w:id': id }, tag('w:p', {}, tag('w:r', {}, tag(sign))));
const SEPARATORS = [
  separator(-1, 'separator', 'w:separator'),
  separator(0, 'continuationSeparator', 'w:continuationSeparator'),
];

/** The ids that stand in the text as it would be. */
function livingIn(block: FlowBlock): string[] {
  if (block.kind === 'paragraph') return block.end.deleted ? [] : [block.id];
  const rows = block.rows.filter(({ deleted }) => !deleted);
  const cells = rows.flatMap((row) => row.cells.flatMap((cell) => cell.paragraphs.map(({ id }) => id)));
  return rows.length > 0 ? [block.id, ...cells] : [];
}
