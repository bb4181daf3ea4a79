import {
  type AnySigner,
  type Certificate,
  certificateHash,
  certifySession,
  commitField,
  describeKey,
  type FieldOpening,
  idOfKey,
  newId,
  type PublicKey,
  proveKey,
  type Signature,
} from '@comity/acts';
import { ApiProblem, type Connection, connect, type Hand, resume, type TrustedBody } from '@comity/client';
import { equalBytes, fromUtf8, toBase64url } from '@comity/log';
import { ask, askLater } from './asking.ts';
import { KeyFileError } from './keyfile.ts';
import { newSigningKey, signerOf } from './keys.ts';
import { keyOf, makePasskey, nameOfCredential, passkeySigner, type Tapped } from './passkey.ts';
import {
  type ContactKey,
  getSeat,
  type OwnKey,
  putSeat,
  type Seat,
  type Session,
  type StoredSeat,
} from './store.ts';
import {
  beginLocalVault,
  fetchBox,
  lockContacts,
  type OpenedVault,
  openContacts,
  openVault,
  type PrfOpener,
  storeBox,
} from './vault.ts';

export type Role = 'administrator' | 'contact' | 'delegate' | 'presiding';
const HOURS = 8;

/** Speaks to the server this page came from; the session travels as a cookie that no script can read. */
export const here = (): Connection =>
  connect(location.origin, { fetch: (input, init) => fetch(input, init) });

/** What opens the messages of this seat: OpenPGP keys, and the post-quantum halves of them. */
export const secretsOf = ({ contacts }: Pick<Seat, 'contacts'>) => {
  const isHalf = ({ fingerprint }: ContactKey) => fingerprint.length === 64;
  return {
    keys: contacts.filter((c) => !isHalf(c)).map(({ privateKey }) => ({ privateKey })),
    hybrid: contacts.filter(isHalf).map(({ privateKey }) => fromUtf8(privateKey)),
  };
};

/** Who sits, with which key: what a seat is before anybody signed in. */
export type Sitter = Pick<Seat, 'participant' | 'person' | 'trust' | 'key'>;

export const publicKeyOf = async (key: OwnKey): Promise<PublicKey> => {
  if (key.kept === 'passkey') return keyOf(key);
  return describeKey('ed25519', key.kept === 'file' ? key.publicKey : (await signerOf(key.pair)).publicKey);
};
export const keyIdOf = async (key: OwnKey): Promise<string> => idOfKey(await publicKeyOf(key));

/** Makes the person's own key: with a passkey where `rpId` says where, else in this browser. */
export async function makeOwnKey(
  who: { participant: string; person: string; label: string; bodyName: string },
  rpId: string | undefined,
): Promise<OwnKey> {
  if (rpId === undefined) return { kept: 'browser', pair: await newSigningKey() };
  return { kept: 'passkey', ...(await makePasskey(rpId, who)) };
}

/** What signs with the person's own key. A key file is asked for each time. */
export async function ownSigner(key: OwnKey, onTap?: (tapped: Tapped) => void): Promise<AnySigner> {
  if (key.kept === 'passkey') return passkeySigner(key, onTap);
  return key.kept === 'browser' ? signerOf(key.pair) : fileSigner(key.publicKey);
}

async function fileSigner(publicKey: Uint8Array): Promise<AnySigner> {
  const dialogues = await ask();
  for (let problem: string | undefined; ; ) {
    const { signer } = await dialogues.keyFile(problem);
    if (equalBytes(signer.publicKey, publicKey)) return signer;
    problem = new KeyFileError('other-key', '').code;
  }
}

/** Proves that this browser, or the person before it, holds the key. */
export async function proveOwnKey(
  { trust: { body }, participant, person }: Omit<Sitter, 'key'>,
  key: PublicKey,
  signer: AnySigner,
): Promise<Signature> {
  return proveKey({ body, participant, person }, key, signer);
}

export interface Wish {
  readonly trust: TrustedBody;
  readonly participant: string;
  readonly role: Role;
  readonly name: string;
  /** Where passkeys belong to; absent for a key of this browser. */
  readonly rpId?: string | undefined;
  readonly bodyName: string;
}

/**
 * Takes a seat in the demonstration: makes a key, proves it, lets the demonstration's root certify it, signs in.
 */
export async function takeSeat(wish: Wish): Promise<Seat> {
  const { trust, participant, role, name } = wish;
  const person = newId('per');
  const key = await makeOwnKey({ participant, person, label: name, bodyName: wish.bodyName }, wish.rpId);
  const publicKey = await publicKeyOf(key);
  const proof = await proveOwnKey({ trust, participant, person }, publicKey, await ownSigner(key));
  const named = commitField(person, 'name', name);
  const contactKey = role === 'contact' ? await newContactKey() : undefined;
  const { contact } = await askForSeat({
    participant,
    role,
    person,
    key: publicKey,
    proof,
    named,
    contactKey,
  });
  const seat = await enter({ participant, person, trust, key });
  if (!contactKey || !contact) return seat;
  const { fingerprint, privateKey } = contactKey;
  const furnished = { ...seat, contacts: [{ contact, fingerprint, privateKey }] };
  await saveSeat(furnished);
  return furnished;
}

async function askForSeat({
  named,
  contactKey,
  ...asked
}: {
  participant: string;
  role: Role;
  person: string;
  key: PublicKey;
  proof: Signature;
  named: { commitment: string; opening: FieldOpening };
  contactKey: { publicKey: Uint8Array; fingerprint: string } | undefined;
}): Promise<{ contact?: string }> {
  const answer = await fetch('/api/demo/seats', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...asked,
      name: named.commitment,
      opening: named.opening,
      ...(contactKey
        ? { contactKey: toBase64url(contactKey.publicKey), fingerprint: contactKey.fingerprint }
        : {}),
    }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new ApiProblem(answer.status, body);
  return body;
}

/** The encryption key of a contact is made where it will be used; the server sees only its public half. */
async function newContactKey() {
  const { generateHere } = await import('./sealing.ts');
  return generateHere({ at: new Date().toISOString() });
}

/**
 * Signs in with the person's own key: one signature certifies a session key for some hours and, where it is a
 * passkey with PRF, opens the encryption keys. What another device of the person keeps is fetched.
 */
export async function enter(sitter: Sitter, kept?: Pick<StoredSeat, 'wraps' | 'keys'>): Promise<Seat> {
  let tapped: Tapped | undefined;
  const signer = await ownSigner(sitter.key, (t) => {
    tapped = t;
  });
  const { key, certificate } = await certify(sitter, signer);
  await resume(here(), certificate, await signerOf(key), { cookie: true });
  const vault = await vaultOf(sitter.key, kept, tapped);
  const { master, wraps, keys } = vault;
  const session: Session = { key, certificate, ...(master ? { master } : {}) };
  await putSeat({ ...sitter, session, wraps, keys });
  if (master) await storeBox(vault);
  return { ...sitter, session, contacts: master ? await openContacts(keys, master) : [] };
}

const NOTHING = { wraps: [], keys: [] };

async function vaultOf(
  key: OwnKey,
  kept: Pick<StoredSeat, 'wraps' | 'keys'> | undefined,
  tapped: Tapped | undefined,
): Promise<OpenedVault> {
  if (key.kept === 'browser') return { ...NOTHING, master: await beginLocalVault() };
  const prf: PrfOpener | undefined = tapped?.prf && {
    by: 'passkey',
    credential: nameOfCredential(tapped.credential),
    prf: tapped.prf,
  };
  return openVault(kept?.wraps.length ? kept : ((await fetchBox()) ?? NOTHING), prf, askLater);
}

async function certify({ trust, participant, person, key }: Sitter, signer: AnySigner) {
  const sessionKey = await newSigningKey();
  const now = Date.now();
  const statement = {
    v: 1 as const,
    body: trust.body,
    participant,
    person,
    by: await keyIdOf(key),
    key: describeKey('ed25519', (await signerOf(sessionKey)).publicKey) as Certificate['statement']['key'],
    at: new Date(now).toISOString(),
    expires: new Date(now + HOURS * 3_600_000).toISOString(),
  };
  return { key: sessionKey, certificate: await certifySession(statement, signer) };
}

const isOver = ({ certificate }: Session): boolean =>
  Date.parse(certificate.statement.expires) - Date.now() <= 60_000;

/** Sends the certificate again: for a cookie that was cleared while the session still lasts. */
export async function signInAgain({ session }: Pick<Seat, 'session'>): Promise<void> {
  await resume(here(), session.certificate, await signerOf(session.key), { cookie: true });
}

/** Keeps the seat, its contact keys under the master key, here and, where a passkey or code opens them, with the host. */
export async function saveSeat({ contacts, ...seat }: Seat): Promise<void> {
  const stored = await getSeat(seat.trust.body);
  const { master } = seat.session;
  if (!master)
    throw Object.assign(new Error('The keys of this seat are closed.'), { code: 'web.keys-closed' });
  const kept = {
    wraps: stored?.wraps ?? [],
    keys: await lockContacts(contacts, stored?.keys ?? [], master),
  };
  await putSeat({ ...seat, ...kept });
  await storeBox(kept);
}

/**
 * The seat held in this browser for this body, with a session that is in force. A session that ran out is renewed
 * at once where the key lies in this browser; elsewhere it takes the person's tap, and there is no seat until then.
 */
export async function currentSeat(body: string): Promise<Seat | undefined> {
  const stored = await getSeat(body);
  if (!stored?.session) return undefined;
  const session = isOver(stored.session) ? await renewed(stored) : stored.session;
  if (!session) return undefined;
  const contacts = session.master ? await openContacts(stored.keys, session.master) : [];
  return { ...stored, session, contacts };
}

/** Keeps the policy of this seat, in this browser only; none takes it away. */
export async function keepPolicy(body: string, policy: string | undefined): Promise<void> {
  const stored = await getSeat(body);
  if (!stored) return;
  const { policy: _, ...rest } = stored;
  await putSeat(policy === undefined ? rest : { ...rest, policy });
}

/** Ends the session in this browser, and with it what opens the keys; a key of this browser would open them anyway. */
export async function endSession(body: string): Promise<void> {
  const stored = await getSeat(body);
  if (!stored || stored.key.kept === 'browser') return;
  const { session: _, ...rest } = stored;
  await putSeat(rest);
}

async function renewed(stored: StoredSeat): Promise<Session | undefined> {
  if (stored.key.kept !== 'browser') {
    await endSession(stored.trust.body);
    return undefined;
  }
  const { master } = stored.session!;
  const certified = await certify(stored, await ownSigner(stored.key));
  const fresh = { ...certified, ...(master ? { master } : {}) };
  await putSeat({ ...stored, session: fresh });
  await signInAgain({ session: fresh });
  return fresh;
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

/** The hand for binding acts: the person's own key. A passkey is tapped when it signs; a file is asked for now. */
export async function ownHand({ participant, person, key }: Seat): Promise<Hand> {
  return { participant, person, key: await publicKeyOf(key), signer: await ownSigner(key) };
}
