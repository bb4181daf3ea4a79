import {
  type BodyState,
  type Contact,
  type ContactField,
  type Field,
  onDuty,
  type SealingKey,
} from '@comity/acts';
import type { z } from 'zod';
import { canRead, type Visitor } from '../people/index.ts';
import { CONFIRMED_FOR } from './care.ts';
import type { Opened } from './opened.ts';
import type { contact, contactFilter } from './schema.ts';

export type ContactView = z.infer<typeof contact>;
export type ContactFilter = z.infer<typeof contactFilter>;

/** A contact as this visitor may see it. What is closed is named, so that nobody takes it for absent. */
export function viewContact(
  state: BodyState,
  opened: Opened,
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
    const value = valueFor(visitor, owner, name, field, opened);
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

function valueFor(visitor: Visitor, owner: string, name: ContactField, field: Field, opened: Opened) {
  if ('value' in field) return field.value;
  return canRead(visitor, { object: 'field', owner, readers: field.readers }) ? opened.get(name) : undefined;
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
