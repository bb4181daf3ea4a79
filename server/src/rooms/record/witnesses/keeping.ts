import { setTimeout as sleep } from 'node:timers/promises';
import type { PolicyWitness } from '@comity/log';
import { keepUp } from '../keeping.ts';
import type { Record } from '../record.ts';
import { findCheckpoint } from '../store-tiles.ts';
import { haveCosigned } from './conversing.ts';
import { witnessId } from './policy.ts';
import { listLastSeen } from './store.ts';

/** Milliseconds: a witness is asked again after this, also where nothing was added: its cosignature stays fresh. */
const FRESH = 50 * 60_000;
/** Between two requests to one witness, however fast the log grows. */
const GAP = 1000;
const LONGEST_PAUSE = 5 * 60_000;
/** How long a start waits for witnesses: one of them may know that the database is an old one. */
const AT_START = 3000;

/** What is known of a witness while this server runs. */
interface Asked {
  busy: boolean;
  /** The size it is thought to have seen. */
  seen: number;
  /** When it last cosigned since this start, in milliseconds of the record's clock. */
  cosigned: number;
  /** It is not asked before. */
  due: number;
  pause: number;
}

export interface WitnessOptions {
  /** Told once for each row of failures of a witness. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Has every new checkpoint cosigned by all witnesses of the policy, each at its own pace: nothing waits for any of
 * them. One that fails is asked again with growing pauses.
 */
export function keepWitnesses(record: Record, { onFailure = () => {} }: WitnessOptions = {}) {
  const asked = new Map<string, Asked>();
  const running = new Set<Promise<void>>();
  const stopped = new AbortController();

  const ask = async (witness: PolicyWitness, state: Asked): Promise<void> => {
    state.busy = true;
    try {
      state.seen = await haveCosigned(record, witness, state.seen, stopped.signal);
      state.cosigned = record.clock();
      state.pause = 0;
    } catch (error) {
      if (state.pause === 0 && !stopped.signal.aborted) onFailure(error);
      state.pause = Math.min(LONGEST_PAUSE, Math.max(GAP, 2 * state.pause));
    } finally {
      state.due = record.clock() + Math.max(GAP, state.pause);
      state.busy = false;
    }
  };

  const look = async (): Promise<void> => {
    const witnesses = await askable(record);
    const newest = witnesses.length > 0 ? await findCheckpoint(record.database.read) : undefined;
    if (!newest) return;
    await remember(record, asked, witnesses);
    for (const witness of witnesses) {
      const state = asked.get(witnessId(witness.key))!;
      const now = record.clock();
      const isLevel = state.seen === newest.size && now - state.cosigned < FRESH;
      if (state.busy || now < state.due || isLevel) continue;
      const run: Promise<void> = ask(witness, state).finally(() => running.delete(run));
      running.add(run);
    }
  };

  const kept = keepUp(record, look, { delay: 300, every: 1000, onFailure });
  return {
    /** Asks all at once, and waits for them a little. */
    async atStart(): Promise<void> {
      await look();
      await Promise.race([Promise.all(running), sleep(AT_START, undefined, { ref: false })]);
    },
    async stop(): Promise<void> {
      stopped.abort();
      await kept.stop();
      await Promise.all(running);
    },
  };
}

/** The witnesses that have an address. What one that left the policy claimed is forgotten. */
async function askable(record: Record): Promise<PolicyWitness[]> {
  const witnesses = (await record.policy())?.witnesses.filter(({ url }) => url !== undefined) ?? [];
  const ids = new Set(witnesses.map(({ key }) => witnessId(key)));
  for (const id of record.claims.keys()) if (!ids.has(id)) record.claims.delete(id);
  return witnesses;
}

/** Begins with witnesses that are new here where they were left by an earlier run. */
async function remember(
  record: Record,
  asked: Map<string, Asked>,
  witnesses: readonly PolicyWitness[],
): Promise<void> {
  const fresh = witnesses.map(({ key }) => witnessId(key)).filter((id) => !asked.has(id));
  if (fresh.length === 0) return;
  const known = await listLastSeen(record.database.read, fresh);
  for (const id of fresh) {
    const seen = known.get(id)?.size ?? 0;
    asked.set(id, { busy: false, seen, cosigned: Number.NEGATIVE_INFINITY, due: 0, pause: 0 });
  }
}
