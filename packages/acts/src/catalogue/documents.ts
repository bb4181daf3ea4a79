import * as z from 'zod/mini';
import {
  blob,
  count,
  date,
  documentId,
  hex64,
  inLanguages,
  language,
  mediaType,
  slug,
  sortedSet,
  symbol,
  time,
  words,
} from '../formats.ts';
import { kind } from './kinds.ts';

const file = z.extend(blob, { media: mediaType });
export const bySecretariat = {
  tier: 'public',
  binding: false,
  signedBy: { by: 'documents', of: 'secretariat' },
  leafReveals: 'Everything: the registry of documents is public.',
} as const;

/**
 * Until when only participants of the body may read the files. Said where a document comes in, and again with every
 * file that is named while it lasts: so each act tells by itself when its files are for everybody.
 */
const embargo = z.optional(time);

/** What the registry says of a document beside its titles and files. */
const described = {
  /** A class of the series in force: see `documentRules`. */
  class: z.optional(slug),
  organ: z.optional(slug),
  session: z.optional(words(40)),
  /** Items of the agenda, as they are cited: `5`, `5 (a)`. */
  agenda: z.optional(sortedSet(words(20), 1, 12)),
  /** The language it was written in. */
  original: z.optional(language),
  /** Words of the original: what the cost of its translation is estimated from. */
  words: z.optional(count),
};

export const registered = kind({
  ...bySecretariat,
  data: z.strictObject({
    document: documentId,
    symbol: z.optional(symbol),
    titles: inLanguages(160),
    dated: z.optional(date),
    /** Where it comes from. `archive`: imported by the secretariat as found, in nobody's name. */
    source: z.enum(['archive', 'secretariat', 'participant']),
    files: z.record(language, file),
    embargo,
    ...described,
  }),
  does: 'Registers a document with the language versions at hand.',
});

export const issued = kind({
  ...bySecretariat,
  data: z.strictObject({ document: documentId, language, file, corrects: z.optional(words(200)), embargo }),
  does: 'Issues a language version of a document, or a corrected one.',
});

export const withdrawn = kind({
  ...bySecretariat,
  data: z.strictObject({ document: documentId, reason: words(300) }),
  does: 'Withdraws a document; it stays readable, marked as withdrawn.',
});

export const organRegistered = kind({
  ...bySecretariat,
  data: z.strictObject({
    organ: slug,
    names: inLanguages(160),
    /** The part of symbols that stands for it: `A/AC.292`. */
    prefix: z.optional(symbol),
    parent: z.optional(slug),
  }),
  does: 'Enters a body or a sub-group whose documents are registered, or changes how it is called.',
});

export const classified = kind({
  ...bySecretariat,
  data: z
    .strictObject({ document: documentId, symbol: z.optional(symbol), ...described })
    .check(z.refine((data) => Object.keys(data).length > 1, 'says nothing of the document')),
  does: 'Says how a document is cited and where it belongs: symbol, class, organ, session, agenda items.',
});

export const formatAdded = kind({
  ...bySecretariat,
  data: z.strictObject({
    document: documentId,
    language,
    /** The SHA-256 of the language version that this is another format of. */
    of: hex64,
    file,
    embargo,
  }),
  does: 'Adds another format of a language version: the same text as another kind of file.',
});

export const agreementRecorded = kind({
  ...bySecretariat,
  data: z.strictObject({
    document: documentId,
    /** The day on which it was adopted. */
    adopted: date,
  }),
  does: 'Enters that a document was adopted by consensus, elsewhere or before the record began.',
});

export const agreementStruck = kind({
  ...bySecretariat,
  data: z.strictObject({ document: documentId, reason: words(300) }),
  does: 'Strikes an entry that a document was adopted by consensus; both stay on the record.',
});

export const submitted = kind({
  tier: 'public',
  binding: true,
  signedBy: { by: 'documents' },
  leafReveals: 'Everything: who submits which document, with its titles and files.',
  data: z.strictObject({
    document: documentId,
    titles: inLanguages(160),
    original: z.optional(language),
    words: z.optional(count),
    files: z
      .record(language, file)
      .check(z.refine((files) => Object.keys(files).length > 0, 'holds no language version')),
    embargo,
  }),
  does: 'Submits a document in the name of the participant.',
});

export const submissionWithdrawn = kind({
  tier: 'public',
  binding: true,
  signedBy: { by: 'documents' },
  leafReveals: 'Who withdraws which document, and why.',
  data: z.strictObject({ document: documentId, reason: z.optional(words(300)) }),
  does: 'Withdraws a document that the participant submitted; it stays readable, marked as withdrawn.',
});

const bySponsor = {
  tier: 'public',
  binding: true,
  signedBy: { by: 'decisions', of: 'state' },
  data: z.strictObject({ document: documentId }),
} as const;

export const sponsored = kind({
  ...bySponsor,
  leafReveals: 'Which State co-sponsors which document.',
  does: 'Joins the co-sponsors of a document.',
});

export const sponsorshipEnded = kind({
  ...bySponsor,
  leafReveals: 'Which State no longer co-sponsors which document.',
  does: 'Leaves the co-sponsors of a document.',
});
