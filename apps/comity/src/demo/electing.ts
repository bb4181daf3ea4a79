import { setTimeout as sleep } from 'node:timers/promises';
import { holdersOf, newId, type Office } from '@comity/acts';
import { ApiProblem, act, type Hand } from '@comity/client';
import { ed25519Signer, type Signer, toHex } from '@comity/log';
import { type House, platformError, readSeed } from '@comity/server';
import type { Place } from '../people.ts';
import { folderOf, keepIdentities } from './identities.ts';

/** Long enough for the window of the demonstration, in milliseconds. */
const WINDOW = 1500;
/** A machine that is busy takes longer to sign and send than the window leaves: then another is given, as often. */
const TRIES = 5;
const SEED = 'chair-person.seed';

/** The chair's key lies in the data folder, as those of all who act by themselves in a demonstration. */
export const chairSigner = async (house: House): Promise<Signer> =>
  ed25519Signer(await readSeed(folderOf(house), SEED));

/** The chair can be borrowed by the command: `npx comity … --as chair`. */
export async function keepChair(house: House, place: Place, hand: Hand): Promise<void> {
  const seed = toHex(await readSeed(folderOf(house), SEED));
  await keepIdentities(house, place, [{ name: 'chair', hand, seed }]);
}

interface Elected {
  readonly office: Office;
  readonly participant: string;
  readonly person: string;
}

/** A person is given an office in the room, where nobody objects. */
export async function elect(
  house: House,
  { connection, trust }: Place,
  { opens, presides }: { readonly opens: Hand; readonly presides: Hand },
  { office, participant, person }: Elected,
): Promise<void> {
  const procedure = newId('pro');
  const effect = { kind: 'office' as const, office, participant, person };
  await act(connection, trust, opens, 'decisions.opened', {
    ...{ procedure, kind: 'room', subject: effect, layer: 'plenary', disclosure: 'state' },
  });
  await announce({ connection, trust }, presides, procedure);
  const { next, prev } = house.record.held.now.streams.get(`procedure/${procedure}`)!;
  const data = { procedure, outcome: 'adopted' as const, entries: next, head: prev, effect };
  await act(connection, trust, presides, 'decisions.closed', data);
}

/** Announces, and waits until nobody may object any more. */
async function announce({ connection, trust }: Place, presides: Hand, procedure: string): Promise<void> {
  for (let tried = 1; ; tried++) {
    const window = WINDOW * tried;
    const until = new Date(Date.now() + window).toISOString();
    try {
      await act(connection, trust, presides, 'decisions.announced', { procedure, until });
      return await sleep(window + 200);
    } catch (error) {
      const isRefused = error instanceof ApiProblem && error.code === 'record.refused-by-rule';
      if (!isRefused || tried === TRIES) throw error;
    }
  }
}

/** A visitor facilitates beside whoever does so already; the chair of the demonstration presides over the election. */
export async function electFacilitator(
  house: House,
  place: Place,
  officer: Hand,
  who: { readonly participant: string; readonly person: string },
): Promise<void> {
  const [chair] = holdersOf(house.record.held.now, 'chair');
  if (!chair) throw platformError('not-found', { detail: 'There is no chair yet.' });
  const { participant, person } = chair;
  const presides: Hand = { participant, person, signer: await chairSigner(house) };
  await elect(house, place, { opens: officer, presides }, { office: 'facilitator', ...who });
}
