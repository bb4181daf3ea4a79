import {
  type Act,
  actId,
  type EpochManifest,
  isType,
  parseEpochManifests,
  parseLeaf,
  readManifest,
  type SealingKey,
} from '@comity/acts';
import {
  checkPolicy,
  leafHash,
  type Note,
  type Policy,
  parseProof,
  parseVerifierKey,
  platformVerifiers,
  sha256Hex,
  utf8,
  verifyProof,
} from '@comity/log';
import type { TrustedBody } from './acting.ts';
import { type Connection, dataOf, getBlob, send } from './connection.ts';
import type { DirectoryContact } from './messages.ts';
import { Unreachable } from './problem.ts';

/**
 * What a sender's client makes sure of before it seals: that the key it was given for a contact is the one that stands
 * on the record, in the list of its State that the host fixed within the hour for everybody. Everything is computed
 * here from what a log signed; what the host merely says is never enough.
 */

/** What is made sure of, in order. `cosigned` only where the reader brought a policy. */
export const SENDER_CHECKS = {
  epoch: 'the epoch stands in a checkpoint that the log signed',
  cosigned: 'as many witnesses cosigned that checkpoint as your policy asks for',
  fresh: 'the epoch is of this hour or the last',
  list: 'the list is the one that the epoch names, or a newer one that the log holds',
  key: 'the key stands in that list',
  recovery: 'the recovery key of the State is the one in that list, or there is none',
} as const;
export type SenderCheck = keyof typeof SENDER_CHECKS;

export interface Checked {
  readonly check: SenderCheck;
  readonly ok: boolean;
  /** The State, or the contact, that it is about; absent where it is about the log. */
  readonly about?: string;
  /** In English, one sentence. */
  readonly says: string;
}

/** What was checked, and whether all of it holds. Made on this device; what it cannot prove is in `CANNOT_PROVE`. */
export interface SenderReport {
  readonly ok: boolean;
  readonly checks: readonly Checked[];
}

/** Said beside every report. */
export const CANNOT_PROVE =
  'Not proven here: that the host shows everybody this record (witnesses of your own policy can), that no list was changed since the epoch, and that the State meant what its keys signed.';

/** How old an epoch may be: the host states one each hour. */
const FRESH = 2 * 3_600_000;

export interface CheckOptions {
  /** Milliseconds since 1970, as this device knows it. */
  readonly now: number;
  /** The reader's own. */
  readonly policy?: Policy | undefined;
  /** How many lists were looked at: to a whole body they are many. */
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/** Lists that are asked for at the same time. */
const AT_ONCE = 6;

/**
 * Checks every key that a message between these contacts is sealed to: give the sender among them, since the recovery
 * key of its State reads along. Never throws for what a host answers: that is a check that does not hold.
 * Throws `client.unreachable` where nobody answers.
 */
export async function checkParties(
  reader: Connection,
  trust: TrustedBody,
  parties: readonly DirectoryContact[],
  { now, policy, onProgress }: CheckOptions,
): Promise<SenderReport> {
  const checks: Checked[] = [];
  const add = addTo(checks);
  const epoch = await attempt(() => newestEpoch(reader, trust));
  add(
    'epoch',
    epoch.ok,
    epoch.ok ? `Entry ${epoch.of.index} fixes the lists of ${epoch.of.hour}.` : epoch.why,
  );
  if (policy && epoch.ok) {
    const { met } = await checkPolicy(policy, epoch.of.note, platformVerifiers.ed25519!);
    add('cosigned', met, met ? 'Your policy is met.' : 'The checkpoint does not meet your policy.');
  }
  if (epoch.ok) {
    const isFresh = Math.abs(now - Date.parse(epoch.of.hour)) < FRESH;
    add(
      'fresh',
      isFresh,
      isFresh ? 'It is fresh.' : `The newest epoch shown is of ${epoch.of.hour}: lists could be held back.`,
    );
    checks.push(...(await checkLists(reader, trust, epoch.of, parties, onProgress)));
  }
  return { ok: checks.every(({ ok }) => ok), checks };
}

const addTo =
  (checks: Checked[]): Listed['add'] =>
  (check, ok, says, about) =>
    checks.push({ check, ok, says, ...(about === undefined ? {} : { about }) });

/** Some at a time, told in the order of the participants. */
async function checkLists(
  reader: Connection,
  trust: TrustedBody,
  epoch: Epoch,
  parties: readonly DirectoryContact[],
  onProgress: CheckOptions['onProgress'],
): Promise<Checked[]> {
  const participants = [...new Set(parties.map((c) => c.participant))].sort();
  const found = participants.map((): Checked[] => []);
  for (let first = 0; first < participants.length; first += AT_ONCE) {
    const some = participants.slice(first, first + AT_ONCE);
    await Promise.all(
      some.map((participant, i) =>
        checkList(reader, trust, epoch, { participant, parties, add: addTo(found[first + i]!) }),
      ),
    );
    onProgress?.({ done: first + some.length, total: participants.length });
  }
  return found.flat();
}

/** What was placed a moment ago is published within a second or two. */
const TRIES = 7;
const PAUSE = 500;

/**
 * Checks every key before anything is sealed, and again for some seconds where one does not hold: an act may be on its
 * way into a checkpoint still. The clock is that of this device.
 */
export async function checkBeforeSealing(
  reader: Connection,
  trust: TrustedBody,
  parties: readonly DirectoryContact[],
  policy?: Policy,
  onProgress?: CheckOptions['onProgress'],
): Promise<SenderReport> {
  for (let tries = 1; ; tries++) {
    const report = await checkParties(reader, trust, parties, { now: Date.now(), policy, onProgress });
    if (report.ok || tries === TRIES) return report;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

interface Epoch {
  readonly index: number;
  readonly hour: string;
  readonly note: Note;
  readonly manifests: readonly EpochManifest[];
}

type Attempt<T> = { readonly ok: true; readonly of: T } | { readonly ok: false; readonly why: string };

/** Whatever a host answers may be wrong in any way: then it is not so. A line that broke is no answer. */
async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, of: await work() };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

const refuse = (why: string): never => {
  throw new Error(why);
};

/** The newest of an hour that has just begun may not be published yet: then the one before is as good. */
async function newestEpoch(reader: Connection, trust: TrustedBody): Promise<Epoch> {
  const newest = await attempt(() => epochAt(reader, trust, 0));
  return newest.ok ? newest.of : epochAt(reader, trust, 1).catch(() => refuse(newest.why));
}

async function epochAt(reader: Connection, trust: TrustedBody, back: number): Promise<Epoch> {
  const { act, index, note } = await newestAct(reader, trust, { type: 'host.epoch' }, back);
  if (!isType(act, 'host.epoch')) return refuse('What is shown as the newest epoch is none.');
  const { hour, manifests } = act.data;
  const bytes = await getBlob(reader, manifests);
  if (sha256Hex(bytes) !== manifests) return refuse('The lists that are served are not those of the epoch.');
  return { index, hour, note, manifests: parseEpochManifests(bytes) };
}

/** The newest act of a type or stream that the host shows, or one before it, proven to stand in the log that is trusted. */
export async function newestAct(
  reader: Connection,
  trust: TrustedBody,
  query: { type?: string; stream?: string },
  back = 0,
): Promise<{ act: Act; index: number; note: Note }> {
  const { entries } = dataOf(
    await reader.api.GET('/api/acts', { params: { query: { ...query, limit: back + 1 } } }),
  );
  const shown = entries[back] ?? refuse('The host shows none.');
  const text = await (await send(reader, `/api/acts/${shown.act}/proof`)).text();
  const proof = parseProof(utf8(text));
  const leaf = new Uint8Array(await (await send(reader, `/api/acts/${shown.act}/leaf`)).arrayBuffer());
  const { name, publicKey } = parseVerifierKey(trust.key);
  const log = { origin: name, publicKey };
  if (!(await verifyProof(proof, leafHash(leaf), log, platformVerifiers.ed25519!)))
    return refuse('It is not proven to stand in the log that you trust.');
  const read = parseLeaf(leaf);
  if (read.tier !== 'public' || read.act.body !== trust.body || actId(read.act) !== shown.act)
    return refuse('The entry that is served is another one.');
  return { act: read.act, index: proof.index, note: proof.checkpoint };
}

interface Listed {
  readonly participant: string;
  readonly parties: readonly DirectoryContact[];
  readonly add: (check: SenderCheck, ok: boolean, says: string, about?: string) => unknown;
}

/** The list of a State, the keys of its contacts in it, and its recovery key. */
async function checkList(
  reader: Connection,
  trust: TrustedBody,
  epoch: Epoch,
  { participant, parties, add }: Listed,
): Promise<void> {
  const found = await attempt(() => listOf(reader, trust, epoch, participant));
  add('list', found.ok, found.ok ? found.of.says : found.why, participant);
  if (!found.ok) return;
  const { contacts, recovery } = found.of.list;
  for (const { contact, key, recovery: shown } of parties.filter((c) => c.participant === participant)) {
    const held = contacts.get(contact)?.key;
    add('key', isSame(held, key), saysOf(held, key), contact);
    if (recovery || shown) add('recovery', isSame(recovery, shown), saysOf(recovery, shown), contact);
  }
}

/** The same key with the same post-quantum half: what a message is sealed to, no more and no less. */
const isSame = (held: SealingKey | undefined, shown: DirectoryContact['key']): boolean =>
  held?.key.blob.sha256 === shown?.blob &&
  held?.key.fingerprint === shown?.fingerprint &&
  held?.hybrid?.blob.sha256 === shown?.hybrid?.blob;

const saysOf = (held: SealingKey | undefined, shown: DirectoryContact['key']): string =>
  isSame(held, shown)
    ? `The key ${held ? held.key.fingerprint : 'none'} is the one in the list.`
    : `The key that was given (${shown?.fingerprint ?? 'none'}) is not the one in the list (${held?.key.fingerprint ?? 'none'}).`;

async function listOf(reader: Connection, trust: TrustedBody, epoch: Epoch, participant: string) {
  const shown = dataOf(
    await reader.api.GET('/api/directory/lists/{participant}', { params: { path: { participant } } }),
  );
  const {
    body,
    participant: of,
    list,
  } = readManifest(utf8(shown.bytes ?? refuse('The host shows no list.')));
  if (body !== trust.body || of !== participant)
    return refuse('It is the list of another State, or of another body.');
  const fixed = epoch.manifests.find((m) => m.participant === participant);
  if (fixed?.manifest === list.manifest)
    return { list, says: `The list ${list.seq} is the one that the epoch names.` };
  if (fixed && list.seq <= fixed.seq)
    return refuse(
      `The list ${list.seq} is older than the one that the epoch names, ${fixed.seq}, or another.`,
    );
  const { act, index } = await newestAct(reader, trust, { stream: `directory/${participant}` });
  const step = 'list' in act.data ? act.data.list : undefined;
  if (index <= epoch.index || step?.manifest !== list.manifest || step?.seq !== list.seq)
    return refuse(`The list ${list.seq} is neither the one that the epoch names nor a newer one in the log.`);
  return { list, says: `The list ${list.seq} is newer than the epoch: entry ${index} made it.` };
}
