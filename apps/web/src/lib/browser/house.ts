import {
  type Authority,
  type ChallengeReason,
  commitField,
  type FieldOpening,
  type Fields,
  type PublicKey,
  type Signature,
} from '@comity/acts';
import { act, actOnDirectory, type Connection, putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { dropAllSealed } from './keptsealed.ts';
import { patientLine } from './line.ts';
import type { Deed } from './proposal.ts';
import { dropAll } from './queue.ts';
import { here } from './seat.ts';
import { removeSeat, type Seat } from './store.ts';

export { type Deed, type Proposal, propose, visible } from './proposal.ts';

export interface ProvenKey {
  readonly person: string;
  readonly key: PublicKey;
  readonly proof: Signature;
  /** The transferable public key, where gpg holds the secret. */
  readonly openpgp?: Uint8Array;
}

/** What an act says of a key; the transferable public key is put first, where there is one. */
async function putKey(line: Connection, { person, key, proof, openpgp }: ProvenKey) {
  if (openpgp) await putBlob(line, sha256Hex(openpgp), openpgp);
  return { person, key, proof };
}

/** A further key, for a second device. */
export const addKey =
  ({ trust }: Seat, proven: ProvenKey): Deed =>
  async (hand) => {
    const line = patientLine();
    return act(line, trust, hand, 'people.key-added', await putKey(line, proven));
  };

/** A new key in place of one that was lost: the old one ends with the same act. */
export const replaceKey =
  ({ trust }: Seat, proven: ProvenKey, old: string): Deed =>
  async (hand) => {
    const line = patientLine();
    return act(line, trust, hand, 'people.key-replaced', { ...(await putKey(line, proven)), old });
  };

/** Adds a person; the name stands on the record as a commitment only. */
export const addPerson =
  ({ trust }: Seat, proven: ProvenKey, name: string): Deed =>
  async (hand) => {
    const line = patientLine();
    const { commitment, opening } = commitField(proven.person, 'name', name);
    const data = { ...(await putKey(line, proven)), name: commitment };
    return act(line, trust, hand, 'people.person-added', data, { openings: [opening] });
  };

export const removePerson =
  ({ trust }: Seat, person: string): Deed =>
  (hand) =>
    act(patientLine(), trust, hand, 'people.person-removed', { person });

export const endKey =
  ({ trust }: Seat, person: string, key: string): Deed =>
  (hand) =>
    act(patientLine(), trust, hand, 'people.key-removed', { person, key });

/** The whole list from now on. */
export const setAuthorities =
  ({ trust }: Seat, person: string, authorities: readonly string[]): Deed =>
  (hand) =>
    act(patientLine(), trust, hand, 'people.authorities-set', {
      person,
      authorities: [...authorities].sort() as Authority[],
    });

export const confirmAct =
  ({ trust }: Seat, id: string): Deed =>
  (hand) =>
    act(patientLine(), trust, hand, 'people.act-confirmed', { act: id });

/** Says that an act in the name of a person of the own State is not what the State meant. It undoes nothing. */
export const challengeAct =
  ({ trust }: Seat, id: string, reason: ChallengeReason): Deed =>
  (hand) =>
    act(patientLine(), trust, hand, 'people.act-challenged', { act: id, reason });

/** Says that the keys of the own State, which a public notice would replace, are not lost. */
export const cancelNotice =
  ({ trust }: Seat, notice: string): Deed =>
  (hand) =>
    act(patientLine(), trust, hand, 'people.notice-cancelled', { notice });

/** What is said of a contact, ready for an act: fields, and what opens those that do not stand in the open. */
export interface Description {
  readonly contact: string;
  readonly class: 'diplomatic' | 'technical';
  readonly roster: readonly string[];
  readonly described: { readonly fields: Fields; readonly openings: readonly FieldOpening[] };
}

const dataOf = ({ contact, class: kind, roster, described }: Description) => ({
  contact,
  class: kind,
  roster: [...roster].sort(),
  fields: described.fields,
});

export const nominate =
  ({ trust }: Seat, wish: Description): Deed =>
  (hand) =>
    actOnDirectory(here(), trust, hand, 'directory.contact-nominated', dataOf(wish), {
      openings: wish.described.openings,
    });

/** `base` is the version that was changed: if it is no longer the newest, the change is refused. */
export const amend =
  ({ trust }: Seat, wish: Description, base: string): Deed =>
  (hand) =>
    actOnDirectory(here(), trust, hand, 'directory.contact-amended', dataOf(wish), {
      openings: wish.described.openings,
      base,
    });

export const removeContact =
  ({ trust }: Seat, contact: string): Deed =>
  (hand) =>
    actOnDirectory(here(), trust, hand, 'directory.contact-removed', { contact });

export interface ReadKey {
  readonly publicKey: Uint8Array;
  readonly fingerprint: string;
  readonly expires?: string;
  /** The post-quantum half: an age recipient. */
  readonly hybrid?: string;
}

async function uploaded(bytes: Uint8Array): Promise<{ sha256: string; size: number }> {
  const sha256 = sha256Hex(bytes);
  await putBlob(here(), sha256, bytes);
  return { sha256, size: bytes.length };
}

/** Uploads the public key and certifies it for the contact; an earlier one ends. */
export const certifyKey =
  ({ trust }: Seat, contact: string, { publicKey, fingerprint, hybrid, expires }: ReadKey): Deed =>
  async (hand) => {
    const key = { alg: 'openpgp' as const, blob: await uploaded(publicKey), fingerprint };
    const half = hybrid ? { alg: 'age-hybrid' as const, blob: await uploaded(utf8(hybrid)) } : undefined;
    const data = { contact, key, ...(half ? { hybrid: half } : {}), ...(expires ? { expires } : {}) };
    return actOnDirectory(here(), trust, hand, 'directory.key-certified', data);
  };

export type Reason = 'compromised' | 'lost' | 'superseded';

/** `key` is the SHA-256 of the public key, as the record names it. */
export const withdrawKey =
  ({ trust }: Seat, contact: string, key: string, reason: Reason): Deed =>
  (hand) =>
    actOnDirectory(here(), trust, hand, 'directory.key-withdrawn', { contact, key, reason });

/** Ends the reading session of this browser; the keys stay. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/api/sessions', { method: 'DELETE' });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
}

/**
 * Signs out and takes the keys of this seat out of the browser, and the signed acts that wait: whoever sits here next
 * would send them; nobody is told here any more that something waits. Nothing brings them back.
 */
export async function forgetKeys(body: string): Promise<void> {
  await dropAll(body);
  await dropAllSealed(body);
  await removeSeat(body);
  await (await import('./pushes.ts')).forgetHere();
  await signOut();
}
