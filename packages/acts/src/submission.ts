import { canonicalBytes } from '@comity/log';
import * as z from 'zod/mini';
import { type FieldOpening, fieldOpening, type Stamp, stamps } from './entry.ts';
import { type AnyAct, MAX_ACT_BYTES, parseAct, parseWith } from './envelope.ts';
import { salt } from './formats.ts';
import { type Signature, signature } from './key.ts';

/**
 * What a client sends to the host: the act, its signature, the salt of a restricted leaf, what opens the
 * commitments in the act, and stamps of mirrors that saw it earlier. The bytes sent are canonical, so the act's own
 * bytes are part of them.
 */
export const submissionSchema = z.strictObject({
  act: z.unknown(),
  sig: signature,
  salt: z.optional(salt),
  openings: z.optional(z.array(fieldOpening).check(z.maxLength(32))),
  stamps: z.optional(stamps),
  /** Zeros: says nothing, and hides from who watches the line how much is opened. */
  pad: z.optional(z.string().check(z.regex(/^0*$/, 'not zeros'), z.maxLength(MAX_ACT_BYTES))),
});
export interface Submission {
  readonly act: AnyAct;
  readonly sig: Signature;
  readonly salt?: string;
  readonly openings?: readonly FieldOpening[];
  readonly stamps?: readonly Stamp[];
}

const SMALLEST = 4096;

/**
 * The bytes of a submission filled up to 4, 8, 16, 32 or 64 KB, the most that a host takes: who watches the line sees
 * in which of five sizes an act of the exchange is, and not to how many it opens itself.
 */
export function paddedSubmission(submission: object): Uint8Array {
  const { length } = canonicalBytes({ ...submission, pad: '' });
  let size = SMALLEST;
  while (size < length) size *= 2;
  return canonicalBytes(
    size > MAX_ACT_BYTES ? submission : { ...submission, pad: '0'.repeat(size - length) },
  );
}

/** Throws `acts.malformed` or `acts.unknown-type`. */
export function parseSubmission(value: unknown): Submission {
  const submission = parseWith(submissionSchema, value, 'The submission');
  return { ...submission, act: parseAct(submission.act) } as Submission;
}
