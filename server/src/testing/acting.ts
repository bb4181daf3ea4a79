import {
  type ActType,
  type AnyAct,
  type Authority,
  commitField,
  type DataOf,
  describeKey,
  type PublicKey,
  proveKey,
  type Signature,
} from '@comity/acts';
import { seedOf, testId } from '@comity/acts/testing';
import {
  type ActOptions,
  act,
  type Connection,
  type Hand,
  type Prepared,
  type Receipt,
  type SignedIn,
  seenCheckpoint,
  signAct,
  signIn,
} from '@comity/client';
import { ed25519Signer, fromUtf8 } from '@comity/log';
import type { Stage, TestBody } from './body.ts';

/** A person who acts with a key in a file. */
export type Person = Hand & { readonly person: string };

/** The public key of a hand that signs with a file. */
export const keyOf = ({ signer }: Hand): PublicKey => describeKey('ed25519', signer.publicKey);

/** Signs and sends an act at the time of the body's clock. Throws ApiProblem. */
export const does = <T extends ActType>(
  body: Stage,
  hand: Hand,
  type: T,
  data: DataOf<T>,
  options: ActOptions = {},
): Promise<Receipt> => act(body.public, body.trust, hand, type, data, { at: body.clock.at(), ...options });

/** Signs an act on the newest checkpoint, and keeps it. */
export async function signs<T extends ActType>(
  body: Stage,
  hand: Hand,
  type: T,
  data: DataOf<T>,
  options: ActOptions = {},
): Promise<Prepared> {
  const seen = await seenCheckpoint(body.public, body.trust);
  return signAct(hand, body.trust.body, seen, type, data, { at: body.clock.at(), ...options });
}

/** The members of a submission, to be put together otherwise. */
export const membersOf = ({ bytes }: Prepared): { act: AnyAct; sig: Signature } =>
  JSON.parse(fromUtf8(bytes));

/** What a refusal by a rule looks like to a client. */
export const refusedBy = (rule: string) => ({ code: 'record.refused-by-rule', status: 409, rule });

/** Posts bytes to a path and tells what came of it: status and, for a problem, its code. */
export async function posts(
  body: Pick<TestBody, 'app'>,
  bytes: Uint8Array | string,
  url = '/api/acts',
): Promise<{ status: number; code: string | undefined; problem: Readonly<Record<string, unknown>> }> {
  const reply = await body.app.inject({
    method: 'POST',
    url,
    payload: Buffer.from(bytes as Uint8Array),
    headers: { 'content-type': 'application/json' },
  });
  const problem = reply.json<Record<string, unknown>>();
  return { status: reply.statusCode, code: problem.code as string | undefined, problem };
}

export interface PersonWish {
  readonly authorities?: readonly Authority[];
  readonly name?: string;
}

/** Data of `people.person-added` for a label, with the hand that it makes. */
export async function newPerson(body: Stage, participant: string, label: string, name = label) {
  const signer = await ed25519Signer(seedOf(`${participant}/${label}`));
  const person = testId('per', `${participant}/${label}`);
  const key: PublicKey = describeKey('ed25519', signer.publicKey);
  const proof = await proveKey({ body: body.trust.body, participant, person }, key, signer);
  const { commitment, opening } = commitField(person, 'name', name);
  const hand: Person = { participant, person, signer };
  return { hand, data: { person, key, proof, name: commitment }, openings: [opening] };
}

/** Adds a person to the house of whoever acts, with authorities. */
export async function adds(body: Stage, by: Hand, label: string, wish: PersonWish = {}): Promise<Person> {
  const { hand, data, openings } = await newPerson(body, by.participant, label, wish.name);
  await does(body, by, 'people.person-added', data, { openings });
  if (wish.authorities) {
    const authorities = [...wish.authorities].sort();
    await does(body, by, 'people.authorities-set', { person: hand.person, authorities });
  }
  return hand;
}

/** A session of a person (or a root), with the connection that reads by it. */
export async function opens(body: Stage, hand: Hand, label = 'session', hours = 8): Promise<SignedIn> {
  const session = await ed25519Signer(
    seedOf(`${label} ${hand.participant}/${hand.person ?? 'root'}/${counted()}`),
  );
  return signIn(body.public, body.trust, hand, session, hours);
}

let sessions = 0;
const counted = () => sessions++;

/** The headers of a connection, for requests that go past the client. */
export const headersOf = ({ token }: Connection): { authorization?: string } =>
  token ? { authorization: `Bearer ${token}` } : {};
