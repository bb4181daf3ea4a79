import { z } from 'zod';

const hash = z.string().describe('64 lower-case hex digits');

export const document = z.strictObject({
  document: z.string(),
  index: z.int().describe('The entry that registered it'),
  symbol: z.string().optional(),
  titles: z.record(z.string(), z.string()).describe('By language'),
  dated: z.string().optional(),
  source: z
    .enum(['archive', 'secretariat', 'participant'])
    .describe('archive: imported as found, in nobody’s name'),
  received: z.string(),
  withdrawn: z.string().optional().describe('Why it was withdrawn'),
  versions: z
    .array(
      z.strictObject({
        language: z.string(),
        index: z.int(),
        sha256: hash.describe('/api/blobs/{sha256}'),
        size: z.int(),
        media: z.string(),
        corrects: z.string().optional(),
      }),
    )
    .describe('By language, newest first'),
});
export const documents = z.strictObject({
  documents: z.array(document),
  next: z.int().optional().describe('Give it as `before` for the next page'),
});
export const documentFilter = z.strictObject({
  language: z.string().max(35).optional(),
  q: z.string().max(100).optional().describe('Words in symbol or title'),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
