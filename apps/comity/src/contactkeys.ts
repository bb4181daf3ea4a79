import { join } from 'node:path';
import { toBase64, toHex, utf8 } from '@comity/log';
import { generateContactKey, generateHybridKey, type HybridPair } from '@comity/seal';
import { type HeldContact, type Identity, lockSeed, updateIdentity, writePrivate } from './keyring.ts';
import { unlock } from './passphrase.ts';
import type { Terminal } from './terminal.ts';

/** The post-quantum half of a contact's key, as it is held and as it is handed on. */
export type HeldHybrid = NonNullable<HeldContact['hybrid']>;

/** Makes the post-quantum half of a contact's key, kept under the passphrase of the identity where it has one. */
export async function makeHybridHalf(identity: Identity): Promise<HeldHybrid> {
  const { passphrase } = await unlock(identity);
  return keptHalf(await generateHybridKey(), passphrase);
}

/** A post-quantum half as it is kept. */
export function keptHalf({ recipient, identity }: HybridPair, passphrase: string | undefined): HeldHybrid {
  const bytes = utf8(identity);
  return {
    recipient,
    secret: passphrase === undefined ? { kept: 'file', seed: toHex(bytes) } : lockSeed(bytes, passphrase),
  };
}

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
  made: { contact: string; fingerprint: string; privateKey?: Uint8Array; hybrid?: HeldHybrid },
): Promise<void> {
  const held: HeldContact = {
    contact: made.contact,
    fingerprint: made.fingerprint,
    ...(made.privateKey ? { privateKey: toBase64(made.privateKey) } : {}),
    ...(made.hybrid ? { hybrid: made.hybrid } : {}),
  };
  await updateIdentity(keys, name, (now) => ({
    ...now,
    contacts: [held, ...(now.contacts ?? []).filter((c) => c.fingerprint !== held.fingerprint)],
  }));
}
