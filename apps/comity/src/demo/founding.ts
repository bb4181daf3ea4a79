import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT_RULES, describeKey, newId, newSalt, type RootKey, type RuleBook } from '@comity/acts';
import { act, connect, type Hand, putBlob, signIn, type TrustedBody } from '@comity/client';
import { ed25519Signer, fromBase64url, fromHex, type Signer, sha256Hex, toHex, utf8 } from '@comity/log';
import { shippedRules } from '@comity/procedure';
import { found, type House, readSeed } from '@comity/server';
import { writePrivate } from '../keyring.ts';
import { addPerson, type Place, setAdministrators, setAuthorities } from '../people.ts';
import type { Terminal } from '../terminal.ts';
import { archivedDocuments, readStates, type State } from './corpus.ts';
import { folderOf, keepIdentities } from './identities.ts';
import { DEMO_MANDATE, SECRETARIAT } from './mandate.ts';
import { furnishRegistry } from './registry.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const DOCUMENTS = 24;

/** The keys of a demonstration: they lie in the data folder, since nobody else holds them. */
export interface DemoKeys {
  readonly roots: ReadonlyMap<string, Signer>;
}

/** Founds the demonstration body: entry 0 with the seed of its lots, and the secretariat's root. */
export async function foundDemo(house: House, url: string): Promise<void> {
  const states = await readStates();
  const roots = await makeRoots(house, [SECRETARIAT.id, ...states.map((s) => s.id)]);
  const secretariat = describeKey('ed25519', roots.get(SECRETARIAT.id)!.publicKey) as RootKey;
  await found(house.record, {
    mandate: DEMO_MANDATE,
    rules: demoRules(),
    participants: {
      v: 1,
      participants: [...states, { ...SECRETARIAT, kind: 'secretariat' as const }].map(listed),
    },
    secretariat: { participant: SECRETARIAT.id, root: secretariat },
    origin: `demo.comity.example/${toHex(randomBytes(4))}`,
    rpIds: ['localhost'],
    origins: [new URL(url).origin],
    languages: LANGUAGES,
    confirmations: 2,
    hostChange: 2,
    demo: { seed: toHex(randomBytes(32)) },
  });
}

/**
 * A demonstration is in a hurry: a round of written inputs is over within seconds, so that its synthesis is there, and so are
 * the time for objections in the room, where nobody sits to be counted, and the time until a silence is closed. Facilitators
 * preside wherever the chair does: there is one chair, and many visitors.
 */
function demoRules(): RuleBook {
  const book = shippedRules(LANGUAGES);
  const { quorum: _, ...room } = book.decisions!.room;
  const { layers, silence } = book.decisions!;
  const decisions = {
    ...{ ...book.decisions!, room: { ...room, window: 1 }, silence: { ...silence, settling: 1 } },
    layers: layers.map(({ id }) => ({ id, presides: ['chair' as const, 'facilitator' as const] })),
  };
  return { ...book, decisions, documents: { ...DOCUMENT_RULES, inputTime: 1 } };
}

const listed = ({
  id,
  kind,
  names,
}: {
  id: string;
  kind: State['kind'] | 'secretariat';
  names: State['names'];
}) => ({
  id,
  kind,
  names: { ...names },
});

/** Roots of every participant, in one file that only its owner reads. */
async function makeRoots(house: House, ids: readonly string[]): Promise<ReadonlyMap<string, Signer>> {
  await readSeed(folderOf(house), 'secretariat-person.seed');
  const seeds = Object.fromEntries(ids.map((id) => [id, toHex(randomBytes(32))]));
  await writePrivate(join(folderOf(house), 'roots.json'), `${JSON.stringify(seeds, null, 1)}\n`);
  return signers(seeds);
}

const signers = async (seeds: Record<string, string>) =>
  new Map(
    await Promise.all(
      Object.entries(seeds).map(async ([id, s]) => [id, await ed25519Signer(fromHex(s))] as const),
    ),
  );

export async function readDemoKeys(house: House): Promise<DemoKeys> {
  const text = await readFile(join(folderOf(house), 'roots.json'), 'utf8');
  return { roots: await signers(JSON.parse(text) as Record<string, string>) };
}

/**
 * Seats the secretariat and every State, and imports the archive, through the same door as everyone: signed
 * acts over HTTP. What stands already is passed over, so a start that was interrupted goes on.
 */
export async function furnishDemo(
  house: House,
  url: string,
  trust: TrustedBody,
  terminal: Terminal,
): Promise<void> {
  const keys = await readDemoKeys(house);
  const place: Place = { connection: connect(url), trust };
  const officer = await seatSecretariat(house, place, keys);
  await seatStates(house, place, keys, officer, terminal);
  await importArchive(house, place, officer, terminal);
  const states = (await readStates()).filter((s) => s.kind === 'state');
  const hands = states.map(({ id }): Hand => ({ participant: id, signer: keys.roots.get(id)! }));
  await furnishRegistry(house, place, officer, hands, terminal);
}

/** The officer of the secretariat; seated where that was not done yet. */
export async function seatSecretariat(house: House, place: Place, { roots }: DemoKeys): Promise<Hand> {
  const root: Hand = { participant: SECRETARIAT.id, signer: roots.get(SECRETARIAT.id)! };
  const seed = await readSeed(folderOf(house), 'secretariat-person.seed');
  const signer = await ed25519Signer(seed);
  const seat = house.record.held.now.seats.get(SECRETARIAT.id)!;
  const known = [...seat.people.values()][0];
  if (known && known.authorities.size > 0) return { ...root, person: known.person, signer };
  const person = known?.person ?? (await addPerson(place, root, { name: 'Registry officer', signer })).person;
  await setAdministrators(place, root, [person], 1);
  await setAuthorities(place, root, person, ['decisions', 'directory', 'documents', 'people']);
  const hand: Hand = { ...root, person, signer };
  await keepIdentities(house, place, [{ name: 'secretariat', hand, seed: toHex(seed) }]);
  return hand;
}

/** Each State is invited by the secretariat and enrols its root with the token it was handed. */
async function seatStates(
  house: House,
  place: Place,
  keys: DemoKeys,
  officer: Hand,
  terminal: Terminal,
): Promise<void> {
  const states = await readStates();
  const { now } = house.record.held;
  for (const [i, { id }] of states.entries()) {
    if (!now.seats.get(id)?.root) {
      const token = newSalt();
      await act(place.connection, place.trust, officer, 'people.participant-invited', {
        participant: id,
        token: sha256Hex(fromBase64url(token)),
        channel: 'demonstration',
        expires: new Date(Date.now() + 3_600_000).toISOString(),
      });
      const root: Hand = { participant: id, signer: keys.roots.get(id)! };
      const key = describeKey('ed25519', root.signer.publicKey) as RootKey;
      await act(
        place.connection,
        place.trust,
        root,
        'people.root-enrolled',
        { key, token },
        { offline: true },
      );
    }
    terminal.progress('State roots enrolled', i + 1, states.length);
  }
}

async function importArchive(house: House, place: Place, officer: Hand, terminal: Terminal): Promise<void> {
  const registered = [...house.record.held.now.streams.keys()].filter((s) =>
    s.startsWith('document/doc_'),
  ).length;
  const documents = await archivedDocuments(DOCUMENTS);
  if (registered >= documents.length) return;
  const session = await ed25519Signer(new Uint8Array(randomBytes(32)));
  const { connection, hand } = await signIn(place.connection, place.trust, officer, session, 1);
  for (const [i, d] of documents.entries()) {
    if (i >= registered) {
      const files: Record<string, { sha256: string; size: number; media: string }> = {};
      for (const [language, text] of Object.entries(d.texts)) {
        const bytes = utf8(text);
        const sha256 = sha256Hex(bytes);
        await putBlob(connection, sha256, bytes);
        files[language] = { sha256, size: bytes.length, media: 'text/plain' };
      }
      await act(connection, place.trust, hand, 'documents.registered', {
        document: newId('doc'),
        titles: { ...d.titles },
        source: 'archive',
        files,
        ...(d.symbol ? { symbol: d.symbol } : {}),
        ...(d.dated ? { dated: d.dated } : {}),
      });
    }
    terminal.progress('Documents registered from archives', i + 1, documents.length);
  }
}
