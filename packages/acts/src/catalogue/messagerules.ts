import * as z from 'zod/mini';
import { count, inLanguages, slug, sortedSet } from '../formats.ts';

const uniqueBy =
  <T>(nameOf: (item: T) => string) =>
  (all: readonly T[]) =>
    new Set(all.map(nameOf)).size === all.length;

/** One thing that a field can say, by its code: what a reader sees is its name in the reader's own language. */
const messageCode = z.strictObject({ code: slug, names: inLanguages(120) });

/** A field of the form of a message. Without `many` one code is said at most; no field has to be filled in. */
const messageField = z.strictObject({
  field: slug,
  names: inLanguages(120),
  many: z.optional(z.literal(true)),
  codes: z.array(messageCode).check(
    z.minLength(1),
    z.maxLength(60),
    z.refine(
      uniqueBy((c) => c.code),
      'a code stands twice',
    ),
  ),
});

const messageType = z.strictObject({
  type: slug,
  names: inLanguages(120),
  /** What it means that somebody sends it, in a sentence. */
  means: inLanguages(400),
  /** Which fields its form has, in the order of the form. */
  fields: z.array(slug).check(
    z.maxLength(20),
    z.refine((all) => new Set(all).size === all.length, 'repeats'),
  ),
  /** It answers something: no thread begins with it. */
  answersOnly: z.optional(z.literal(true)),
  /** Which types it may answer; absent: every type. An empty list: it always begins a thread. */
  answers: z.optional(sortedSet(slug, 0, 60)),
  /** It exists in exercises only. */
  exercise: z.optional(z.literal(true)),
});

/**
 * Whom a message wakes that nobody acknowledges, in minutes since it was received: the duty of the contact is told at once,
 * then its alternate, the diplomatic contacts of its State, its mission.
 */
const ladder = z
  .strictObject({ alternate: count, diplomatic: count, mission: count })
  .check(
    z.refine(
      (l) => l.alternate <= l.diplomatic && l.diplomatic <= l.mission && l.mission <= 43_200,
      'the rungs do not follow each other, or reach beyond thirty days',
    ),
  );
export type Ladder = z.infer<typeof ladder>;

/**
 * What a body adopts about its messages, with its rules. A rule book without it has `MESSAGE_RULES`. Messages are sealed:
 * the host never learns their type, so these are kept by those who write and shown to those who read.
 */
export const messageRules = z
  .strictObject({
    types: z.array(messageType).check(
      z.minLength(1),
      z.maxLength(60),
      z.refine(
        uniqueBy((t) => t.type),
        'a type stands twice',
      ),
    ),
    fields: z.array(messageField).check(
      z.maxLength(30),
      z.refine(
        uniqueBy((f) => f.field),
        'a field stands twice',
      ),
    ),
    ladder: z.optional(ladder),
  })
  .check(
    z.refine(
      ({ types, fields }) =>
        types.every((t) => t.fields.every((name) => fields.some(({ field }) => field === name))),
      'a form has a field that is not described',
    ),
    z.refine(
      ({ types }) =>
        types.every((t) => (t.answers ?? []).every((name) => types.some(({ type }) => type === name))),
      'a type answers one that there is not',
    ),
  );
export type MessageRules = z.infer<typeof messageRules>;

/** Half an hour, two hours, four: a default to be changed. */
export const LADDER: Ladder = { alternate: 30, diplomatic: 120, mission: 240 };
