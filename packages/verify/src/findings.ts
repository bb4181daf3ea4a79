import type { SubmittedList } from '@comity/acts';
import type { Policy } from '@comity/log';
import type { Faults } from './faults.ts';
import type { GrowingTree } from './growing.ts';
import { checkHeld, type Held, readHeld } from './held.ts';
import type { Report } from './report.ts';
import type { Run } from './run.ts';
import { AwaitedActs } from './submitted.ts';
import { checkTimes, Watched } from './times.ts';
import { type Witnessing, witnessingOf } from './witnessing.ts';

/** What a reader brings to hold a record against, beside trust. */
export interface Grounds {
  /** The reader's own: which witnesses must have cosigned. */
  readonly policy?: Policy;
  /** Signed checkpoints of this log that the reader has from before: it must contain them. */
  readonly kept?: readonly Uint8Array[];
  /** What mirrors say they were handed: acts that the host then owed a place in the record. */
  readonly submitted?: readonly SubmittedList[];
}

/** What is found out by them, beside faults. */
export type Findings = Pick<
  Report,
  'checkpoint' | 'witnessing' | 'since' | 'times' | 'submitted' | 'evidence'
>;

/** Holds a record against what its reader brought: begun before the replay, ended behind it. */
export class Comparison {
  readonly #grounds: Grounds;
  readonly #now: Held | undefined;
  readonly #kept: readonly Held[];
  readonly #watched: Watched;
  readonly #awaited: AwaitedActs;
  readonly #faults: Faults;

  constructor(grounds: Grounds, now: Held | undefined, faults: Faults) {
    this.#grounds = grounds;
    this.#now = now;
    this.#kept = readHeld(grounds.kept ?? [], faults);
    this.#watched = new Watched(now ? [...this.#kept, now] : this.#kept);
    this.#awaited = new AwaitedActs(grounds.submitted ?? []);
    this.#faults = faults;
  }

  onEntry = (index: number, received: number, act: string | undefined): void => {
    this.#watched.take(index, received);
    if (act !== undefined) this.#awaited.take(act, index, received);
  };

  /** `at` is when the record was given out, in milliseconds, where it says so: a quorum's word goes before it. */
  async end(run: Run, tree: GrowingTree, at: number | undefined): Promise<Findings> {
    const { policy } = this.#grounds;
    const faults = this.#faults;
    const witnessing = policy && this.#now && (await witnessingOf(policy, this.#now.note));
    if (policy && !witnessing?.met) faults.add('verify.policy-unmet', unmet(witnessing));
    const { contained, evidence } = await checkHeld(this.#kept, this.#now, {
      tree,
      state: run.state,
      faults,
    });
    const seen = this.#now ? [...contained, this.#now] : contained;
    const grounds = { watched: this.#watched, state: run.state, faults };
    return {
      ...(witnessing ? { witnessing: shown(witnessing) } : {}),
      ...sinceOf(contained, tree.size),
      ...(policy ? { times: await checkTimes(seen, policy, grounds) } : {}),
      ...(await this.#submitted(run, witnessing?.seen?.latest ?? at)),
      ...(evidence.length > 0 ? { evidence } : {}),
    };
  }

  async #submitted({ state, unproven }: Run, until: number | undefined): Promise<Findings> {
    if (!this.#grounds.submitted) return {};
    return { submitted: await this.#awaited.end(state.id, until, unproven.closedIn) };
  }
}

const shown = ({ seen: _, ...witnessing }: Awaited<ReturnType<typeof witnessingOf>>): Witnessing =>
  witnessing;

const unmet = (witnessing: Witnessing | undefined): string =>
  witnessing
    ? `${witnessing.cosigned.length} of the witnesses of your policy cosigned the checkpoint: ${witnessing.cosigned.map(({ name }) => name).join(', ') || 'none'}.`
    : 'There is no checkpoint to cosign.';

function sinceOf(contained: readonly Held[], size: number): Pick<Report, 'since'> {
  if (contained.length === 0) return {};
  const largest = Math.max(...contained.map(({ checkpoint }) => checkpoint.size));
  return { since: { size: largest, added: size - largest } };
}
