import {
  type AnyAct,
  actorName,
  bookNamedBy,
  disclosedOf,
  foldEntry,
  type Leaf,
  parseListFile,
  type RestrictedLeaf,
  readDisclosed,
  type Seat,
  type Signature,
  type Stamp,
  streamOf,
  tierOf,
} from '@comity/acts';
import { canonicalText } from '@comity/log';
import {
  type Answer,
  disclosedObstacle,
  effectiveTime,
  judgeStamps,
  type SignatureFault,
  signatureFault,
  whenKnown,
} from '@comity/procedure';
import { requiredBlobs } from './blobs.ts';
import { checkCounts } from './counts.ts';
import type { FaultCode } from './faults.ts';
import { loadFor, type Readable, type ReadEntry } from './reading.ts';
import { allows } from './rules.ts';
import type { Run } from './run.ts';

/**
 * Replays one entry: its place, what it opens to, signature, rules; then it counts. An act that is wrong
 * does not count, so that what rests on it is refused as well.
 */
export function replayEntry(run: Run, entry: ReadEntry): Answer<void> {
  const { leaf, readable, index } = entry;
  if (!leaf) {
    run.state.size++;
    return;
  }
  checkPlace(run, leaf, index);
  if (!readable) closedEntry(run, leaf, index);
  else if (leaf.tier === 'restricted') run.opened++;
  const answer = readable !== undefined && checkAct(run, leaf, readable, index);
  return whenKnown(answer, (counts) => {
    const counted = counts ? readable : undefined;
    run.onEntry?.(index, Date.parse(leaf.received), counted?.id);
    if (counted) collectRoots(run, counted, index);
    const { host } = run.state;
    const book = counted && bookNamedBy(counted.act, run.trust.blob);
    foldEntry(run.state, leaf, run.tree.leaf(index), counted?.act, counted?.id ?? '', book);
    if (run.state.host !== host) run.certificates.beginAgain();
  });
}

function checkPlace({ state, faults }: Run, leaf: Leaf, index: number): void {
  const { next, prev } = state.streams.get(leaf.stream) ?? { next: 0, prev: undefined };
  const fault = (code: FaultCode, says: string) => faults.add(code, says, { index, where: 'entries' });
  if (leaf.number !== next)
    fault('verify.stream-gap', `Number ${leaf.number} of ${leaf.stream}, where ${next} is next.`);
  else if (leaf.prev !== prev)
    fault('verify.previous-differs', `It does not follow the entry before it in ${leaf.stream}.`);
  if (Date.parse(leaf.received) < state.received)
    fault('verify.time-runs-back', `Received ${leaf.received}, earlier than the entry before.`);
}

/** An entry that is closed to this reader: one of the exchange, or one that discloses what happened and not who. */
function closedEntry(run: Run, leaf: Leaf, index: number): void {
  const { unproven, faults } = run;
  if (leaf.tier !== 'restricted') return;
  unproven.closed++;
  unproven.closedIn.add(leaf.stream);
  if (leaf.stamps) unproven.stamps++;
  const place = { index, where: 'entries' };
  if (leaf.stream.startsWith('procedure/')) unnamedEntry(run, leaf, index);
  else if (leaf.stream !== 'exchange')
    faults.add('verify.wrong-tier', `Acts in ${leaf.stream} are public.`, place);
  else if (leaf.disclosed) faults.add('verify.disclosed', 'An act of the exchange discloses nothing.', place);
}

/** What is disclosed is put to the rules as far as they can be asked without knowing who. */
function unnamedEntry({ faults, ledger, state, unproven }: Run, leaf: RestrictedLeaf, index: number): void {
  const disclosed = readDisclosed(leaf);
  const place = { index, where: 'entries' };
  if (!disclosed) {
    faults.add('verify.disclosed', 'It does not disclose what acts of a procedure disclose.', place);
    return;
  }
  unproven.unnamed++;
  const received = Date.parse(leaf.received);
  // Whether a stamp is good is not known of an act that cannot be read: it counts, and is told as not provable.
  const came = effectiveTime({ state, received, stamps: leaf.stamps });
  const refused = disclosedObstacle({ state, facts: ledger, received: came }, disclosed);
  if (refused)
    faults.add('verify.refused', `${disclosed.type} is refused by ${refused.rule}: ${refused.why}`, {
      index,
    });
  else ledger.foldDisclosed(disclosed, leaf.commitment, received);
}

/** Every check of an act that can be read. Answers whether it counts. */
function checkAct(run: Run, leaf: Leaf, readable: Readable, index: number): Answer<boolean> {
  const { act, id, sig } = readable;
  run.counts[act.type] = (run.counts[act.type] ?? 0) + 1;
  checkForm(run, leaf, act, index);
  run.fields.match(act, index);
  if (!isOwnAct(run, act, index) || !isNew(run, act, id, index)) return false;
  return whenKnown(isSigned(run, readable, index), (signed) => {
    if (!signed) return false;
    checkSeen(run, act, index);
    checkBlobs(run, act, index);
    checkListFile(run, act, index);
    checkCounts(run, act, index);
    const commitment = leaf.tier === 'restricted' ? leaf.commitment : undefined;
    const answer = leaf.stamps && stampsThatCount(run, leaf.stamps, id, index);
    return whenKnown(answer, (stamps) =>
      allows(run, { act, id, sig, received: Date.parse(leaf.received), index, stamps, commitment }),
    );
  });
}

/** Those of mirrors that the rules name. One that such a mirror did not make is a fault, and counts for nothing. */
async function stampsThatCount(
  run: Run,
  stamps: readonly Stamp[],
  id: string,
  index: number,
): Promise<readonly Stamp[]> {
  const { good, bad, unnamed } = await judgeStamps(run.state, id, stamps);
  for (const { mirror } of bad)
    run.faults.add('verify.stamp', `The stamp is not one of ${mirror} for this act.`, { index });
  if (unnamed.length > 0) run.unproven.stamps++;
  return good;
}

function checkForm({ faults }: Run, leaf: Leaf, act: AnyAct, index: number): void {
  const place = { index, where: 'entries' };
  if (tierOf(act) !== leaf.tier)
    faults.add('verify.wrong-tier', `${act.type} is ${tierOf(act)}, not ${leaf.tier}.`, place);
  if (streamOf(act) !== leaf.stream)
    faults.add('verify.wrong-stream', `${act.type} belongs in ${streamOf(act)}, not ${leaf.stream}.`, place);
  const disclosed = leaf.tier === 'restricted' ? leaf.disclosed : undefined;
  if (canonicalText(disclosed ?? {}) !== canonicalText(disclosedOf(act) ?? {}))
    faults.add('verify.disclosed', `It does not disclose what ${act.type} discloses.`, place);
}

function isOwnAct({ state, faults }: Run, act: AnyAct, index: number): boolean {
  if (act.body === state.id) return true;
  faults.add('verify.act-of-another-body', `The act was made for the body ${act.body ?? '(none)'}.`, {
    index,
  });
  return false;
}

function isNew({ nonces, faults }: Run, act: AnyAct, id: string, index: number): boolean {
  const actor = actorName(act.actor);
  const before = nonces.use(actor, act.nonce, id);
  if (before === undefined) return true;
  if (before === id) faults.add('verify.act-repeated', `The act ${id} stands here a second time.`, { index });
  else faults.add('verify.nonce-reused', `${actor} used this nonce before.`, { index });
  return false;
}

const SIGNATURE_SAYS: Record<SignatureFault, string> = {
  'other-body': 'The act was made for another body.',
  'unknown-key': 'The key that should have signed was never registered.',
  'bad-signature': 'The signature is not one of this key over this act.',
  'bad-proof': 'The new key did not prove that somebody holds it.',
  'bad-certificate': 'The session certificate is missing, or no session may sign this.',
};

const isSigned = (run: Run, readable: Readable, index: number): Answer<boolean> =>
  whenKnown(
    readable.early,
    (fault) =>
      (fault === undefined && readable.under === run.state.host) || isSignedHere(run, readable, index),
  );

async function isSignedHere(run: Run, readable: Readable, index: number): Promise<boolean> {
  const { sig } = readable;
  const { trust, lookup, certificates, faults } = run;
  await loadFor(run, readable);
  if (sig.session !== undefined && !(await certificates.check(trust, lookup, sig.session, index)))
    return false;
  const fault = await signatureFault(trust, lookup, readable, sig);
  if (!fault) return true;
  const missing = [sig.alg, ...proofAlgorithm(readable.act)].find((alg) => !trust.verifiers[alg]);
  if (missing)
    faults.add('verify.no-verifier', `No verifier for ${missing} signatures was given.`, { index });
  else
    faults.add(fault === 'bad-proof' ? 'verify.proof-of-key' : 'verify.signature', SIGNATURE_SAYS[fault], {
      index,
    });
  return false;
}

const proofAlgorithm = ({ data }: AnyAct): Signature['alg'][] => ('proof' in data ? [data.proof.alg] : []);

function checkSeen({ tree, faults }: Run, act: AnyAct, index: number): void {
  const { size, root } = act.seen;
  // A size beyond this entry is refused by a rule.
  if (size > index || tree.root(size) === root) return;
  const says = `The signer saw a log of ${size} entries with another root than this one had.`;
  faults.add('verify.seen-differs', says, { index });
}

function checkBlobs({ sources, faults, embargoed }: Run, act: AnyAct, index: number): void {
  if (!sources.blobSize) return;
  for (const { sha256, size, what, until } of requiredBlobs(act)) {
    const place = { index, where: `blobs/${sha256}` };
    const found = sources.blobSize(sha256);
    if (found === undefined && until !== undefined) embargoed.push({ until, what, place });
    else if (found === undefined) faults.add('verify.blob-missing', `The ${what} is not here.`, place);
    else if (size !== undefined && found !== size)
      faults.add(
        'verify.blob-differs',
        `The ${what} has ${found} bytes, not ${size} as the act says.`,
        place,
      );
  }
}

/** What a reader was given as a regional list must be what the act says. */
function checkListFile({ sources, faults }: Run, act: AnyAct, index: number): void {
  if (act.type !== 'directory.list-imported') return;
  const { sha256 } = act.data.file;
  const bytes = sources.blob(sha256);
  try {
    if (bytes) parseListFile(bytes, act.data);
  } catch (error) {
    faults.add('verify.blob-differs', (error as Error).message, { index, where: `blobs/${sha256}` });
  }
}

/** The invitation or, where a root was lost, the notice that a new root answers. */
const evidenceFor = (seat: Seat | undefined) => seat?.notices.get('root')?.act ?? seat?.invitation?.act ?? '';

/** Keeps what each root rests on: who vouches for a State is for people to judge, so the report prints it. */
function collectRoots({ state, invitations, roots }: Run, { act, id }: Readable, index: number): void {
  const notice = act.type === 'people.notice-given' && act.data.person === undefined;
  if (act.type === 'people.participant-invited' || notice) {
    const { channel, note } = act.data;
    invitations.set(id, { invitation: id, channel, ...(note ? { note } : {}), index });
  } else if (act.type === 'people.root-enrolled' && 'participant' in act.actor) {
    const { participant, key } = act.actor;
    const evidence = invitations.get(evidenceFor(state.seats.get(participant)));
    if (evidence) roots.push({ participant, key, index, evidence });
  }
}
