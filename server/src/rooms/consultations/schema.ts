import { z } from 'zod';
import { asideId, instant, openedBy, sealedItem, seenItem } from '../asides/index.ts';

export const consultationId = asideId;
export const about = z
  .string()
  .regex(/^(doc|pro)_[A-Za-z0-9_-]{22}$/)
  .describe('A text under negotiation, or a procedure');
const kind = z
  .enum(['sounding', 'group'])
  .describe('`sounding`: a State and whoever presides; `group`: a small group of States');

export const newItem = z.strictObject({
  ...sealedItem(false).shape,
  ...{ kind, about },
  nonce: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/)
    .describe('With kind, about and the States it is sealed to, the id of the thread follows from it'),
});
export const item = seenItem(false);

const summary = z.strictObject({
  consultation: z.string(),
  kind,
  about,
  among: z.array(z.string()).describe('The States whose contacts read it'),
  opened: instant,
  openedBy,
  ends: instant.optional().describe('What it is about has closed: when it is removed'),
});

export const consultations = z.strictObject({
  consultations: z.array(z.strictObject({ ...summary.shape, last: instant, items: z.int() })),
});
export const consultation = z.strictObject({
  ...summary.shape,
  mayRemove: z.boolean(),
  items: z.array(item).describe('In the order in which they came'),
});
export const beside = z.strictObject({
  about,
  open: z.boolean().describe('Whether a consultation about it can begin'),
  presiding: z.array(z.string()).describe('The participants whose persons preside over it now'),
});
