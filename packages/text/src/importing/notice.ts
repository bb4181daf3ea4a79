import type { Text } from '../tree.ts';

/** What a codec came upon; the page has a sentence for each, in six languages. */
export type NoticeCode =
  /** Kept as paragraphs; somebody should say whether they belong to the text. */
  | 'letterhead'
  /** Left out: page numbers and lines that every page repeats. */
  | 'page-number'
  | 'running-head'
  /** Put together: a word cut at the end of a line, a line or a paragraph cut in two, letters set apart. */
  | 'hyphenation'
  | 'broken-lines'
  | 'broken-paragraph'
  | 'letter-spacing'
  /** Written as the language writes it: quotation marks, spaces, letters in presentation forms. */
  | 'quotation-marks'
  | 'spaces'
  | 'presentation-forms'
  /** Letters that were stored in UTF-8 and read as Latin-1, put right. */
  | 'mis-decoded'
  /** Left out: controls that no text holds. Kept: a sign that stands for an unreadable one. */
  | 'control-characters'
  | 'unreadable-characters'
  /** Signs of a markup taken for emphasis. */
  | 'markup-taken'
  /** A number found among the words and taken for the number of the paragraph. */
  | 'number-taken'
  /** A number that does not follow: kept as printed. */
  | 'number-kept'
  /** Emphasis of a kind that a text does not hold; the words are there. */
  | 'mark-dropped'
  /** Words struck out in the source, left out here. */
  | 'struck-words'
  /** An element that nothing is known of; its words are there as a paragraph. */
  | 'not-understood'
  /** Left out with all that is in it. */
  | 'dropped'
  /** An image or an attached file, left out. */
  | 'media-dropped'
  /** Stands elsewhere than in the source, for a text has no place for it there. */
  | 'moved'
  /** About the document rather than of its text: for the registry. */
  | 'metadata'
  /** Deeper than sub-paragraphs may be: one level less. */
  | 'flattened'
  /** An id of the source that is none of ours, or that stands twice: a new one was given. */
  | 'id-given';

/** One thing that is not here as it was in the source, or that was understood rather than read. */
export interface Notice {
  code: NoticeCode;
  /** The line in the source, from 1. */
  line?: number;
  /** The id of the paragraph that it is about. */
  node?: string;
  /** The words, element or number concerned, as in the source; cut after 200 units. */
  words?: string;
  /** How often, where more than once. */
  count?: number;
}

/** What every codec answers: a text and everything in which it differs from its source. */
export interface Imported {
  text: Text;
  notices: Notice[];
}

/** Where notices gather. */
export class Notices {
  readonly list: Notice[] = [];
  readonly #tallied = new Map<string, Notice>();

  add(
    code: NoticeCode,
    about: { line?: number | undefined; node?: string | undefined; words?: string | undefined } = {},
  ): void {
    const { line, node, words } = about;
    const cut = words !== undefined && words.length > 200 ? `${words.slice(0, 199).toWellFormed()}…` : words;
    this.list.push({
      code,
      ...(line !== undefined && { line }),
      ...(node !== undefined && { node }),
      ...(cut !== undefined && { words: cut }),
    });
  }

  /** Adds to the notice of the same code and words, or makes it: for what occurs a hundred times. */
  tally(code: NoticeCode, words: string | undefined, line?: number): void {
    const key = `${code} ${words ?? ''}`;
    const known = this.#tallied.get(key);
    if (known) known.count = (known.count ?? 1) + 1;
    else {
      this.add(code, { words, line });
      this.#tallied.set(key, this.list.at(-1)!);
    }
  }
}
