import { type Connection, dataOf, getBlob } from '@comity/client';
import { type DirectoryContact, readContact } from '@comity/client/messages';
import {
  fetchWraps,
  openWraps,
  putWraps,
  sealWraps,
  type Wrapped,
  wrapAgain,
} from '@comity/client/rewrapping';
import {
  type CiphertextKey,
  ciphertextKeyFromGpg,
  hasOuterSeal,
  open,
  outerKeyOf,
  takeCiphertextKey,
  takeOffOuter,
} from '@comity/seal';
import { refusal } from './errors.ts';
import { withGpgKeyring } from './gpgkeyring.ts';
import type { HeldContact, Identity } from './keyring.ts';
import { type Opener, sealAs } from './messages.ts';
import { signerFor } from './opener.ts';

interface Wish {
  readonly identity: Identity;
  readonly opener: Opener;
  readonly contact: string;
  readonly passphrase?: string | undefined;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Wraps what was sealed to former keys of a contact again, for the key that is certified now, which this identity holds.
 * What comes of it lies with the host as ciphertext that this key opens. Throws `comity.new-key-not-here`.
 */
export async function wrapForNewKey({ identity, opener, passphrase, ...wish }: Wish): Promise<Wrapped> {
  const { reader } = opener;
  const contact = await readContact(reader, wish.contact);
  const held = heldOf(identity, contact);
  const file = await fetchWraps(reader, contact.contact);
  const before = file && (await openWraps(opener, file, open));
  const wrapped = await wrapAgain({
    ...{ reader, contact, before, onProgress: wish.onProgress },
    take: takingWith(opener),
  });
  const signer = signerFor(held, passphrase);
  const sealed = await sealWraps(reader, contact, wrapped.file, identity.trust.body, (input) =>
    sealAs({ reader, signer }, contact, input),
  );
  await putWraps(reader, sealed);
  return wrapped;
}

function heldOf({ contacts = [], name }: Identity, { contact, key }: DirectoryContact): HeldContact {
  const held = contacts.find((c) => c.contact === contact && c.fingerprint === key?.fingerprint);
  if (held) return held;
  throw refusal(
    'comity.new-key-not-here',
    `${name} does not hold the key that is certified for ${contact} now.`,
    'Make one with comity key contact, have it certified with comity directory key, then wrap again. Nothing was changed.',
  );
}

/** Takes the key of a ciphertext out with what is at hand, and where that does not open it, by gpg. */
function takingWith(opener: Opener): (ciphertext: Uint8Array) => Promise<CiphertextKey> {
  const { keys, hybrid = [], gpg = [] } = opener;
  return async (ciphertext) => {
    try {
      return await takeCiphertextKey(ciphertext, { keys, hybrid }, new Date().toISOString());
    } catch (error) {
      if (gpg.length === 0) throw error;
      const certified = await publicKeysOf(opener.reader, gpg);
      const inner = await takeOffOuter(ciphertext, hybrid);
      const outer = hasOuterSeal(ciphertext) ? await outerKeyOf(ciphertext, hybrid) : undefined;
      const said = await withGpgKeyring(certified, (keyring) => keyring.sessionKey(inner));
      if (said === undefined) throw error;
      return ciphertextKeyFromGpg(ciphertext, said, outer);
    }
  };
}

/** The public keys that the record certified under these fingerprints, for gpg to know its own by. */
async function publicKeysOf(reader: Connection, fingerprints: readonly string[]): Promise<Uint8Array[]> {
  const found = await Promise.all(
    fingerprints.map(async (fingerprint) => {
      const path = { fingerprint };
      const { keys } = dataOf(
        await reader.api.GET('/api/directory/keys/{fingerprint}', { params: { path } }),
      );
      return keys.slice(0, 1).map(({ blob }) => getBlob(reader, blob));
    }),
  );
  return Promise.all(found.flat());
}
