import { createHash } from 'node:crypto';
import { type Contact, hasCurrentKey } from '@comity/acts';
import { inspectPublicKey } from '@comity/seal';
import { findBlob } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';

const ALPHABET = 'ybndrfg8ejkmcpqxot1uwisza345h769';

/** The local part of an address as a Web Key Directory names it: z-base-32 of the SHA-1 of its lower-case form. */
export function wkdHash(local: string): string {
  const digest = createHash('sha1').update(local.toLowerCase()).digest();
  let bits = 0n;
  for (const byte of digest) bits = (bits << 8n) | BigInt(byte);
  // 160 bits are 32 characters of five bits each, without a rest.
  return Array.from({ length: 32 }, (_, i) => ALPHABET[Number((bits >> BigInt(155 - 5 * i)) & 31n)]).join('');
}

/**
 * The key that a mail program finds for an address (draft-koch-openpgp-webkey-service, advanced method), where a State
 * put address and key in the open; undefined otherwise. A key that does not carry the address itself is not given out:
 * the programs would not take it.
 */
export async function findWebKey(
  record: ActRecord,
  domain: string,
  hash: string,
): Promise<Uint8Array | undefined> {
  const state = await record.held.level(record.database.read);
  const now = record.clock();
  for (const { contacts } of state.directory.values()) {
    for (const contact of contacts.values()) {
      const address = publicAddresses(contact).find((a) => isNamed(a, domain, hash));
      if (address === undefined || !contact.signed || !contact.key || !hasCurrentKey(contact, now)) continue;
      const bytes = (await findBlob(record.database.read, contact.key.key.blob.sha256))?.bytes;
      if (bytes && (await carries(bytes, address, now))) return bytes;
    }
  }
  return undefined;
}

function publicAddresses({ fields }: Contact): readonly string[] {
  const { emails } = fields;
  return emails && 'value' in emails ? [emails.value].flat() : [];
}

function isNamed(address: string, domain: string, hash: string): boolean {
  const at = address.lastIndexOf('@');
  return (
    address.slice(at + 1).toLowerCase() === domain.toLowerCase() && wkdHash(address.slice(0, at)) === hash
  );
}

async function carries(key: Uint8Array, address: string, now: number): Promise<boolean> {
  const facts = await inspectPublicKey(key, new Date(now).toISOString()).catch(() => undefined);
  const named = facts?.userIds.map((id) => /<([^<>]+)>$/.exec(id)?.[1] ?? id) ?? [];
  return named.some((id) => id.toLowerCase() === address.toLowerCase());
}
