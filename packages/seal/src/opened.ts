import type { SealErrorCode } from './errors.ts';
import type { AttachmentEntry, ClearHeader, ContactName, Party, Payload } from './message.ts';

/** What a reader checks, in this order. */
export const CHECKS = [
  'decrypted',
  'signature',
  'signer-certified',
  'addressed-to-me',
  'header',
  'thread',
  'attachments',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** Who did the check: this code where it runs, or the gpg of the person, whose word it then is. */
export type MadeOn = 'this-device' | 'gpg';

/** One check with its outcome in a sentence, for the person who decides whether to act on the message. */
export interface Check {
  readonly check: CheckName;
  readonly ok: boolean;
  readonly says: string;
  readonly madeOn: MadeOn;
}

/** A contact whose key its State certified, as the record has it for the time in question. */
export interface CertifiedSigner extends ContactName {
  readonly publicKey: Uint8Array;
}

/**
 * Looks a primary key's fingerprint (40 lower-case hex digits) up in the record, as it stood when the message
 * was received: the caller knows that time, `signedAt` is only what the signature claims. Undefined where no
 * State had certified the key then.
 */
export type FindSigner = (
  fingerprint: string,
) => CertifiedSigner | undefined | Promise<CertifiedSigner | undefined>;

/**
 * Which message of the thread the reader expects this one to follow: the ids of those opened here, of which
 * the payload must name one. Absent: it must be the first. `'not-opened-here'`: this reader joined the thread
 * later and cannot judge its order; the check then says so.
 */
export type Previous = string | readonly string[] | 'not-opened-here';

/** What reading a message rests on, whoever decrypted it. */
export interface ReadingContext {
  /** The clear header as the host delivered it; `'none'` where the message came without one (by mail). */
  readonly header: ClearHeader | 'none';
  readonly findSigner: FindSigner;
  readonly previous?: Previous;
  /** Now: a signature from the future is refused (five minutes are forgiven). */
  readonly now: string;
}

/** A file of a message, opened, with what the payload says of it. */
export interface OpenedAttachment extends AttachmentEntry {
  readonly bytes: Uint8Array;
}

/** All checks passed: what may be shown, and was meant for exactly those it names. */
export interface Bound {
  readonly kind: 'bound';
  readonly checks: readonly Check[];
  readonly payload: Payload;
  readonly messageId: string;
  readonly signer: Party;
  readonly signedAt: string;
  /** The files, when their ciphertexts were given. Otherwise open them one by one with `openAttachment`. */
  readonly attachments: readonly OpenedAttachment[];
}

/** A plain OpenPGP message of a known contact. To be shown only with the mark that it is not bound to its recipients. */
export interface Unbound {
  readonly kind: 'unbound';
  readonly checks: readonly Check[];
  readonly bytes: Uint8Array;
  readonly signer: Party;
  readonly signedAt: string;
}

/** Something failed: nothing is shown but why. The last check is the one that failed. */
export interface Refused {
  readonly kind: 'refused';
  readonly checks: readonly Check[];
  readonly code: SealErrorCode;
}

export type Opened = Bound | Unbound | Refused;
