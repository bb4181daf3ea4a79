import type { FieldOpening, Fields } from '@comity/acts';
import {
  admit,
  type Chronicle,
  fileHand,
  type PersonHand,
  p256Hand,
  passkeyHand,
  rs256Authenticator,
  seat,
  seedOf,
  testField,
  testId,
  withList,
} from '@comity/acts/testing';
import { nodeCrypto } from '@comity/log';
import type { Delegation } from './history.ts';

/** The body asks for so many confirmations; the first States give them. */
const CONFIRMING = 2;

/** Seats a State with an officer, two passkeys, and somebody on duty for its one contact. */
export async function seatDelegation(chronicle: Chronicle, id: string, rsa: boolean): Promise<Delegation> {
  const root = await seat(chronicle, id);
  const officer = await fileHand(id, 'officer');
  const tapper = p256Hand(id, 'tapper');
  const hello = rsa ? rsaHand(id, 'hello') : undefined;
  const duty = await fileHand(id, 'duty');
  for (const hand of [officer, tapper, ...(hello ? [hello] : [])])
    await admit(chronicle, hand, ['directory']);
  await admit(chronicle, duty, ['exchange']);
  const administrators = { administrators: [officer.actor.person], threshold: 1 };
  chronicle.append(await chronicle.sign(root, 'people.administrators-set', administrators));
  if (chronicle.state.confirmedBy.size < CONFIRMING)
    chronicle.append(await chronicle.sign(root, 'body.confirmed', {}));
  const made = { id, root, officer, tapper, hello, duty, contact: testId('con', id) };
  await nominate(chronicle, made);
  return made;
}

/** An RSA passkey, as Windows Hello makes them: the one key here that no label gives. */
function rsaHand(participant: string, name: string): PersonHand {
  const { privateKey } = nodeCrypto!.generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  return passkeyHand(participant, name, rs256Authenticator(jwk));
}

/** The fields of a contact: public, for every participant, and for the State alone. */
export function contactFields(
  contact: string,
  hours: string,
): { fields: Fields; openings: readonly FieldOpening[] } {
  const emails = testField(contact, 'emails', ['duty@cert.example']);
  const name = testField(contact, 'name', 'Somebody on duty');
  const fields: Fields = {
    hours: { value: hours },
    emails: { commitment: emails.commitment, readers: 'participants' },
    name: { commitment: name.commitment, readers: 'own' },
  };
  return { fields, openings: [emails.opening, name.opening] };
}

async function nominate(chronicle: Chronicle, { officer, duty, contact, id }: Delegation): Promise<void> {
  const { fields, openings } = contactFields(contact, 'always');
  const nominated = withList(chronicle, officer, 'directory.contact-nominated', {
    ...{ contact, class: 'technical', fields },
    roster: [duty.actor.person],
  });
  const options = { fields: openings };
  chronicle.append(await chronicle.sign(officer, 'directory.contact-nominated', nominated, options));
  const key = openpgpKey(chronicle, id);
  const certified = withList(chronicle, officer, 'directory.key-certified', { contact, key });
  chronicle.append(await chronicle.sign(officer, 'directory.key-certified', certified));
}

/** Any bytes do: nothing here is sealed. */
function openpgpKey(chronicle: Chronicle, label: string) {
  const bytes = seedOf(`openpgp ${label}`);
  const sha256 = chronicle.keep(bytes);
  const blob = { sha256, size: bytes.length };
  return { alg: 'openpgp' as const, blob, fingerprint: sha256.slice(0, 40) };
}
