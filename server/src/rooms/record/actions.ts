import {
  ActError,
  type AnyAct,
  commitmentsIn,
  fieldCommitment,
  type Leaf,
  MAX_ACT_BYTES,
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
  type Stamp,
  type Submission,
  signStatement,
} from '@comity/acts';
import { EMPTY_ROOT, LogError, leafHash, parseCanonical, toHex } from '@comity/log';
import { checkSignatures, judgeStamps, type SignatureFault } from '@comity/procedure';
import { violatedConstraint } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import { takePlace } from './placing.ts';
import type { Record } from './record.ts';
import { findEntry } from './store.ts';

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
  const under = record.held.now.host;
  await assertSigned(record, prepared, submission.sig);
  await assertSeen(record, submission.act);
  const stamps = await stampsThatCount(record, prepared.id, submission);
  try {
    const candidate = { prepared, submission, recipients, stamps, under };
    const { index, leaf, bytes } = await takePlace(record, candidate);
    return await receiptOf(record, prepared.id, index, leaf, bytes);
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

/**
 * The stamps of mirrors that the rules name: they go into the leaf, so that anybody sees when the act came. Those of any
 * other mirror are left out: no rule takes them, and nobody could check them there.
 */
async function stampsThatCount(
  record: Record,
  id: string,
  { stamps = [] }: Submission,
): Promise<readonly Stamp[] | undefined> {
  const { good, bad } = await judgeStamps(record.held.now, id, stamps);
  if (bad.length > 0) {
    const detail = `What is given as the stamp of ${bad[0]!.mirror} was not made by it for this act. Send the act without it.`;
    throw recordError('bad-stamp', { detail });
  }
  if (new Set(good.map(({ mirror }) => mirror)).size < good.length)
    throw recordError('bad-stamp', { detail: 'A mirror has stamped once: send its earliest stamp.' });
  return good.length > 0 ? good.sort((a, b) => (a.mirror < b.mirror ? -1 : 1)) : undefined;
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
