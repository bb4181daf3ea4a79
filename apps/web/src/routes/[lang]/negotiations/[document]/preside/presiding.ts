import type { paths } from '@comity/client';
import type { Deed } from '#lib/browser/proposal.ts';
import type { Words } from '#lib/words/messages.ts';
import type { PageData } from './$types';

export type Outcome =
  paths['/api/negotiations/{document}/outcome']['get']['responses']['200']['content']['application/json'];
export type OnTable = NonNullable<PageData['on']>;

/** A step of whoever presides: what it says in one sentence, and the act with its data. */
export interface StepWished {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sentence: string;
  /** What is done before the act is made: a file is put. */
  readonly before?: () => Promise<unknown>;
  readonly rule?: string;
}

/** What every part of the page is given. */
export interface Presiding {
  readonly t: Words;
  readonly data: PageData;
  readonly isReady: boolean;
  readonly tried: (step: () => Promise<void>) => Promise<void>;
  /** Puts the step to the rules, and shows it for review where they allow it; else says which does not, and what would. */
  readonly take: (step: StepWished) => Promise<void>;
}
export type { Deed };
