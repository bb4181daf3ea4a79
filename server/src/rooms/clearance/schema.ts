import { z } from 'zod';

/** In bytes: a sealed item, or a sealed file of it. */
const MOST = 2 * 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().describe('RFC 3339, UTC, three decimals');
const blob = z.strictObject({ sha256, size: z.int().min(1).max(MOST) });
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`));
export const clearanceId = id('thr');

const header = z.strictObject({
  message: id('msg'),
  thread: clearanceId,
  from: z.strictObject({ participant: z.string().max(32), contact: id('con') }),
  marking: z.strictObject({ scheme: z.string().max(20), label: z.string().max(40) }),
  exercise: z.literal(false),
});

const party = z.strictObject({
  participant: z.string().max(32),
  contact: id('con'),
  key: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('Fingerprint that it was sealed to'),
});

export const newItem = z.strictObject({
  header,
  ciphertext: blob.describe('Put at /api/blobs/{sha256} before'),
  attachments: z.array(blob).max(5).default([]),
  to: z.array(party).min(1).max(50),
});

export const item = z.strictObject({
  ...newItem.shape,
  attachments: z.array(blob),
  message: z.string(),
  person: z.string().describe('Who put it here, as the host saw it; `root` for the root'),
  received: instant,
  index: z.int().describe('How long the record was then: keys are those of that time'),
});

export const clearances = z.strictObject({
  clearances: z.array(
    z.strictObject({
      clearance: z.string(),
      opened: instant,
      openedBy: z.string(),
      last: instant,
      items: z.int(),
    }),
  ),
});
export const clearance = z.strictObject({
  clearance: z.string(),
  openedBy: z.string(),
  mayRemove: z.boolean(),
  items: z.array(item).describe('In the order in which they came'),
});
