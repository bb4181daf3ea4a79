import { type DataOf, newId } from '@comity/acts';
import { actOnDirectory, commitFields, type Hand, putBlob, type Receipt } from '@comity/client';
import { sha256Hex } from '@comity/log';
import type { Place } from './people.ts';

export interface FieldWish {
  readonly value: string | readonly string[];
  readonly readers: 'participants' | 'own' | readonly string[];
}
export interface NewContact {
  readonly contact?: string;
  readonly class: 'diplomatic' | 'technical';
  readonly roster: readonly string[];
  readonly fields: Readonly<Record<string, FieldWish>>;
}

/** Nominates a contact in the name of the State. */
export async function nominate(
  place: Place,
  hand: Hand,
  wish: NewContact,
): Promise<{ contact: string; receipt: Receipt }> {
  const contact = wish.contact ?? newId('con');
  const { fields, openings } = commitFields(contact, wish.fields);
  const data = {
    contact,
    class: wish.class,
    roster: [...wish.roster].sort(),
    fields: fields as DataOf<'directory.contact-nominated'>['fields'],
  };
  const type = 'directory.contact-nominated';
  return {
    contact,
    receipt: await actOnDirectory(place.connection, place.trust, hand, type, data, { openings }),
  };
}

/** Certifies the encryption key of a contact; `reader` may upload (a session of the same State). */
export async function certifyKey(
  place: Place,
  reader: Place['connection'],
  hand: Hand,
  wish: { contact: string; publicKey: Uint8Array; fingerprint: string; expires?: string },
): Promise<Receipt> {
  const sha256 = sha256Hex(wish.publicKey);
  await putBlob(reader, sha256, wish.publicKey);
  const key = {
    alg: 'openpgp' as const,
    blob: { sha256, size: wish.publicKey.length },
    fingerprint: wish.fingerprint,
  };
  const data = { contact: wish.contact, key, ...(wish.expires ? { expires: wish.expires } : {}) };
  return actOnDirectory(place.connection, place.trust, hand, 'directory.key-certified', data);
}
