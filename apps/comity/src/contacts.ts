import {
  type Contact,
  type DataOf,
  type Fields,
  type formats,
  type HybridKey,
  newId,
  readManifest,
} from '@comity/acts';
import {
  actOnDirectory,
  type Connection,
  commitFields,
  dataOf,
  type Hand,
  putBlob,
  type Receipt,
} from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { refusal } from './errors.ts';
import type { Place } from './people.ts';

/** What is said of a contact, and who may read it; `public` stands in the open on the record. */
export interface FieldWish {
  readonly value: string | readonly string[];
  readonly readers: 'public' | 'participants' | 'own' | readonly string[];
}
export type FieldWishes = Readonly<Record<string, FieldWish>>;
export interface NewContact {
  readonly contact?: string;
  readonly class: 'diplomatic' | 'technical';
  readonly roster: readonly string[];
  readonly fields: FieldWishes;
}

/** Fields as an act carries them, with what opens those that do not stand in the open. */
function describeFields(contact: string, wishes: FieldWishes) {
  const open: [string, { value: FieldWish['value'] }][] = [];
  const closed: [string, { value: unknown; readers: 'participants' | 'own' | readonly string[] }][] = [];
  for (const [path, { value, readers }] of Object.entries(wishes)) {
    if (readers === 'public') open.push([path, { value }]);
    else closed.push([path, { value, readers }]);
  }
  const { fields, openings } = commitFields(contact, Object.fromEntries(closed));
  return { fields: { ...fields, ...Object.fromEntries(open) } as Fields, openings };
}

/** Nominates a contact in the name of the State. */
export async function nominate(
  place: Place,
  hand: Hand,
  wish: NewContact,
): Promise<{ contact: string; receipt: Receipt }> {
  const contact = wish.contact ?? newId('con');
  const { fields, openings } = describeFields(contact, wish.fields);
  const data = { contact, class: wish.class, roster: [...wish.roster].sort(), fields };
  const type = 'directory.contact-nominated';
  return {
    contact,
    receipt: await actOnDirectory(place.connection, place.trust, hand, type, data, { openings }),
  };
}

export interface Amendment {
  readonly contact: string;
  /** The version that is changed: if it is no longer the newest, the change is refused. */
  readonly base: string;
  readonly class?: 'diplomatic' | 'technical';
  readonly roster?: readonly string[];
  readonly fields: FieldWishes;
  /** Fields to leave out from now on. */
  readonly without: readonly string[];
}

/** Changes what the directory says of a contact. Fields that are not named keep their commitments. */
export async function amend(place: Place, hand: Hand, change: Amendment): Promise<Receipt> {
  const before = await findListed(place.connection, hand.participant, change.contact);
  const { fields, openings } = describeFields(change.contact, change.fields);
  const merged = Object.fromEntries(
    Object.entries({ ...before.fields, ...fields }).filter(([path]) => !change.without.includes(path)),
  );
  const data = {
    contact: change.contact,
    class: change.class ?? before.class,
    roster: [...(change.roster ?? before.roster)].sort(),
    fields: merged as Fields,
  };
  const options = { openings, base: change.base };
  return actOnDirectory(place.connection, place.trust, hand, 'directory.contact-amended', data, options);
}

/** A contact as the manifest of its State's list has it. Throws `comity.unknown-contact`. */
async function findListed(connection: Connection, participant: string, contact: string): Promise<Contact> {
  const path = { participant };
  const { bytes } = dataOf(
    await connection.api.GET('/api/directory/lists/{participant}', { params: { path } }),
  );
  const found = bytes === undefined ? undefined : readManifest(utf8(bytes)).list.contacts.get(contact);
  if (found) return found;
  throw unknownContact(contact);
}

export const unknownContact = (contact: string) =>
  refusal(
    'comity.unknown-contact',
    `There is no contact “${contact}” in the directory.`,
    'See those there are: comity directory list',
  );

export interface FromNote {
  readonly participant: string;
  readonly class: 'diplomatic' | 'technical';
  readonly fields: FieldWishes;
  readonly note: { readonly number: string; readonly sha256: string };
}

/** Enters a contact from a note verbale: marked as not yet signed by its State. */
export async function recordFromNote(
  place: Place,
  hand: Hand,
  wish: FromNote,
): Promise<{ contact: string; receipt: Receipt }> {
  const contact = newId('con');
  const { fields, openings } = describeFields(contact, wish.fields);
  const data: Omit<DataOf<'directory.contact-recorded'>, 'list'> = { ...wish, contact, fields };
  const type = 'directory.contact-recorded';
  return {
    contact,
    receipt: await actOnDirectory(place.connection, place.trust, hand, type, data, { openings }),
  };
}

export const removeContact = (place: Place, hand: Hand, contact: string): Promise<Receipt> =>
  actOnDirectory(place.connection, place.trust, hand, 'directory.contact-removed', { contact });

export const withdrawKey = (
  place: Place,
  hand: Hand,
  wish: { contact: string; key: string; reason: 'compromised' | 'lost' | 'superseded' },
): Promise<Receipt> => actOnDirectory(place.connection, place.trust, hand, 'directory.key-withdrawn', wish);

/** Certifies the encryption key of a contact; `reader` may upload (a session of the same State). */
export async function certifyKey(
  place: Place,
  reader: Place['connection'],
  hand: Hand,
  wish: KeyWish & { readonly contact: string },
): Promise<Receipt> {
  const data = { contact: wish.contact, ...(await uploadKey(reader, wish)) };
  return actOnDirectory(place.connection, place.trust, hand, 'directory.key-certified', data);
}

/** A key to be certified: OpenPGP, and perhaps an age recipient beside it. */
export interface KeyWish {
  readonly publicKey: Uint8Array;
  readonly fingerprint: string;
  readonly expires?: string;
  readonly hybrid?: string;
  /** Takes no message without the outer seal from now on. */
  readonly demanded?: boolean;
}

/** Uploads a key; answers with what an act says of it. */
export async function uploadKey(reader: Connection, wish: KeyWish) {
  const key = {
    alg: 'openpgp' as const,
    blob: await uploaded(reader, wish.publicKey),
    fingerprint: wish.fingerprint,
  };
  return {
    key,
    ...(wish.hybrid ? { hybrid: await uploadHybrid(reader, wish.hybrid, wish.demanded ?? false) } : {}),
    ...(wish.expires ? { expires: wish.expires } : {}),
  };
}

const uploadHybrid = async (
  reader: Connection,
  recipient: string,
  demanded: boolean,
): Promise<HybridKey> => ({
  alg: 'age-hybrid',
  blob: await uploaded(reader, utf8(recipient)),
  ...(demanded ? { demanded } : {}),
});

async function uploaded(reader: Connection, bytes: Uint8Array): Promise<formats.Blob> {
  const sha256 = sha256Hex(bytes);
  await putBlob(reader, sha256, bytes);
  return { sha256, size: bytes.length };
}
