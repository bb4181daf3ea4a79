import { fromUtf8, parseCanonical, preimage, sha256Hex, statementId, TAGS, utf8 } from '@comity/log';
import * as z from 'zod/mini';
import { fieldsSchema, rosterSchema } from './catalogue/directory.ts';
import { parseWith } from './envelope.ts';
import { ActError } from './errors.ts';
import { contactId, count, hex64, participantId, time } from './formats.ts';
import { hybridKey, openpgpKey } from './key.ts';
import type { Contact, DirectoryList, SealingKey } from './state.ts';

const sealingKey = z.extend(openpgpKey, { hybrid: z.optional(hybridKey), expires: z.optional(time) });

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
      key: z.optional(sealingKey),
    }),
  ),
  recovery: z.optional(sealingKey),
});

/**
 * The manifest of a State's whole list: offices, never names. It is a blob whose bytes are the preimage
 * under `manifest`, so that its SHA-256 as a blob and its id as a statement are the same.
 */
export const manifestBytes = (body: string, participant: string, list: DirectoryList): Uint8Array =>
  preimage('manifest', manifestOf(body, participant, list));

export const manifestHash = (body: string, participant: string, list: DirectoryList): string =>
  statementId('manifest', manifestOf(body, participant, list));

const manifestOf = (
  body: string,
  participant: string,
  { seq, previous, contacts, recovery }: DirectoryList,
) => ({
  body,
  contacts: [...contacts.values()].sort((a, b) => (a.contact < b.contact ? -1 : 1)).map(describe),
  participant,
  previous,
  recovery: recovery && describeKey(recovery),
  seq,
  v: 1,
});

const describeKey = ({ key, hybrid, expires }: SealingKey) => ({ ...key, hybrid, expires });

const describe = (c: Contact) => ({
  class: c.class,
  contact: c.contact,
  fields: c.fields,
  key: c.key && describeKey(c.key),
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
    const held = key ? { key: heldKey(key) } : {};
    return [c.contact, { ...c, ...held, version: '', since: '' }] as const;
  });
  const list: DirectoryList = {
    seq: value.seq,
    manifest: sha256Hex(bytes),
    contacts: new Map(contacts),
    ...(value.previous ? { previous: value.previous } : {}),
    ...(value.recovery ? { recovery: heldKey(value.recovery) } : {}),
  };
  return { body: value.body, participant: value.participant, list };
}

const heldKey = ({ hybrid, expires, ...key }: z.infer<typeof sealingKey>): SealingKey => ({
  key,
  since: '',
  ...(hybrid ? { hybrid } : {}),
  ...(expires ? { expires } : {}),
});
