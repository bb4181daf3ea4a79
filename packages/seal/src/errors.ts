/**
 * Every failure of this package: a literal `code` for machines, a sentence for people, details where they
 * help (which field, which recipient, which file). Nothing else is thrown on input from outside.
 */
export class SealError extends Error {
  readonly code: SealErrorCode;
  readonly details: SealErrorDetails;
  constructor(code: SealErrorCode, message: string, details: SealErrorDetails = {}) {
    super(message);
    this.name = 'SealError';
    this.code = code;
    this.details = details;
  }
}

export interface SealErrorDetails {
  /** Which field of the message, or which argument, is meant. */
  readonly field?: string;
  /** Which file is meant: its place in the list of attachments, from 0. */
  readonly attachment?: number;
  /** Which recipient is meant. */
  readonly recipient?: { readonly participant: string; readonly contact?: string };
  /** Why a recipient cannot be sealed to: the code that `inspectPublicKey` gives for its key. */
  readonly cause?: SealErrorCode;
}

/** Keys. */
type KeyErrorCode =
  | 'seal.not-a-key'
  | 'seal.armored-key'
  | 'seal.secret-key'
  | 'seal.several-keys'
  | 'seal.key-too-large'
  | 'seal.key-unsupported'
  | 'seal.weak-key'
  | 'seal.key-expired'
  | 'seal.key-revoked'
  | 'seal.key-not-yet-valid'
  | 'seal.key-invalid'
  | 'seal.key-cannot-encrypt'
  | 'seal.key-cannot-sign'
  | 'seal.bad-user-id'
  | 'seal.wrong-passphrase'
  | 'seal.wrong-passkey'
  | 'seal.wrong-recovery-code'
  | 'seal.mistyped-recovery-code'
  | 'seal.kept-key-damaged'
  | 'seal.not-a-hybrid-key'
  | 'seal.mistyped-sheet'
  | 'seal.sheets-differ';

/** What a message may be made of. */
type MessageErrorCode =
  | 'seal.malformed-message'
  | 'seal.unsupported-version'
  | 'seal.too-long'
  | 'seal.no-recipients'
  | 'seal.too-many-recipients'
  | 'seal.duplicate-recipient'
  | 'seal.recipient-unusable'
  | 'seal.hybrid-missing'
  | 'seal.too-many-attachments'
  | 'seal.attachment-too-large'
  | 'seal.bad-file-name'
  | 'seal.malformed-stix';

/** Why a message that arrived is not shown. */
type ReadingErrorCode =
  | 'seal.ciphertext-too-large'
  | 'seal.cannot-decrypt'
  | 'seal.ciphertext-gone'
  | 'seal.not-signed'
  | 'seal.bad-signature'
  | 'seal.signer-unknown'
  | 'seal.signer-differs'
  | 'seal.not-addressed-to-me'
  | 'seal.header-differs'
  | 'seal.layers-differ'
  | 'seal.thread-differs'
  | 'seal.attachment-differs';

export type SealErrorCode = KeyErrorCode | MessageErrorCode | ReadingErrorCode;
