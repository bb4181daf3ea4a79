import { type Authority, commitField, describeKey, newId, type PublicKey, proveKey } from '@comity/acts';
import { act, type Connection, type Hand, type Receipt, type TrustedBody } from '@comity/client';
import type { Signer } from '@comity/log';

/** Where acts go and what they are held to. */
export interface Place {
  readonly connection: Connection;
  readonly trust: TrustedBody;
}

export interface NewPerson {
  readonly person?: string;
  readonly name: string;
  readonly signer: Signer;
  readonly key?: PublicKey;
}

/** Adds a person with a first key. The name stands on the record as a commitment only. */
export async function addPerson(
  { connection, trust }: Place,
  hand: Hand,
  wish: NewPerson,
): Promise<{ person: string; key: PublicKey; receipt: Receipt }> {
  const person = wish.person ?? newId('per');
  const key = wish.key ?? describeKey(wish.signer.alg as 'ed25519', wish.signer.publicKey);
  const proof = await proveKey({ body: trust.body, participant: hand.participant, person }, key, wish.signer);
  const { commitment, opening } = commitField(person, 'name', wish.name);
  const data = { person, key, proof, name: commitment };
  const receipt = await act(connection, trust, hand, 'people.person-added', data, { openings: [opening] });
  return { person, key, receipt };
}

export const setAdministrators = (
  { connection, trust }: Place,
  root: Hand,
  administrators: readonly string[],
  threshold: number,
): Promise<Receipt> =>
  act(connection, trust, root, 'people.administrators-set', {
    administrators: [...administrators].sort(),
    threshold,
  });

export const setAuthorities = (
  { connection, trust }: Place,
  hand: Hand,
  person: string,
  authorities: readonly Authority[],
): Promise<Receipt> =>
  act(connection, trust, hand, 'people.authorities-set', { person, authorities: [...authorities].sort() });
