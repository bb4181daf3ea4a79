import type { Policy, Verifiers } from '@comity/log';
import type { TrustRoot } from '@comity/verify';
import type { Submitted } from './submitted.ts';

/** What came of a timestamp token: when the authority says it was, or why it does not hold. */
export type TimestampAnswer =
  | { readonly good: true; readonly time: string; readonly authority: string }
  | { readonly good: false; readonly why: string };

export interface DossierOptions {
  /** Without it the dossier vouches for itself, and the report says so first. */
  readonly trust?: TrustRoot;
  /** Which witnesses must have cosigned. */
  readonly policy?: Policy;
  /** What mirrors of the reader's choice publish as submitted and not logged. */
  readonly submitted?: readonly Submitted[];
  /** By default those of the platform. What is missing here is told, and never taken for good. */
  readonly verifiers?: Verifiers;
  /** Checks an RFC 3161 token over this SHA-256; brought by whoever knows which authority to believe. */
  readonly timestamps?: (token: Uint8Array, imprint: Uint8Array) => Promise<TimestampAnswer>;
}
