import type { Deed } from '#lib/browser/proposal.ts';
import type { Words } from '#lib/words/messages.ts';
import type { PageData } from './$types';

/** An act that somebody is about to sign: what it does in one sentence, and the rule that allows it. */
export interface Wished {
  readonly deed: Deed;
  readonly sentence: string;
  readonly rule: string;
  readonly then?: () => void;
}

/** What every part of the page is given. */
export interface Acting {
  readonly t: Words;
  readonly data: PageData;
  /** Whether there is somebody with a key here. */
  readonly isReady: boolean;
  /** Does what leads to an act; what goes wrong is told at the top of the page. */
  readonly tried: (step: () => Promise<void>) => Promise<void>;
  /** Shows an act for review and has it signed. */
  readonly review: (wished: Wished) => Promise<void>;
  /** Makes what is proposed into a deed of whoever sits here. */
  readonly seat: () => import('#lib/browser/store.ts').Seat;
}

/** A paragraph as it is chosen from a list. */
export const optionOf = ({ label, words }: PageData['paragraphs'][number], title: string): string =>
  [label || title, words].filter(Boolean).join(' ');
