import { type DirectoryContact, readContact } from '@comity/client/messages';
import type { Sealed, SealInput } from '@comity/seal';
import { checkKeys } from './checking.ts';
import { certifiedKey } from './exchange.ts';
import { sealHere } from './sealing.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

/**
 * Seals for the contact of this seat to contacts, each key held against the record before. Throws `web.key-not-proven`,
 * `web.key-not-here`.
 */
export async function sealFrom(
  seat: Seat,
  toWhom: (own: DirectoryContact) => readonly DirectoryContact[] | Promise<readonly DirectoryContact[]>,
  input: (own: DirectoryContact, to: readonly DirectoryContact[]) => Promise<Omit<SealInput, 'signer'>>,
): Promise<Sealed> {
  const own = await readContact(here(), seat.contacts[0]?.contact ?? '');
  const { privateKey } = certifiedKey(seat, own);
  const to = await toWhom(own);
  const { ok } = await checkKeys(seat, own.contact, to);
  if (!ok || to.length === 0)
    throw Object.assign(new Error('A key does not stand on the record as it was given.'), {
      code: 'web.key-not-proven',
    });
  return sealHere({ ...(await input(own, to)), signer: { privateKey } }, () => {});
}
