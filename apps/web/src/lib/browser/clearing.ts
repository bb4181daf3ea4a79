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
import { readingOf } from '@comity/client/messages';
import { sealFrom } from './asides.ts';
import { keysHere, openHere } from './sealing.ts';
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
  const sealed = await sealFrom(
    seat,
    () => ownContacts(here(), seat.participant),
    (own) => itemToSeal(here(), seat.trust, own, writing, keysHere.hybrid),
  );
  return putItem(here(), sealed);
}

export { removeClearance } from '@comity/client/clearing';
