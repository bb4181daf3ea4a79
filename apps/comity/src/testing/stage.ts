/**
 * `node stage.ts FOLDER STATE…`: a small demonstration body for tests of pages, in a process of its own. Its rules are in a
 * hurry, and whoever started it moves its clock, or has it stand still. Nothing is told of it but by messages between the
 * two processes: `Ready` once it is up, then an answer to each `Wound`.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describeKey, newSalt, type RootKey, type RuleBook } from '@comity/acts';
import { act, connect, type Hand } from '@comity/client';
import { ed25519Signer, fromBase64url, fromHex, type Signer, sha256Hex, toHex } from '@comity/log';
import { about, found, type House, openHouse, serve } from '@comity/server';
import { dossierPage, loadPages } from '@comity/web';
import { readStates } from '../demo/corpus.ts';
import { DEMO_MANDATE, SECRETARIAT } from '../demo/mandate.ts';
import { demoSeats } from '../demo/seats.ts';
import { addPerson, type Place, setAdministrators, setAuthorities } from '../people.ts';
import { quickRules } from './quickrules.ts';

/** What the process says once the body is up. Seeds are in hex: of roots by participant, and of the clerk. */
export interface Ready {
  readonly url: string;
  readonly roots: Readonly<Record<string, string>>;
  readonly clerk: { readonly person: string; readonly seed: string };
}
/** The clock from now on: so many milliseconds ahead; or standing still at an instant. */
export interface Wound {
  readonly ahead: number;
  readonly at?: number;
}

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const [, , folder = '', ...ids] = process.argv;

let wound: Wound = { ahead: 0 };
const clock = () => wound.at ?? Date.now() + wound.ahead;
process.on('message', (next: Wound) => {
  wound = next;
  process.send!('wound');
});
process.on('disconnect', () => process.exit());

/** Nothing is waited for by the day: no notice, no quorum, a window of a second, a silence as long as its deadline says. */
function rules(): RuleBook {
  const book = quickRules(LANGUAGES);
  // Whoever acts in a browser has another clock than the one that is moved here.
  return { ...book, numbers: { ...book.numbers, clockTolerance: 3600 } };
}

async function foundHere(house: House, signers: ReadonlyMap<string, Signer>): Promise<void> {
  const states = (await readStates()).filter(({ id }) => ids.includes(id));
  const secretariat = { id: SECRETARIAT.id, kind: 'secretariat' as const, names: { ...SECRETARIAT.names } };
  await found(house.record, {
    mandate: DEMO_MANDATE,
    rules: rules(),
    participants: {
      v: 1,
      participants: [
        ...states.map(({ id, kind, names }) => ({ id, kind, names: { ...names } })),
        secretariat,
      ],
    },
    secretariat: {
      participant: SECRETARIAT.id,
      root: describeKey('ed25519', signers.get(SECRETARIAT.id)!.publicKey) as RootKey,
    },
    origin: `stage.comity.example/${toHex(randomBytes(4))}`,
    ...{ rpIds: ['localhost'], origins: ['http://localhost'], languages: LANGUAGES },
    ...{ confirmations: 0, hostChange: 2, demo: { seed: toHex(randomBytes(32)) } },
  });
}

/** The clerk of the secretariat invites every State, and its root enrols itself. */
async function seat(place: Place, signers: ReadonlyMap<string, Signer>): Promise<Ready['clerk']> {
  const root: Hand = { participant: SECRETARIAT.id, signer: signers.get(SECRETARIAT.id)! };
  const seed = randomBytes(32);
  const signer = await ed25519Signer(new Uint8Array(seed));
  const { person } = await addPerson(place, root, { name: 'Clerk of the stage', signer });
  await setAdministrators(place, root, [person], 1);
  await setAuthorities(place, root, person, ['decisions', 'documents', 'people']);
  const clerk: Hand = { ...root, person, signer };
  for (const participant of ids) {
    const token = newSalt();
    const expires = new Date(clock() + 3_600_000).toISOString();
    await act(place.connection, place.trust, clerk, 'people.participant-invited', {
      ...{ participant, expires, channel: 'demonstration', token: sha256Hex(fromBase64url(token)) },
    });
    const state: Hand = { participant, signer: signers.get(participant)! };
    const key = describeKey('ed25519', state.signer.publicKey) as RootKey;
    const enrolled = { key, token };
    await act(place.connection, place.trust, state, 'people.root-enrolled', enrolled, { offline: true });
  }
  return { person, seed: seed.toString('hex') };
}

const seeds = Object.fromEntries([SECRETARIAT.id, ...ids].map((id) => [id, toHex(randomBytes(32))]));
const signers = new Map(
  await Promise.all(
    Object.entries(seeds).map(async ([id, seed]) => [id, await ed25519Signer(fromHex(seed))] as const),
  ),
);
const config = { dataFolder: folder, head: join(folder, 'head'), port: 0, host: 'localhost' };
const house = await openHouse(config, { clock });
await foundHere(house, signers);
let place: Place | undefined;
const running = await serve(house, {
  pages: await loadPages(),
  dossiers: { page: dossierPage() },
  extend: demoSeats(
    house,
    () => place!,
    async () => ({ roots: signers }),
  ),
});
const { body, key } = about(house, running.url);
place = { connection: connect(running.url), trust: { body, key } };
const clerk = await seat(place, signers);
process.send!({ url: running.url, roots: seeds, clerk } satisfies Ready);
process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
