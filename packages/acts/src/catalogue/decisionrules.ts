import * as z from 'zod/mini';
import { count, language, sortedSet, words } from '../formats.ts';

/** What a person may be in a body, beside acting for a State: offices are held by persons. */
export const OFFICES = ['chair', 'facilitator', 'secretary'] as const;
export const office = z.enum(OFFICES);
export type Office = z.infer<typeof office>;

/** Who may do something in a procedure: the holder of an office, the secretariat, or any State. */
export const ROLES = [...OFFICES, 'secretariat', 'state'] as const;
const roles = sortedSet(z.enum(ROLES), 1, ROLES.length);
export type Role = (typeof ROLES)[number];

/** How much is shown of an objection, least first. Fixed before a procedure starts. */
export const DISCLOSURES = ['fact', 'paragraphs', 'state'] as const;
export const disclosure = z.enum(DISCLOSURES);
export type Disclosure = z.infer<typeof disclosure>;

/** What a procedure can be about, as rules tell it apart. */
export const MATTERS = ['substance', 'office', 'motion', 'appeal', 'waiver'] as const;
export type Matter = (typeof MATTERS)[number];

/** Rules that a body may set aside for one procedure. That nothing is adopted over an objection is not among them. */
export const WAIVABLE = [
  'decisions.languages-issued',
  'decisions.notice-given',
  'decisions.quorum-present',
  'decisions.silence-long-enough',
] as const;

/**
 * A length of time: hours on the clock; hours that fall on working days; or working days, of which the day it
 * begins on is none.
 */
export const span = z.strictObject({
  unit: z.enum(['hours', 'working-hours', 'working-days']),
  count: z.int().check(z.gte(0), z.lte(10_000)),
});
export type Span = z.infer<typeof span>;

const sorted = (numbers: readonly number[]) => numbers.every((n, i) => i === 0 || numbers[i - 1]! < n);
const day = z.int().check(z.gte(0), z.lte(100_000));
const minute = z.int().check(z.gte(0), z.lte(1440));

/**
 * One calendar in one zone, as integers: nobody's clock, locale or table of zones is asked. Days count from
 * 1 January 1970, minutes from local midnight; offsets are minutes east of UTC, each in force from an instant on.
 */
export const calendar = z
  .strictObject({
    name: words(80),
    offsets: z
      .array(z.strictObject({ from: z.int(), minutes: z.int().check(z.gte(-1440), z.lte(1440)) }))
      .check(z.minLength(1), z.maxLength(200)),
    /** 1 Monday to 7 Sunday. */
    workdays: z
      .array(z.int().check(z.gte(1), z.lte(7)))
      .check(z.minLength(1), z.refine(sorted, 'not sorted')),
    hours: z.strictObject({ from: minute, until: minute }),
    holidays: z.array(day).check(z.maxLength(1000), z.refine(sorted, 'not sorted')),
    /** The last day it was made for: nothing is reckoned beyond. */
    through: day,
  })
  .check(
    z.refine((c) => sorted(c.offsets.map(({ from }) => from)), 'offsets are not sorted'),
    z.refine((c) => c.hours.from < c.hours.until, 'hours that end before they begin'),
  );
export type Calendar = z.infer<typeof calendar>;

const share = z
  .strictObject({ of: z.int().check(z.gte(1), z.lte(100)), part: z.int().check(z.gte(1), z.lte(100)) })
  .check(z.refine(({ part, of }) => part <= of, 'more than the whole'));
export type Share = z.infer<typeof share>;

/** By consensus; or by a vote, which needs more than this part of those who voted for or against, or at least it. */
export const method = z.union([
  z.literal('consensus'),
  z.strictObject({ share, atLeast: z.optional(z.literal(true)) }),
]);
export type Method = z.infer<typeof method>;

/** How a body decides: the section `decisions` of its rules. */
export const decisionRules = z.strictObject({
  calendar,
  /** Languages in which a text is issued before anything is decided on it; empty: as it is. */
  languages: sortedSet(language, 0, 24),
  /** How long before a decision the last of these versions was issued. */
  notice: span,
  /** Who may table a text or a proposal. */
  tables: roles,
  /** Which amendment is taken first. */
  amendments: z.enum(['as-tabled', 'furthest-first']),
  /** Who may open a procedure, by what it is about. */
  opens: z.strictObject({ substance: roles, office: roles, motion: roles, appeal: roles, waiver: roles }),
  /** How it is decided. A waiver never needs more, nor less, than that nobody objects. */
  methods: z.strictObject({ substance: method, office: method, motion: method, appeal: method }),
  layers: z
    .array(
      z.strictObject({
        id: z.string().check(z.regex(/^[a-z-]{2,30}$/)),
        presides: sortedSet(office, 1, OFFICES.length),
      }),
    )
    .check(z.minLength(1), z.maxLength(8)),
  silence: z.strictObject({
    length: span,
    /** Whether a deadline falls in the hours of a working day. */
    endsAtWork: z.boolean(),
    /** Seconds between the deadline and its result, for what a mirror saw in time to arrive. */
    settling: count,
    /** How often a deadline may move, and by how many hours in all. */
    extension: z.strictObject({ times: count, hours: count }),
  }),
  room: z.strictObject({
    /** Seconds between the announcement and the gavel, at the least. */
    window: z.int().check(z.gte(1)),
    /** The same where chair and secretary enter afterwards what happened without the network. */
    afterwards: span,
    /** The part of the States that is present when a decision is taken; absent: not asked. */
    quorum: z.optional(share),
  }),
  /** The levels that a procedure may be opened with. */
  disclosure: sortedSet(disclosure, 1, DISCLOSURES.length),
  waivable: sortedSet(z.enum(WAIVABLE), 0, WAIVABLE.length),
});
export type DecisionRules = z.infer<typeof decisionRules>;
