import {
  type Consulted,
  consultationToSeal,
  type OpenedConsultation,
  openConsultation,
  putConsultationItem,
  readConsultation,
  readersAmong,
  readingOfAside,
  type StoredConsultation,
} from '@comity/client/consulting';
import type { ConsultationItem } from '@comity/seal/consulting';
import { sealFrom } from './asides.ts';
import { keysHere, openHere } from './sealing.ts';
import { here, secretsOf } from './seat.ts';
import type { Seat } from './store.ts';

export { removeConsultation } from '@comity/client/consulting';

/** Opens the items of a consultation with the keys of this seat, in order, each held against those before it. */
export const openHeld = (seat: Seat, stored: StoredConsultation): Promise<OpenedConsultation> =>
  openConsultation(
    (item, earlier) =>
      openHere({
        ...readingOfAside(here(), item, earlier),
        me: { participant: seat.participant, ...secretsOf(seat) },
      }),
    stored,
  );

/** Reads a consultation again and opens it. */
export const openAgain = async (seat: Seat, consultation: string): Promise<OpenedConsultation> =>
  openHeld(seat, await readConsultation(here(), consultation));

/** An item on its way: what it is beside, among whom, and where it goes on. */
export interface Writing extends Consulted {
  readonly among: readonly string[];
  readonly item: ConsultationItem;
  readonly title: string;
  readonly language: string;
  readonly consultation?: string;
  readonly previous?: string;
}

/**
 * Seals an item to the contacts of these States and puts it. Answers with the id of the consultation. Throws
 * `web.key-not-proven` where there is a State that nothing can be sealed to.
 */
export async function write(seat: Seat, { kind, about, among, ...writing }: Writing): Promise<string> {
  const sealed = await sealFrom(
    seat,
    async (own) => {
      const { contacts, unreachable } = await readersAmong(here(), among, own);
      return unreachable.length > 0 ? [] : contacts;
    },
    (own, to) =>
      consultationToSeal(here(), seat.trust, own, { ...writing, kind, about, to }, keysHere.hybrid),
  );
  await putConsultationItem(here(), sealed, { kind, about });
  return sealed.header.thread;
}
