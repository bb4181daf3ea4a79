import { commitField, type DataOf, describeKey, type Fields, newSalt, type RootKey } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { actOnDirectory, type Connection, type Hand, putBlob, type Receipt } from '@comity/client';
import { fromBase64url, sha256Hex } from '@comity/log';
import { type ContactKey, generateContactKey } from '@comity/seal';
import { adds, does, opens, type Person } from './acting.ts';
import { rootOf, type Stage } from './body.ts';

/** A seated State with people at work and one technical contact. */
export interface TestState {
  readonly id: string;
  readonly root: Hand;
  /** The one administrator; also holds the authority `directory`. */
  readonly officer: Person;
  /** Stands on the roster of the contact and holds the authority `exchange`. */
  readonly duty: Person;
  readonly contact: string;
  readonly key: ContactKey;
  /** A session of `duty`: to sign with, and to read by. */
  readonly session: Hand;
  readonly reader: Connection;
}

/** The secretariat invites a State, and its root is enrolled with the token. */
export async function enrols(body: Stage, id: string): Promise<Hand> {
  const root = await rootOf(id);
  const token = newSalt();
  await does(body, body.secretariat, 'people.participant-invited', {
    participant: id,
    token: sha256Hex(fromBase64url(token)),
    channel: 'in-person',
    expires: body.clock.at(3_600_000),
  });
  const key = describeKey('ed25519', root.signer.publicKey) as RootKey;
  await does(body, root, 'people.root-enrolled', { key, token }, { offline: true });
  return root;
}

export async function seats(body: Stage, id: string): Promise<TestState> {
  const root = await enrols(body, id);
  const officer = await adds(body, root, 'officer', { authorities: ['directory'] });
  await does(body, root, 'people.administrators-set', { administrators: [officer.person], threshold: 1 });
  const duty = await adds(body, officer, 'duty', { authorities: ['exchange'], name: `Duty of ${id}` });
  const contact = testId('con', id);
  await nominates(body, officer, contact, { roster: [duty.person] });
  const key = await contactKey(id);
  await certifies(body, officer, contact, key);
  const { hand, connection } = await opens(body, duty);
  return { id, root, officer, duty, contact, key, session: hand, reader: connection };
}

type Readers = 'participants' | 'own' | readonly string[];
/** Fields of a contact: `readers` absent means in the open. */
export type FieldWishes = Readonly<Record<string, { value: string | readonly string[]; readers?: Readers }>>;

export const usualFields = (contact: string): FieldWishes => ({
  languages: { value: ['en', 'fr'] },
  emails: { value: [`${contact.slice(4, 12)}@cert.example`], readers: 'participants' },
  name: { value: 'Somebody on duty', readers: 'own' },
});

/** Fields as an act carries them, and what opens those that are committed to. */
export function fieldsOf(contact: string, wishes: FieldWishes) {
  const committed = Object.entries(wishes).map(([path, { value, readers }]) => {
    if (readers === undefined) return { path, field: { value }, opening: undefined };
    const { commitment, opening } = commitField(contact, path, value);
    return { path, field: { commitment, readers }, opening };
  });
  return {
    fields: Object.fromEntries(committed.map((c) => [c.path, c.field])) as Fields,
    openings: committed.flatMap((c) => (c.opening ? [c.opening] : [])),
  };
}

export interface ContactWish {
  readonly class?: 'diplomatic' | 'technical';
  readonly roster?: readonly string[];
  readonly fields?: FieldWishes;
}

export async function nominates(
  body: Stage,
  by: Hand,
  contact: string,
  wish: ContactWish = {},
): Promise<Receipt> {
  const { fields, openings } = fieldsOf(contact, wish.fields ?? usualFields(contact));
  const data = {
    ...{ contact, class: wish.class ?? ('technical' as const), fields },
    roster: [...(wish.roster ?? [])].sort(),
  };
  const options = { openings, at: body.clock.at() };
  return actOnDirectory(body.public, body.trust, by, 'directory.contact-nominated', data, options);
}

const keys = new Map<string, Promise<ContactKey>>();

/** The OpenPGP key of a label: made once for a test file. */
export function contactKey(label: string, expiresInSeconds?: number): Promise<ContactKey> {
  const made = keys.get(label) ?? generateContactKey({ at: KEYS_MADE, ...withExpiry(expiresInSeconds) });
  keys.set(label, made);
  return made;
}
const KEYS_MADE = '2025-01-01T00:00:00.000Z';
const withExpiry = (expiresInSeconds?: number) =>
  expiresInSeconds === undefined ? {} : { expiresInSeconds };

/** What `directory.key-certified` says of a key; the bytes are uploaded first. */
export async function uploadedKey(body: Stage, by: Hand, { publicKey, fingerprint }: ContactKey) {
  const sha256 = sha256Hex(publicKey);
  await putBlob((await opens(body, by)).connection, sha256, publicKey);
  return { alg: 'openpgp' as const, blob: { sha256, size: publicKey.length }, fingerprint };
}

export async function certifies(
  body: Stage,
  by: Hand,
  contact: string,
  key: ContactKey,
  expires?: string,
): Promise<Receipt> {
  type Data = Omit<DataOf<'directory.key-certified'>, 'list'>;
  const data: Data = { contact, key: await uploadedKey(body, by, key), ...(expires ? { expires } : {}) };
  const options = { at: body.clock.at() };
  return actOnDirectory(body.public, body.trust, by, 'directory.key-certified', data, options);
}
