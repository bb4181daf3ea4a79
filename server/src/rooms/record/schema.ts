import { CHALLENGE_REASONS, submissionSchema } from '@comity/acts';
import { z } from 'zod';

export const hash = z.string().describe('64 lower-case hex digits');
const instant = z.string().describe('RFC 3339, UTC, three decimals');
const sig = z.looseObject({ alg: z.string(), value: z.string() }).describe('A signature with its evidence');

export const submission = submissionSchema;

export const receipt = z.strictObject({
  act: hash.describe('The id of the act'),
  index: z.int().describe('Its place on the record'),
  received: instant,
  leaf: hash.describe('RFC 6962 hash of its leaf'),
  promise: z.strictObject({
    statement: z.strictObject({ v: z.literal(1), body: hash, act: hash, index: z.int(), by: instant }),
    sig,
  }),
});

export const entry = z.strictObject({
  index: z.int(),
  act: hash,
  type: z.string(),
  stream: z.string(),
  number: z.int(),
  tier: z.enum(['public', 'restricted']),
  received: instant,
  content: z.looseObject({}).optional().describe('The act, where it is public or open to you'),
  sig: sig.optional(),
});
export const entries = z.strictObject({
  entries: z.array(entry),
  next: z.int().optional().describe('Give it as `before` for the next page'),
});
export const entryFilter = z.strictObject({
  stream: z.string().max(80).optional(),
  type: z.string().max(60).optional(),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const placed = z.strictObject({
  receipt,
  entry,
  published: z.int().optional().describe('Size of the newest checkpoint that covers it'),
  challenged: z
    .strictObject({
      act: hash.describe('The act that challenges it'),
      reason: z.enum(CHALLENGE_REASONS),
      received: instant,
    })
    .optional()
    .describe('Its State challenged it: a mark, which undoes nothing'),
});

export const openingFilter = z.strictObject({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});
export const openings = z.strictObject({
  to: z.int().describe('Entries below this were looked at: give it as `from` for what follows'),
  openings: z
    .array(z.strictObject({ index: z.int(), salt: z.string(), act: z.looseObject({}), sig }))
    .describe('What opens restricted entries to you, in their order'),
  fields: z
    .array(z.strictObject({ index: z.int(), opened: z.string() }))
    .describe('Openings of fields that you may have, as canonical JSON'),
});

export const event = z.strictObject({
  index: z.int(),
  type: z.string(),
  stream: z.string(),
  received: instant,
});
