import * as z from 'zod/mini';
import { blob, inLanguages, mandateId, participantId, time, words } from '../formats.ts';
import { office } from './decisionrules.ts';
import { anyone, items, procedure } from './decisions.ts';
import { kind } from './kinds.ts';

/** Who carries out what was decided: an office, whoever holds it; a participant; or the body as a whole. */
const owner = z.union([
  z.strictObject({ office }),
  z.strictObject({ participant: participantId }),
  z.strictObject({ body: z.literal(true) }),
]);
export type MandateOwner = z.infer<typeof owner>;

export const MANDATE_STATES = ['under-way', 'done', 'ended'] as const;
export type MandateState = 'given' | (typeof MANDATE_STATES)[number];

export const mandated = kind({
  ...anyone,
  data: z.strictObject({
    ...procedure,
    mandate: mandateId,
    titles: inLanguages(160),
    owner,
    due: z.optional(time),
    /** Where the decision says so. */
    paragraphs: z.optional(items),
    /** The whole text of the mandate, where it has one of its own. */
    text: z.optional(blob),
  }),
  leafReveals: 'The mandate: what is to be done, by whom and until when, and by which decision.',
  does: 'Enters a mandate that follows from what was adopted: who does what, until when.',
});

export const mandateMoved = kind({
  ...anyone,
  data: z.strictObject({
    ...procedure,
    mandate: mandateId,
    state: z.enum(MANDATE_STATES),
    due: z.optional(time),
    note: z.optional(words(600)),
  }),
  leafReveals: 'How far the mandate is, as whoever signs says.',
  does: 'States that a mandate is under way, done, or ended without being done.',
});
