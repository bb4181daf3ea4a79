import { type Messages, makeWords, type Words } from './messages.ts';

/** What a script of a page was given to speak with. */
export interface Shipped {
  readonly own: Messages;
  readonly fallback: Messages;
}

export const wordsFrom = (language: string, { own, fallback }: Shipped): Words =>
  makeWords(language, own, fallback);
