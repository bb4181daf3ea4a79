import { z } from 'zod';

/** What is asked and answered about the words of texts. */

const language = z.string().max(35);
const date = z.iso.date();

export const textFilter = z.strictObject({
  q: z.string().max(200).describe('Words, “rows of words”, -not, begin*'),
  language: language.optional().describe('Only texts in it; else in all languages of the body'),
  document: z.string().max(40).optional(),
  superseded: z
    .enum(['true'])
    .transform(() => true)
    .optional()
    .describe('Also versions that a later one took the place of'),
  from: date.optional().describe('Issued on this day (UTC) or later'),
  until: date.optional().describe('Issued on this day (UTC) or earlier'),
  show: language.optional().describe('Also the same paragraph in this language'),
  count: z
    .enum(['true'])
    .transform(() => true)
    .optional()
    .describe('How many there are, up to 1000'),
  after: z
    .string()
    .regex(/^\d{1,15}\.[A-Za-z0-9-]{2,35}\.\d{1,9}$/)
    .optional()
    .describe('The `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const foundParagraphs = z.strictObject({
  paragraphs: z
    .array(
      z.strictObject({
        document: z.string(),
        language: z.string(),
        issue: z.int().describe('The entry that issued this version'),
        sha256: z.string().describe('The file of the text: /api/blobs/{sha256}'),
        received: z.string(),
        paragraph: z.string().describe('Its id, the same in every language; `title` for the title'),
        label: z.string().optional().describe('PP2, OP7bis'),
        words: z.string(),
        marks: z.array(z.tuple([z.int(), z.int()])).describe('The words that were met, in UTF-16 units'),
        superseded: z.literal(true).optional(),
        aligned: z.string().optional().describe('The newest words of the same paragraph in `show`'),
      }),
    )
    .describe('Issued last first, then in the order of the text'),
  documents: z
    .record(
      z.string(),
      z.strictObject({ symbol: z.string().optional(), titles: z.record(z.string(), z.string()) }),
    )
    .describe('The documents of these paragraphs, by id'),
  asked: z.record(z.string(), z.array(z.string())).describe('By language, the words that were looked for'),
  next: z.string().optional().describe('Give it as `after` for the next page'),
  count: z.int().optional(),
});

export const agreedFilter = z.strictObject({
  document: z.string().max(40),
  language: language.describe('Which of its language versions'),
});

const share = z.number().min(0).max(1);
const earlier = z.strictObject({
  document: z.string(),
  symbol: z.string().optional(),
  adopted: z.string().describe('The day it was adopted by consensus'),
  paragraph: z.string(),
  label: z.string().optional(),
  same: z.boolean().describe('The same words, but for case, accents, punctuation and spaces'),
  score: share.describe('How alike: twice the runs of three words in common, by those of both'),
  repeated: share.describe('The share of this paragraph that the earlier one has'),
  spans: z
    .array(z.strictObject({ kind: z.enum(['kept', 'inserted', 'deleted']), text: z.string() }))
    .describe('From the earlier words to these'),
});

export const agreedLanguage = z.strictObject({
  paragraphs: z
    .array(
      z.strictObject({
        paragraph: z.string(),
        label: z.string().optional(),
        words: z.string(),
        repeats: z.boolean().describe('It only repeats agreed language'),
        earlier: z.array(earlier).describe('The most alike first'),
      }),
    )
    .describe('In the order of the text'),
  repeating: z.array(z.string()).describe('The ids of those that only repeat'),
});
