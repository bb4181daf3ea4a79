import * as z from 'zod/mini';
import {
  count,
  documentId,
  hex64,
  language,
  participantId,
  personId,
  procedureId,
  sortedSet,
  time,
  words,
} from '../formats.ts';
import { disclosure, office, WAIVABLE } from './decisionrules.ts';
import { kind } from './kinds.ts';

/** A paragraph, or another part of the subject that is decided by itself. */
const item = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, 'not the name of an item'));
export const items = sortedSet(item, 1, 60);

const officeHeld = z.strictObject({
  kind: z.literal('office'),
  office,
  participant: participantId,
  person: personId,
  /** The person holds it no longer. */
  ends: z.optional(z.literal(true)),
});
export type OfficeHeld = z.infer<typeof officeHeld>;

export const MOTIONS = ['adjourn', 'adjourn-debate', 'close-debate', 'reconsider', 'suspend'] as const;

/** What is to be decided. */
const subject = z.union([
  z.strictObject({
    kind: z.literal('document'),
    document: documentId,
    /** The exact bytes of each language version, by SHA-256. */
    versions: z.record(language, hex64),
  }),
  z.strictObject({ kind: z.literal('mandate'), sha256: hex64 }),
  z.strictObject({ kind: z.literal('rules'), sha256: hex64 }),
  officeHeld,
  z.strictObject({
    kind: z.literal('waiver'),
    rules: sortedSet(z.enum(WAIVABLE), 1, WAIVABLE.length),
    of: procedureId,
  }),
  z.strictObject({ kind: z.literal('motion'), motion: z.enum(MOTIONS), of: z.optional(procedureId) }),
  z.strictObject({ kind: z.literal('appeal'), ruling: hex64, of: procedureId }),
]);
export type Subject = z.infer<typeof subject>;

export const anyone = { tier: 'public', binding: true, signedBy: { by: 'decisions' } } as const;
export const byState = { tier: 'public', binding: true, signedBy: { by: 'decisions', of: 'state' } } as const;
export const bySecretariat = {
  tier: 'public',
  binding: true,
  signedBy: { by: 'decisions', of: 'secretariat' },
} as const;

export const procedure = { procedure: procedureId };

export const opened = kind({
  ...anyone,
  data: z
    .strictObject({
      ...procedure,
      kind: z.enum(['room', 'silence']),
      subject,
      /** Decided item by item; absent: as a whole. */
      items: z.optional(items),
      layer: z.string().check(z.regex(/^[a-z-]{2,30}$/)),
      /** Until when objections are received; only in a silence procedure. */
      deadline: z.optional(time),
      disclosure,
      /** The procedure that was broken before. */
      reissues: z.optional(procedureId),
      /** The motion by which something adopted is taken up again. */
      reconsiders: z.optional(procedureId),
    })
    .check(
      z.refine((d) => (d.kind === 'silence') === (d.deadline !== undefined), 'a deadline goes with silence'),
      z.refine((d) => d.disclosure !== 'fact' || !d.items, 'items disclose more than the fact'),
    ),
  leafReveals:
    'Everything: what is to be decided, how and until when, and how much will be shown of objections.',
  does: 'Opens a procedure: what is to be decided, in the room or by silence, and what will be disclosed.',
});

export const extended = kind({
  ...anyone,
  data: z.strictObject({
    ...procedure,
    deadline: time,
    /** What took the time: the platform, as the host stated; or a language version that came late. */
    cause: z.union([
      z.strictObject({ kind: z.literal('unavailable'), act: hex64 }),
      z.strictObject({ kind: z.literal('language'), language }),
    ]),
  }),
  leafReveals: 'The new deadline and what took the time.',
  does: 'Extends a silence procedure by time that was lost, as far as the rules allow.',
});

export const POSITIONS = ['can-live-with', 'instructions-pending', 'reserve', 'support'] as const;
export const positionStated = kind({
  ...byState,
  data: z.strictObject({ ...procedure, position: z.enum(POSITIONS), items: z.optional(items) }),
  leafReveals: 'The position of the State.',
  does: 'States the position of a State. A later one supersedes it; none is overwritten.',
});

const objection = z.strictObject({
  ...procedure,
  items: z.optional(items),
  /** The record of receipt that this confirms: its id, or its commitment. */
  confirms: z.optional(hex64),
  reason: z.optional(words(600)),
});
const withdrawal = z.strictObject({
  ...procedure,
  /** The objection, or the record of receipt: the id of its act, or its commitment where the State is not named. */
  objection: hex64,
});

export const objected = kind({
  ...byState,
  offline: true,
  data: objection,
  leafReveals: 'That the State objects, to what, and why if it says so.',
  does: 'Objects in the name of a State. Nothing is adopted over it.',
});

export const objectionWithdrawn = kind({
  ...byState,
  data: withdrawal,
  leafReveals: 'That the State no longer objects.',
  does: 'Withdraws an objection of the same State, or one received on paper in its name.',
});

const unnamed = { tier: 'restricted', binding: true } as const;

export const objectedUnnamed = kind({
  ...unnamed,
  offline: true,
  signedBy: { by: 'decisions', of: 'state' },
  data: objection,
  leafReveals:
    'That there was an objection, and to which items where the procedure discloses them: never whose. The chair can open it.',
  does: 'Objects where the procedure does not disclose who objects. Nothing is adopted over it.',
});

export const withdrawnUnnamed = kind({
  ...unnamed,
  signedBy: { by: 'decisions', of: 'state' },
  data: withdrawal,
  leafReveals: 'That an objection was withdrawn, and which: never whose. The chair can open it.',
  does: 'Withdraws an objection whose State is not disclosed; it counts once the chair has vouched for it.',
});

const receipt = z.strictObject({
  ...procedure,
  participant: participantId,
  by: z.enum(['note-verbale', 'letter', 'e-mail', 'telephone', 'voice']),
  /** When it came, as the secretariat says. */
  arrived: time,
  note: z.optional(z.strictObject({ number: words(60), sha256: hex64 })),
  items: z.optional(items),
});

export const receiptRecorded = kind({
  ...bySecretariat,
  data: receipt,
  leafReveals: 'That an objection of the State was received on paper or by voice, and is not confirmed yet.',
  does: 'Records that an objection arrived outside the record. Nothing is adopted until the State confirms or withdraws it.',
});

export const receiptUnnamed = kind({
  ...unnamed,
  signedBy: { by: 'decisions', of: 'secretariat' },
  data: receipt,
  leafReveals:
    'That an objection was received on paper or by voice: never whose. Its State and the chair can open it.',
  does: 'Records that an objection arrived outside the record, where the procedure does not disclose whose.',
});

export const vouched = kind({
  ...anyone,
  data: z.strictObject({ ...procedure, commitment: hex64 }),
  leafReveals: 'That the chair opened this entry and found it valid.',
  does: 'Vouches, as chair, for an entry whose State is not disclosed.',
});

export const presenceStated = kind({
  ...byState,
  binding: false,
  data: z.strictObject(procedure),
  leafReveals: 'That the State is present.',
  does: 'States that a State is present when a decision is taken.',
});

export const presenceAttested = kind({
  ...anyone,
  data: z.strictObject({ ...procedure, present: count }),
  leafReveals: 'How many States the secretary counted in the room.',
  does: 'Attests how many States are present in the room.',
});

export const announced = kind({
  ...anyone,
  data: z.strictObject({
    ...procedure,
    /** Until when objections are heard. */
    until: time,
    /** What happened in the room while the record could not be reached, as the chair says. */
    afterwards: z.optional(z.strictObject({ announced: time, gavelled: time, present: z.optional(count) })),
  }),
  leafReveals: 'That the chair is about to declare a decision, and until when objections are heard.',
  does: 'Announces a decision in the room, and opens the time for objections.',
});

export const voted = kind({
  ...byState,
  data: z.strictObject({ ...procedure, vote: z.enum(['abstain', 'against', 'for']) }),
  leafReveals: 'How the State votes.',
  does: 'Votes in the name of a State, where the rules of the body decide the matter by vote.',
});

export const ruled = kind({
  ...anyone,
  data: z.strictObject({ ...procedure, ruling: words(1000) }),
  leafReveals: 'The ruling.',
  does: 'Gives a ruling of the chair; a State may appeal against it.',
});

export const OUTCOMES = ['adopted', 'broken', 'rejected', 'withdrawn'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const closed = kind({
  ...anyone,
  data: z.strictObject({
    ...procedure,
    outcome: z.enum(OUTCOMES),
    /** What was adopted, where it was decided item by item. */
    items: z.optional(items),
    /** How many entries the stream of the procedure has before this one, and the hash of the last of them. */
    entries: z.int().check(z.gte(1)),
    head: hex64,
    /** The office that changes hands, as it was opened. */
    effect: z.optional(officeHeld),
  }),
  leafReveals: 'The outcome, and every entry that it rests on by their count and the hash of the last.',
  does: 'Closes a procedure with its outcome: the gavel.',
});

/** The acts of the room that lie behind a commitment. */
export const UNNAMED = [
  'decisions.objected-unnamed',
  'decisions.withdrawn-unnamed',
  'decisions.receipt-unnamed',
] as const;
export type UnnamedType = (typeof UNNAMED)[number];

/** What the leaf of an unnamed act discloses: never who. */
export const disclosedFacts = z.strictObject({
  ...procedure,
  items: z.optional(items),
  /** The objection that is withdrawn. */
  objection: z.optional(hex64),
  /** The record of receipt that is confirmed. */
  confirms: z.optional(hex64),
  /** When it came, of what was received on paper. */
  arrived: z.optional(time),
});
export type DisclosedFacts = z.infer<typeof disclosedFacts>;
