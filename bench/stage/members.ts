import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ActType,
  commitField,
  type DataOf,
  type DirectoryList,
  describeKey,
  emptyList,
  type FieldOpening,
  newId,
  proveKey,
} from '@comity/acts';
import {
  type Connection,
  connect,
  type Hand,
  type Prepared,
  type SignedIn,
  signAct,
  signIn,
  type TrustedBody,
} from '@comity/client';
import { EMPTY_ROOT, ed25519Signer, fromHex, type Signer, toHex } from '@comity/log';
import { load } from '../load.ts';
import type { House } from './processes.ts';

/** A contact with its key, and the act that last changed it. */
export interface Office {
  readonly contact: string;
  readonly fingerprint: string;
  readonly privateKey: Uint8Array;
  version: string;
}

/** A State of the demonstration with one officer on duty, who has a session, and its contacts. */
export interface Member {
  readonly participant: string;
  readonly root: Hand;
  readonly person: string;
  readonly signer: Signer;
  readonly offices: Office[];
  /** Its whole list, as the next change continues it. */
  list: DirectoryList;
  session?: SignedIn;
}

/** The demonstration as its members see it, over HTTP. */
export interface Body {
  readonly house: House;
  readonly trust: TrustedBody;
  readonly connection: Connection;
  readonly secretariat: SignedIn;
  /** The same person with its own key, as binding acts need it. */
  readonly secretary: Hand;
  readonly members: readonly Member[];
}

const SECRETARIAT = 'secretariat';
const PERSON_SEED = 'secretariat-person.seed';
const UNSEEN = { size: 0, root: toHex(EMPTY_ROOT) };
const SENDERS = 8;

/** The demonstration with the roots of its States, as it stands when it has been started. */
export async function rootsOf(house: House): Promise<Body> {
  const connection = connect(house.url);
  const trust = await readJson<TrustedBody>(house, 'trust.json');
  const { [SECRETARIAT]: _, ...roots } = await readJson<Record<string, string>>(house, 'roots.json');
  const secretary = await secretaryOf(house);
  const secretariat = await newSession(connection, trust, secretary);
  const members = await Promise.all(Object.entries(roots).map(([id, seed]) => makeMember(id, seed)));
  return { house, trust, connection, secretariat, secretary, members };
}

/** The demonstration with an officer on duty, who has a session, in every State. */
export async function seatOfficers(house: House): Promise<Body> {
  const body = await rootsOf(house);
  const { connection, trust, members } = body;
  await addOfficers(body);
  for (const m of members) m.session = await newSession(connection, trust, officerOf(m));
  return body;
}

/** The States among the members: observers state no position. */
export async function statesOf(body: Body): Promise<Member[]> {
  const { participants } = (await (await fetch(`${body.house.url}/api/participants`)).json()) as {
    participants: { id: string; kind: string }[];
  };
  const states = new Set(participants.filter(({ kind }) => kind === 'state').map(({ id }) => id));
  return body.members.filter(({ participant }) => states.has(participant));
}

async function makeMember(participant: string, seed: string): Promise<Member> {
  const root: Hand = { participant, signer: await ed25519Signer(fromHex(seed)) };
  const signer = await newSigner();
  return { participant, root, person: newId('per'), signer, offices: [], list: emptyList() };
}

const newSigner = () => ed25519Signer(new Uint8Array(randomBytes(32)));
const officerOf = ({ participant, person, signer }: Member): Hand => ({ participant, person, signer });

const readJson = async <T>({ folder }: House, name: string): Promise<T> =>
  JSON.parse(await readFile(join(folder, 'demo', name), 'utf8')) as T;

async function secretaryOf(house: House): Promise<Hand> {
  const seed = (await readFile(join(house.folder, 'demo', PERSON_SEED), 'utf8')).trim();
  const signer = await ed25519Signer(fromHex(seed));
  const { people } = await (await fetch(`${house.url}/api/participants/${SECRETARIAT}`)).json();
  return { participant: SECRETARIAT, person: people[0].person, signer };
}

const newSession = async (connection: Connection, trust: TrustedBody, hand: Hand): Promise<SignedIn> =>
  signIn(connection, trust, hand, await newSigner());

/** Roots sign without having seen a checkpoint: whole lots can be made ahead. */
export const byRoot = <T extends ActType>(
  { trust }: Body,
  { root }: Member,
  type: T,
  data: DataOf<T>,
  openings: readonly FieldOpening[] = [],
  base?: string,
): Promise<Prepared> =>
  signAct(root, trust.body, UNSEEN, type, data, { openings, ...(base ? { base } : {}) });

/** Sends acts that do not depend on each other. Throws unless every one was placed. */
export async function placeAll({ house }: Body, acts: readonly Prepared[]): Promise<void> {
  const url = `${house.url}/api/acts`;
  const { failed, statuses } = await load({ url, connections: SENDERS, bodies: acts.map((a) => a.bytes) });
  if (failed > 0) throw new Error(`The body could not be furnished: ${JSON.stringify(statuses)}`);
}

async function addOfficers(body: Body): Promise<void> {
  const { members } = body;
  await placeAll(body, await Promise.all(members.map((m) => personAct(body, m))));
  const authorities: DataOf<'people.authorities-set'>['authorities'] = ['exchange'];
  const granting = members.map((m) =>
    byRoot(body, m, 'people.authorities-set', { person: m.person, authorities }),
  );
  await placeAll(body, await Promise.all(granting));
}

async function personAct(body: Body, m: Member): Promise<Prepared> {
  const key = describeKey('ed25519', m.signer.publicKey);
  const proof = await proveKey({ ...m, body: body.trust.body }, key, m.signer);
  const { commitment, opening } = commitField(m.person, 'name', `Officer of ${m.participant}`);
  const data = { person: m.person, key, proof, name: commitment };
  return byRoot(body, m, 'people.person-added', data, [opening]);
}
