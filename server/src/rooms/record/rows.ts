import {
  type AnyAct,
  actorName,
  commitmentsIn,
  embargoOf,
  type FieldReaders,
  fieldCommitment,
  type Leaf,
  leafCommitment,
  listReadersOf,
  type Opening,
} from '@comity/acts';
import { canonicalBytes } from '@comity/log';
import type { Tx } from '../../platform/index.ts';
import type { Placed } from './handlers.ts';
import { insertEntries, type NewEntry, type NewOpening } from './store.ts';

/** The rows of an entry: itself, and what opens its commitments for whom. */
export function rowsOf(
  { submission, id, index, received }: Placed,
  leaf: Leaf,
  bytes: Uint8Array,
  audience: readonly string[],
): Omit<NewEntry, 'blobs'> {
  const { act, sig, salt } = submission;
  const whole = leaf.tier === 'restricted' ? [wholeAct(leaf, { salt: salt!, act, sig })] : [];
  return {
    index,
    act: id,
    ...heldFor(act),
    actor: actorName(act.actor),
    nonce: act.nonce,
    type: act.type,
    stream: leaf.stream,
    number: leaf.number,
    leaf: bytes,
    received,
    audience,
    openings: [...whole, ...fieldOpenings(submission, audience)],
    readers: commitmentsIn(act).map((c) => ({ ...c, readers: readersOf(c.owner, c.readers, audience) })),
  };
}

/** Files of an embargo are for participants until it ends, and then for all; those of a regional list for its readers, and then for nobody. */
function heldFor(act: AnyAct): Pick<NewEntry, 'heldUntil' | 'fileReaders'> {
  const list = listReadersOf(act);
  if (!list) return { heldUntil: embargoOf(act) };
  const { by, readers, until } = list;
  return { heldUntil: until, fileReaders: readers === 'participants' ? ['*'] : [by, ...readers] };
}

const wholeAct = (leaf: Leaf, opening: Opening): NewOpening => ({
  commitment: leafCommitment(opening),
  subject: leaf.stream,
  path: 'act',
  readers: [],
  opened: canonicalBytes(opening),
});

/** What came with the act to open its commitments, each with who may have it. */
function fieldOpenings(
  { act, openings = [] }: Placed['submission'],
  audience: readonly string[],
): NewOpening[] {
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

/** Entries on their way into one statement. One that regrades what another just opened begins a statement anew. */
export class Rows {
  readonly blobs: string[] = [];
  readonly #tx: Tx;
  #rows: NewEntry[] = [];
  #graded = new Set<string>();

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  add(row: NewEntry): void {
    const named = row.readers.map(({ commitment }) => commitment);
    if (named.some((commitment) => this.#graded.has(commitment))) this.write();
    for (const commitment of named) this.#graded.add(commitment);
    this.#rows.push(row);
    this.blobs.push(...row.blobs);
  }

  write(): void {
    if (this.#rows.length > 0) insertEntries(this.#tx, this.#rows);
    this.#rows = [];
    this.#graded = new Set();
  }
}
