import type { SignedIn } from '@comity/client';
import { fromBase64, fromUtf8 } from '@comity/log';
import type { LockedKey } from '@comity/seal';
import type { Holder } from './direct/opening.ts';
import { type HeldContact, type Identity, openSecret } from './keyring.ts';
import type { Opener } from './messages.ts';
import { type Unlocked, unlock } from './passphrase.ts';

const locked = (held: HeldContact, passphrase: string | undefined): LockedKey => ({
  privateKey: fromBase64(held.privateKey!),
  ...(passphrase === undefined ? {} : { passphrase }),
});

/** What a message is signed with: the key at hand, or the one that gpg holds. */
export const signerFor = (held: HeldContact, passphrase?: string): LockedKey | { readonly gpg: string } =>
  held.privateKey ? locked(held, passphrase) : { gpg: held.fingerprint };

/** Every key of contacts that an identity holds, or gpg does for it. Asks nobody but, for a passphrase, the person. */
export async function holderOf(
  { participant, contacts = [], ...rest }: Identity,
  unlocked: () => Promise<Unlocked> = () => unlock({ participant, contacts, ...rest }),
): Promise<Holder> {
  const here = contacts.filter((c) => c.privateKey !== undefined);
  const halves = contacts.flatMap((c) => (c.hybrid ? [c.hybrid.secret] : []));
  const { passphrase } = here.length + halves.length > 0 ? await unlocked() : {};
  return {
    participant,
    keys: here.map((held) => locked(held, passphrase)),
    hybrid: halves.map((secret) => fromUtf8(openSecret(secret, passphrase))),
    gpg: contacts.filter((c) => c.privateKey === undefined).map((c) => c.fingerprint),
  };
}

/** Whoever opens messages: the session, with every key of contacts that the identity holds or gpg does. */
export async function openerOf(acting: {
  readonly identity: Identity;
  session(): Promise<SignedIn>;
  unlocked(): Promise<Unlocked>;
}): Promise<Opener> {
  const holder = await holderOf(acting.identity, () => acting.unlocked());
  return { reader: (await acting.session()).connection, ...holder };
}
