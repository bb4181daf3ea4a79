import type { Contact, ContactField } from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { type Record as ActRecord, listOpenings } from '../record/index.ts';

export type FieldValue = string | string[];
/** The values that stand behind the commitments of a contact, as far as this host was given what opens them. */
export type Opened = ReadonlyMap<ContactField, FieldValue>;

const NOTHING: Opened = new Map();

/**
 * What opens the fields of these contacts as they stand, by the id of the contact. What opened earlier versions is not
 * read: contacts are changed for years. The subject is compared, for a State that copies the commitment of another into
 * its own contact opens nothing by it.
 */
export async function openFields(
  record: ActRecord,
  contacts: readonly Contact[],
): Promise<Map<string, Opened>> {
  const closed = contacts.flatMap((c) =>
    Object.entries(c.fields).flatMap(([path, field]) =>
      'value' in field
        ? []
        : [{ contact: c.contact, path: path as ContactField, commitment: field.commitment }],
    ),
  );
  const openings = await listOpenings(
    record.database.read,
    closed.map(({ commitment }) => commitment),
  );
  const found = new Map(openings.map((o) => [o.commitment, o]));
  const opened = new Map<string, Map<ContactField, FieldValue>>();
  for (const { contact, path, commitment } of closed) {
    const opening = found.get(commitment);
    if (opening?.subject !== contact || opening.path !== path) continue;
    const values = opened.get(contact) ?? new Map<ContactField, FieldValue>();
    opened.set(contact, values.set(path, (parseCanonical(opening.opened) as { value: FieldValue }).value));
  }
  return opened;
}

/** What was opened of each contact, kept for the version of it that was asked for last. */
export class OpenedContacts {
  readonly #kept = new Map<string, { readonly version: string; readonly opened: Opened }>();

  /** By the id of the contact; what is not kept is read. */
  async load(record: ActRecord, contacts: readonly Contact[]): Promise<Map<string, Opened>> {
    const known = contacts.map((c) => [c, this.#kept.get(c.contact)] as const);
    const fresh = known.flatMap(([c, kept]) => (kept?.version === c.version ? [] : [c]));
    const read = fresh.length > 0 ? await openFields(record, fresh) : new Map<string, Opened>();
    for (const c of fresh)
      this.#kept.set(c.contact, { version: c.version, opened: read.get(c.contact) ?? NOTHING });
    return new Map(
      known.map(([c, kept]) => [
        c.contact,
        kept?.version === c.version ? kept.opened : (read.get(c.contact) ?? NOTHING),
      ]),
    );
  }
}
