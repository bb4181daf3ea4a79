import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describeKey, newId, newSalt, type Office, type RootKey } from '@comity/acts';
import { act, connect, type Hand, signIn } from '@comity/client';
import { ed25519Signer, fromBase64url, sha256Hex, toBase64, toHex } from '@comity/log';
import { generateContactKey } from '@comity/seal';
import { about, found, type House, openHouse, serve } from '@comity/server';
import { certifyKey, nominate } from '../contacts.ts';
import { elect } from '../demo/electing.ts';
import { type HeldContact, saveIdentity } from '../keyring.ts';
import { addPerson, type Place, setAuthorities } from '../people.ts';
import { awaitPublished, type Bed } from './bed.ts';
import { quickRules } from './quickrules.ts';

/** A body that meets: States with a delegate each, and rules under which a decision in the room takes a second. */
export interface Plenary {
  /** The contact of each State. */
  readonly contacts: ReadonlyMap<string, string>;
  /** Gives somebody's delegate an office. */
  elects(office: Office, state: string): Promise<void>;
  /** A delegate opens a motion that stays pending: a procedure to consult beside. Answers with its id. */
  moves(state: string, layer: string): Promise<string>;
  end(): Promise<void>;
}

/** How the contact of a State comes to the meeting: with a key that its delegate holds in a file, or with none yet. */
export type Comes = 'with a key' | 'without a key';

const OFFICE = 'secretariat';
const LANGUAGES = ['en', 'fr'];

/** A signer with the seed that an identity keeps. */
async function newSigner() {
  const seed = randomBytes(32);
  return { seed: toHex(seed), signer: await ed25519Signer(new Uint8Array(seed)) };
}
type Made = Awaited<ReturnType<typeof newSigner>>;
const rootKey = ({ signer }: Pick<Made, 'signer'>) => describeKey('ed25519', signer.publicKey) as RootKey;

const foundHere = (house: House, office: Made, states: readonly string[]) =>
  found(house.record, {
    mandate: { v: 1, name: { en: 'A body that meets' }, purpose: { en: 'To be consulted beside.' } },
    rules: quickRules(LANGUAGES),
    participants: {
      v: 1,
      participants: [
        ...states.map((id) => ({ id, kind: 'state' as const, names: { en: id } })),
        { id: OFFICE, kind: 'secretariat' as const, names: { en: 'Secretariat' } },
      ],
    },
    secretariat: { participant: OFFICE, root: rootKey(office) },
    origin: `plenary.example/${toHex(randomBytes(4))}`,
    ...{ rpIds: ['localhost'], origins: ['http://localhost'], languages: LANGUAGES },
    ...{ confirmations: 0, hostChange: 2 },
  });

/** The secretariat invites a State, and its root enrols itself. */
async function enrols({ connection, trust }: Place, office: Hand, participant: string) {
  const { seed, signer } = await newSigner();
  const token = newSalt();
  await act(connection, trust, office, 'people.participant-invited', {
    ...{ participant, channel: 'in-person', token: sha256Hex(fromBase64url(token)) },
    expires: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const root = { participant, signer };
  const enrolled = { key: rootKey(root), token };
  await act(connection, trust, root, 'people.root-enrolled', enrolled, { offline: true });
  return { seed, hand: root };
}

async function joins(place: Place, root: Hand, authorities: Parameters<typeof setAuthorities>[3]) {
  const made = await newSigner();
  const { person } = await addPerson(place, root, { name: `Of ${root.participant}`, signer: made.signer });
  await setAuthorities(place, root, person, authorities);
  return { ...made, person, hand: { participant: root.participant, person, signer: made.signer } };
}
type Delegate = Awaited<ReturnType<typeof joins>>;

/** The contact of a State, with the key that it holds; undefined where it has none yet. */
async function opensOffice(place: Place, root: Hand, { person }: Delegate, comes: Comes) {
  const fields = {
    institution: { value: `Office of ${root.participant}`, readers: 'participants' as const },
  };
  const { contact } = await nominate(place, root, { class: 'technical', roster: [person], fields });
  if (comes === 'without a key') return { contact };
  const { publicKey, privateKey, fingerprint } = await generateContactKey({ at: new Date().toISOString() });
  const { connection } = await signIn(place.connection, place.trust, root, (await newSigner()).signer, 1);
  await certifyKey(place, connection, root, { contact, publicKey, fingerprint });
  return { contact, held: { contact, fingerprint, privateKey: toBase64(privateKey) } };
}

/** Saves somebody as an identity of the bed: a delegate, or the root of a State. */
const keeps = (
  bed: Bed,
  place: Place,
  name: string,
  who: Pick<Delegate, 'seed'> & { hand: Hand },
  held?: HeldContact,
) =>
  saveIdentity(bed.path('keys'), {
    ...{ v: 1, name, url: place.connection.url, trust: place.trust, participant: who.hand.participant },
    ...(who.hand.person ? { person: who.hand.person } : {}),
    secret: { kept: 'file', seed: who.seed },
    key: describeKey('ed25519', who.hand.signer.publicKey),
    ...(held ? { contacts: [held] } : {}),
  });

/**
 * Founds and serves it, and seats the States. Each delegate is an identity of the bed named as its State,
 * and its root one named STATE-root.
 */
export async function makePlenary(bed: Bed, states: Readonly<Record<string, Comes>>): Promise<Plenary> {
  const folder = bed.path('house');
  const house = await openHouse({
    dataFolder: folder,
    head: join(folder, 'head'),
    port: 0,
    host: 'localhost',
  });
  const made = await newSigner();
  await foundHere(house, made, Object.keys(states));
  const running = await serve(house);
  const { body, key } = about(house, running.url);
  const place: Place = { connection: connect(running.url), trust: { body, key } };
  const office: Hand = { participant: OFFICE, signer: made.signer };
  const clerk = (await joins(place, office, ['decisions'])).hand;
  const delegates = new Map<string, Hand>();
  const contacts = new Map<string, string>();
  for (const [state, comes] of Object.entries(states)) {
    const root = await enrols(place, office, state);
    const delegate = await joins(place, root.hand, ['decisions', 'exchange']);
    const opened = await opensOffice(place, root.hand, delegate, comes);
    await keeps(bed, place, `${state}-root`, root);
    await keeps(bed, place, state, delegate, opened.held);
    delegates.set(state, delegate.hand);
    contacts.set(state, opened.contact);
  }
  await awaitPublished(running.url);
  return meets(house, place, { clerk, delegates, contacts }, () => running.stop());
}

interface Attending {
  readonly clerk: Hand & { readonly person: string };
  readonly delegates: ReadonlyMap<string, Hand>;
  readonly contacts: ReadonlyMap<string, string>;
}

function meets(
  house: House,
  place: Place,
  { clerk, delegates, contacts }: Attending,
  end: () => Promise<void>,
): Plenary {
  let presides: Hand = clerk;
  return {
    contacts,
    async elects(office, state) {
      const elected = delegates.get(state)!;
      const { participant, person } = elected;
      await elect(house, place, { opens: clerk, presides }, { office, participant, person: person! });
      if (office === 'chair') presides = elected;
    },
    async moves(state, layer) {
      const procedure = newId('pro');
      await act(place.connection, place.trust, delegates.get(state)!, 'decisions.opened', {
        ...{ procedure, kind: 'room', subject: { kind: 'motion', motion: 'suspend' } },
        ...{ layer, disclosure: 'state' },
      });
      return procedure;
    },
    end,
  };
}
