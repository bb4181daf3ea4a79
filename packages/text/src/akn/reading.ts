import { draftIds } from '../importing/draft.ts';
import { Notices } from '../importing/notice.ts';
import { addressOf, type Style, Words } from '../importing/words.ts';
import { type Inline, type Note, nodeId, type Source } from '../tree.ts';
import { elementsOf, isElement, wordsWithin, type XmlElement } from '../xml/read.ts';
import { SAYING } from './vocabulary.ts';

/** What is known while a file is read: ids, notes, and what was not understood. */
export class Reading {
  readonly notices = new Notices();
  readonly notes: Note[] = [];
  /** Ids that the file has and that stay. */
  readonly keep = new Set<string>();
  /** The number that each part has come to, through all containers. */
  readonly counts = { preamble: 0, operative: 0, other: 0 };
  /** Whether `toAkn` wrote the file: then labels are said, not guessed. */
  readonly ours: boolean;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #noteIds = new Map<string, string>();
  readonly #draftId = draftIds();

  constructor(ours: boolean, sources: ReadonlyMap<string, Source>) {
    this.ours = ours;
    this.#sources = sources;
  }

  /** The id of an element: its own, where it is one of ours and stands here for the first time. */
  idOf(element: XmlElement): string {
    const own = element.attributes.GUID;
    // Counts with the others: a file may have more nodes than a text.
    const id = this.#draftId();
    if (own !== undefined && nodeId.safeParse(own).success && !this.keep.has(own)) {
      this.keep.add(own);
      return own;
    }
    if (own !== undefined) this.notices.add('id-given', { line: element.line, node: id, words: own });
    return id;
  }

  newId(): string {
    return this.#draftId();
  }

  /** From which words a node was translated, as `proprietary` says. */
  sourceOf(id: string): { source?: Source } {
    const source = this.#sources.get(id);
    return source ? { source } : {};
  }

  /** Reads the notes of `meta` before what refers to them. */
  readNotes(notes: XmlElement): void {
    for (const note of elementsOf(notes).filter(({ name }) => name === 'note')) {
      const id = this.idOf(note);
      const eId = note.attributes.eId;
      if (eId !== undefined) this.#noteIds.set(eId, id);
      this.notes.push({ id, ...this.wordsOf(note), ...this.sourceOf(id) });
    }
  }

  /** The words of an element, blocks within it as lines. */
  wordsOf(element: XmlElement): Inline {
    const words = new Words();
    this.#inline(element, {}, words);
    return words.inline();
  }

  #inline(element: XmlElement, style: Style, words: Words): void {
    for (const child of element.children) {
      if (isElement(child)) this.#element(child, style, words);
      else words.add(child.replace(/[ \t\r\n]+/g, ' '), style);
    }
  }

  #element(element: XmlElement, style: Style, words: Words): void {
    const { name, line } = element;
    if (name === 'b') this.#inline(element, { ...style, strong: true }, words);
    else if (name === 'i') this.#inline(element, { ...style, emphasis: true }, words);
    else if (name === 'u') this.#inline(element, { ...style, underline: true }, words);
    else if (name === 'a') this.#link(element, style, words);
    else if (name === 'br' || name === 'eol') words.add('\n', style);
    else if (name === 'noteRef') this.#noteRef(element, words);
    else if (name === 'authorialNote') this.#note(element, words);
    else if (name === 'del') this.notices.add('struck-words', { line, words: wordsWithin(element) });
    else if (name === 'img') this.notices.add('media-dropped', { line, words: element.attributes.src });
    else if (name === 'p' || name === 'block') this.#block(element, style, words);
    else {
      if (name === 'sup' || name === 'sub' || name === 'ins') this.notices.tally('mark-dropped', name, line);
      else if (!SAYING.has(name)) this.notices.tally('not-understood', name, line);
      this.#inline(element, style, words);
    }
  }

  #block(element: XmlElement, style: Style, words: Words): void {
    if (!words.isEmpty) words.add('\n', style);
    this.#inline(element, style, words);
  }

  #link(element: XmlElement, style: Style, words: Words): void {
    const href = addressOf(element.attributes.href);
    if (!href)
      this.notices.add('mark-dropped', {
        line: element.line,
        words: `a ${element.attributes.href ?? ''}`,
      });
    this.#inline(element, href ? { ...style, href } : style, words);
  }

  #noteRef(element: XmlElement, words: Words): void {
    const id = this.#noteIds.get((element.attributes.href ?? '').replace(/^#/, ''));
    if (id) words.note(id);
    else
      this.notices.add('dropped', {
        line: element.line,
        words: `noteRef ${element.attributes.href ?? ''}`,
      });
  }

  #note(element: XmlElement, words: Words): void {
    const id = this.idOf(element);
    this.notes.push({ id, ...this.wordsOf(element), ...this.sourceOf(id) });
    words.note(id);
  }
}
