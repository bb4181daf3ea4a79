import { type ContactField, findContact } from '@comity/acts';
import type { Record as ActRecord } from '../record/index.ts';
import { openFields } from './opened.ts';

/** How a contact is reached: its addresses, languages and telephones, when it answers, and who stands in for it. */
export interface Mailbox {
  readonly emails: readonly string[];
  readonly languages: readonly string[];
  readonly alternate: readonly string[];
  readonly telephones: readonly string[];
  readonly hours: readonly string[];
  readonly timeZone: readonly string[];
}
const FIELDS = ['emails', 'languages', 'alternate', 'telephones', 'hours', 'timeZone'] as const;

/** What contacts opened to this host of that. */
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
  const valuesOf = (id: string, path: ContactField): string[] => {
    const field = found.get(id)?.fields[path];
    const value = field && 'value' in field ? field.value : opened.get(id)?.get(path);
    return value === undefined ? [] : [value].flat();
  };
  return new Map(
    contacts.map((c) => [
      c,
      Object.fromEntries(FIELDS.map((path) => [path, valuesOf(c, path)])) as unknown as Mailbox,
    ]),
  );
}
