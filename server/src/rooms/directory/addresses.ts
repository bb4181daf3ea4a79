import { findContact } from '@comity/acts';
import type { Record as ActRecord } from '../record/index.ts';
import { openFields } from './opened.ts';

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
  const found = new Map(contacts.map((id) => [id, findContact(state, id)?.contact]));
  const opened = await openFields(
    record,
    [...found.values()].filter((contact) => contact !== undefined),
  );
  const valuesOf = (id: string, path: 'emails' | 'languages'): string[] => {
    const field = found.get(id)?.fields[path];
    const value = field && 'value' in field ? field.value : opened.get(id)?.get(path);
    return value === undefined ? [] : [value].flat();
  };
  return new Map(
    contacts.map((c) => [c, { emails: valuesOf(c, 'emails'), languages: valuesOf(c, 'languages') }]),
  );
}
