import { isQuorumMet, NOTE_COSIGNATURE, type Policy, quorumSize, quorumTime, verifierKey } from '@comity/log';
import type { z } from 'zod';
import type { Record } from '../record.ts';
import type { witnesses } from '../schema.ts';
import { findCheckpoint, type StoredCheckpoint } from '../store-tiles.ts';
import { witnessId } from './policy.ts';
import { listCosignedSizes, listLastSeen, listLines } from './store.ts';

/** Readers take 64 lines, and the first is the host's. */
const MOST_LINES = 63;
/** As many as a policy may name. */
const MOST_WITNESSES = 1024;
/** Milliseconds after which a witness that is asked hourly is late. */
const LATE = 90 * 60_000;
/** How many cosigned checkpoints are looked through for one that meets the policy: mostly one of the newest does. */
const LOOK_BACK = [8, 1000] as const;

/** A checkpoint, the newest unless a size is given, with the cosignatures there are. */
export async function findCosigned(record: Record, size?: number): Promise<StoredCheckpoint | undefined> {
  const { read } = record.database;
  const checkpoint = await findCheckpoint(read, size);
  if (!checkpoint) return undefined;
  const lines = await listLines(read, checkpoint.size, MOST_LINES);
  return { ...checkpoint, note: checkpoint.note + lines.map(({ line }) => line).join('') };
}

/**
 * The checkpoint that proves an entry best: the newest that contains it and that meets the policy of the host; where
 * none does, the newest.
 */
export async function findProving(record: Record, index: number): Promise<StoredCheckpoint | undefined> {
  return findCosigned(record, await findMeeting(record, index));
}

/** The largest size above an index whose cosignatures meet the policy, if there is a policy and such a size. */
async function findMeeting(record: Record, index: number): Promise<number | undefined> {
  const policy = await record.policy();
  if (policy?.quorum === undefined) return undefined;
  for (const limit of LOOK_BACK) {
    const sizes = await listCosignedSizes(record.database.read, index, limit);
    const met = sizes.find(({ witnesses }) => isQuorumMet(policy, namesOf(policy, witnesses)));
    if (met) return met.size;
  }
  return undefined;
}

/** What the policy calls these witnesses. */
function namesOf(policy: Policy, ids: readonly string[]): Set<string> {
  const found = policy.witnesses.filter(({ key }) => ids.includes(witnessId(key)));
  return new Set(found.map(({ name }) => name));
}

/** How fresh the record is shown to be: the newest checkpoint that meets the policy, and since when it does so. */
export interface Freshness {
  readonly size: number;
  /** Of the newest cosignatures that meet the quorum, the time of the oldest. */
  readonly at: string;
}

/** Asked for with every page, so it is looked up every few seconds only. */
export async function findFreshness(record: Record): Promise<Freshness | undefined> {
  const kept = looked.get(record);
  if (kept && performance.now() - kept.at < KEPT) return kept.fresh;
  const fresh = lookUpFreshness(record);
  looked.set(record, { at: performance.now(), fresh });
  fresh.catch(() => looked.delete(record));
  return fresh;
}
const looked = new WeakMap<Record, { at: number; fresh: Promise<Freshness | undefined> }>();
/** Milliseconds. */
const KEPT = 2000;

async function lookUpFreshness(record: Record): Promise<Freshness | undefined> {
  const policy = await record.policy();
  const size = await findMeeting(record, -1);
  if (!policy || size === undefined) return undefined;
  const lines = await listLines(record.database.read, size, MOST_WITNESSES);
  const times = new Map(lines.map(({ witness, seconds }) => [witness, seconds]));
  const byName = policy.witnesses.map(({ name, key }) => [name, times.get(witnessId(key))] as const);
  const seconds = quorumTime(
    policy,
    new Map(byName.filter((pair): pair is [string, number] => pair[1] !== undefined)),
  );
  return seconds === undefined ? undefined : { size, at: instant(seconds) };
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();

/** The witnesses of the host's policy, what each has seen, and whether anything stops the host. */
export async function readWitnesses(record: Record): Promise<z.infer<typeof witnesses>> {
  const policy = await record.policy();
  const { stop } = record;
  const stopped = stop ? { stopped: { code: stop.code, detail: stop.detail ?? '' } } : {};
  if (!policy) return { witnesses: [], ...stopped };
  const ids = policy.witnesses.map(({ key }) => witnessId(key));
  const seen = await listLastSeen(record.database.read, ids);
  const fresh = await lookUpFreshness(record);
  return {
    quorum: quorumSize(policy),
    ...(fresh ? { fresh } : {}),
    witnesses: policy.witnesses.map(({ name, key, url }) => {
      const last = seen.get(witnessId(key));
      const isLate = !last || record.clock() - last.seconds * 1000 > LATE;
      return {
        name,
        key: verifierKey(key.name, key.publicKey, NOTE_COSIGNATURE),
        ...(url === undefined ? {} : { url }),
        ...(last ? { size: last.size, at: instant(last.seconds) } : {}),
        late: isLate,
      };
    }),
    ...stopped,
  };
}
