import { type Message, readContact } from '@comity/client/messages';
import {
  fetchWraps,
  openWraps,
  putWraps,
  readFormerKeys,
  sealWraps,
  type Wrapped,
  wrapAgain,
} from '@comity/client/rewrapping';
import type { FormerKeys } from '@comity/seal';
import { openHere, sealHere, takeKeyHere } from './sealing.ts';
import { here, saveSeat, secretsOf } from './seat.ts';
import type { ContactKey, Seat } from './store.ts';

const openerOf = (seat: Seat) => ({ reader: here(), participant: seat.participant, ...secretsOf(seat) });

/** What opens messages whose keys are gone, for the own contacts that they are from or to. */
export function formerFor(
  seat: Seat,
  messages: readonly Pick<Message, 'to' | 'header'>[],
): Promise<FormerKeys> {
  const own = messages.flatMap(({ header, to }) =>
    [header.from, ...to].filter(({ participant }) => participant === seat.participant),
  );
  return readFormerKeys(
    openerOf(seat),
    own.map(({ contact }) => contact),
    openHere,
  );
}

/**
 * Wraps what was sealed to former keys of a contact again, for the key that is certified now, and lays it with the host:
 * ciphertext that this key opens. Throws `web.new-key-not-here` where this browser does not hold it.
 */
export async function wrapForNewKey(
  seat: Seat,
  id: string,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Wrapped> {
  const opener = openerOf(seat);
  const { reader, participant: _, ...own } = opener;
  const contact = await readContact(reader, id);
  const held = seat.contacts.find((c) => c.contact === id && c.fingerprint === contact.key?.fingerprint);
  if (!held)
    throw Object.assign(new Error('The certified key is not here.'), { code: 'web.new-key-not-here' });
  const file = await fetchWraps(reader, id);
  const before = file && (await openWraps(opener, file, openHere));
  const take = (ciphertext: Uint8Array) => takeKeyHere(ciphertext, own);
  const wrapped = await wrapAgain({ ...{ reader, contact, before, take, onProgress } });
  const signer = { privateKey: held.privateKey };
  const sealed = await sealWraps(reader, contact, wrapped.file, seat.trust.body, (input) =>
    sealHere({ ...input, signer }, () => {}),
  );
  await putWraps(reader, sealed);
  return wrapped;
}

/** The keys of a contact in this seat that are certified no longer, with the halves made beside them. */
export function formerKeysHere(
  { contacts }: Pick<Seat, 'contacts'>,
  id: string,
  current: CurrentKey,
): ContactKey[] {
  return contacts.filter(
    (c) => c.contact === id && c.fingerprint !== current.fingerprint && c.fingerprint !== current.hybrid,
  );
}
/** The fingerprint of the key that is certified now, and the SHA-256 of its post-quantum half. */
export interface CurrentKey {
  readonly fingerprint: string;
  readonly hybrid?: string | undefined;
}

/** Destroys former keys of a contact in this browser, and in what the host keeps of it for other devices. */
export async function destroyFormer(seat: Seat, id: string, current: CurrentKey): Promise<Seat> {
  const gone = formerKeysHere(seat, id, current);
  const left = { ...seat, contacts: seat.contacts.filter((c) => !gone.includes(c)) };
  await saveSeat(left);
  return left;
}
