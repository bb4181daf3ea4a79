import { parseCanonical } from '@comity/log';
import * as z from 'zod/mini';
import { CONTACT_CLASSES, CONTACT_FIELDS, type ContactField, isFieldValue } from './catalogue/directory.ts';
import { MOST_LISTED } from './catalogue/lists.ts';
import { parseWith } from './envelope.ts';
import { ActError } from './errors.ts';
import { fingerprint, listId, participantId, salt, words } from './formats.ts';

/** The file of a regional list: what another organisation says of contacts, which nobody of the body signed. */

/** No file of a list has more bytes than this. */
export const MAX_LIST_FILE = 4 * 1024 * 1024;

const value = z.union([words(300), z.array(words(120)).check(z.minLength(1), z.maxLength(12))]);

const listed = z.strictObject({
  /** The participant whose office it is, as the list says. */
  state: participantId,
  class: z.enum(CONTACT_CLASSES),
  fields: z
    .partialRecord(z.enum(CONTACT_FIELDS), value)
    .check(
      z.refine(
        (fields) => Object.entries(fields).every(([name, said]) => isFieldValue(name as ContactField, said)),
        'a field cannot be said so',
      ),
    ),
  /** The fingerprint that the list prints. Nobody certified it here: nothing is sealed to it. */
  fingerprint: z.optional(fingerprint),
});
export type ListedContact = z.infer<typeof listed>;

/** The blob that `file` of `directory.list-imported` names. */
export const listFile = z.strictObject({
  v: z.literal(1),
  regional: listId,
  /** Random: the hash on the public record is of no use to whoever guesses at a short list. */
  salt,
  contacts: z.array(listed).check(z.minLength(1), z.maxLength(MOST_LISTED)),
});
export type ListFile = z.infer<typeof listFile>;

/**
 * Reads the file that an act names. Throws `acts.malformed`, also where it is of another list or has another number of
 * contacts than the act says, and for bytes that are not canonical JSON.
 */
export function parseListFile(
  bytes: Uint8Array,
  { regional, contacts }: { readonly regional: string; readonly contacts: number },
): ListFile {
  const file = parseWith(listFile, canonicalIn(bytes), 'The file of the list');
  if (file.regional !== regional) throw malformed(`is of the list ${file.regional}, not of ${regional}`);
  if (file.contacts.length !== contacts)
    throw malformed(`has ${file.contacts.length} contacts, not ${contacts} as the act says`);
  return file;
}

function canonicalIn(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_LIST_FILE) throw malformed(`has ${bytes.length} bytes, more than ${MAX_LIST_FILE}`);
  try {
    return parseCanonical(bytes);
  } catch (error) {
    throw malformed(`is not canonical JSON: ${(error as Error).message}`);
  }
}

const malformed = (what: string) => new ActError('acts.malformed', `The file of the list ${what}.`);
