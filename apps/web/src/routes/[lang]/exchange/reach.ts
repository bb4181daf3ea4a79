import { isUsable } from '@comity/client/resuming';
import type { Contact } from '#lib/server/about.ts';

type ContactClass = Contact['class'];

/** Why nothing can be sealed to a participant: it has no contact of the class, or none with a key that counts. */
export interface OutOfReach {
  readonly participant: string;
  readonly why: 'none' | 'no-key' | 'expired' | 'unsigned';
  /** The contact to telephone, where there is one. */
  readonly contact?: string;
}

const isOf = (c: Contact, wanted: ContactClass | undefined) => wanted === undefined || c.class === wanted;

/** The participants among these that are out of reach in a class, in their order; what is nearest to reach is said. */
export function outOfReach(
  contacts: readonly Contact[],
  participants: readonly string[],
  wanted: ContactClass | undefined,
  now: number,
): OutOfReach[] {
  return participants.flatMap((participant): OutOfReach[] => {
    const of = contacts.filter((c) => c.participant === participant && isOf(c, wanted));
    if (of.some((c) => isUsable(c, now))) return [];
    const expired = of.find((c) => c.signed && c.key);
    if (expired) return [{ participant, why: 'expired', contact: expired.contact }];
    const signed = of.find((c) => c.signed);
    if (signed) return [{ participant, why: 'no-key', contact: signed.contact }];
    const [noted] = of;
    return [noted ? { participant, why: 'unsigned', contact: noted.contact } : { participant, why: 'none' }];
  });
}
