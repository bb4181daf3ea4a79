import { preimage, sha256Hex } from '@comity/log';
import type { Contact, DirectoryList } from './state.ts';

/**
 * The manifest of a State's whole list: offices, never names. It is a blob whose bytes are the preimage
 * under `manifest`, so that its SHA-256 as a blob and its id as a statement are the same.
 */
export function manifestBytes(body: string, participant: string, list: DirectoryList): Uint8Array {
  const contacts = [...list.contacts.values()].sort((a, b) => (a.contact < b.contact ? -1 : 1)).map(describe);
  return preimage('manifest', {
    v: 1,
    body,
    participant,
    seq: list.seq,
    ...(list.previous ? { previous: list.previous } : {}),
    contacts,
  });
}

const describe = (c: Contact) => ({
  contact: c.contact,
  class: c.class,
  signed: c.signed,
  roster: c.roster,
  fields: c.fields,
  ...(c.key ? { key: { ...c.key.key, ...(c.key.expires ? { expires: c.key.expires } : {}) } } : {}),
});

export const manifestHash = (body: string, participant: string, list: DirectoryList): string =>
  sha256Hex(manifestBytes(body, participant, list));
