/** Every failure of this package on input from outside: a literal code for machines, a sentence for people. */
export class ActError extends Error {
  readonly code: ActErrorCode;
  constructor(code: ActErrorCode, message: string) {
    super(message);
    this.name = 'ActError';
    this.code = code;
  }
}

export type ActErrorCode =
  | 'acts.unknown-type'
  | 'acts.malformed'
  | 'acts.too-large'
  | 'acts.bad-evidence'
  | 'acts.bad-opening'
  | 'acts.missing-blob';
