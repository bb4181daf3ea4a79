/** Why a mail is not read. */
export type MailErrorCode =
  | 'mail.too-large'
  | 'mail.too-deep'
  | 'mail.too-many-parts'
  | 'mail.headers-too-large'
  | 'mail.ambiguous'
  | 'mail.not-well-made';

/** A mail that is not read, and in words why: nothing of it is shown. */
export class MailError extends Error {
  readonly code: MailErrorCode;
  constructor(code: MailErrorCode, message: string) {
    super(message);
    this.name = 'MailError';
    this.code = code;
  }
}
