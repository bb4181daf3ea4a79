import { type Algorithm, preimage, type Signer, type Tag, toBase64url } from '@comity/log';
import type { ActType, DataOf } from './catalogue/index.ts';
import { type FieldOpening, fieldCommitment } from './entry.ts';
import {
  type Actor,
  type AnyAct,
  type Certificate,
  enrolment,
  type PreparedAct,
  parseAct,
  prepareAct,
  type SessionStatement,
} from './envelope.ts';
import type { PublicKey, Signature } from './key.ts';
import { idOfKey } from './key.ts';

const random = (bytes: number) => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));

export type IdPrefix =
  | 'per'
  | 'con'
  | 'thr'
  | 'msg'
  | 'doc'
  | 'ini'
  | 'rnd'
  | 'pro'
  | 'man'
  | 'prp'
  | 'par'
  | 'hdo'
  | 'lst';
/** A new id: 128 random bits with the prefix of its kind. Always made by the client. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${random(16)}`;
export const newNonce = (): string => random(16);
/** 32 random bytes: a salt, or a token of an invitation. */
export const newSalt = (): string => random(32);

export interface Draft<T extends ActType> {
  readonly body?: string;
  readonly type: T;
  readonly actor: Actor;
  readonly at: string;
  readonly seen: { readonly size: number; readonly root: string };
  readonly base?: string;
  readonly data: DataOf<T>;
  readonly nonce?: string;
}

/** Completes and checks an act, ready to be signed. Throws `acts.malformed`. */
export function draftAct<T extends ActType>(draft: Draft<T>): PreparedAct {
  const act = { v: 1, ...draft, nonce: draft.nonce ?? newNonce() };
  return prepareAct(parseAct(act) as AnyAct);
}

/** What a passkey answers: its signature, and the two byte strings that it signed (WebAuthn section 7.2). */
export interface Assertion {
  readonly signature: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientDataJSON: Uint8Array;
}

/** A passkey: it signs what it was shown by a tap, with SHA-256 of the message as challenge, made in the client. */
export interface Passkey {
  readonly alg: Exclude<Algorithm, 'openpgp'>;
  readonly publicKey: Uint8Array;
  tap(message: Uint8Array): Promise<Assertion>;
}

/** Whatever signs for a person: a key that signs directly (file, card, gpg, session), or a passkey. */
export type AnySigner = Signer | Passkey;

export async function signStatement(tag: Tag, statement: unknown, signer: AnySigner): Promise<Signature> {
  return signPreimage(preimage(tag, statement), signer);
}

export async function signPreimage(
  message: Uint8Array,
  signer: AnySigner,
  session?: string,
): Promise<Signature> {
  if ('tap' in signer) {
    const { signature, authenticatorData, clientDataJSON } = await signer.tap(message);
    const webauthn = {
      authenticatorData: toBase64url(authenticatorData),
      clientDataJSON: toBase64url(clientDataJSON),
    };
    return { alg: signer.alg, value: toBase64url(signature), webauthn };
  }
  const value = toBase64url(await signer.sign(message));
  return { alg: signer.alg, value, ...(session ? { session } : {}) };
}

/** The proof of possession that registering a key needs. */
export const proveKey = (
  who: { body: string; participant: string; person: string },
  key: PublicKey,
  signer: AnySigner,
): Promise<Signature> =>
  signStatement('enrol', enrolment(who.body, who.participant, who.person, idOfKey(key)), signer);

export async function certifySession(statement: SessionStatement, signer: AnySigner): Promise<Certificate> {
  return { statement, sig: await signStatement('session', statement, signer) };
}

/** Commits to a value that does not stand in the open, and keeps what opens it. */
export function commitField(
  subject: string,
  path: string,
  value: unknown,
): { commitment: string; opening: FieldOpening } {
  const opening = { subject, path, salt: newSalt(), value };
  return { commitment: fieldCommitment(opening), opening };
}
