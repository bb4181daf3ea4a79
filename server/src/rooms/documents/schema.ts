import { COVERAGE, FAMILY } from '@comity/acts';
import { z } from 'zod';

export const hash = z.string().describe('64 lower-case hex digits');
export const names = z.record(z.string(), z.string()).describe('By language');
export const index = z.int().describe('The entry of the record');
export const instant = z.string().describe('UTC with milliseconds');

const file = {
  sha256: hash.describe('/api/blobs/{sha256}'),
  size: z.int(),
  media: z.string(),
};

export const document = z.strictObject({
  document: z.string(),
  index: z.int().describe('The entry that registered it'),
  symbol: z.string().optional(),
  titles: names,
  dated: z.string().optional(),
  source: z
    .enum(['archive', 'secretariat', 'participant'])
    .describe('archive: imported as found, in nobody’s name'),
  received: z.string(),
  withdrawn: z.string().optional().describe('Why it was withdrawn; may be empty'),
  embargo: instant.optional().describe('Until when only participants may read its files'),
  class: z.string().optional().describe('Of /api/document-classes'),
  organ: z.string().optional().describe('Of /api/organs'),
  session: z.string().optional(),
  agenda: z.array(z.string()).optional().describe('Items of the agenda'),
  original: z.string().optional().describe('The language it was written in'),
  words: z.int().optional(),
  estimate: z
    .strictObject({
      languages: z.int().describe('Languages of the body other than that of the original'),
      currency: z.string(),
      amount: z.int().describe('In hundredths of the currency'),
    })
    .optional()
    .describe('What its translation costs by the rate in the rules'),
  submitter: z.string().optional().describe('The participant that submitted it by its own act'),
  sponsors: z
    .array(z.strictObject({ participant: z.string(), since: instant }))
    .describe('Co-sponsors now, in the order in which they joined'),
  versions: z
    .array(
      z.strictObject({
        language: z.string(),
        index: z.int(),
        ...file,
        corrects: z.string().optional(),
        issued: instant,
        formats: z
          .array(z.strictObject({ index: z.int(), ...file }))
          .describe('The same text as other files'),
      }),
    )
    .describe('By language, newest first'),
});
export const documents = z.strictObject({
  documents: z.array(document),
  next: z.int().optional().describe('Give it as `before` for the next page'),
});
const short = (max: number) => z.string().max(max).optional();
export const documentFilter = z.strictObject({
  language: short(35),
  q: short(100).describe('Words in symbol or title'),
  class: short(32),
  organ: short(32),
  session: short(40),
  agenda: short(20),
  submitter: short(32).describe('Who submitted it or co-sponsors it'),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Why something is refused and what would allow it, by language. */
export const reasons = z
  .record(z.string(), z.strictObject({ why: z.string(), allowedWhen: z.string() }))
  .optional()
  .describe('Both by language, where there are words for it');

export const clock = z.strictObject({
  document: z.string(),
  now: instant.describe('When this was asked'),
  rule: z.strictObject({
    languages: z.array(z.string()).describe('That must be out; empty: as it is'),
    notice: z.strictObject({ unit: z.enum(['hours', 'working-hours', 'working-days']), count: z.int() }),
    calendar: z.string().describe('The calendar and zone in which it is reckoned'),
  }),
  out: z.array(z.strictObject({ language: z.string(), since: instant, required: z.boolean() })),
  missing: z.array(z.string()).describe('Required and not issued'),
  opens: instant.optional().describe('From when it may be decided on'),
  obstacle: z
    .strictObject({ rule: z.string(), title: names, why: z.string(), allowedWhen: z.string(), reasons })
    .optional()
    .describe('What stands in the way now; absent where nothing does'),
});

export const family = z.strictObject({
  work: z.string().optional().describe('The symbol without suffixes; absent where the document bears none'),
  documents: z.array(
    z.strictObject({
      document: z.string(),
      symbol: z.string(),
      titles: names,
      received: z.string(),
      withdrawn: z.boolean(),
      steps: z.array(z.strictObject({ kind: z.enum(FAMILY), number: z.int() })),
      parent: z.string().optional().describe('The symbol that it revises, adds to or corrects'),
    }),
  ),
  next: z.record(z.enum(FAMILY), z.string()).optional().describe('The next free symbol of each kind'),
});

export const classes = z.strictObject({
  classes: z.array(
    z.strictObject({
      class: z.string(),
      names,
      pattern: z.string(),
      next: z.string().optional().describe('The next free symbol, where the question names all its parts'),
    }),
  ),
  suffixes: z.record(z.enum(FAMILY), z.string()),
});
export const classFilter = z.strictObject({
  organ: short(32),
  session: short(12),
  year: z.coerce.number().int().min(1900).max(2999).optional(),
});

export const organs = z.strictObject({
  organs: z.array(
    z.strictObject({
      organ: z.string(),
      index: z.int(),
      names,
      prefix: z.string().optional(),
      parent: z.string().optional(),
    }),
  ),
});

const cited = z.strictObject({ document: z.string(), symbol: z.string().optional(), titles: names });
const declaration = {
  coverage: z.enum(COVERAGE),
  where: z.string().optional(),
  reason: z.string(),
  participant: z.string().describe('Who declared it'),
  index,
  received: instant,
};
export const initiative = z.strictObject({
  initiative: z.string(),
  index,
  titles: names,
  group: names.optional(),
  presented: z.string().describe('The day; for what a State signed, that of receipt'),
  presenters: z.array(z.string()),
  signed: z.boolean().describe('False: entered by the secretariat, not signed by a State here'),
  received: instant,
  withdrawn: z.boolean(),
  reason: z.string().optional(),
  documents: z.array(cited),
  coverage: z.array(z.strictObject({ ...cited.shape, ...declaration })).describe('By paper'),
});
export const initiatives = z.strictObject({
  initiatives: z.array(initiative).describe('By the day of presentation; no other order'),
});
export const coverage = z.strictObject({
  document: z.string(),
  initiatives: z.array(
    z.strictObject({
      initiative: z.string(),
      titles: names,
      presented: z.string(),
      presenters: z.array(z.string()),
      group: names.optional(),
      withdrawn: z.boolean(),
      declared: z.strictObject(declaration).optional().describe('Absent: the paper has not said'),
    }),
  ),
});
