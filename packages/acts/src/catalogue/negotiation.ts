import * as z from 'zod/mini';
import {
  blob,
  documentId,
  hex64,
  language,
  paragraphId,
  participantId,
  proposalId,
  sortedSet,
  time,
  words,
} from '../formats.ts';
import { POSITIONS } from './decisions.ts';
import { kind } from './kinds.ts';

const byState = { tier: 'public', binding: true, signedBy: { by: 'decisions', of: 'state' } } as const;
const presiding = { tier: 'public', binding: true, signedBy: { by: 'decisions' } } as const;

/** A title is a paragraph of its own. */
const paragraph = z.union([paragraphId, z.literal('title')]);
const layer = z.string().check(z.regex(/^[a-z-]{2,30}$/));
const paragraphs = sortedSet(paragraph, 1, 60);
const of = { document: documentId };

export const opened = kind({
  ...presiding,
  data: z.strictObject({
    ...of,
    /** The language that is negotiated in; the others follow it. */
    language,
    /** The newest version of the document in that language, by SHA-256. */
    text: hex64,
    layer,
  }),
  leafReveals: 'Everything: which text is negotiated, and in which layer.',
  does: 'Opens the negotiation of a text: proposals to it are taken from now on.',
});

export const textIssued = kind({
  ...presiding,
  data: z.strictObject({ ...of, text: hex64, layer: z.optional(layer), reason: z.optional(words(600)) }),
  leafReveals: 'Everything: which version is negotiated on, and why.',
  does: 'Puts a new version of the document on the table. Proposals that are open stay open, each on the new text or in conflict with it.',
});

/** What an act says of a proposal; the rest lies in its file. */
const proposal = {
  ...of,
  proposal: proposalId,
  /** The text that it was written against, as it stood in this negotiation. */
  on: hex64,
  /** The paragraphs that it touches. */
  paragraphs: z.optional(paragraphs),
  /** Those that it brings in. */
  brings: z.optional(sortedSet(paragraphId, 1, 40)),
  /** Canonical JSON: what changes, in its own language and others, and why. */
  content: blob,
};
const reaches = (d: { paragraphs?: unknown; brings?: unknown }): boolean =>
  d.paragraphs !== undefined || d.brings !== undefined;

export const proposed = kind({
  ...byState,
  binding: false,
  data: z
    .strictObject({
      ...proposal,
      /** An earlier one of the same State, which this one stands in place of. */
      replaces: z.optional(proposalId),
    })
    .check(z.refine(reaches, 'touches nothing')),
  leafReveals: 'Everything: who proposes what.',
  does: 'Proposes a change to a text under negotiation. A proposal is never altered: another one takes its place.',
});

export const proposalRecorded = kind({
  tier: 'public',
  binding: false,
  signedBy: { by: 'decisions', of: 'secretariat' },
  data: z
    .strictObject({
      ...proposal,
      /** Whose it is, as the secretariat understood it. */
      participant: participantId,
      by: z.enum(['note-verbale', 'letter', 'e-mail', 'telephone', 'voice']),
    })
    .check(z.refine(reaches, 'touches nothing')),
  leafReveals: 'That a proposal of the State was received by voice or on paper, and is not confirmed yet.',
  does: 'Records a proposal that was made by voice or on paper. It is accepted only once its State has confirmed it.',
});

export const STANDINGS = ['co-sponsor', 'proposer', 'supporter'] as const;

export const joined = kind({
  ...byState,
  data: z.strictObject({
    ...of,
    proposal: proposalId,
    /** `proposer` confirms what was recorded in the name of the State. */
    as: z.enum(STANDINGS),
  }),
  leafReveals: 'Which State stands behind which proposal, and how.',
  does: 'Joins the co-sponsors or supporters of a proposal, or confirms one that was recorded in the name of the State.',
});

export const left = kind({
  ...byState,
  data: z.strictObject({ ...of, proposal: proposalId, reason: z.optional(words(300)) }),
  leafReveals: 'Which State no longer stands behind which proposal.',
  does: 'Leaves a proposal. It is withdrawn when nobody who proposed or co-sponsored it is left.',
});

export const NEGOTIATING_POSITIONS = [...POSITIONS, 'object'] as const;

export const positionStated = kind({
  ...byState,
  data: z
    .strictObject({
      ...of,
      position: z.enum(NEGOTIATING_POSITIONS),
      proposals: z.optional(sortedSet(proposalId, 1, 40)),
      paragraphs: z.optional(paragraphs),
      note: z.optional(words(600)),
      /** The act of another State that stated exactly this: the position is a joint one, and this is one more signature. */
      joins: z.optional(hex64),
    })
    .check(z.refine((d) => d.proposals !== undefined || d.paragraphs !== undefined, 'a position on nothing')),
  leafReveals: 'The position of the State, and on what.',
  does: 'States the position of a State on proposals or paragraphs. A later one supersedes it; none is overwritten.',
});

export const SETTLEMENTS = ['accepted', 'restored', 'set-aside', 'taken-back'] as const;

export const settled = kind({
  ...presiding,
  data: z
    .strictObject({
      ...of,
      proposals: sortedSet(proposalId, 1, 40),
      outcome: z.enum(SETTLEMENTS),
      /** The text as it stands, which this changes or leaves. */
      on: hex64,
      /** The text that comes out, where one does. */
      result: z.optional(hex64),
    })
    .check(
      z.refine(
        ({ outcome, result }) =>
          (outcome === 'accepted' || outcome === 'taken-back') === (result !== undefined),
        'a text comes out of what is accepted or taken back, and of nothing else',
      ),
    ),
  leafReveals: 'What became of which proposals, and the text that comes of it.',
  does: 'Accepts proposals into the text, sets them aside, restores them, or takes the last acceptance back.',
});

/** Where a paragraph stands in the layer of the negotiation. */
const agreement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pending') }),
  z.strictObject({ kind: z.literal('agreed') }),
  /** Agreed once these capitals have answered, by that time. */
  z.strictObject({
    kind: z.literal('ad-referendum'),
    until: time,
    participants: sortedSet(participantId, 1, 40),
  }),
  z.strictObject({ kind: z.literal('pending-delegations'), participants: sortedSet(participantId, 1, 40) }),
  /** Agreed together with these, or not at all. */
  z.strictObject({ kind: z.literal('subject-to'), paragraphs }),
  z.strictObject({ kind: z.literal('reopened'), reason: words(600) }),
]);
export type Agreement = z.infer<typeof agreement>;

export const agreementMarked = kind({
  ...presiding,
  data: z.strictObject({
    ...of,
    paragraphs,
    /** The text in which they are so. */
    on: hex64,
    agreement,
  }),
  leafReveals: 'Where paragraphs stand: agreed, ad referendum, pending, dependent on others, or reopened.',
  does: 'Says where paragraphs stand in this layer: agreed, ad referendum, pending, dependent on others, or reopened.',
});

export const closed = kind({
  ...presiding,
  data: z.strictObject({ ...of, text: hex64, outcome: z.enum(['discontinued', 'put-to-decision']) }),
  leafReveals: 'With which text the negotiation ended, and whether it is put to a decision.',
  does: 'Closes the negotiation of a text: it is put to a decision, or discontinued.',
});
