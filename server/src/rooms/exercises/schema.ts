import { z } from 'zod';

/** In characters of base64url: a sealed item. */
const MOST = 160 * 1024;

const instant = z.string().describe('RFC 3339, UTC, three decimals');
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`));
export const exerciseId = id('thr');

const contact = z.strictObject({ participant: z.string().max(32), contact: id('con') });
const header = z.strictObject({
  message: id('msg'),
  thread: exerciseId,
  from: contact,
  marking: z.strictObject({ scheme: z.string().max(20), label: z.string().max(40) }),
  exercise: z.literal(true),
});

const party = z.strictObject({
  ...contact.shape,
  key: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('Fingerprint that it was sealed to'),
});

export const newItem = z.strictObject({
  header,
  to: z.array(party).min(1).max(100),
  ciphertext: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(MOST)
    .describe('The sealed item, base64url'),
});

export const item = z.strictObject({
  ...newItem.shape,
  message: z.string(),
  person: z.string().describe('Who put it here, as the host saw it; `root` for the root'),
  received: instant,
  index: z.int().describe('How long the record was then: keys are those of that time'),
});

const summary = z.strictObject({
  exercise: z.string(),
  control: z.array(z.string()).describe('The States whose contacts read the plan'),
  opened: instant,
  openedBy: z.strictObject({ participant: z.string(), person: z.string() }),
});

export const exercises = z.strictObject({
  exercises: z.array(z.strictObject({ ...summary.shape, last: instant, items: z.int() })),
});
export const exercise = z.strictObject({
  ...summary.shape,
  mayRemove: z.boolean(),
  now: instant.describe('The clock of the host, by which the clock of the exercise runs'),
  items: z.array(item).describe('In the order in which they came'),
});
