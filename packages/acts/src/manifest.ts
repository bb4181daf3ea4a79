import { fromUtf8, parseCanonical, preimage, sha256Hex, statementId, TAGS, utf8 } from '@comity/log';
import * as z from 'zod/mini';
import { fieldsSchema, rosterSchema } from './catalogue/directory.ts';
import { parseWith } from './envelope.ts';
import { ActError } from './errors.ts';
import { contactId, count, hex64, participantId, time } from './formats.ts';
import { type OpenpgpKey, openpgpKey } from './key.ts';
import type { Contact, DirectoryList } from './state.ts';

const manifestSchema = z.strictObject({
  v: z.literal(1),
  body: hex64,
  participant: participantId,
  seq: count,
  previous: z.optional(hex64),
  contacts: z.array(
    z.strictObject({
      contact: contactId,
      class: z.enum(['diplomatic', 'technical']),
      signed: z.boolean(),
      roster: rosterSchema,
      fields: fieldsSchema,
      key: z.optional(z.extend(openpgpKey, { expires: z.optional(time) })),
    }),
  ),
});

/**
 * The manifest of a State's whole list: offices, never names. It is a blob whose bytes are the preimage
 * under `manifest`, so that its SHA-256 as a blob and its id as a statement are the same.
 */
export const manifestBytes = (body: string, participant: string, list: DirectoryList): Uint8Array =>
  preimage('manifest', manifestOf(body, participant, list));

export const manifestHash = (body: string, participant: string, list: DirectoryList): string =>
  statementId('manifest', manifestOf(body, participant, list));

const manifestOf = (body: string, participant: string, { seq, previous, contacts }: DirectoryList) => ({
  body,
  contacts: [...contacts.values()].sort((a, b) => (a.contact < b.contact ? -1 : 1)).map(describe),
  participant,
  previous,
  seq,
  v: 1,
});

const describe = (c: Contact) => ({
  class: c.class,
  contact: c.contact,
  fields: c.fields,
  key: c.key && { ...c.key.key, expires: c.key.expires },
  roster: c.roster,
  signed: c.signed,
});

/**
 * The list that a manifest describes: what a client continues when it drafts the next change. Acts behind the
 * contacts are not part of a manifest, so `version` and `since` are empty. Throws `acts.malformed`.
 */
export function readManifest(bytes: Uint8Array): { body: string; participant: string; list: DirectoryList } {
  const prefix = `${TAGS.manifest}\n`;
  const text = fromUtf8(bytes);
  if (!text.startsWith(prefix)) throw new ActError('acts.malformed', 'This is not a manifest.');
  const value = parseWith(manifestSchema, parseCanonical(utf8(text.slice(prefix.length))), 'The manifest');
  const contacts = value.contacts.map(({ key, ...c }) => {
    const { expires, ...openpgp } = key ?? {};
    const held = key
      ? { key: { key: openpgp as OpenpgpKey, since: '', ...(expires ? { expires } : {}) } }
      : {};
    return [c.contact, { ...c, ...held, version: '', since: '' }] as const;
  });
  const list: DirectoryList = {
    seq: value.seq,
    manifest: sha256Hex(bytes),
    contacts: new Map(contacts),
    ...(value.previous ? { previous: value.previous } : {}),
  };
  return { body: value.body, participant: value.participant, list };
}
