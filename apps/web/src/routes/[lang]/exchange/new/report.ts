import type { Kind } from '@comity/feeds/observed';

/** A value as it is being written: it may not be of its kind yet. */
export interface Row {
  readonly kind: Kind;
  readonly value: string;
  readonly note: string;
}

/** What a sender reports without tools of its own, and in which forms it is attached. */
export interface Report {
  readonly rows: readonly Row[];
  readonly forms: readonly ('stix' | 'misp')[];
}

export const EMPTY: Report = { rows: [], forms: ['stix'] };
