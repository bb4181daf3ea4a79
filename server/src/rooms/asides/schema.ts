import { z } from 'zod';

/** In characters of base64url: a sealed item. */
const MOST = 160 * 1024;
/** Bytes of a request: a sealed item in base64url, with its addressees. */
export const BODY_LIMIT = 192 * 1024;

export const instant = z.string().describe('RFC 3339, UTC, three decimals');
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`));
export const asideId = id('thr');

const contact = z.strictObject({ participant: z.string().max(32), contact: id('con') });
const party = z.strictObject({
  ...contact.shape,
  key: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('Fingerprint that it was sealed to'),
});

/** A sealed item as it is put; `exercise` says whether it is one of an exercise. */
export const sealedItem = <Flag extends boolean>(exercise: Flag) =>
  z.strictObject({
    header: z.strictObject({
      message: id('msg'),
      thread: asideId,
      from: contact,
      marking: z.strictObject({ scheme: z.string().max(20), label: z.string().max(40) }),
      exercise: z.literal(exercise),
    }),
    to: z
      .array(party)
      .min(1)
      .max(100)
      .refine((to) => new Set(to.map(({ contact }) => contact)).size === to.length, 'a contact stands twice'),
    ciphertext: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/)
      .max(MOST)
      .describe('The sealed item, base64url'),
  });

/** The same as it is given back. */
export const seenItem = <Flag extends boolean>(exercise: Flag) =>
  z.strictObject({
    ...sealedItem(exercise).shape,
    message: z.string(),
    person: z.string().describe('Who put it here, as the host saw it; `root` for the root'),
    received: instant,
    index: z.int().describe('How long the record was then: keys are those of that time'),
  });
export type SeenItem<Flag extends boolean> = z.infer<ReturnType<typeof seenItem<Flag>>>;

export const openedBy = z.strictObject({ participant: z.string(), person: z.string() });
