import { commitField, describeKey, type Fields, newId, proveKey } from '@comity/acts';
import {
  act,
  actOnDirectory,
  commitFields,
  connect,
  type Hand,
  putBlob,
  signIn,
  type TrustedBody,
} from '@comity/client';
import { ed25519Signer, fromHex, type Signer, sha256Hex, toBase64 } from '@comity/log';
import { generateContactKey } from '@comity/seal';
import { readRoots } from './house.ts';
import type { Visitor } from './visitor.ts';

/** A State of which there is much to see, and what of it the pages lead to. */
export interface Furnished {
  readonly participant: string;
  /** The administrator who sits in the visitor's browser. */
  readonly person: string;
  /** Somebody who no longer acts for the State. */
  readonly removed: string;
  /** On whose roster the administrator is: with a key that ends soon, and fields for every kind of reader. */
  readonly contact: string;
  /** Nobody on its roster, no key. */
  readonly bare: string;
  /** Entered by the secretariat from a note verbale; the State has not signed it. */
  readonly noted: string;
  /** An act of the other administrator that their State challenges. */
  readonly challenged: string;
  /** An act of another participant. */
  readonly foreign: string;
  /** What the command writes for an administrator to read: of a new person, and of a further key of `contact`. */
  readonly requests: { readonly person: string; readonly key: string };
}

interface Ground {
  readonly url: string;
  readonly trust: TrustedBody;
}

const newSigner = (): Promise<Signer> => ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));

/**
 * Gives the State of an administrator a second one, with whom acts are signed from now on, acts that wait for the
 * visitor, people who left, and points of contact of each kind. Signed by keys of its own and by roots of the
 * demonstration, as the command would do it.
 */
export async function furnish({ context, url }: Visitor): Promise<Furnished> {
  const about = (await (await fetch(`${url}/about.json`)).json()) as TrustedBody;
  const ground = { url, trust: { body: about.body, key: about.key } };
  const me = (await (await context.request.get(`${url}/api/me`)).json()) as Me;
  const { participant, person } = me;
  const roots = await readRoots();
  const root: Hand = { participant, signer: await ed25519Signer(fromHex(roots[participant]!)) };
  const other = await addPerson(ground, root, 'Another administrator');
  const removed = (await addPerson(ground, root, 'Somebody who left')).person!;
  await actFor(ground, root, 'people.person-removed', { person: removed });
  const contacts = await addContacts(ground, root, [person, other.person!]);
  const noted = await addFromNote(ground, participant, roots);
  const administrators = [person, other.person!].sort();
  await actFor(ground, root, 'people.administrators-set', { administrators, threshold: 2 });
  const challenged = await actFor(ground, other, 'people.authorities-set', {
    person,
    authorities: ['people'],
  });
  await actFor(ground, other, 'people.act-challenged', { act: challenged, reason: 'not-as-shown' });
  const foreign = await newestOf(url, 'body.founded');
  const requests = {
    person: await personRequest(ground.trust.body, participant),
    key: await keyRequest(ground.trust.body, participant, contacts.contact),
  };
  return { participant, person, removed, ...contacts, noted, challenged, foreign, requests };
}

interface Me {
  readonly participant: string;
  readonly person: string;
}

/** A root names no checkpoint. Answers with the id of the act. */
async function actFor(
  { url, trust }: Ground,
  hand: Hand,
  type: Parameters<typeof act>[3],
  data: unknown,
  openings: Parameters<typeof act>[5] = {},
): Promise<string> {
  const options = { ...openings, ...(hand.person ? {} : { offline: true as const }) };
  return (await act(connect(url), trust, hand, type, data as never, options)).act;
}

async function addPerson(ground: Ground, root: Hand, name: string): Promise<Hand> {
  const [person, signer] = [newId('per'), await newSigner()];
  const key = describeKey('ed25519', signer.publicKey);
  const who = { body: ground.trust.body, participant: root.participant, person };
  const proof = await proveKey(who, key, signer);
  const { commitment, opening } = commitField(person, 'name', name);
  const data = { person, key, proof, name: commitment };
  await actFor(ground, root, 'people.person-added', data, { openings: [opening] });
  return { participant: root.participant, person, signer };
}

const DAY = 86_400_000;

/** One with everything that can be said of a contact, and one with next to nothing. */
async function addContacts(ground: Ground, root: Hand, people: readonly string[]) {
  const fields = {
    name: { value: 'Somebody on duty', readers: 'own' },
    institution: { value: 'An office (fictitious)', readers: 'participants' },
    emails: { value: ['duty@office.example', 'night@office.example'], readers: 'participants' },
    hours: { value: '24/7', readers: ['jpn', 'nor'] },
  } as const;
  const contact = await nominate(ground, root, 'technical', people, fields);
  const bare = await nominate(ground, root, 'diplomatic', [], {
    institution: { value: 'A ministry (fictitious)', readers: 'participants' },
  });
  await certify(ground, root, contact);
  return { contact, bare };
}

async function nominate(
  { url, trust }: Ground,
  root: Hand,
  kind: 'technical' | 'diplomatic',
  roster: readonly string[],
  closed: Parameters<typeof commitFields>[1],
): Promise<string> {
  const contact = newId('con');
  const { fields, openings } = commitFields(contact, closed);
  const open: Fields = { role: { value: 'Incident response' } };
  const data = {
    contact,
    class: kind,
    roster: [...roster].sort(),
    fields: { ...(fields as Fields), ...open },
  };
  const options = { openings, offline: true } as const;
  await actOnDirectory(connect(url), trust, root, 'directory.contact-nominated', data, options);
  return contact;
}

/** A key that ends in some days: its State is told so. */
async function certify({ url, trust }: Ground, root: Hand, contact: string): Promise<void> {
  const now = Date.now();
  const { connection } = await signIn(connect(url), trust, root, await newSigner(), 1);
  const made = await generateContactKey({ at: new Date(now).toISOString(), expiresInSeconds: 864_000 });
  const sha256 = sha256Hex(made.publicKey);
  await putBlob(connection, sha256, made.publicKey);
  const key = {
    alg: 'openpgp' as const,
    blob: { sha256, size: made.publicKey.length },
    fingerprint: made.fingerprint,
  };
  const data = { contact, key, expires: new Date(now + 9 * DAY).toISOString() };
  await actOnDirectory(connect(url), trust, root, 'directory.key-certified', data, { offline: true });
}

async function addFromNote(
  { url, trust }: Ground,
  participant: string,
  roots: Readonly<Record<string, string>>,
): Promise<string> {
  const contact = newId('con');
  const secretariat = {
    participant: 'secretariat',
    signer: await ed25519Signer(fromHex(roots.secretariat!)),
  };
  const note = { number: 'NV/2026/17', sha256: sha256Hex(new TextEncoder().encode('A note verbale.')) };
  const fields: Fields = { institution: { value: 'An office of which a note speaks' } };
  const data = { contact, participant, class: 'technical' as const, fields, note };
  await actOnDirectory(connect(url), trust, secretariat, 'directory.contact-recorded', data, {
    offline: true,
  });
  return contact;
}

async function personRequest(body: string, participant: string): Promise<string> {
  const [person, signer] = [newId('per'), await newSigner()];
  const key = describeKey('ed25519', signer.publicKey);
  const proof = await proveKey({ body, participant, person }, key, signer);
  return JSON.stringify({ v: 1, request: 'person-key', body, participant, person, key, proof });
}

async function keyRequest(body: string, participant: string, contact: string): Promise<string> {
  const { publicKey, fingerprint } = await generateContactKey({ at: new Date().toISOString() });
  const openpgp = toBase64(publicKey);
  return JSON.stringify({ v: 1, request: 'contact-key', body, participant, contact, fingerprint, openpgp });
}

async function newestOf(url: string, type: string): Promise<string> {
  const answer = await fetch(`${url}/api/acts?type=${type}&limit=1`);
  return ((await answer.json()) as { entries: { act: string }[] }).entries[0]!.act;
}
