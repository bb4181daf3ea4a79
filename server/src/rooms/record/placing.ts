import {
  type Certificate,
  type Host,
  type Leaf,
  leafBytes,
  makeLeaf,
  movesBody,
  type PreparedAct,
  type RuleBook,
  streamOf,
  tierOf,
} from '@comity/acts';
import { leafHash, toHex } from '@comity/log';
import { decide } from '@comity/procedure';
import { reasonsOf } from '@comity/procedure/reasons';
import { type Tx, writeInstant } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import { type Arrival, type Candidate, NO_FACTS, type Place, type Placed } from './handlers.ts';
import type { Outcome } from './queue.ts';
import type { Placement, Record } from './record.ts';
import { rowsOf } from './rows.ts';
import { houseObstacle } from './standing.ts';
import { type Head, insertEntries, LOCK_HEAD, type NewEntry } from './store.ts';
import { listBlobsOutOfReach } from './store-blobs.ts';

interface Written extends Place {
  readonly placed: Placed;
  readonly row: NewEntry;
}

/** Waits until the act is committed. Throws what refused it; then nothing of it was written. */
export function takePlace(record: Record, candidate: Candidate): Promise<Place> {
  const { act } = candidate.submission;
  const handler = record.handlers[act.type];
  const about = handler?.about?.(act) ?? [];
  const ticket = { candidate, about, moves: movesBody(act.type), alone: handler?.alone === true };
  return record.queue.take(ticket, (group) => placeGroup(record, group));
}

async function placeGroup(record: Record, group: readonly Candidate[]): Promise<readonly Outcome<Written>[]> {
  const outcomes = await record.database.transaction(
    async (tx, [head]) => writeGroup(record, tx, head as Head, group),
    { first: LOCK_HEAD },
  );
  for (const outcome of outcomes) if (!('refused' in outcome)) committed(record, outcome);
  return outcomes;
}

function committed(record: Record, { index, leaf, bytes, placed, row }: Written): void {
  record.held.fold(index, bytes, placed.id, leaf);
  record.announce(placementOf(leaf, row));
}

/**
 * Places an act that says how the record stands right before it: it is made under the lock, level with the head, and
 * with it whatever `make` writes. Undefined where nothing was to be made. Throws what refused it; nothing is written.
 */
export async function placeMade(
  record: Record,
  make: (tx: Tx, size: number) => Promise<Candidate | undefined>,
): Promise<Place | undefined> {
  const written = await record.database.transaction(
    async (tx, [first]) => {
      const head = first as Head;
      record.assertGoesOn(head.size);
      await record.held.catchUp(tx, head.size);
      const candidate = await make(tx, head.size);
      const [outcome] = candidate ? await writeGroup(record, tx, head, [candidate]) : [];
      if (outcome && 'refused' in outcome) throw outcome.refused;
      return outcome;
    },
    { first: LOCK_HEAD },
  );
  if (written) committed(record, written);
  return written;
}

/** Under the lock: level with the head, then each act in turn. A refusal is an outcome; a failed statement throws. */
async function writeGroup(
  record: Record,
  tx: Tx,
  head: Head,
  group: readonly Candidate[],
): Promise<readonly Outcome<Written>[]> {
  record.assertGoesOn(head.size);
  await record.held.catchUp(tx, head.size);
  const state = record.held.now;
  const received = Math.max(record.clock(), head.received);
  // Asked for together: every round trip under the lock is one that all others wait for.
  const known = await Promise.all(group.map((c) => lookUp(record, tx, c, { state, received })));
  const streams = new Map<string, Leaf>();
  const outcomes: Outcome<Written>[] = [];
  const rows: NewEntry[] = [];
  for (const found of known) {
    const obstacle = houseObstacle(record, found) ?? obstacleTo(found);
    if (obstacle) {
      outcomes.push({ refused: obstacle });
      continue;
    }
    const written = await write(record, tx, { ...found, index: head.size + rows.length }, streams);
    outcomes.push(written);
    rows.push(written.row);
  }
  if (rows.length > 0) insertEntries(tx, rows);
  for (const outcome of outcomes) {
    if ('refused' in outcome) continue;
    await record.handlers[outcome.placed.submission.act.type]?.close?.(tx, outcome.placed);
  }
  return outcomes;
}

/** An act with all that its decision asks for. */
interface Found extends Arrival {
  readonly prepared: PreparedAct;
  readonly stamps: Candidate['stamps'];
  readonly under: Host;
  readonly facts: typeof NO_FACTS;
  readonly certificate: Certificate | undefined;
  /** The rules that it names. */
  readonly book: RuleBook | undefined;
  /** Files it names that are not here, or not its actor's to name. */
  readonly missing: readonly string[];
  /** What the room found wrong with files and keys. */
  readonly fault: { readonly error: unknown } | undefined;
}

async function lookUp(
  record: Record,
  tx: Tx,
  { prepared, submission, recipients, stamps, under }: Candidate,
  now: Pick<Arrival, 'state' | 'received'>,
): Promise<Found> {
  const { act } = prepared;
  const handler = record.handlers[act.type];
  const arrival: Arrival = { submission, id: prepared.id, recipients, ...now };
  const blobs = handler?.blobs?.(act) ?? [];
  const { session } = submission.sig;
  const [facts = NO_FACTS, fault, missing, lookup, book] = await Promise.all([
    handler?.facts?.(tx, act),
    handler?.examine?.(tx, arrival).then(
      () => undefined,
      (error: unknown) => ({ error }),
    ),
    blobs.length && 'participant' in act.actor ? listBlobsOutOfReach(tx, blobs, act.actor.participant) : [],
    session ? record.lookup(session, []) : undefined,
    record.held.findBook(tx, act),
  ]);
  const certificate = lookup?.certificate(session!);
  return { ...arrival, prepared, stamps, under, facts, fault, missing, book, certificate };
}

/** The rules first, then what the room examined, then files that have to be put first. */
function obstacleTo({ prepared, submission, fault, missing, ...c }: Found): unknown {
  const decision = decide({ ...c, ...prepared, sig: submission.sig });
  if (!decision.allowed) {
    const { rule, why, allowedWhen } = decision;
    const reasons = reasonsOf(decision, writeInstant);
    return recordError('refused-by-rule', {
      detail: why,
      rule,
      allowedWhen,
      ...(reasons ? { reasons } : {}),
    });
  }
  if (fault) return fault.error;
  if (missing.length === 0) return undefined;
  return recordError('blob-missing', {
    detail: 'Put the files at /api/blobs/{sha256} yourself, then send the act again.',
    missing,
  });
}

/** Makes the entry and writes the room's rows. `streams` holds the last entries of this group, not folded yet. */
async function write(
  record: Record,
  tx: Tx,
  placed: Placed & Found,
  streams: Map<string, Leaf>,
): Promise<Written> {
  const { act, sig, salt } = placed.submission;
  const handler = record.handlers[act.type];
  const stream = streamOf(act);
  const { stamps } = placed;
  const place = {
    ...{ stream, ...nextIn(placed, stream, streams), received: new Date(placed.received).toISOString() },
    ...(stamps ? { stamps } : {}),
  };
  const leaf = makeLeaf(place, tierOf(act), { act, sig, ...(salt ? { salt } : {}) });
  const bytes = leafBytes(leaf);
  streams.set(stream, leaf);
  const audience = leaf.tier === 'restricted' ? (handler?.audience?.(placed, placed.facts) ?? []) : [];
  await handler?.place?.(tx, placed);
  const row = { ...rowsOf(placed, leaf, bytes, audience), blobs: handler?.blobs?.(act) ?? [] };
  return { index: placed.index, leaf, bytes, placed, row };
}

function nextIn({ state }: Placed, stream: string, streams: ReadonlyMap<string, Leaf>) {
  const before = streams.get(stream);
  if (before) return { number: before.number + 1, prev: toHex(leafHash(leafBytes(before))) };
  const last = state.streams.get(stream);
  return last ? { number: last.next, prev: last.prev } : { number: 0 };
}

function placementOf(leaf: Leaf, { index, type, stream, audience }: NewEntry): Placement {
  const { tier, received } = leaf;
  // What a leaf discloses everybody may know; who did it stands in what opens it.
  const disclosed = leaf.tier === 'restricted' && leaf.disclosed;
  return {
    index,
    type: type as Placement['type'],
    stream,
    received,
    ...(tier === 'restricted' && !disclosed ? { audience } : {}),
  };
}
