import { z } from 'zod';

const instant = z.string().describe('RFC 3339, UTC, three decimals');
const person = z.string().regex(/^per_[A-Za-z0-9_-]{22}$/);
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
export const contactId = z.string().max(40);
export const handoverId = z.string().regex(/^hdo_[A-Za-z0-9_-]{22}$/);

export const slot = z.strictObject({
  person,
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .describe('Weekdays on which it begins: 1 Monday to 7 Sunday'),
  from: clock.describe('HH:MM'),
  to: clock.describe('HH:MM, of the next day where it is not later'),
});

export const plan = z.strictObject({
  zone: z.string().max(60).describe('A time zone, for example Europe/Paris'),
  slots: z.array(slot).min(1).max(100).describe('Where two hold at once, the first counts'),
});

/** A note that the contact sealed to itself: what stands in it is never known here. */
export const note = z.strictObject({
  header: z.strictObject({
    message: z.string().regex(/^msg_[A-Za-z0-9_-]{22}$/),
    thread: z.string().regex(/^thr_[A-Za-z0-9_-]{22}$/),
    from: z.strictObject({ participant: z.string().max(32), contact: contactId }),
    marking: z.strictObject({ scheme: z.string().max(20), label: z.string().max(40) }),
    exercise: z.literal(false),
  }),
  ciphertext: z.base64().max(60_000).describe('Base64, as it was sealed'),
});

export const newHandover = z.strictObject({
  handover: handoverId.describe('Made by who hands over: the same one again changes nothing'),
  to: person.describe('Somebody of the roster; oneself, to take over'),
  note: note.optional(),
});

export const handover = z.strictObject({
  handover: z.string(),
  from: z.string().optional().describe('Who was on duty then'),
  to: z.string(),
  handed: instant,
  confirmed: instant.optional(),
  withdrawn: instant.optional(),
  note: note.optional(),
  index: z.int().describe('How long the record was then: keys are those of that time'),
});

export const duty = z.strictObject({
  contact: z.string(),
  roster: z.array(z.string()),
  now: z
    .strictObject({
      person: z.string(),
      how: z.enum(['schedule', 'handed-over']),
      until: instant.optional().describe('When the schedule has somebody else, or nobody'),
    })
    .optional()
    .describe('Absent where nobody is on duty, or nothing was said of it: the whole roster is then meant'),
  plan: plan.optional().describe('Absent: whoever took over is on duty until the next one does'),
  gaps: z.array(z.strictObject({ from: instant, until: instant })).describe('Within the next 72 hours'),
  handovers: z.array(handover).describe('The last ones, newest first'),
  mayPlan: z.boolean(),
  me: z.string().optional().describe('Who asks, where that is a person'),
});
