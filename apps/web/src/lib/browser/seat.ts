import {
  type Certificate,
  certificateHash,
  certifySession,
  commitField,
  describeKey,
  idOfKey,
  newId,
  proveKey,
} from '@comity/acts';
import { ApiProblem, type Connection, connect, type Hand, resume, type TrustedBody } from '@comity/client';
import { toBase64url } from '@comity/log';
import { newSigningKey, signerOf } from './keys.ts';
import { type ContactKey, readSeat, type Seat, saveSeat } from './store.ts';

export type Role = 'administrator' | 'contact' | 'delegate';
const HOURS = 8;

/** Speaks to the server this page came from; the session travels as a cookie that no script can read. */
export const here = (): Connection =>
  connect(location.origin, { fetch: (input, init) => fetch(input, init) });

/**
 * Takes a seat in the demonstration: makes a key here, proves that this browser holds it, lets the
 * demonstration's root certify it, and signs in.
 */
export async function takeSeat(
  trust: TrustedBody,
  participant: string,
  role: Role,
  name: string,
): Promise<Seat> {
  const person = newId('per');
  const key = await newSigningKey();
  const signer = await signerOf(key);
  const publicKey = describeKey('ed25519', signer.publicKey);
  const proof = await proveKey({ body: trust.body, participant, person }, publicKey, signer);
  const { opening, commitment } = commitField(person, 'name', name);
  const contactKey = role === 'contact' ? await newContactKey() : undefined;
  const answer = await fetch('/api/demo/seats', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      participant,
      role,
      person,
      key: publicKey,
      proof,
      name: commitment,
      opening,
      ...(contactKey
        ? { contactKey: toBase64url(contactKey.publicKey), fingerprint: contactKey.fingerprint }
        : {}),
    }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new ApiProblem(answer.status, body);
  const contacts: ContactKey[] = contactKey
    ? [{ contact: body.contact, fingerprint: contactKey.fingerprint, privateKey: contactKey.privateKey }]
    : [];
  const session = await certify(trust, participant, person, key);
  const seat: Seat = { participant, person, trust, key, session, contacts };
  await saveSeat(seat);
  await signInAgain(seat);
  return seat;
}

/** The encryption key of a contact is made where it will be used; the server sees only its public half. */
async function newContactKey() {
  const { generateContactKey } = await import('@comity/seal');
  return generateContactKey({ at: new Date().toISOString() });
}

/** One signature of the person's key certifies a session key for some hours. */
async function certify(trust: TrustedBody, participant: string, person: string, key: CryptoKeyPair) {
  const signer = await signerOf(key);
  const sessionKey = await newSigningKey();
  const now = Date.now();
  const statement = {
    v: 1 as const,
    body: trust.body,
    participant,
    person,
    by: idOfKey(describeKey('ed25519', signer.publicKey)),
    key: describeKey('ed25519', (await signerOf(sessionKey)).publicKey) as Certificate['statement']['key'],
    at: new Date(now).toISOString(),
    expires: new Date(now + HOURS * 3_600_000).toISOString(),
  };
  return { key: sessionKey, certificate: await certifySession(statement, signer) };
}

export async function signInAgain(seat: Seat): Promise<void> {
  await resume(here(), seat.session.certificate, await signerOf(seat.session.key), { cookie: true });
}

/** The seat held in this browser for this body, with a session that is in force. */
export async function currentSeat(body: string): Promise<Seat | undefined> {
  const seat = await readSeat(body);
  if (!seat || Date.parse(seat.session.certificate.statement.expires) - Date.now() > 60_000) return seat;
  const renewed = { ...seat, session: await certify(seat.trust, seat.participant, seat.person, seat.key) };
  await saveSeat(renewed);
  await signInAgain(renewed);
  return renewed;
}

/** The hand for ordinary acts: the session key, with the certificate that says whose it is. */
export async function sessionHand({ participant, person, session }: Seat): Promise<Hand> {
  return {
    participant,
    person,
    signer: await signerOf(session.key),
    session: certificateHash(session.certificate),
  };
}

/** The hand for binding acts: the person's own key. */
export async function ownHand({ participant, person, key }: Seat): Promise<Hand> {
  return { participant, person, signer: await signerOf(key) };
}
