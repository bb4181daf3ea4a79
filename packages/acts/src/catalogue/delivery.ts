import * as z from 'zod/mini';
import { hex64, participantId, sortedSet, time, words } from '../formats.ts';
import { bySecretariat, byState, procedure } from './decisions.ts';
import { kind } from './kinds.ts';

/** Evidence that a draft reached States. Who reads what is not watched: each State gives the evidence it wants to. */

export const circulated = kind({
  ...bySecretariat,
  data: z.strictObject({
    ...procedure,
    by: z.enum(['e-mail', 'letter', 'note-verbale', 'portal']),
    /** When it was sent, as the secretariat says. */
    sent: time,
    /** Absent: to every State. */
    to: z.optional(sortedSet(participantId, 1, 60)),
    note: z.optional(z.strictObject({ number: words(60), sha256: z.optional(hex64) })),
  }),
  leafReveals: 'To whom, when and how the draft was sent, as the secretariat says.',
  does: 'States to whom a draft was sent, when and how.',
});

export const deliveryAcknowledged = kind({
  ...byState,
  binding: false,
  data: z.strictObject(procedure),
  leafReveals: 'That the State has the draft.',
  does: 'States that a State has the draft before it. It says nothing of its position.',
});
