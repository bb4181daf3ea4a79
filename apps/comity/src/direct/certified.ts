import type { DirectoryContact } from '@comity/client/messages';
import { type CertifiedSigner, type FindPrimary, type FindSigner, subkeysOf } from '@comity/seal';
import type { OpenedSnapshot } from '../snapshot.ts';

/** Whose keys are certified, as a snapshot proves it: what stands in for the record while nobody answers. */
export interface Certified {
  /** The contacts whose keys check out. */
  readonly contacts: readonly DirectoryContact[];
  readonly findSigner: FindSigner;
  readonly findPrimary: FindPrimary;
  key(contact: DirectoryContact): Promise<Uint8Array>;
}

export function certifiedIn(snapshot: OpenedSnapshot): Certified {
  const contacts = snapshot.contacts.filter(snapshot.isProven);
  const { key } = snapshot;
  let primaries: Promise<Map<string, string>> | undefined;
  return {
    contacts,
    key,
    async findSigner(fingerprint): Promise<CertifiedSigner | undefined> {
      const found = contacts.find((c) => c.key?.fingerprint === fingerprint);
      if (!found) return undefined;
      return { participant: found.participant, contact: found.contact, publicKey: await key(found) };
    },
    async findPrimary(subkey) {
      primaries ??= primariesOf(contacts, key);
      return (await primaries).get(subkey);
    },
  };
}

/** Every subkey of every contact, with the key that it is of. Read only where somebody signed with a subkey. */
async function primariesOf(contacts: readonly DirectoryContact[], key: Certified['key']) {
  const all = await Promise.all(
    contacts.map(async (c) => {
      const subkeys = await subkeysOf(await key(c)).catch(() => []);
      return subkeys.map((subkey) => [subkey, c.key!.fingerprint] as const);
    }),
  );
  return new Map(all.flat());
}
