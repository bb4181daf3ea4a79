import * as z from 'zod/mini';
import { count, erasableId, hex64, symbol, time, words } from '../formats.ts';
import { kind } from './kinds.ts';

/** Facts the host may state: a closed list. None of them grants a right. */
const fact = <D extends z.ZodMiniType>(data: D, does: string) =>
  kind({
    data,
    tier: 'public',
    binding: true,
    signedBy: { by: 'host' },
    leafReveals: 'The fact itself.',
    does,
  });

export const timeReached = fact(
  z.strictObject({ instant: time }),
  'States that an instant was reached, so that a deadline has an entry behind it.',
);
export const delivered = fact(
  z.strictObject({ deliveries: hex64, count }),
  'Commits to a batch of deliveries without naming them.',
);
export const unavailable = fact(
  z.strictObject({ from: time, until: time, what: words(200) }),
  'States that something could not be reached for a time.',
);
export const epoch = fact(
  z.strictObject({ hour: time, manifests: hex64, openings: hex64 }),
  'Fixes the newest directory list of every State, and how many restricted acts each may open.',
);
/** Ids are random bits: to name one says nothing to whoever does not know it from elsewhere. */
export const erased = fact(
  z.strictObject({ subject: erasableId, order: symbol }),
  'States that everything which opens a subject was erased here, by which order; mirrors do likewise.',
);
