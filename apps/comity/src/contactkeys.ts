import { join } from 'node:path';
import { toBase64 } from '@comity/log';
import { generateContactKey } from '@comity/seal';
import { type HeldContact, type Identity, updateIdentity, writePrivate } from './keyring.ts';
import { unlock } from './passphrase.ts';
import type { Terminal } from './terminal.ts';

/** A fresh key of a contact, locked with the passphrase of the identity where it has one. */
export async function makeContactKey(keys: string, identity: Identity, contact: string, terminal: Terminal) {
  const { passphrase } = await unlock(identity);
  const at = new Date().toISOString();
  const made = await generateContactKey({ at, ...(passphrase ? { passphrase } : {}) });
  const path = join(keys, `${identity.name}.${contact}.revocation.asc`);
  await writePrivate(path, made.revocationCertificate);
  terminal.note(`A revocation certificate, to be kept offline: ${path}`);
  return made;
}

/** Keeps the key of a contact with an identity. Earlier ones stay: old messages are still opened with them. */
export async function holdContact(
  keys: string,
  name: string,
  made: { contact: string; fingerprint: string; privateKey?: Uint8Array },
): Promise<void> {
  const held: HeldContact = {
    contact: made.contact,
    fingerprint: made.fingerprint,
    ...(made.privateKey ? { privateKey: toBase64(made.privateKey) } : {}),
  };
  await updateIdentity(keys, name, (now) => ({
    ...now,
    contacts: [held, ...(now.contacts ?? []).filter((c) => c.fingerprint !== held.fingerprint)],
  }));
}
