import {
  type AnySigner,
  type Authority,
  commitField,
  type FieldOpening,
  type Fields,
  type PublicKey,
  type Signature,
} from '@comity/acts';
import { act, actOnDirectory, type Hand, putBlob, type Receipt } from '@comity/client';
import { fromUtf8, sha256Hex } from '@comity/log';
import { here } from './seat.ts';
import { removeSeat, type Seat } from './store.ts';

/** Drafts, signs with the hand it is given, and sends. Nothing happens before it is called. */
export type Deed = (hand: Hand) => Promise<Receipt>;

/** An act that is drafted and waits for the person: the exact text, and what signs it. */
export interface Proposal {
  /** What is signed, byte for byte; what would turn or hide text is shown as its code point. */
  readonly text: string;
  /** Signs and sends, once. */
  sign(): Promise<Receipt>;
}

/**
 * Drafts an act up to its signature. The text comes from the bytes that the key is asked to sign, so that what
 * is shown and what is signed cannot differ. Throws what drafting throws; nothing was sent then.
 */
export function propose(hand: Hand, deed: Deed): Promise<Proposal> {
  return new Promise((resolve, reject) => {
    /** Holds the signature back until the person agrees; then it comes from the key itself. */
    const held =
      <T>(give: (message: Uint8Array) => T | Promise<T>) =>
      (message: Uint8Array): Promise<T> =>
        new Promise((signed) => {
          const approve = () => {
            signed(give(message));
            return receipt;
          };
          resolve({ text: visible(fromUtf8(message)), sign: approve });
        });
    const { signer } = hand;
    const waiting: AnySigner =
      'tap' in signer ? { ...signer, tap: held(signer.tap) } : { ...signer, sign: held(signer.sign) };
    const receipt = deed({ ...hand, signer: waiting });
    receipt.catch(reject);
  });
}

/** Marks that hide or turn the direction of text. The line feed stays: it ends the tag. */
const UNSEEN = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
export const visible = (text: string): string =>
  text.replace(UNSEEN, (c) => `⟦U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟧`);

export interface ProvenKey {
  readonly person: string;
  readonly key: PublicKey;
  readonly proof: Signature;
  /** The transferable public key, where gpg holds the secret. */
  readonly openpgp?: Uint8Array;
}

/** Adds a person; the name stands on the record as a commitment only. */
export const addPerson =
  ({ trust }: Seat, { person, key, proof, openpgp }: ProvenKey, name: string): Deed =>
  async (hand) => {
    if (openpgp) await putBlob(here(), sha256Hex(openpgp), openpgp);
    const { commitment, opening } = commitField(person, 'name', name);
    const data = { person, key, proof, name: commitment };
    return act(here(), trust, hand, 'people.person-added', data, { openings: [opening] });
  };

export const removePerson =
  ({ trust }: Seat, person: string): Deed =>
  (hand) =>
    act(here(), trust, hand, 'people.person-removed', { person });

export const endKey =
  ({ trust }: Seat, person: string, key: string): Deed =>
  (hand) =>
    act(here(), trust, hand, 'people.key-removed', { person, key });

/** The whole list from now on. */
export const setAuthorities =
  ({ trust }: Seat, person: string, authorities: readonly string[]): Deed =>
  (hand) =>
    act(here(), trust, hand, 'people.authorities-set', {
      person,
      authorities: [...authorities].sort() as Authority[],
    });

export const confirmAct =
  ({ trust }: Seat, id: string): Deed =>
  (hand) =>
    act(here(), trust, hand, 'people.act-confirmed', { act: id });

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
}

/** Uploads the public key and certifies it for the contact; an earlier one ends. */
export const certifyKey =
  ({ trust }: Seat, contact: string, { publicKey, fingerprint, expires }: ReadKey): Deed =>
  async (hand) => {
    const sha256 = sha256Hex(publicKey);
    await putBlob(here(), sha256, publicKey);
    const key = { alg: 'openpgp' as const, blob: { sha256, size: publicKey.length }, fingerprint };
    const data = { contact, key, ...(expires ? { expires } : {}) };
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

/** Signs out and takes the keys of this seat out of the browser: nothing brings them back. */
export async function forgetKeys(body: string): Promise<void> {
  await removeSeat(body);
  await signOut();
}
