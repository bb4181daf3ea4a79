import * as z from 'zod/mini';
import { blob, date, inLanguages, listId, participantId, sortedSet, time, words } from '../formats.ts';
import { kind } from './kinds.ts';

/** A regional list is another organisation's, beside the directory: these acts move nothing of that. */
const byImporter = { tier: 'public', binding: true, signedBy: { by: 'directory' } } as const;

export const listImported = kind({
  ...byImporter,
  data: z.strictObject({
    regional: listId,
    /** How the organisation or group calls its list. */
    names: inLanguages(160),
    /** What it asks of whoever reads it, in its own words. */
    terms: inLanguages(1000),
    /** Who may read the file beside the importer: every participant, or those named. */
    readers: z.union([z.literal('participants'), sortedSet(participantId, 1, 200)]),
    /** A `listFile`. */
    file: blob,
    contacts: z.int().check(z.gte(1)),
    /** As of which day the list was right, as its keeper says. */
    asOf: date,
    /** From then on nobody is shown it. */
    expires: time,
  }),
  leafReveals:
    'That there is this list, whose terms hold, who may read it, how many contacts it has and until when: none of its contacts.',
  does: 'Imports the regional list of another organisation or group, or a newer state of it; it is no part of the directory.',
});

export const listWithdrawn = kind({
  ...byImporter,
  data: z.strictObject({ regional: listId, reason: z.optional(words(300)) }),
  leafReveals: 'Which regional list is withdrawn, and why where that is said.',
  does: 'Withdraws a regional list: its file is erased, and nobody is shown it any more.',
});

export type ListReaders = 'participants' | readonly string[];
/** How many contacts a list has at most: one for every office of every State, and room beside. */
export const MOST_LISTED = 2000;
