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
