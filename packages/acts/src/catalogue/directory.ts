import * as z from 'zod/mini';
import { contactId, count, hex64, participantId, personId, sortedSet, time, words } from '../formats.ts';
import { hybridKey, openpgpKey } from '../key.ts';
import { kind } from './kinds.ts';

export const CONTACT_CLASSES = ['diplomatic', 'technical'] as const;
/** What can be said of a contact: a closed list. */
export const CONTACT_FIELDS = [
  'alone',
  'alternate',
  'emails',
  'hours',
  'institution',
  'languages',
  'messenger',
  'name',
  'role',
  'telephones',
  'timeZone',
  'unit',
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

const fieldValue = z.union([words(300), z.array(words(120)).check(z.minLength(1), z.maxLength(12))]);
/**
 * A field in the open, or a commitment to it with who may read it: every participant, the State alone,
 * or the participants named. The opening travels beside the act.
 */
const field = z.union([
  z.strictObject({ value: fieldValue }),
  z.strictObject({
    commitment: hex64,
    readers: z.union([z.enum(['participants', 'own']), sortedSet(participantId, 1, 200)]),
  }),
]);
export type Field = z.infer<typeof field>;
/** E-mail addresses are ASCII, so that two that look alike are alike. */
const isAddress = (text: string) => /^[\x21-\x3f\x41-\x7e]{1,64}@[a-zA-Z0-9.-]{1,253}$/.test(text);
/** Whether this may be said of a contact under this name: also asked of what an opening shows. */
export const isFieldValue = (name: ContactField, value: unknown): boolean =>
  fieldValue.safeParse(value).success &&
  (name !== 'emails' || (Array.isArray(value) && value.every((item) => isAddress(item as string))));

const fields = z.partialRecord(z.enum(CONTACT_FIELDS), field).check(
  z.refine((f) => !(f.name && 'value' in f.name), 'a personal name is never public'),
  z.refine(
    (f) => !(f.emails && 'value' in f.emails) || isFieldValue('emails', f.emails.value),
    'emails is a list of addresses in ASCII',
  ),
);
export type Fields = z.infer<typeof fields>;
export { fields as fieldsSchema };

/** How the State's whole list continues: its number, the manifest before and the manifest of the result. */
const list = z.strictObject({ seq: count, previous: z.optional(hex64), manifest: hex64 });
export type ListStep = z.infer<typeof list>;

const description = {
  contact: contactId,
  class: z.enum(CONTACT_CLASSES),
  fields,
};
const roster = sortedSet(personId, 0, 30);

export { roster as rosterSchema };

const byState = { tier: 'public', binding: true, signedBy: { by: 'directory' } } as const;

export const contactNominated = kind({
  ...byState,
  data: z.strictObject({ ...description, roster, list }),
  leafReveals:
    'That the State has a contact of this class, who is on its roster by id, and the fields it made public.',
  does: 'Nominates a point of contact in the name of the State.',
});

export const contactAmended = kind({
  ...byState,
  data: z.strictObject({ ...description, roster, list }),
  leafReveals: 'That the contact changed, and the fields the State made public.',
  does: 'Changes what the directory says of a point of contact.',
});

export const contactRemoved = kind({
  ...byState,
  data: z.strictObject({ contact: contactId, list }),
  leafReveals: 'That the contact was removed.',
  does: 'Removes a point of contact.',
});

export const keyCertified = kind({
  ...byState,
  data: z.strictObject({
    contact: contactId,
    key: openpgpKey,
    /** Where there is one, whoever can seals to both. */
    hybrid: z.optional(hybridKey),
    expires: z.optional(time),
    list,
  }),
  leafReveals: 'The key to which messages for this contact are sealed.',
  does: 'Certifies the key of a point of contact; an earlier one ends.',
});

export const keyWithdrawn = kind({
  ...byState,
  data: z.strictObject({
    contact: contactId,
    key: hex64,
    reason: z.enum(['compromised', 'lost', 'superseded']),
    list,
  }),
  leafReveals: 'That this key ended, and why.',
  does: 'Withdraws the key of a point of contact.',
});

export const recoveryCertified = kind({
  data: z.strictObject({ key: openpgpKey, hybrid: z.optional(hybridKey), expires: z.optional(time), list }),
  tier: 'public',
  binding: true,
  // It reads every message of the State: nobody below the root may bring that about.
  signedBy: { by: 'root' },
  leafReveals: 'The key with which the State can read whatever is sent to its contacts or by them.',
  does: 'Certifies the recovery key of the State; an earlier one ends.',
});

export const recoveryWithdrawn = kind({
  ...byState,
  data: z.strictObject({ key: hex64, reason: z.enum(['compromised', 'lost', 'superseded']), list }),
  leafReveals: 'That this recovery key ended, and why.',
  does: 'Withdraws the recovery key of the State.',
});

export const contactRecorded = kind({
  data: z.strictObject({
    ...description,
    participant: participantId,
    note: z.strictObject({ number: words(60), sha256: hex64 }),
    list,
  }),
  tier: 'public',
  binding: true,
  signedBy: { by: 'directory', of: 'secretariat' },
  leafReveals:
    'That the secretariat entered a contact from a note verbale which the State has not yet signed here.',
  does: 'Enters a contact from a note verbale, marked as not yet signed by the State.',
});
