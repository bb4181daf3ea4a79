import * as z from 'zod/mini';
import { blob, documentId, hex64, inLanguages, language, roundId, time, words } from '../formats.ts';
import { bySecretariat } from './documents.ts';
import { kind } from './kinds.ts';

const byParticipant = { tier: 'public', binding: true, signedBy: { by: 'documents' } } as const;

export const roundOpened = kind({
  ...bySecretariat,
  data: z.strictObject({
    round: roundId,
    /** What inputs are asked about. */
    document: documentId,
    titles: inLanguages(160),
    /** Canonical JSON: `inputTemplate`. */
    template: blob,
    deadline: time,
  }),
  leafReveals: 'Everything: what is asked, about which document, until when.',
  does: 'Opens a round of written inputs about a document, with a template and a deadline.',
});

export const roundExtended = kind({
  ...bySecretariat,
  data: z.strictObject({ round: roundId, deadline: time, reason: words(300) }),
  leafReveals: 'Until when the round goes on, and why.',
  does: 'Moves the deadline of an open round to a later time.',
});

export const inputSubmitted = kind({
  ...byParticipant,
  data: z.strictObject({
    round: roundId,
    language,
    /** Canonical JSON: `writtenInput`. */
    input: blob,
  }),
  leafReveals: 'Everything: who answers what.',
  does: 'Submits the written input of the participant; until the deadline a later one takes its place.',
});

export const synthesisIssued = kind({
  ...bySecretariat,
  data: z.strictObject({
    round: roundId,
    /** Canonical JSON: `inputSynthesis`. */
    synthesis: blob,
    /** The document that it is also issued as. */
    document: z.optional(documentId),
  }),
  leafReveals: 'Everything: the synthesis, and the inputs that each sentence rests on.',
  does: 'Issues a synthesis of the inputs of a round: each sentence names the inputs it rests on.',
});

export const correctionRequested = kind({
  ...byParticipant,
  data: z.strictObject({
    round: roundId,
    /** The act that issued the synthesis. */
    synthesis: hex64,
    /** The sentence, counted from 1; absent where something is missing from the whole. */
    sentence: z.optional(z.int().check(z.gte(1))),
    asks: words(1000),
  }),
  leafReveals: 'Everything: who asks for which correction.',
  does: 'Asks for a correction of a synthesis; it stays open until it is answered.',
});

export const correctionAnswered = kind({
  ...bySecretariat,
  data: z
    .strictObject({
      round: roundId,
      /** The act that asks. */
      request: hex64,
      answer: z.enum(['corrected', 'declined']),
      /** The act that issued the corrected synthesis. */
      synthesis: z.optional(hex64),
      reason: words(1000),
    })
    .check(
      z.refine(
        ({ answer, synthesis }) => (answer === 'corrected') === (synthesis !== undefined),
        'a correction names the synthesis that holds it, and only a correction does',
      ),
    ),
  leafReveals: 'Everything: how the request was answered, and why.',
  does: 'Answers a request for a correction: with a corrected synthesis, or with a reason why not.',
});
