import * as z from 'zod/mini';
import { date, documentId, initiativeId, inLanguages, participantId, sortedSet, words } from '../formats.ts';
import { bySecretariat } from './documents.ts';
import { kind } from './kinds.ts';

const listed = {
  initiative: initiativeId,
  titles: inLanguages(160),
  documents: sortedSet(documentId, 1, 12),
  /** The group in whose name it is presented, as it calls itself. */
  group: z.optional(inLanguages(80)),
};
const byState = { tier: 'public', binding: true, signedBy: { by: 'decisions', of: 'state' } } as const;

/** Its date is that of its receipt: nobody can present something earlier than it came. */
export const initiativePresented = kind({
  ...byState,
  data: z.strictObject(listed),
  leafReveals: 'Everything: the register of initiatives is public.',
  does: 'Presents an initiative in the name of the State, alone or for a group.',
});

export const initiativeRecorded = kind({
  ...bySecretariat,
  data: z
    .strictObject({
      ...listed,
      presented: date,
      participants: sortedSet(participantId, 0, 60),
    })
    .check(
      z.refine(
        ({ participants, group }) => participants.length > 0 || group !== undefined,
        'in nobody’s name',
      ),
    ),
  leafReveals: 'Everything: the register of initiatives is public.',
  does: 'Enters an initiative that was presented on paper or before the record began; no State signed it here.',
});

export const initiativeWithdrawn = kind({
  ...byState,
  data: z.strictObject({ initiative: initiativeId, reason: z.optional(words(300)) }),
  leafReveals: 'Which State withdraws which initiative.',
  does: 'Withdraws an initiative of the State; it stays listed, marked as withdrawn.',
});

export const COVERAGE = ['covered', 'partly', 'not-covered'] as const;
export type Coverage = (typeof COVERAGE)[number];

export const coverageDeclared = kind({
  tier: 'public',
  binding: false,
  signedBy: { by: 'documents' },
  data: z.strictObject({
    /** The paper that declares it. */
    document: documentId,
    initiative: initiativeId,
    coverage: z.enum(COVERAGE),
    /** Where in the paper: `paras. 12-14`. */
    where: z.optional(words(200)),
    reason: words(400),
  }),
  leafReveals: 'Everything: which paper covers which initiative, where, and with what reason.',
  does: 'Declares whether a paper covers an initiative, where, and why or why not; a later declaration replaces it.',
});
