import {
  itemToSeal,
  type OpenedClearance,
  openClearance,
  ownContacts,
  putItem,
  readClearance,
  type SealedItem,
  type Writing,
} from '@comity/client/clearing';
import { readContact, readingOf } from '@comity/client/messages';
import { checkKeys } from './checking.ts';
import { certifiedKey } from './exchange.ts';
import { keysHere, openHere, sealHere } from './sealing.ts';
import { here, secretsOf } from './seat.ts';
import type { Seat } from './store.ts';

/** Opens the items of a clearance with the keys of this seat, in order, each held against those before it. */
export const openItems = (seat: Seat, items: readonly SealedItem[]): Promise<OpenedClearance> =>
  openClearance(
    async (item, earlier) =>
      openHere({
        ...(await readingOf(here(), item, earlier)),
        me: { participant: seat.participant, ...secretsOf(seat) },
      }),
    items,
  );

/** Reads a clearance again and opens it. */
export const openAgain = async (seat: Seat, clearance: string): Promise<OpenedClearance> =>
  openItems(seat, (await readClearance(here(), clearance)).items);

/**
 * Seals an item to every contact of the own State, each key held against the record before, and puts it. Throws
 * `web.key-not-proven`, `web.key-not-here`, `ClearanceError`.
 */
export async function writeItem(seat: Seat, writing: Writing): Promise<SealedItem> {
  const own = await readContact(here(), seat.contacts[0]?.contact ?? '');
  const { privateKey } = certifiedKey(seat, own);
  const to = await ownContacts(here(), seat.participant);
  const { ok } = await checkKeys(seat, own.contact, to);
  if (!ok)
    throw Object.assign(new Error('A key does not stand on the record as it was given.'), {
      code: 'web.key-not-proven',
    });
  const input = await itemToSeal(here(), seat.trust, own, writing, keysHere.hybrid);
  return putItem(here(), await sealHere({ ...input, signer: { privateKey } }, () => {}));
}

export { removeClearance } from '@comity/client/clearing';
