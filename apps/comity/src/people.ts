import {
  type ActType,
  type Authority,
  commitField,
  type DataOf,
  describeKey,
  type FieldOpening,
  newId,
  type PublicKey,
  proveKey,
  type Signature,
} from '@comity/acts';
import {
  act,
  type Connection,
  type Hand,
  type Prepared,
  type Receipt,
  signAct,
  type TrustedBody,
} from '@comity/client';
import { EMPTY_ROOT, type Signer, toHex } from '@comity/log';

/** Where acts go and what they are held to. */
export interface Place {
  readonly connection: Connection;
  readonly trust: TrustedBody;
}

/** An act before anybody signed it. */
export interface Wish<T extends ActType = ActType> {
  readonly type: T;
  readonly data: DataOf<T>;
  readonly openings?: readonly FieldOpening[];
  /** The version that the act builds on, where it depends on one. */
  readonly base?: string;
}

/** Signs a wish and sends it. A root names no checkpoint: it may never have seen one. */
export const perform = <T extends ActType>(place: Place, hand: Hand, wish: Wish<T>): Promise<Receipt> =>
  act(place.connection, place.trust, hand, wish.type, wish.data, {
    ...(wish.openings ? { openings: wish.openings } : {}),
    ...(wish.base ? { base: wish.base } : {}),
    ...(hand.person ? {} : { offline: true as const }),
  });

/** Signs a wish on a machine without network. Only a root can: everybody else names a checkpoint. */
export const signOffline = <T extends ActType>(body: string, root: Hand, wish: Wish<T>): Promise<Prepared> =>
  signAct(root, body, { size: 0, root: toHex(EMPTY_ROOT) }, wish.type, wish.data, {
    ...(wish.openings ? { openings: wish.openings } : {}),
    ...(wish.base ? { base: wish.base } : {}),
  });

export interface ProvenKey {
  readonly person: string;
  readonly key: PublicKey;
  readonly proof: Signature;
}

/** The name stands on the record as a commitment only. */
export function personAdded({ person, key, proof }: ProvenKey, name: string): Wish<'people.person-added'> {
  const { commitment, opening } = commitField(person, 'name', name);
  return {
    type: 'people.person-added',
    data: { person, key, proof, name: commitment },
    openings: [opening],
  };
}

export const administratorsSet = (
  administrators: readonly string[],
  threshold: number,
): Wish<'people.administrators-set'> => ({
  type: 'people.administrators-set',
  data: { administrators: [...administrators].sort(), threshold },
});

export const authoritiesSet = (
  person: string,
  authorities: readonly Authority[],
): Wish<'people.authorities-set'> => ({
  type: 'people.authorities-set',
  data: { person, authorities: [...authorities].sort() },
});

export interface NewPerson {
  readonly person?: string;
  readonly name: string;
  readonly signer: Signer;
  readonly key?: PublicKey;
}

/** Adds a person whose key is at hand. */
export async function addPerson(
  place: Place,
  hand: Hand,
  wish: NewPerson,
): Promise<{ person: string; key: PublicKey; receipt: Receipt }> {
  const person = wish.person ?? newId('per');
  const key = wish.key ?? describeKey(wish.signer.alg as 'ed25519', wish.signer.publicKey);
  const who = { body: place.trust.body, participant: hand.participant, person };
  const proof = await proveKey(who, key, wish.signer);
  const receipt = await perform(place, hand, personAdded({ person, key, proof }, wish.name));
  return { person, key, receipt };
}

export const setAdministrators = (
  place: Place,
  root: Hand,
  administrators: readonly string[],
  threshold: number,
): Promise<Receipt> => perform(place, root, administratorsSet(administrators, threshold));

export const setAuthorities = (
  place: Place,
  hand: Hand,
  person: string,
  authorities: readonly Authority[],
): Promise<Receipt> => perform(place, hand, authoritiesSet(person, authorities));
