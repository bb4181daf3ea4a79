import {
  type AnyAct,
  actorName,
  bookNamedBy,
  type Facts,
  foldEntry,
  isHost,
  type Leaf,
  parentSymbol,
  parseLeaf,
  prepareAct,
  type RestrictedLeaf,
  readDisclosed,
  type Stamp,
  streamOf,
  tierOf,
} from '@comity/acts';
import { leafHash } from '@comity/log';
import { type Decision, decide, disclosedObstacle, effectiveTime, judgeStamps } from '@comity/procedure';
import { requiredBlobs } from '@comity/verify';
import { sentenceOf } from './faults.ts';
import { needsSigner } from './gathering.ts';
import type { ReadEntry, Run } from './run.ts';
import { isSigned } from './signing.ts';

/**
 * Replays one entry through the rules and folds that the host has to use, from what is here of the record before it.
 * An act that is wrong does not count, so that what rests on it is refused as well.
 */
export async function replayEntry(run: Run, at: number): Promise<void> {
  const index = run.dossier.statement.indexes[at]!;
  const bytes = run.dossier.entries[at]!;
  const leaf = readLeaf(run, bytes, index);
  if (!leaf) return;
  checkPlace(run, leaf, index);
  // Entries in between are not here; rules count them all the same.
  run.state.size = index;
  const hash = leafHash(bytes);
  if (leaf.tier === 'restricted') closedEntry(run, leaf, index);
  else {
    const entry = { ...prepareAct(leaf.act), sig: leaf.sig, index, leaf, leafHash: hash };
    if (await checkAct(run, entry)) return count(run, entry);
  }
  foldEntry(run.state, leaf, hash, undefined, '');
}

function readLeaf(run: Run, bytes: Uint8Array, index: number): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    run.faults.add('dossier.entry-malformed', sentenceOf(error), { index, where: 'entries' });
    return undefined;
  }
}

function checkPlace({ state, faults }: Run, leaf: Leaf, index: number): void {
  const { next, prev } = state.streams.get(leaf.stream) ?? { next: 0, prev: undefined };
  const place = { index, where: 'entries' };
  if (leaf.number !== next)
    faults.add(
      'dossier.stream-gap',
      `Number ${leaf.number} of ${leaf.stream}, where ${next} is next.`,
      place,
    );
  else if (leaf.prev !== prev)
    faults.add(
      'dossier.previous-differs',
      `It does not follow the entry before it in ${leaf.stream}.`,
      place,
    );
  if (Date.parse(leaf.received) < state.received)
    faults.add('dossier.time-runs-back', `Received ${leaf.received}, earlier than an entry before.`, place);
}

/** An entry that is closed to this reader: in a procedure it discloses what happened, and not who. */
function closedEntry(run: Run, leaf: RestrictedLeaf, index: number): void {
  const { unproven, faults, subject, dossier } = run;
  unproven.closed++;
  if (leaf.stamps) unproven.stamps++;
  const { stream, number, received } = leaf;
  const disclosed = readDisclosed(leaf);
  if (disclosed) unnamedEntry(run, leaf, index);
  else if (stream !== 'exchange')
    faults.add('dossier.wrong-tier', `Acts in ${stream} are public, or disclose what happened.`, {
      ...{ index, where: 'entries' },
    });
  if (stream !== dossier.statement.subject.stream) return;
  subject.push({ index, number, received, ...(disclosed ? { type: disclosed.type } : {}) });
}

/** What is disclosed is put to the rules as far as they can be asked without knowing who. */
function unnamedEntry({ faults, ledger, state }: Run, leaf: RestrictedLeaf, index: number): void {
  const disclosed = readDisclosed(leaf)!;
  const received = Date.parse(leaf.received);
  // Whether a stamp is good is not known of an act that cannot be read: it counts, and is told as not provable.
  const came = effectiveTime({ state, received, stamps: leaf.stamps });
  const refused = disclosedObstacle({ state, facts: ledger, received: came }, disclosed);
  if (refused)
    faults.add('dossier.refused', `${disclosed.type} is refused by ${refused.rule}: ${refused.why}`, {
      index,
    });
  else ledger.foldDisclosed(disclosed, leaf.commitment, received);
}

/** Every check of an act that can be read. Answers whether it counts. */
async function checkAct(run: Run, entry: ReadEntry): Promise<boolean> {
  const { act, index } = entry;
  checkForm(run, entry);
  run.fields.match(act);
  if (act.body !== run.state.id) {
    run.faults.add('dossier.act-of-another-body', `The act was made for the body ${act.body}.`, { index });
    return false;
  }
  if (!isNew(run, entry)) return false;
  if (!hasSigner(run, act, index)) return false;
  if (!(await isSigned(run, entry))) return false;
  if (act.seen.size > 0) run.unproven.seen++;
  checkBlobs(run, act, index);
  return isAllowed(run, entry, await stampsThatCount(run, entry));
}

/** Those of mirrors that the rules name. One that such a mirror did not make is a fault, and counts for nothing. */
async function stampsThatCount(run: Run, { leaf, id, index }: ReadEntry): Promise<readonly Stamp[]> {
  const { good, bad, unnamed } = await judgeStamps(run.state, id, leaf.stamps ?? []);
  for (const { mirror } of bad)
    run.faults.add('dossier.stamp', `The stamp is not one of ${mirror} for this act.`, { index });
  if (unnamed.length > 0) run.unproven.stamps++;
  return good;
}

function checkForm({ faults }: Run, { act, leaf, index }: ReadEntry): void {
  const place = { index, where: 'entries' };
  if (tierOf(act) !== leaf.tier)
    faults.add('dossier.wrong-tier', `${act.type} is ${tierOf(act)}, not ${leaf.tier}.`, place);
  if (streamOf(act) !== leaf.stream)
    faults.add('dossier.wrong-stream', `${act.type} belongs in ${streamOf(act)}, not ${leaf.stream}.`, place);
}

function isNew({ nonces, faults }: Run, { act, id, index }: ReadEntry): boolean {
  const use = `${actorName(act.actor)} ${act.nonce}`;
  const before = nonces.get(use);
  nonces.set(use, id);
  if (before === undefined) return true;
  if (before === id)
    faults.add('dossier.act-repeated', `The act ${id} stands here a second time.`, { index });
  else faults.add('dossier.nonce-reused', `${actorName(act.actor)} used this nonce before.`, { index });
  return false;
}

/** Whoever signs what counts here is judged by the whole of their own stream. */
function hasSigner({ streams, unproven, faults, dossier }: Run, act: AnyAct, index: number): boolean {
  if (isHost(act.actor) || streams.has(`participant/${act.actor.participant}`)) return true;
  if (needsSigner(act, dossier.statement.subject.stream))
    faults.add('dossier.signer-missing', `The stream participant/${act.actor.participant} is not here.`, {
      index,
    });
  else unproven.confirmations++;
  return false;
}

function checkBlobs({ dossier, faults, usedBlobs, unproven }: Run, act: AnyAct, index: number): void {
  const at = Date.parse(dossier.statement.at);
  for (const { sha256, size, what, until = 0 } of requiredBlobs(act)) {
    const place = { index, where: `blobs/${sha256}` };
    const found = dossier.blobs.get(sha256)?.length;
    usedBlobs.add(sha256);
    if (found === undefined && until > at) unproven.embargoed++;
    else if (found === undefined) faults.add('dossier.blob-missing', `The ${what} is not here.`, place);
    else if (size !== undefined && found !== size)
      faults.add(
        'dossier.blob-differs',
        `The ${what} has ${found} bytes, not ${size} as the act says.`,
        place,
      );
  }
}

function isAllowed(run: Run, entry: ReadEntry, stamps: readonly Stamp[]): boolean {
  const { act, id, index, leaf } = entry;
  const decision = decided(run, entry, stamps);
  const { stream, number, received } = leaf;
  const isSubject = stream === run.dossier.statement.subject.stream;
  if (!decision.allowed) {
    const elsewhere = restsElsewhere(run, entry, stamps);
    if (!elsewhere) {
      run.faults.add('dossier.refused', `${act.type} is refused by ${decision.rule}: ${decision.why}`, {
        index,
      });
      return false;
    }
    run.unproven[elsewhere]++;
  }
  if (isSubject) {
    const actor = isHost(act.actor) ? act.actor.host : act.actor.participant;
    const missing = run.unproven.unchecked.get(index);
    const unchecked = missing === undefined ? {} : { unchecked: missing };
    const rule = decision.allowed ? { rule: decision.rule } : {};
    run.subject.push({ index, number, received, act: id, type: act.type, actor, ...rule, ...unchecked });
    run.counted.push(entry);
  }
  if (stream.startsWith('document/'))
    run.documents.set(stream, [...(run.documents.get(stream) ?? []), entry]);
  return true;
}

const decided = (
  run: Run,
  { act, id, sig, leaf }: ReadEntry,
  stamps: readonly Stamp[],
  facts: Facts = run.ledger,
): Decision =>
  decide({
    ...{ state: run.state, facts, act, id, sig, recipients: undefined },
    book: bookNamedBy(act, (sha256) => run.dossier.blobs.get(sha256)),
    received: Date.parse(leaf.received),
    stamps,
    certificate: sig.session === undefined ? undefined : run.certificates.get(sig.session),
  });

/**
 * What only a stream that is not here could settle. A challenge may name an act of any stream: it is a mark, and
 * nothing rests on it. A symbol may belong to that of a document, and does not say in which stream this is: asked
 * again as if it was here, the rules allow it.
 */
function restsElsewhere(
  run: Run,
  entry: ReadEntry,
  stamps: readonly Stamp[],
): 'challenges' | 'families' | undefined {
  const { ledger } = run;
  const { act } = entry;
  if (act.type === 'people.act-challenged')
    return ledger.challengeable(act.data.act) === undefined ? 'challenges' : undefined;
  if (act.type !== 'documents.classified' && act.type !== 'documents.registered') return undefined;
  const parent = act.data.symbol === undefined ? undefined : parentSymbol(act.data.symbol);
  const asIf = (symbol: string) => (symbol === parent ? 'elsewhere' : ledger.symbol(symbol));
  const facts: Facts = Object.assign(Object.create(ledger), { symbol: asIf });
  return decided(run, entry, stamps, facts).allowed ? 'families' : undefined;
}

function count(run: Run, { act, id, index, leaf, leafHash }: ReadEntry): void {
  collectRoots(run, act, id, index);
  run.ledger.fold({ act, id, received: Date.parse(leaf.received) });
  const { host } = run.state;
  foldEntry(
    run.state,
    leaf,
    leafHash,
    act,
    id,
    bookNamedBy(act, (sha256) => run.dossier.blobs.get(sha256)),
  );
  if (run.state.host !== host) run.certificates.beginAgain();
}

/** What each root rests on is for people to judge, so the report prints it. */
function collectRoots({ state, invitations, roots }: Run, act: AnyAct, id: string, index: number): void {
  if (act.type === 'people.participant-invited') {
    const { channel, note } = act.data;
    invitations.set(id, { invitation: id, channel, ...(note ? { note } : {}), index });
  } else if (act.type === 'people.root-enrolled' && 'participant' in act.actor) {
    const { participant, key } = act.actor;
    const evidence = invitations.get(state.seats.get(participant)?.invitation?.act ?? '');
    if (evidence) roots.push({ participant, key, index, evidence });
  }
}
