import { type Host, signersAt } from '@comity/acts';
import { hostHand, hostSigner } from '@comity/acts/testing';
import { EMPTY_ROOT, formatCheckpoint, formatNote, fromHex, signNote } from '@comity/log';
import type { Told } from './told.ts';

/** What tells the hosts of the history apart, in their order. */
export const HOUSES = ['', ' 2', ' 3'] as const;

/** The house that a host is of. */
export async function houseOf(told: Told, { keyId }: Host): Promise<string> {
  for (const house of HOUSES)
    if ((await hostHand(told.chronicle.state.founding.origin, house)).actor.key === keyId) return house;
  throw new Error('No host of the history has this key.');
}

/** The signed checkpoint of the first `size` entries: a hand-over is signed by who hands over. */
export async function checkpointAt(told: Told, size: number): Promise<string> {
  const { state } = told.chronicle;
  const { origin } = state.founding;
  const root = size === 0 ? EMPTY_ROOT : fromHex(told.roots[size - 1]!);
  const signer = await hostSigner(origin, await houseOf(told, signersAt(state, size).at(-1)!));
  return formatNote(await signNote(formatCheckpoint({ origin, size, root }), origin, signer));
}
