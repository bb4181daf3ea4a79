/**
 * Every failure of this package: a literal `code` for machines, a sentence for people.
 * Nothing else is ever thrown on hostile input.
 */
export class LogError extends Error {
  readonly code: LogErrorCode;
  constructor(code: LogErrorCode, message: string) {
    super(message);
    this.name = 'LogError';
    this.code = code;
  }
}

export type LogErrorCode =
  | 'log.not-canonical'
  | 'log.not-encodable'
  | 'log.bad-encoding'
  | 'log.bad-key'
  | 'log.bad-signature'
  | 'log.bad-proof'
  | 'log.bad-note'
  | 'log.bad-tile'
  | 'log.bad-archive'
  | 'log.bad-policy'
  | 'log.bad-request'
  | 'log.bad-evidence';
