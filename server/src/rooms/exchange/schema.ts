import { z } from 'zod';
import { woken } from './ladder/schema.ts';

const hash = z.string().describe('64 lower-case hex digits');
const instant = z.string().describe('RFC 3339, UTC, three decimals');
const blob = z.strictObject({ sha256: hash, size: z.int() });

export const header = z.strictObject({
  message: z.string(),
  thread: z.string(),
  from: z.strictObject({ participant: z.string(), contact: z.string() }),
  marking: z.strictObject({ scheme: z.string(), label: z.string() }),
  exercise: z.boolean(),
  deadline: instant.optional(),
});

export const thread = z.strictObject({
  thread: z.string(),
  messages: z.int(),
  unacknowledged: z.int().describe('Messages to you that nobody of yours has acknowledged'),
  last: z.strictObject({ index: z.int(), received: instant, header }),
});
export const threads = z.strictObject({
  threads: z.array(thread),
  next: z.int().optional().describe('Give it as `before` for the next page'),
});
export const threadFilter = z.strictObject({
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const message = z.strictObject({
  message: z.string(),
  act: hash,
  index: z.int(),
  received: instant,
  header,
  ciphertext: blob,
  attachments: z.array(blob),
  to: z.array(
    z.strictObject({
      participant: z.string(),
      contact: z.string(),
      key: z.string().describe('Fingerprint the message was sealed to'),
      acknowledged: z.strictObject({ index: z.int(), received: instant }).optional(),
      woken: z
        .array(woken)
        .describe('Who was told, as far as you may know it: of your own State, and of what you sent'),
    }),
  ),
});
export const conversation = z.strictObject({ thread: z.string(), messages: z.array(message) });

export const muting = z.strictObject({
  until: z.iso.datetime({ precision: 3 }).describe('RFC 3339, UTC, three decimals'),
});

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
export const quiet = z.strictObject({
  from: clock.describe('HH:MM'),
  to: clock.describe('HH:MM, of the next day where it is earlier'),
  zone: z.string().max(60).describe('A time zone, for example Europe/Paris'),
});
