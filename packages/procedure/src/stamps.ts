import { type BodyState, type Stamp, verifyStamp } from '@comity/acts';
import type { Case } from './case.ts';

const namedIn = ({ rules }: Pick<BodyState, 'rules'>, { mirror }: Stamp) =>
  rules.mirrors?.find((named) => named.mirror === mirror);

/**
 * Sorts the stamps that came with an act: those of mirrors that the rules name and that are good, those that such a
 * mirror did not make, and those of any other mirror, which nobody here can check and no rule takes.
 */
export async function judgeStamps(
  state: Pick<BodyState, 'id' | 'rules'>,
  act: string,
  stamps: readonly Stamp[],
): Promise<{ good: Stamp[]; bad: Stamp[]; unnamed: Stamp[] }> {
  const judged = { good: [] as Stamp[], bad: [] as Stamp[], unnamed: [] as Stamp[] };
  for (const stamp of stamps) {
    const named = namedIn(state, stamp);
    if (!named) judged.unnamed.push(stamp);
    else if (await verifyStamp(state.id, act, stamp, named.key.key)) judged.good.push(stamp);
    else judged.bad.push(stamp);
  }
  return judged;
}

/**
 * When an act came, for the rules that ask whether it came in time: the earlier of `received` and the stamps of
 * mirrors that the rules name. Milliseconds since 1970. A host that held an act back makes nobody late by it.
 */
export function effectiveTime({
  state,
  received,
  stamps = [],
}: Pick<Case, 'state' | 'received' | 'stamps'>): number {
  const named = stamps.filter((stamp) => namedIn(state, stamp) !== undefined);
  return Math.min(received, ...named.map(({ at }) => Date.parse(at)));
}
