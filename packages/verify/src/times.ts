import type { BodyState } from '@comity/acts';
import type { Policy } from '@comity/log';
import type { Faults } from './faults.ts';
import type { Held } from './held.ts';
import { instant, type Seen, witnessingOf } from './witnessing.ts';

/** Between which times witnesses saw these entries come: from an entry up to, not including, another. */
export interface TimeBound {
  readonly from: number;
  readonly to: number;
  /** A quorum had seen the log without them at this time. Absent for the first. */
  readonly notBefore?: string;
  /** A quorum had seen them at this time. Absent behind the newest cosigned checkpoint. */
  readonly notAfter?: string;
}

/** The host owes a checkpoint so long after it received an act (docs/spec 4.7). */
export const PROMISED_MS = 60_000;

/** `received` of the entries that cosigned checkpoints end before or begin behind, filled while they are replayed. */
export class Watched {
  readonly #received = new Map<number, number | undefined>();

  constructor(held: readonly Held[]) {
    for (const { checkpoint } of held)
      for (const index of [checkpoint.size - 1, checkpoint.size]) this.#received.set(index, undefined);
  }
  take(index: number, received: number): void {
    if (this.#received.has(index)) this.#received.set(index, received);
  }
  at = (index: number): number | undefined => this.#received.get(index);
}

interface SeenAt extends Seen {
  readonly size: number;
}

/**
 * Holds times of receipt against the times at which witnesses cosigned. What a checkpoint contains was received before
 * a quorum saw it. What it lacks was received after, but for the minute in which the host may have had it and not
 * published it yet. Clocks may differ by what the rules allow.
 */
export async function checkTimes(
  held: readonly Held[],
  policy: Policy,
  { watched, state, faults }: { watched: Watched; state: BodyState; faults: Faults },
): Promise<TimeBound[]> {
  const seen = await seenAt(held, policy);
  const tolerance = state.rules.numbers.clockTolerance * 1000;
  for (const { size, earliest, latest } of seen) {
    const [last, next] = [watched.at(size - 1), watched.at(size)];
    if (last !== undefined && last > earliest + tolerance) {
      const says = `It says it was received ${instant(last)}; witnesses had seen it by ${instant(earliest)}.`;
      faults.add('verify.received-after-seen', says, { index: size - 1 });
    }
    if (next !== undefined && next < latest - tolerance - PROMISED_MS) {
      const says = `It says it was received ${instant(next)}; at ${instant(latest)} witnesses saw the log without it.`;
      faults.add('verify.received-before-seen', says, { index: size });
    }
  }
  return boundsOf(seen, state.size);
}

async function seenAt(held: readonly Held[], policy: Policy): Promise<SeenAt[]> {
  const bySize = new Map<number, SeenAt>();
  for (const { note, checkpoint } of held) {
    const { size } = checkpoint;
    const { seen } = await witnessingOf(policy, note);
    const known = bySize.get(size);
    if (seen)
      bySize.set(size, {
        size,
        earliest: Math.min(seen.earliest, known?.earliest ?? Number.POSITIVE_INFINITY),
        latest: Math.max(seen.latest, known?.latest ?? 0),
      });
  }
  return [...bySize.values()].filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
}

function boundsOf(seen: readonly SeenAt[], size: number): TimeBound[] {
  const edges = [{ size: 0 }, ...seen.filter((one) => one.size <= size)];
  return edges.flatMap((edge, i) => {
    const next = edges[i + 1] as SeenAt | undefined;
    const to = next?.size ?? size;
    if (to === edge.size || seen.length === 0) return [];
    const notBefore = 'latest' in edge ? { notBefore: instant((edge as SeenAt).latest) } : {};
    return [{ from: edge.size, to, ...notBefore, ...(next ? { notAfter: instant(next.earliest) } : {}) }];
  });
}
