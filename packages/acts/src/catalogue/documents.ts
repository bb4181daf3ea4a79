import * as z from 'zod/mini';
import { blob, date, documentId, inLanguages, language, mediaType, symbol, words } from '../formats.ts';
import { kind } from './kinds.ts';

const file = z.extend(blob, { media: mediaType });
const bySecretariat = {
  tier: 'public',
  binding: false,
  signedBy: { by: 'documents', of: 'secretariat' },
  leafReveals: 'Everything: the registry of documents is public.',
} as const;

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
  }),
  does: 'Registers a document with the language versions at hand.',
});

export const issued = kind({
  ...bySecretariat,
  data: z.strictObject({ document: documentId, language, file, corrects: z.optional(words(200)) }),
  does: 'Issues a language version of a document, or a corrected one.',
});

export const withdrawn = kind({
  ...bySecretariat,
  data: z.strictObject({ document: documentId, reason: words(300) }),
  does: 'Withdraws a document; it stays readable, marked as withdrawn.',
});
