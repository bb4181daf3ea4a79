import { z } from 'zod';

/** What can be noted of keys. */
export const NOTES = ['drilled', 'drill-failed', 'rewrapped', 'handed-over', 'destroyed', 'left'] as const;
export type NoteKind = (typeof NOTES)[number];

const instant = z.string().describe('RFC 3339, UTC, three decimals');
const days = z.int().min(30).max(36_500);
const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^\P{Cc}*$/u);
const contactId = z.string().regex(/^con_[A-Za-z0-9_-]{22}$/);
export const contactParams = z.strictObject({ contact: contactId });

export const newRule = z.strictObject({
  drillDays: days.describe('How often the recovery key is to be opened and tried'),
  rotateDays: days.describe('How old a key may become before it is to be replaced'),
  keepDays: days
    .optional()
    .describe('How long the host keeps sealed messages of yours; without it, as long as the body lasts'),
});
export type NewRule = z.infer<typeof newRule>;

export const newNote = z.strictObject({
  kind: z.enum(NOTES),
  subject: z
    .string()
    .regex(/^[A-Za-z0-9_-]{10,64}$/)
    .describe('The fingerprint of a key, the id of a contact or of a person'),
  says: line(200).default('').describe('In a few words; no names of people'),
  witness: line(120).min(1).optional().describe('The office that looked on'),
});
export type NewNote = z.infer<typeof newNote>;

export const note = z.strictObject({
  ...newNote.shape,
  says: z.string(),
  person: z.string().describe('Who noted it; `root` for the root'),
  noted: instant,
});

const dueKey = {
  fingerprint: z.string(),
  certified: instant,
  postQuantum: z.boolean(),
  expires: instant.optional(),
  due: instant.describe('When it is to be tried, or replaced, again'),
  isOverdue: z.boolean(),
};
export const custody = z.strictObject({
  rule: z.strictObject({
    drillDays: z.int(),
    rotateDays: z.int(),
    keepDays: z.int().optional(),
    keepFrom: instant.optional().describe('When a new or shorter retention begins to count'),
    isSet: z.boolean().describe('False while these are what everybody begins with'),
  }),
  recovery: z
    .strictObject({ ...dueKey, drilled: instant.optional().describe('The last time somebody noted a drill') })
    .optional(),
  keys: z.array(
    z.strictObject({
      ...dueKey,
      contact: z.string(),
      demanded: z.boolean().describe('Whether the State takes no message without a post-quantum seal'),
      wraps: instant.optional().describe('When old messages were last wrapped again for this contact'),
    }),
  ),
  mayRule: z.boolean().describe('Whether you may change the settings'),
  notes: z.array(note).describe('Newest first'),
});
export type CustodyView = z.infer<typeof custody>;

const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);
/** A message of a contact to itself, with one file: docs/spec/09-messages.md, 9.6. */
export const wraps = z.strictObject({
  v: z.literal(1),
  contact: contactId,
  header: z.strictObject({
    message: z.string().max(40),
    thread: z.string().max(40),
    from: z.strictObject({ participant: z.string().max(32), contact: contactId }),
    marking: z.strictObject({ scheme: z.string().max(20), label: z.string().max(40) }),
    exercise: z.literal(false),
  }),
  ciphertext: base64(400_000),
  keys: base64(16_000_000),
});
export type Wraps = z.infer<typeof wraps>;
