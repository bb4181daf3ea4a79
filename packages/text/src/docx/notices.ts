/** What a DOCX holds that a text cannot: counted, never dropped in silence. */
export type DocxNoticeCode =
  /** Words of it were kept. */
  | 'field'
  | 'nested-table'
  | 'tab'
  /** None of it was kept, but what `words` shows. */
  | 'picture'
  | 'object'
  | 'equation'
  | 'text-box'
  | 'header-or-footer'
  | 'symbol'
  | 'link-without-address'
  | 'formatting-change'
  | 'embedded-file'
  | 'macros'
  | 'hidden-words'
  | 'unknown-element';

export interface DocxNotice {
  code: DocxNoticeCode;
  count: number;
  /** The words of the first of them, at most 200 units; absent where there are none. */
  words?: string;
}

const MOST_UNITS = 200;

/** Counts what could not be kept, by kind, in the order in which each kind was first met. */
export class Notices {
  readonly #found = new Map<DocxNoticeCode, DocxNotice>();

  add(code: DocxNoticeCode, words = ''): void {
    const found = this.#found.get(code) ?? { code, count: 0 };
    this.#found.set(code, found);
    found.count++;
    const shown = words.trim().slice(0, MOST_UNITS).toWellFormed();
    if (shown !== '') found.words ??= shown;
  }

  list(): DocxNotice[] {
    return [...this.#found.values()];
  }
}
