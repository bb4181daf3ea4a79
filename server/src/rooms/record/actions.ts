import {
  ActError,
  type AnyAct,
  actorName,
  commitmentsIn,
  type FieldReaders,
  fieldCommitment,
  type Leaf,
  leafBytes,
  leafCommitment,
  MAX_ACT_BYTES,
  makeLeaf,
  type Opening,
  type PreparedAct,
  type PublicKey,
  parseLeaf,
  parseSubmission,
  parseWith,
  prepareAct,
  promiseStatement,
  type Recipient,
  recipients as recipientsSchema,
  type Signature,
  type Submission,
  signStatement,
  streamOf,
  tierOf,
} from '@comity/acts';
import { canonicalBytes, EMPTY_ROOT, LogError, leafHash, parseCanonical, toHex } from '@comity/log';
import { checkSignatures, decide, type SignatureFault } from '@comity/procedure';
import { listMissingBlobs, type Reader, type Tx, violatedConstraint } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import { type Arrival, NO_FACTS, type Placed } from './handlers.ts';
import type { Placement, Record } from './record.ts';
import { findEntry, type Head, insertEntry, LOCK_HEAD, type NewEntry, type NewOpening } from './store.ts';

/** What the host answers when an act stands on the record: where, and its promise to publish it. */
export interface Receipt {
  readonly act: string;
  readonly index: number;
  readonly received: string;
  readonly leaf: string;
  readonly promise: { readonly statement: ReturnType<typeof promiseStatement>; readonly sig: Signature };
}

/**
 * Places an act on the record, in the order of docs/spec/04-entries.md: form, signature, lock, rules, rows,
 * index, commit, promise. Whatever fails before commit leaves nothing behind. The same act again answers
 * with the same receipt.
 */
export async function submit(record: Record, bytes: Uint8Array): Promise<Receipt> {
  const submission = readSubmission(bytes);
  const prepared = prepareAct(submission.act);
  const recipients = checkOpenings(submission);
  await assertSigned(record, prepared, submission.sig);
  try {
    return await place(record, prepared, submission, recipients);
  } catch (error) {
    const receipt = await findReceipt(record, prepared.id);
    if (receipt) return receipt;
    throw violatedConstraint(error) === 'entry_nonce'
      ? recordError('nonce-reused', { detail: 'Sign the act again with a new nonce.' })
      : asDomainError(error);
  }
}

/** Reads what arrived. Throws `record.not-canonical`, `record.malformed`, `record.unknown-type`. */
export function readSubmission(bytes: Uint8Array): Submission {
  if (bytes.length > MAX_ACT_BYTES) {
    throw recordError('entry-too-large', { detail: `An act arrives with at most ${MAX_ACT_BYTES} bytes.` });
  }
  try {
    return parseSubmission(parseCanonical(bytes));
  } catch (error) {
    throw asDomainError(error);
  }
}

/** Faults of packages become problems with a code of this room; anything else passes. */
function asDomainError(error: unknown): unknown {
  if (error instanceof LogError) return recordError('not-canonical', { detail: error.message });
  if (!(error instanceof ActError)) return error;
  switch (error.code) {
    case 'acts.unknown-type':
      return recordError('unknown-type', { detail: error.message });
    case 'acts.too-large':
      return recordError('entry-too-large', { detail: error.message });
    case 'acts.bad-opening':
      return recordError('bad-opening', { detail: error.message });
    default:
      return recordError('malformed', { detail: error.message });
  }
}

/** Every opening must open a commitment of the act. Returns the recipients of a message, if they are among them. */
function checkOpenings({ act, openings = [] }: Submission): readonly Recipient[] | undefined {
  const expected = new Map(commitmentsIn(act).map((c) => [`${c.subject} ${c.path}`, c.commitment]));
  let recipients: readonly Recipient[] | undefined;
  for (const opening of openings) {
    let matches = false;
    try {
      matches = expected.get(`${opening.subject} ${opening.path}`) === fieldCommitment(opening);
      if (matches && opening.path === 'recipients') {
        recipients = parseWith(recipientsSchema, opening.value, 'The list of recipients');
      }
    } catch (error) {
      throw asDomainError(error);
    }
    if (!matches) {
      throw recordError('bad-opening', {
        detail: `The opening of “${opening.path}” of ${opening.subject} does not match the act.`,
      });
    }
  }
  return recipients;
}

async function assertSigned(record: Record, prepared: PreparedAct, sig: Signature): Promise<void> {
  const { act } = prepared;
  if (act.type === 'body.founded')
    throw recordError('other-body', { detail: 'This server has its body already.' });
  let fault = await signatureFault(record, prepared, sig);
  if (fault === 'unknown-key') {
    // The key may have been registered through another server a moment ago.
    await record.held.level(record.database.read);
    fault = await signatureFault(record, prepared, sig);
  }
  if (fault) throw recordError(fault, { detail: `The ${act.type} was not accepted: nothing was changed.` });
}

async function signatureFault(
  record: Record,
  prepared: PreparedAct,
  sig: Signature,
): Promise<SignatureFault | undefined> {
  const { act } = prepared;
  const registered =
    'key' in act.data && typeof act.data.key === 'object' ? (act.data.key as PublicKey) : undefined;
  const signing = record.held.now.keys.get(act.actor.key)?.key;
  const lookup = await record.lookup(sig.session, [signing, registered]);
  return checkSignatures(record.trust(), lookup, prepared, sig);
}

async function place(
  record: Record,
  prepared: PreparedAct,
  submission: Submission,
  recipients: readonly Recipient[] | undefined,
): Promise<Receipt> {
  await assertSeen(record, submission.act);
  const done = await record.database.transaction(
    async (tx, [head]) => {
      const placed = await admit(record, tx, head as Head, prepared, submission, recipients);
      const written = await write(record, tx, placed);
      return { placed, ...written };
    },
    { first: LOCK_HEAD },
  );
  const { placed, leaf, bytes, audience } = done;
  record.held.fold(placed.index, bytes, placed.id, leaf);
  record.announce(placementOf(placed.index, submission.act, leaf, audience));
  return receiptOf(record, placed.id, placed.index, leaf, bytes);
}

/** A checkpoint of size 0 is for roots and the host only: they may never have seen another. */
async function assertSeen(record: Record, { actor, seen }: AnyAct): Promise<void> {
  const isRoot = 'host' in actor || !actor.person;
  const known =
    seen.size === 0
      ? isRoot && seen.root === toHex(EMPTY_ROOT)
      : await record.isPublished(seen.size, seen.root);
  if (!known)
    throw recordError('unknown-checkpoint', { detail: 'Fetch /checkpoint and sign the act again.' });
}

/** Under the lock: level with the head, then the rules, then what the room examines. Throws, or answers its place. */
async function admit(
  record: Record,
  tx: Tx,
  head: Head,
  prepared: PreparedAct,
  submission: Submission,
  recipients: readonly Recipient[] | undefined,
): Promise<Placed & { facts: typeof NO_FACTS }> {
  await record.held.catchUp(tx, head.size);
  const state = record.held.now;
  const handler = record.handlers[prepared.act.type];
  const received = Math.max(record.clock(), head.received);
  // Asked for together: every round trip under the lock is one that all others wait for.
  const [facts = NO_FACTS, missing] = await Promise.all([
    handler?.facts?.(tx, prepared.act),
    missingOf(tx, handler?.blobs?.(prepared.act)),
  ]);
  const { session } = submission.sig;
  const certificate = session ? (await record.lookup(session, [])).certificate(session) : undefined;
  const decision = decide({
    state,
    facts,
    ...prepared,
    sig: submission.sig,
    received,
    certificate,
    recipients,
  });
  if (!decision.allowed) {
    const { rule, why, allowedWhen } = decision;
    throw recordError('refused-by-rule', { detail: why, rule, allowedWhen });
  }
  const arrival: Arrival = { submission, id: prepared.id, state, recipients, received };
  await handler?.examine?.(tx, arrival);
  assertNone(missing);
  return { ...arrival, index: head.size, facts };
}

interface Written {
  readonly leaf: Leaf;
  readonly bytes: Uint8Array;
  readonly audience: readonly string[];
}

async function write(record: Record, tx: Tx, placed: Placed & { facts: typeof NO_FACTS }): Promise<Written> {
  const { act, sig, salt } = placed.submission;
  const handler = record.handlers[act.type];
  const blobs = handler?.blobs?.(act) ?? [];
  const stream = streamOf(act);
  const last = placed.state.streams.get(stream);
  const place = {
    stream,
    number: last?.next ?? 0,
    ...(last ? { prev: last.prev } : {}),
    received: at(placed.received),
  };
  const leaf = makeLeaf(place, tierOf(act), { act, sig, ...(salt ? { salt } : {}) });
  const bytes = leafBytes(leaf);
  const audience = leaf.tier === 'restricted' ? (handler?.audience?.(placed, placed.facts) ?? []) : [];
  await handler?.place?.(tx, placed);
  insertEntry(tx, { ...rowOf(placed, leaf, bytes, audience), audience, blobs });
  return { leaf, bytes, audience };
}

const at = (ms: number) => new Date(ms).toISOString();

const missingOf = async (read: Reader, blobs: readonly string[] = []): Promise<readonly string[]> =>
  blobs.length ? listMissingBlobs(read, blobs) : [];

/** Throws `record.blob-missing` with the files to be put first. */
function assertNone(missing: readonly string[]): void {
  if (missing.length === 0) return;
  throw recordError('blob-missing', {
    detail: 'Put the files at /api/blobs/{sha256}, then send the act again.',
    missing,
  });
}

type Row = Omit<NewEntry, 'audience' | 'blobs'>;

function rowOf(placed: Placed, leaf: Leaf, bytes: Uint8Array, audience: readonly string[]): Row {
  const { act, sig, salt } = placed.submission;
  const whole = leaf.tier === 'restricted' ? [wholeAct(leaf, { salt: salt!, act, sig })] : [];
  return {
    index: placed.index,
    act: placed.id,
    actor: actorName(act.actor),
    nonce: act.nonce,
    type: act.type,
    stream: leaf.stream,
    number: leaf.number,
    leaf: bytes,
    received: placed.received,
    openings: [...whole, ...fieldOpenings(placed.submission, audience)],
    readers: commitmentsIn(act).map((c) => ({ ...c, readers: readersOf(c.owner, c.readers, audience) })),
  };
}

const wholeAct = (leaf: Leaf, opening: Opening): NewOpening => ({
  commitment: leafCommitment(opening),
  subject: leaf.stream,
  path: 'act',
  readers: [],
  opened: canonicalBytes(opening),
});

/** What came with the act to open its commitments, each with who may have it. */
function fieldOpenings({ act, openings = [] }: Submission, audience: readonly string[]): NewOpening[] {
  const wanted = new Map(commitmentsIn(act).map((c) => [c.commitment, c]));
  return openings.map((o) => {
    const commitment = fieldCommitment(o);
    const { owner, readers } = wanted.get(commitment)!;
    return {
      commitment,
      subject: o.subject,
      path: o.path,
      readers: readersOf(owner, readers, audience),
      opened: canonicalBytes(o),
    };
  });
}

function readersOf(owner: string, readers: FieldReaders, audience: readonly string[]): readonly string[] {
  if (readers === 'participants') return ['*'];
  if (readers === 'own') return [owner];
  return readers === 'parties' ? audience : [owner, ...readers];
}

function placementOf(index: number, act: AnyAct, leaf: Leaf, audience: readonly string[]): Placement {
  const { stream, received } = leaf;
  return { index, type: act.type, stream, received, ...(leaf.tier === 'restricted' ? { audience } : {}) };
}

async function receiptOf(
  record: Record,
  act: string,
  index: number,
  leaf: Leaf,
  bytes: Uint8Array,
): Promise<Receipt> {
  const statement = promiseStatement(record.held.now.id, act, index, leaf.received);
  const sig = await signStatement('promise', statement, record.host);
  return { act, index, received: leaf.received, leaf: toHex(leafHash(bytes)), promise: { statement, sig } };
}

/** The receipt of an act that stands on the record already; the promise is the same, since signing is deterministic. */
export async function findReceipt(record: Record, act: string): Promise<Receipt | undefined> {
  const entry = await findEntry(record.database.read, act);
  if (!entry) return undefined;
  return receiptOf(record, act, entry.index, parseLeaf(entry.leaf), entry.leaf);
}
