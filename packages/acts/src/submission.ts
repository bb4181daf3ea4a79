import * as z from 'zod/mini';
import { type FieldOpening, fieldOpening, type Stamp, stamps } from './entry.ts';
import { type AnyAct, parseAct, parseWith } from './envelope.ts';
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
});
export interface Submission {
  readonly act: AnyAct;
  readonly sig: Signature;
  readonly salt?: string;
  readonly openings?: readonly FieldOpening[];
  readonly stamps?: readonly Stamp[];
}

/** Throws `acts.malformed` or `acts.unknown-type`. */
export function parseSubmission(value: unknown): Submission {
  const submission = parseWith(submissionSchema, value, 'The submission');
  return { ...submission, act: parseAct(submission.act) } as Submission;
}
