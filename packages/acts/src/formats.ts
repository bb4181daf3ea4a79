import * as z from 'zod/mini';

/** The closed set of value formats that acts use (docs/spec/03-acts.md). */

/**
 * Unpadded base64url by its spelling, without decoding it: whole groups of four letters, then perhaps two or
 * three whose last one leaves no bits over, so that one value has one spelling.
 */
const BASE64URL = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/;
const decodesTo = (bytes: number | undefined) => (text: string) =>
  (bytes === undefined || Math.floor((text.length * 3) / 4) === bytes) && BASE64URL.test(text);
const base64url = (bytes: number | undefined, max: number) =>
  z
    .string()
    .check(z.maxLength(max), z.refine(decodesTo(bytes), 'not unpadded base64url of the right length'));

export const hex64 = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'not 64 lower-case hex digits'));
export const fingerprint = z.string().check(z.regex(/^[0-9a-f]{40}$/, 'not a fingerprint of 40 hex digits'));
export const salt = base64url(32, 43);
export const nonce = base64url(16, 22);
export const bytesUpTo = (max: number) => base64url(undefined, Math.ceil((max * 4) / 3));

/** An instant: RFC 3339, UTC, three decimals. Compared as text, it sorts in time. */
export const time = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'not an instant with milliseconds in UTC'),
  z.refine((text) => isInstant(text), 'not a date that exists'),
);
/** Every month has its first 28 days: the calendar is asked for the others only. */
const SURE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const isInstant = (text: string) => {
  if (SURE.test(text)) return true;
  const ms = Date.parse(text);
  return Number.isFinite(ms) && new Date(ms).toISOString() === text;
};
export const timeOf = (ms: number): string => new Date(ms).toISOString();

export const date = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((text) => isInstant(`${text}T00:00:00.000Z`), 'not a date that exists'),
);

export const participantId = z.string().check(z.regex(/^[a-z0-9-]{2,32}$/, 'not the id of a participant'));
const objectId = (prefix: string) =>
  z.string().check(
    z.regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`), `not an id that begins with ${prefix}_`),
    z.refine((text) => /[AQgw]$/.test(text), 'not 128 bits in base64url'),
  );
export const personId = objectId('per');
export const contactId = objectId('con');
export const threadId = objectId('thr');
export const messageId = objectId('msg');
export const documentId = objectId('doc');
/** A regional list. */
export const listId = objectId('lst');
/** What may be erased: whoever or whatever commitments and sealed files are about. */
export const erasableId = z.union([personId, contactId, messageId, threadId]);
export const initiativeId = objectId('ini');
export const roundId = objectId('rnd');
/** A short name that people gave in a list of the body: an organ, a class of documents, an item of a template. */
export const slug = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,32}$/, 'not a short name of letters, digits and hyphens'));
export const procedureId = objectId('pro');
export const mandateId = objectId('man');
/** A proposal beside a text under negotiation. */
export const proposalId = objectId('prp');
/** A paragraph of a text, as `@comity/text` names it; the same in every language. */
export const paragraphId = objectId('par');

export const language = z.string().check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'not a language tag'));
export const mediaType = z.string().check(z.regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/), z.maxLength(80));
/** Words for people: never empty, kept exactly as written. */
export const words = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
/** The same words in several languages. */
export const inLanguages = (max: number) =>
  z.record(language, words(max)).check(z.refine((names) => Object.keys(names).length > 0, 'in no language'));
export const symbol = z
  .string()
  .check(z.regex(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/, 'not ASCII'), z.maxLength(60));
/** The name under which a mirror stamps. */
export const mirrorName = words(100).check(z.minLength(3));
export const count = z.int().check(z.gte(0));

/** A file kept beside the record, named by the SHA-256 of its bytes. */
export const blob = z.strictObject({ sha256: hex64, size: z.int().check(z.gte(0), z.lte(25 * 1024 * 1024)) });
export type Blob = z.infer<typeof blob>;

/** A sorted list without repetition: one set has one spelling. */
export const sortedSet = <T extends z.ZodMiniType<string>>(item: T, min: number, max: number) =>
  z.array(item).check(
    z.minLength(min),
    z.maxLength(max),
    z.refine(
      (items) => items.every((x, i) => i === 0 || (items[i - 1] as string) < (x as string)),
      'not sorted, or repeats',
    ),
  );
