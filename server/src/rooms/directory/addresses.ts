import { findContact } from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { type Record as ActRecord, listOpeningsOf } from '../record/index.ts';

/** How a contact is written to: its addresses, and the first of its languages in which the host can write. */
export interface Mailbox {
  readonly emails: readonly string[];
  readonly languages: readonly string[];
}

/** What contacts opened to this host of their addresses and languages. */
export async function mailboxesOf(
  record: ActRecord,
  contacts: readonly string[],
): Promise<Map<string, Mailbox>> {
  const state = await record.held.level(record.database.read);
  const openings = await listOpeningsOf(record.database.read, [...new Set(contacts)]);
  const opened = new Map(openings.map((o) => [`${o.subject} ${o.path} ${o.commitment}`, o.opened]));
  const valuesOf = (contact: string, path: 'emails' | 'languages'): string[] => {
    const field = findContact(state, contact)?.contact.fields[path];
    if (!field) return [];
    if ('value' in field) return [field.value].flat();
    const bytes = opened.get(`${contact} ${path} ${field.commitment}`);
    return bytes ? [(parseCanonical(bytes) as { value: string | string[] }).value].flat() : [];
  };
  return new Map(
    contacts.map((c) => [c, { emails: valuesOf(c, 'emails'), languages: valuesOf(c, 'languages') }]),
  );
}
