import type { Comparison } from '@comity/text';

/** What the thread is asked and answers. */

/** A version of a text: its file, and what plain words in it are understood by. */
export interface Side {
  readonly bytes: Uint8Array;
  readonly document: string;
  readonly language: string;
  readonly media: string;
}

export interface Order {
  readonly number: number;
  /** Names the two files: a comparison is remembered by it. */
  readonly name: string;
  readonly before: Side;
  readonly after: Side;
  readonly only?: 'changed';
  /** The language of remarks. */
  readonly reader: string;
}

export interface Compared {
  readonly counts: Comparison['counts'];
  readonly html: string;
}
/** `compared` is absent where a file is no text. */
export interface Answer {
  readonly number: number;
  readonly compared?: Compared;
}
