/** Every failure on a file from outside: a literal `code` for machines, a sentence that says where it went wrong. */
export class FeedError extends Error {
  readonly code: FeedErrorCode;
  constructor(code: FeedErrorCode, message: string) {
    super(message);
    this.name = 'FeedError';
    this.code = code;
  }
}

export type FeedErrorCode =
  | 'feeds.too-large'
  | 'feeds.wrong-encoding'
  | 'feeds.not-json'
  | 'feeds.too-deep'
  | 'feeds.too-many-values'
  | 'feeds.duplicate-name'
  | 'feeds.forbidden-name'
  | 'feeds.unsafe-number'
  | 'feeds.not-stix'
  | 'feeds.not-misp'
  | 'feeds.not-csaf'
  | 'feeds.unknown-format'
  | 'feeds.not-observed';

/** Something wrong in a file that can be read all the same: shown beside what it says. */
export interface Fault {
  /** `stix.…`, `misp.…`, or `csaf.` and the number of the mandatory test: `csaf.6.1.1`. */
  readonly code: string;
  /** Which object, product or attribute: by its id or its place. */
  readonly at: string;
  readonly says: string;
}
