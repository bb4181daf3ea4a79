import {
  type ConsultationWriting,
  consultationToSeal,
  listConsultations,
  type OpenedConsultation,
  openConsultation,
  putConsultationItem,
  readConsultation,
  readersAmong,
  readingOfAside,
  type StoredConsultation,
} from '@comity/client/consulting';
import { sealFrom } from './asides.ts';
import { keysHere, openHere } from './sealing.ts';
import { here, secretsOf } from './seat.ts';
import type { Seat } from './store.ts';

export { newFounding, removeConsultation, writersOf } from '@comity/client/consulting';

/** Opens the items of a consultation with the keys of this seat, in order, each held against those before it. */
export const openHeld = (seat: Seat, stored: StoredConsultation): Promise<OpenedConsultation> =>
  openConsultation(
    (item, earlier) =>
      openHere({
        ...readingOfAside(here(), item, earlier),
        me: { participant: seat.participant, ...secretsOf(seat) },
      }),
    stored.consultation,
    stored,
  );

/** Reads a consultation again and opens it. */
export const openAgain = async (seat: Seat, consultation: string): Promise<OpenedConsultation> =>
  openHeld(seat, await readConsultation(here(), consultation));

/** How many items a consultation has now; undefined where it is not there any more. */
export const countItems = async (consultation: string, about: string): Promise<number | undefined> =>
  (await listConsultations(here(), { about })).find((one) => one.consultation === consultation)?.items;

/** An item on its way, and the consultation that it goes into. */
export interface Writing extends Omit<ConsultationWriting, 'to'> {
  /** Contacts that have written there before. */
  readonly writers?: readonly string[];
}

/**
 * Seals an item to the contacts of the States of a consultation and puts it. Answers with the id of that. Throws
 * `web.key-not-proven` where there is a State that nothing can be sealed to.
 */
export async function write(seat: Seat, { writers = [], ...writing }: Writing): Promise<string> {
  const { founding } = writing;
  const sealed = await sealFrom(
    seat,
    async (own) => {
      const { contacts, unreachable } = await readersAmong(here(), founding.among, [own.contact, ...writers]);
      return unreachable.length > 0 ? [] : contacts;
    },
    (own, to) => consultationToSeal(here(), seat.trust, own, { ...writing, to }, keysHere.hybrid),
  );
  await putConsultationItem(here(), sealed, founding);
  return sealed.header.thread;
}
