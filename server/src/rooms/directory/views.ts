import {
  type BodyState,
  type Contact,
  type ContactField,
  type Field,
  onDuty,
  type SealingKey,
} from '@comity/acts';
import { parseCanonical } from '@comity/log';
import type { z } from 'zod';
import { canRead, type Visitor } from '../people/index.ts';
import { type Record as ActRecord, listOpeningsOf } from '../record/index.ts';
import { CONFIRMED_FOR } from './care.ts';
import type { contact, contactFilter } from './schema.ts';

export type ContactView = z.infer<typeof contact>;
export type ContactFilter = z.infer<typeof contactFilter>;
type Value = ContactView['fields'][ContactField];

/**
 * Opened values of fields. They are small and few, and never change: read once, kept. The subject is part of the
 * name: a State that copies the commitment of another into its own contact opens nothing by it.
 */
export class Openings {
  readonly #values = new Map<string, Value>();
  readonly #read = new Set<string>();

  /** Reads what is missing for these contacts. A new version has new commitments, so it is read again. */
  async load(record: ActRecord, contacts: readonly Contact[]): Promise<void> {
    const fresh = contacts.filter((c) => !this.#read.has(c.version));
    if (fresh.length === 0) return;
    for (const o of await listOpeningsOf(
      record.database.read,
      fresh.map((c) => c.contact),
    )) {
      this.#values.set(
        nameOf(o.subject, o.path, o.commitment),
        (parseCanonical(o.opened) as { value: Value }).value,
      );
    }
    for (const c of fresh) this.#read.add(c.version);
  }
  value(contact: string, path: ContactField, field: Field): Value | undefined {
    return 'value' in field ? field.value : this.#values.get(nameOf(contact, path, field.commitment));
  }
}

const nameOf = (subject: string, path: string, commitment: string) => `${subject} ${path} ${commitment}`;

/** A contact as this visitor may see it. What is closed is named, so that nobody takes it for absent. */
export function viewContact(
  state: BodyState,
  openings: Openings,
  visitor: Visitor,
  owner: string,
  c: Contact,
  /** When its version was placed, milliseconds. */
  changed: number | undefined,
): ContactView {
  const { seq, recovery } = state.directory.get(owner)!;
  const fields: ContactView['fields'] = {};
  const closed: ContactField[] = [];
  for (const [name, field] of Object.entries(c.fields) as [ContactField, Field][]) {
    const readable = 'value' in field || canRead(visitor, { object: 'field', owner, readers: field.readers });
    const value = readable ? openings.value(c.contact, name, field) : undefined;
    if (value === undefined) closed.push(name);
    else fields[name] = value;
  }
  return {
    contact: c.contact,
    participant: owner,
    class: c.class,
    signed: c.signed,
    ...(c.note ? { note: c.note.number } : {}),
    fields,
    closed,
    roster: onDuty(state, owner, c),
    ...(c.key ? { key: viewKey(c.key) } : {}),
    ...(recovery ? { recovery: viewKey(recovery) } : {}),
    ...(changed === undefined || !c.signed ? {} : { confirmed: confirmedSince(changed) }),
    version: c.version,
    seq,
  };
}

const confirmedSince = (changed: number) => ({
  at: new Date(changed).toISOString(),
  until: new Date(changed + CONFIRMED_FOR).toISOString(),
});

const viewKey = ({ key, hybrid, expires, since }: SealingKey) => ({
  fingerprint: key.fingerprint,
  blob: key.blob.sha256,
  ...(hybrid ? { hybrid: { blob: hybrid.blob.sha256, demanded: hybrid.demanded ?? false } } : {}),
  since,
  ...(expires ? { expires } : {}),
});

export function matches(c: ContactView, f: ContactFilter): boolean {
  const spoken = c.fields.languages;
  return (
    (!f.participant || c.participant === f.participant) &&
    (!f.class || c.class === f.class) &&
    (!f.signed || String(c.signed) === f.signed) &&
    (!f.language || (Array.isArray(spoken) ? spoken.includes(f.language) : spoken === f.language)) &&
    (!f.q || words(c).includes(f.q.toLowerCase()))
  );
}

const words = (c: ContactView) => [c.participant, ...Object.values(c.fields).flat()].join('\n').toLowerCase();
