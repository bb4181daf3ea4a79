import { z } from 'zod';

const hash = z.string().describe('64 lower-case hex digits');
const inLanguages = z.record(z.string(), z.string());

export const regionalId = z.string().max(40);

export const regionalImport = z.strictObject({
  act: hash.describe('The act that imported it: the base of the next'),
  index: z.int(),
  imported: z.string(),
  asOf: z.string().describe('As of which day it was right, as its keeper says'),
  expires: z.string().describe('From then on nobody is shown it'),
  contacts: z.int(),
  ended: z.string().optional().describe('When a newer import took its place, or it was withdrawn'),
});

export const regionalList = z.strictObject({
  regional: z.string(),
  participant: z.string().describe('Who imported it'),
  names: inLanguages,
  terms: inLanguages.describe('What it asks of whoever reads it'),
  readers: z.union([z.literal('participants'), z.array(z.string())]),
  ...regionalImport.shape,
  state: z.enum(['holds', 'expired', 'withdrawn']).describe('The file is open to its readers while it holds'),
  reason: z.string().optional().describe('Why it was withdrawn, where that was said'),
  file: z
    .strictObject({ sha256: hash, size: z.int() })
    .describe('/api/blobs/{sha256} while it holds: hold it to this hash'),
});

export const regionalLists = z.strictObject({
  lists: z.array(regionalList),
  longest: z.int().describe('For how many seconds a list may stand at most, by the rules in force'),
});

export const regionalDetail = z.strictObject({
  list: regionalList,
  imports: z.array(regionalImport).describe('Newest first'),
});
