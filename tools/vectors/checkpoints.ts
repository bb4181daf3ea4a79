import { seedOf } from '@comity/acts/testing';
import {
  EMPTY_ROOT,
  ed25519Signer,
  formatCheckpoint,
  formatNote,
  fromHex,
  type Signer,
  signNote,
} from '@comity/log';
import type { Told } from './told.ts';

export const hostSigner = (told: Told): Promise<Signer> =>
  ed25519Signer(seedOf(`host ${told.chronicle.state.founding.origin}`));

/** The signed checkpoint of the first `size` entries. */
export async function checkpointAt(told: Told, size: number): Promise<string> {
  const { origin } = told.chronicle.state.founding;
  const root = size === 0 ? EMPTY_ROOT : fromHex(told.roots[size - 1]!);
  return formatNote(await signNote(formatCheckpoint({ origin, size, root }), origin, await hostSigner(told)));
}
