import { randomBytes } from 'node:crypto';
import {
  countOpening,
  draftAct,
  epochManifests,
  epochOpenings,
  fieldCommitment,
  fieldOpening,
  type OpeningCount,
  parseWith,
  signPreimage,
} from '@comity/acts';
import {
  canonicalBytes,
  EMPTY_ROOT,
  parseCanonical,
  sha256,
  sha256Hex,
  toBase64url,
  toHex,
  utf8,
} from '@comity/log';
import { putBlob, type Reader, type Tx } from '../../platform/index.ts';
import type { Candidate, Place } from './handlers.ts';
import { keepUp } from './keeping.ts';
import { placeMade } from './placing.ts';
import type { Record } from './record.ts';
import { standingOf } from './standing.ts';
import { countAudience, listCountOpenings, replaceCountOpenings, wasErased } from './store-epochs.ts';

const HOUR = 3_600_000;
const hourOf = (now: number): string => new Date(now - (now % HOUR)).toISOString();

/**
 * States the epoch of this hour, unless it is stated: the newest list of every State, and how many restricted entries
 * each is owed, both as they stand right before it. So it is made under the lock, where nothing comes in between.
 */
export async function stateEpoch(record: Record): Promise<Place | undefined> {
  const state = await record.held.level(record.database.read);
  const isStated = (state.epoch?.hour ?? '') >= hourOf(record.clock());
  if (isStated || standingOf(record, state) !== 'in-force') return undefined;
  return placeMade(record, (tx, size) => makeEpoch(record, tx, size));
}

/** Undefined where another server stated it while this one waited for the lock. */
async function makeEpoch(record: Record, tx: Tx, size: number): Promise<Candidate | undefined> {
  const state = record.held.now;
  const hour = hourOf(Math.max(record.clock(), state.received));
  if ((state.epoch?.hour ?? '') >= hour) return undefined;
  const manifests = await keep(tx, epochManifests(state));
  const counts = await countsAt(tx, [...state.participants.keys()]);
  const openings = await keep(tx, epochOpenings(counts));
  await replaceCountOpenings(tx, counts.map(storedCount(size)));
  const { id, founding, host } = state;
  const prepared = draftAct({
    ...{ body: id, type: 'host.epoch', data: { hour, manifests, openings } },
    actor: { host: founding.origin, key: record.hostId },
    at: new Date(record.clock()).toISOString(),
    seen: { size: 0, root: toHex(EMPTY_ROOT) },
    // One nonce for each hour, whoever the host is: no restart states an hour twice.
    nonce: toBase64url(sha256(utf8(`host.epoch ${hour}`)).subarray(0, 16)),
  });
  const sig = await signPreimage(prepared.preimage, record.host);
  return { prepared, submission: { act: prepared.act, sig }, recipients: undefined, under: host };
}

async function keep(tx: Tx, bytes: Uint8Array): Promise<string> {
  const sha256 = sha256Hex(bytes);
  await putBlob(tx, bytes, sha256);
  return sha256;
}

/**
 * What each participant is owed: what the epoch before counted, and what came since. Where nothing came for anybody the
 * salts stay, and so does the blob; otherwise all of them are new, or it would show for whom something came.
 */
async function countsAt(tx: Tx, participants: readonly string[]): Promise<OpeningCount[]> {
  const before = new Map((await listCountOpenings(tx)).map((row) => [row.subject, row]));
  const at = Math.max(0, ...[...before.values()].map(({ index }) => index));
  // An erasure may have taken any of them: then all are counted again.
  const anew = await wasErased(tx, at);
  const since = await countAudience(tx, anew ? 0 : at);
  return participants.map((participant) => {
    const last = before.get(participant);
    const { salt, value } = last ? readCount(last.opened) : { salt: undefined, value: 0 };
    const count = (anew ? 0 : value) + (since.get(participant) ?? 0);
    const kept = since.size === 0 && !anew ? salt : undefined;
    return { participant, count, salt: kept ?? toBase64url(new Uint8Array(randomBytes(32))) };
  });
}

function readCount(opened: Uint8Array): { salt: string; value: number } {
  const { salt, value } = parseWith(fieldOpening, parseCanonical(opened), 'The opening of a count');
  return { salt, value: value as number };
}

const storedCount = (index: number) => (count: OpeningCount) => {
  const opening = countOpening(count);
  return {
    commitment: fieldCommitment(opening),
    subject: count.participant,
    index,
    opened: canonicalBytes(opening),
  };
};

/** How many restricted entries a participant was owed at the newest epoch, with what opens it; undefined before the first. */
export async function findCount(
  read: Reader,
  participant: string,
): Promise<(OpeningCount & { index: number }) | undefined> {
  const row = (await listCountOpenings(read)).find(({ subject }) => subject === participant);
  if (!row) return undefined;
  const { salt, value } = readCount(row.opened);
  return { participant, salt, count: value, index: row.index };
}

const LOOK = 20_000;

/** States an epoch as soon as an hour has begun: at the start where one is due, and again and again. */
export function keepEpochs(record: Record, onFailure?: (error: unknown) => void) {
  const calledBy = () => false;
  const failed = onFailure ? { onFailure } : {};
  return keepUp(record, () => stateEpoch(record), {
    delay: 0,
    every: LOOK,
    atOnce: true,
    calledBy,
    ...failed,
  });
}
