import type { Inline, Mark } from '../tree.ts';

/** What stands on words while they are read. */
export interface Style {
  strong?: boolean;
  emphasis?: boolean;
  underline?: boolean;
  href?: string;
}

const SIMPLE = ['strong', 'emphasis', 'underline'] as const;

/** Words with their marks, put together piece by piece. */
export class Words {
  #text = '';
  readonly #marks: Mark[] = [];

  /** Adds words as they are: a line break is U+000A. */
  add(text: string, style: Style = {}): void {
    const range = { from: this.#text.length, to: this.#text.length + text.length };
    this.#text += text;
    for (const kind of SIMPLE) if (style[kind]) this.#marks.push({ kind, ...range });
    if (style.href) this.#marks.push({ kind: 'link', ...range, href: style.href });
  }

  /** Adds a reference to a note here. */
  note(id: string): void {
    this.#marks.push({ kind: 'note', at: this.#text.length, note: id });
  }

  get isEmpty(): boolean {
    return /^[ \n]*$/.test(this.#text) && this.#marks.every(({ kind }) => kind !== 'note');
  }

  /** Not yet tidy: `settle` is. */
  inline(): Inline {
    return { text: this.#text, ...(this.#marks.length > 0 && { marks: this.#marks }) };
  }
}

const ADDRESS = /^(?:https?:\/\/|mailto:)[\x21-\x7e]{1,1980}$/;
/** An address that a link may have, or undefined. */
export const addressOf = (href: string | undefined): string | undefined =>
  href !== undefined && ADDRESS.test(href) ? href : undefined;
