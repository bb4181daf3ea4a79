import type { Calendar, DecisionRules } from '@comity/acts';

/**
 * How bodies decide, as Comity ships it: data that a secretariat edits before a body adopts it. Numbers and dates
 * are defaults, not quotations.
 */

const days = (...dates: readonly string[]) =>
  dates.map((date) => Date.parse(`${date}T00:00:00.000Z`) / 86_400_000);
const day = (date: string) => days(date)[0]!;
const from = (instant: string, minutes: number) => ({ from: Date.parse(instant) / 1000, minutes });

/** New York, with the holidays of United Nations Headquarters as a default. */
const NEW_YORK: Calendar = {
  name: 'America/New_York',
  offsets: [
    from('2025-11-02T06:00:00.000Z', -300),
    from('2026-03-08T07:00:00.000Z', -240),
    from('2026-11-01T06:00:00.000Z', -300),
    from('2027-03-14T07:00:00.000Z', -240),
    from('2027-11-07T06:00:00.000Z', -300),
    from('2028-03-12T07:00:00.000Z', -240),
    from('2028-11-05T06:00:00.000Z', -300),
  ],
  workdays: [1, 2, 3, 4, 5],
  hours: { from: 540, until: 1080 },
  holidays: days(
    ...['2026-01-01', '2026-02-16', '2026-03-20', '2026-04-03', '2026-05-25', '2026-05-27', '2026-06-19'],
    ...['2026-07-03', '2026-09-07', '2026-11-26', '2026-12-25', '2027-01-01', '2027-02-15', '2027-03-10'],
    ...['2027-03-26', '2027-05-17', '2027-05-31', '2027-07-05', '2027-09-06', '2027-11-25', '2027-12-24'],
    ...['2028-01-03', '2028-12-25'],
  ),
  through: day('2028-12-31'),
};

/** A week from Sunday to Thursday, three hours ahead of UTC all the year. */
const SUNDAY_TO_THURSDAY: Calendar = {
  name: 'Etc/GMT-3',
  offsets: [{ from: 0, minutes: 180 }],
  workdays: [1, 2, 3, 4, 7],
  hours: { from: 480, until: 960 },
  holidays: days('2026-01-01', '2026-12-31', '2027-01-03', '2028-01-02'),
  through: day('2028-12-31'),
};

/** A working group of the General Assembly that decides by consensus. */
export const ASSEMBLY: DecisionRules = {
  calendar: NEW_YORK,
  languages: ['ar', 'en', 'es', 'fr', 'ru', 'zh'],
  notice: { unit: 'hours', count: 24 },
  tables: ['chair', 'facilitator', 'state'],
  amendments: 'furthest-first',
  opens: {
    substance: ['chair', 'facilitator', 'secretariat'],
    office: ['chair', 'secretariat'],
    motion: ['chair', 'state'],
    appeal: ['state'],
    waiver: ['chair', 'state'],
  },
  methods: {
    substance: 'consensus',
    office: 'consensus',
    motion: { share: { part: 1, of: 2 } },
    appeal: { share: { part: 1, of: 2 } },
  },
  layers: [
    { id: 'informals', presides: ['chair', 'facilitator'] },
    { id: 'committee', presides: ['chair'] },
    { id: 'plenary', presides: ['chair'] },
  ],
  silence: {
    length: { unit: 'hours', count: 72 },
    endsAtWork: true,
    settling: 600,
    extension: { times: 2, hours: 72 },
  },
  room: { window: 60, afterwards: { unit: 'hours', count: 24 }, quorum: { part: 1, of: 2 } },
  disclosure: ['fact', 'paragraphs', 'state'],
  waivable: [
    'decisions.languages-issued',
    'decisions.notice-given',
    'decisions.quorum-present',
    'decisions.silence-long-enough',
  ],
};

/** Every language and ten working days before any decision, and nothing but consensus. */
export const STRICT: DecisionRules = {
  ...ASSEMBLY,
  notice: { unit: 'working-days', count: 10 },
  opens: { ...ASSEMBLY.opens, substance: ['chair'], motion: ['chair', 'state'] },
  methods: { substance: 'consensus', office: 'consensus', motion: 'consensus', appeal: 'consensus' },
  silence: {
    ...ASSEMBLY.silence,
    length: { unit: 'working-days', count: 10 },
    extension: { times: 1, hours: 120 },
  },
  room: { window: 300, afterwards: { unit: 'working-days', count: 2 }, quorum: { part: 1, of: 2 } },
  waivable: ['decisions.notice-given'],
};

/** A regional body: two languages, a shorter silence, its own week. */
export const REGIONAL: DecisionRules = {
  ...ASSEMBLY,
  calendar: SUNDAY_TO_THURSDAY,
  languages: ['ar', 'en'],
  notice: { unit: 'working-days', count: 2 },
  methods: { ...ASSEMBLY.methods, appeal: 'consensus' },
  silence: {
    length: { unit: 'working-hours', count: 48 },
    endsAtWork: true,
    settling: 600,
    extension: { times: 1, hours: 48 },
  },
  room: { window: 120, afterwards: { unit: 'hours', count: 24 }, quorum: { part: 2, of: 3 } },
};

/** The rule sets that are shipped, by name. */
export const SHIPPED_DECISIONS = { assembly: ASSEMBLY, strict: STRICT, regional: REGIONAL } as const;
export type ShippedDecisions = keyof typeof SHIPPED_DECISIONS;

/**
 * How a body decides whose rules were adopted before they could say so: by the strictest set that is shipped, in UTC
 * and without holidays, so that its first decision can give it rules of its own.
 */
export const DEFAULT_DECISIONS: DecisionRules = {
  ...STRICT,
  calendar: {
    name: 'Etc/UTC',
    offsets: [{ from: 0, minutes: 0 }],
    workdays: [1, 2, 3, 4, 5],
    hours: { from: 0, until: 1440 },
    holidays: [],
    through: day('2099-12-31'),
  },
  languages: [],
  opens: { ...STRICT.opens, substance: ['chair', 'secretariat'] },
  disclosure: ['state'],
};
