import { z } from 'zod';
import { textFilter } from '../schema-texts.ts';

const { q, language, document, from, until } = textFilter.shape;

/** What is looked for; kept as it was asked. */
export const wanted = z.strictObject({
  q: q.min(1),
  language,
  document,
  superseded: z.literal(true).optional(),
  from,
  until,
});

const every = z.enum(['day', 'week']).describe('How often a mail tells what is new');
const address = z
  .string()
  .max(254)
  .regex(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,190}$/)
  .describe('Where to; nothing is sent before its reader gave back the code that is mailed there');
export const digest = z.strictObject({ every, address });

export const newSearch = z.strictObject({
  name: z.string().min(1).max(80).optional().describe('Stands in mails; by default what is looked for'),
  wanted,
  language: z.string().max(35).describe('Of the feed and of mails'),
  digest: digest.optional(),
});

export const search = z.strictObject({
  search: z.string(),
  name: z.string(),
  wanted,
  language: z.string(),
  created: z.string(),
  feed: z.string().describe('Below a language of the pages: whoever knows this address reads the feed'),
  digest: z
    .strictObject({
      ...digest.shape,
      isProven: z.boolean().describe('False until the code was given back'),
      due: z.string().optional().describe('When the next mail may go out'),
    })
    .optional(),
});
export const searches = z.strictObject({ searches: z.array(search) });
export const followed = z.strictObject({ name: z.string(), wanted, language: z.string() });
export const code = z.strictObject({ code: z.string().max(40) });
