import type { Words } from '#lib/words/messages.ts';

/** An act that the rules would take now, with what it would hold. */
export interface Deed {
  readonly type: string;
  /** Made when the act is drafted, where it depends on that moment. */
  readonly data: Readonly<Record<string, unknown>> | (() => Promise<unknown>);
  readonly rule: string;
}
/** The same as the server put it to the rules: with why not, where they refuse it. */
export interface Tried extends Deed {
  readonly data: Readonly<Record<string, unknown>>;
  readonly isAllowed: boolean;
  readonly refusal: string;
  readonly why: string;
  readonly allowedWhen: string;
  /** Both are in the reader's language; else in English. */
  readonly isOwn: boolean;
}

export interface How {
  /** Everybody learns that a State did it, and not which. */
  readonly isHidden?: boolean;
  /** What it holds is asked of the server again when it is drafted. */
  readonly now?: boolean;
  /** What the page does once it stands on the record. */
  readonly then?: () => void;
}
/** Shows an act for review and has it signed. */
export type Review = (deed: Deed, sentence: string, how?: How) => Promise<void>;

/** What every part of the page is given. */
export interface Acting {
  readonly t: Words;
  readonly review: Review;
  /** Whether there is somebody with a key here. */
  readonly isReady: boolean;
}
