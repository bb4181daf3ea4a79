import * as z from 'zod/mini';
import { count } from '../formats.ts';

/** Below this many States on either side no number is shown, whatever a body adopts. */
export const LEAST_COUNT = 5;

/**
 * What a body adopts about pings: rounds in which it is tried whether contacts can be reached. A rule book without it
 * has `PING_RULES`. All in seconds.
 */
export const pingRules = z.strictObject({
  /** From the beginning of one round to that of the next; 0: none begins by itself. */
  every: count,
  /** For how long a round takes answers. */
  open: z.int().check(z.gte(3600)),
  /** For how long after its end only the State itself is shown what came of it. */
  held: count,
  /** Whether numbers are shown of how many States were reached; absent: none are. */
  aggregates: z.optional(z.strictObject({ least: z.int().check(z.gte(LEAST_COUNT), z.lte(1000)) })),
});
export type PingRules = z.infer<typeof pingRules>;

/** Twice a year, for a week, held for thirty days, and no numbers: a default to be changed. */
export const PING_RULES: PingRules = { every: 15_811_200, open: 604_800, held: 2_592_000 };

/** What these rules say of pings. */
export const pingRulesOf = (book: { readonly pings?: PingRules | undefined }): PingRules =>
  book.pings ?? PING_RULES;
