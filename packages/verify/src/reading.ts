import { type Host, type Leaf, type PreparedAct, parseLeaf, type Signature } from '@comity/acts';
import { type Answer, type SignatureFault, signatureFault } from '@comity/procedure';
import { sentenceOf } from './faults.ts';
import type { OpenedEntry } from './openings.ts';
import { actWithin, commitmentWithin, preparedFrom } from './prepared.ts';
import type { Run } from './run.ts';

/** An act with its bytes, and the signature it came with. */
export interface Readable extends PreparedAct {
  readonly sig: Signature;
  /**
   * What came of checking the signature before the entries in front of it were replayed. A good one stays
   * good, because keys and certificates are named by their hashes; any other is checked again at its place.
   */
  readonly early: Answer<SignatureFault | undefined>;
  /** The host in force when that was checked: a passkey is good only at its domains. */
  readonly under: Host;
}

/** An entry as it was read, before its place in the record is looked at. */
export interface ReadEntry {
  readonly index: number;
  /** Absent where the entry is malformed: the fault is told already. */
  readonly leaf?: Leaf;
  /** Absent where the act is not opened to this reader. */
  readonly readable?: Readable;
}

/** An entry with what opens it, as it comes from a source. */
export interface RawEntry {
  readonly index: number;
  /** The leaf. */
  readonly bytes: Uint8Array;
  readonly opened?: OpenedEntry | undefined;
}

/** An entry that was parsed, before anything about it is checked. */
export interface ParsedEntry {
  readonly index: number;
  readonly leaf?: Leaf;
  readonly act?: PreparedAct & { readonly sig: Signature };
}

/** Parses an entry with what opens it. Never throws. */
export function parseEntry(run: Run, raw: RawEntry): ParsedEntry {
  const leaf = parsedLeaf(run, raw);
  const act = leaf && parsedAct(run, leaf, raw);
  return { index: raw.index, ...(leaf ? { leaf } : {}), ...(act ? { act } : {}) };
}

/** Begins to check the signature of an entry, once what that rests on is at hand. Never throws. */
export function readEntry(run: Run, { index, leaf, act }: ParsedEntry): ReadEntry {
  if (!leaf || !act) return leaf ? { index, leaf } : { index };
  return { index, leaf, readable: { ...act, early: earlyFault(run, act), under: run.state.host } };
}

/** Brings to hand what checking the signature of an act rests on: its certificate, and keys that are files. */
export async function loadFor(
  { certificates, sources, fields }: Run,
  { act, sig }: Pick<Readable, 'act' | 'sig'>,
): Promise<void> {
  // Without openings there is no count to hold an epoch against.
  if (act.type === 'host.epoch' && fields.size === 0) return;
  if (sig.session !== undefined) await certificates.load(sig.session);
  const certificate = sig.session === undefined ? undefined : certificates.get(sig.session);
  await sources.load?.({ act, sig, certificate });
}

function earlyFault(run: Run, act: Omit<Readable, 'early' | 'under'>): Readable['early'] {
  const bad = () => 'bad-signature' as const;
  try {
    const fault = signatureFault(run.trust, run.lookup, act, act.sig);
    return fault instanceof Promise ? fault.catch(bad) : fault;
  } catch {
    return bad();
  }
}

function parsedLeaf(run: Run, { index, bytes }: RawEntry): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    run.faults.add('verify.entry-malformed', sentenceOf(error), { index, where: 'entries' });
    return undefined;
  }
}

/** The act of the entry with its signature, where this reader may see it. */
function parsedAct(run: Run, leaf: Leaf, { index, bytes, opened }: RawEntry): ParsedEntry['act'] {
  const place = { index, where: 'openings' };
  if (leaf.tier === 'public') {
    if (opened) run.faults.add('verify.opening-unmatched', 'A public entry has nothing to be opened.', place);
    return { ...preparedFrom(actWithin(bytes), leaf.act), sig: leaf.sig };
  }
  const act = opened && actWithin(opened.bytes);
  if (opened && act && commitmentWithin(opened, act) === leaf.commitment) {
    if (run.audience === 'public')
      run.faults.add('verify.opening-beyond-audience', 'A public bundle opens no restricted entry.', place);
    return { ...preparedFrom(act, opened.opening.act), sig: opened.opening.sig };
  }
  if (opened)
    run.faults.add(
      'verify.opening-differs',
      'The opening is not that of the commitment in the entry.',
      place,
    );
  return undefined;
}
