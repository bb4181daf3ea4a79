/** Why verifying could not run at all. What is wrong in a bundle is a fault in the report, never an error. */
export class VerifyError extends Error {
  readonly code: VerifyErrorCode;
  constructor(code: VerifyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VerifyError';
    this.code = code;
  }
}

/**
 * `verify.not-a-bundle`: the input does not begin like a bundle. `verify.not-a-log`: there is no checkpoint. `verify.bad-trust`: what was given as trust
 * is no body id and verifier key. `verify.source-failed`: reading the input failed (the cause says how).
 */
export type VerifyErrorCode =
  | 'verify.not-a-bundle'
  | 'verify.not-a-log'
  | 'verify.bad-trust'
  | 'verify.source-failed';
