import {
  type Act,
  type AnyAct,
  actId,
  commitmentsIn,
  type FieldOpening,
  fieldOpening,
  isType,
  type Leaf,
  movesBody,
  type Opening,
  parseLeaf,
  parseOpening,
  parseWith,
  type Recipient,
  readDisclosed,
  recipients as recipientsSchema,
  type Submission,
} from '@comity/acts';
import { parseCanonical, parseCheckpoint, parseNote, toHex, utf8 } from '@comity/log';
import { findBlob, inStretches, listMissingBlobs, type Tx } from '../../platform/index.ts';
import { keepAdopted, publishAdopted } from './adopting.ts';
import { openBody } from './founding.ts';
import { NO_FACTS, type Placed } from './handlers.ts';
import { HeldState } from './held.ts';
import type { Record } from './record.ts';
import { Rows, rowsOf } from './rows.ts';
import { type Bundle, readEntries, type Staged, stageBundle } from './staging.ts';
import { findHead, makeHead, type NewEntry } from './store.ts';
import { countStage, listStaged, lookUpByKey, makeStage } from './store-openings.ts';
import { assertContains, type TreeHead } from './tiles.ts';

export interface Moving {
  /** The bundle of the whole body. It was verified before: what it says is replayed, and not decided again. */
  readonly bundle: Bundle;
  /** Bundles of States whose openings are added, verified as well. */
  readonly beside?: readonly Bundle[];
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  /** What a room does in the same transaction once its acts are all placed. */
  readonly settle?: (tx: Tx, size: number) => Promise<void> | void;
}

/** What came over, and what the former host, or its States, would have had to add. */
export interface Moved {
  readonly body: string;
  readonly size: number;
  /** Restricted entries that nothing here opens: their messages are not readable on this host. */
  readonly closed: number;
  /** Commitments to fields that nothing here opens. */
  readonly closedFields: number;
  /** Files that acts name and no bundle had. */
  readonly missingBlobs: number;
}

const BATCH = 500;

/**
 * Brings a body from a bundle into an empty database: each entry through the handlers of its room, as on the host
 * that placed it first, and then the tree as that host signed it. All in one transaction: what is killed half-way
 * was never there. Throws where the entries are not those that the checkpoint signs, or a body is here already.
 */
export async function importBody(record: Record, moving: Moving): Promise<Moved> {
  const moved = await record.database.transaction(async (tx) => {
    await lookUpByKey(tx);
    await makeHead(tx);
    if ((await findHead(tx)).size > 0) throw new Error('This database holds a body already.');
    await makeStage(tx);
    const staged = await stageBundle(tx, moving.bundle);
    const beside: Staged[] = [];
    for (const bundle of moving.beside ?? []) beside.push(await stageBundle(tx, bundle));
    await countStage(tx);
    const counts = await replay(record, tx, staged, moving);
    await publishAdopted(tx, checkpointOf(staged));
    for (const one of beside) await assertSameLog(tx, staged, checkpointOf(one));
    await moving.settle?.(tx, staged.size);
    await keepAdopted(record, tx, checkpointOf(staged));
    return counts;
  });
  record.edge.moved();
  await openBody(record);
  return { body: record.held.now.id, ...moved };
}

function checkpointOf({ note }: Staged) {
  const { size, root } = parseCheckpoint(parseNote(utf8(note)).text);
  return { size, root: toHex(root), note };
}

/** What a State brings must be of this very log: an earlier size of it, with the root that it had. */
async function assertSameLog(tx: Tx, { size }: Staged, other: TreeHead): Promise<void> {
  if (other.size > size)
    throw new Error(
      `A bundle beside the body has ${other.size} entries, the body ${size}: begin with that one.`,
    );
  await assertContains(tx, other, 'A bundle beside the body');
}

async function replay(record: Record, tx: Tx, staged: Staged, moving: Moving): Promise<Omit<Moved, 'body'>> {
  const course = new Course(record, tx, staged);
  let batch: Uint8Array[] = [];
  const total = staged.size;
  for await (const frame of readEntries(moving.bundle)) {
    batch.push(frame);
    if (batch.length < BATCH) continue;
    await course.place(batch);
    moving.onProgress?.({ done: course.size, total });
    batch = [];
  }
  await course.place(batch);
  moving.onProgress?.({ done: course.size, total });
  if (course.size !== total) throw new Error(`The bundle counts ${total} entries and holds ${course.size}.`);
  return { size: total, ...course.lacks };
}

/** An entry with what opens it, where anything does. */
interface Read {
  readonly bytes: Uint8Array;
  readonly leaf: Leaf;
  readonly opening?: Opening | undefined;
}

/** A row on its way, and what is done once it and all before it are written. */
interface Coming {
  readonly row: Promise<NewEntry>;
  readonly close?: () => Promise<void>;
}

/** The import on its way: the state so far, and what was missing. */
class Course {
  readonly lacks = { closed: 0, closedFields: 0, missingBlobs: 0 };
  readonly #record: Record;
  readonly #tx: Tx;
  readonly #tended: number;
  readonly #held = new HeldState();
  #size = 0;

  constructor(record: Record, tx: Tx, { tended }: Staged) {
    this.#record = record;
    this.#tx = tx;
    this.#tended = tended;
  }

  get size(): number {
    return this.#size;
  }

  /** Places entries that follow on each other. What was sent for them is answered when it returns. */
  async place(frames: readonly Uint8Array[]): Promise<void> {
    if (frames.length === 0) return;
    const read = await this.#open(frames);
    const fields = await this.#fields(read);
    const { tx, settled } = inStretches(this.#tx);
    const rows = new Rows(tx);
    let coming: Promise<NewEntry>[] = [];
    const arrive = async () => {
      for (const row of await Promise.all(coming)) rows.add(row);
      coming = [];
    };
    for (const one of read) {
      // What changes the body waits for the acts before it: each is placed on the state that it was decided on.
      if (movesBody(actOf(one)?.type ?? 'exchange.sent')) await arrive();
      const { row, close } = await this.#row(tx, one, fields);
      coming.push(row);
      if (!close) continue;
      await arrive();
      rows.write();
      await close();
    }
    await arrive();
    rows.write();
    await settled();
    const named = [...new Set(rows.blobs)];
    if (named.length > 0) this.lacks.missingBlobs += (await listMissingBlobs(this.#tx, named)).length;
  }

  async #open(frames: readonly Uint8Array[]): Promise<Read[]> {
    const leaves = frames.map((bytes) => ({ bytes, leaf: parseLeaf(bytes) }));
    const wanted = leaves.flatMap(({ leaf }) => (leaf.tier === 'restricted' ? [leaf.commitment] : []));
    const found = wanted.length > 0 ? await listStaged(this.#tx, wanted) : new Map<string, Uint8Array>();
    return leaves.map(({ bytes, leaf }) => {
      const opened = leaf.tier === 'restricted' ? found.get(leaf.commitment) : undefined;
      return { bytes, leaf, opening: opened && parseOpening(parseCanonical(opened)) };
    });
  }

  /** What opens the fields of these acts, by commitment. */
  async #fields(read: readonly Read[]): Promise<ReadonlyMap<string, FieldOpening>> {
    const wanted = read.flatMap((one) => {
      const act = actOf(one);
      return act ? commitmentsIn(act).map(({ commitment }) => commitment) : [];
    });
    if (wanted.length === 0) return new Map();
    const found = await listStaged(this.#tx, wanted);
    return new Map(
      [...found].map(([name, bytes]) => [name, parseWith(fieldOpening, parseCanonical(bytes), 'The field')]),
    );
  }

  /**
   * Asks and sends whatever the entry needs, in the order of the record, and does not wait for the answers: its row
   * comes when they do.
   */
  async #row(tx: Tx, one: Read, fields: ReadonlyMap<string, FieldOpening>): Promise<Coming> {
    const index = this.#size++;
    const act = actOf(one);
    if (index === 0) await this.#found(act);
    const id = act ? actId(act) : '';
    if (act) await this.#held.findBook(tx, act);
    else await this.#disclosed(tx, one.leaf);
    const coming: Coming = act
      ? await this.#openRow(tx, one, act, id, index, fields)
      : { row: Promise.resolve(this.#closedRow(one.leaf, one.bytes, index)) };
    this.#held.fold(index, one.bytes, id, one.leaf);
    return coming;
  }

  async #openRow(
    tx: Tx,
    { leaf, bytes, opening }: Read,
    act: AnyAct,
    id: string,
    index: number,
    fields: ReadonlyMap<string, FieldOpening>,
  ): Promise<Coming> {
    const openings = this.#openingsOf(act, fields);
    const sig = leaf.tier === 'public' ? leaf.sig : opening!.sig;
    const submission: Submission = { act, sig, openings, ...(opening ? { salt: opening.salt } : {}) };
    const placed: Placed = {
      ...{ submission, id, index, state: this.#held.now, tended: this.#tended },
      received: Date.parse(leaf.received),
      recipients: recipientsIn(openings),
    };
    const handler = this.#record.handlers[act.type];
    const facts = leaf.tier === 'restricted' ? handler?.facts?.(tx, act) : undefined;
    await handler?.place?.(tx, placed);
    const blobs = act.type === 'body.founded' ? foundingBlobs(act) : (handler?.blobs?.(act) ?? []);
    const heard = (known = NO_FACTS) =>
      leaf.tier === 'restricted' ? (handler?.audience?.(placed, known) ?? []) : [];
    const made = async () => ({ ...rowsOf(placed, leaf, bytes, heard(await facts)), blobs });
    const row = made();
    // It is looked at by whoever waits for the row; until then a failure is nobody's.
    row.catch(() => {});
    return { row, ...(handler?.close ? { close: () => handler.close!(tx, placed) } : {}) };
  }

  #openingsOf(act: AnyAct, fields: ReadonlyMap<string, FieldOpening>): FieldOpening[] {
    const openings: FieldOpening[] = [];
    for (const { commitment, subject, path } of commitmentsIn(act)) {
      const found = fields.get(commitment);
      if (found?.subject === subject && found.path === path) openings.push(found);
      else this.lacks.closedFields++;
    }
    return openings;
  }

  /** Nobody here can say what it is: it keeps its place, under its commitment. */
  #closedRow(leaf: Leaf, bytes: Uint8Array, index: number): NewEntry {
    if (leaf.tier !== 'restricted') throw new Error('A public entry is never closed.');
    this.lacks.closed++;
    const { commitment, stream, number, received } = leaf;
    return {
      ...{ index, act: commitment, actor: 'closed', nonce: String(index), type: `${stream}.restricted` },
      ...{ stream, number, leaf: bytes, received: Date.parse(received) },
      ...{ openings: [], readers: [], audience: [], blobs: [] },
    };
  }

  /** What is closed here and discloses what happened: its room keeps that. */
  async #disclosed(tx: Tx, leaf: Leaf): Promise<void> {
    const disclosed = leaf.tier === 'restricted' ? readDisclosed(leaf) : undefined;
    if (!disclosed || leaf.tier !== 'restricted') return;
    const { commitment, received } = leaf;
    const arrival = { disclosed, commitment, received: Date.parse(received) };
    await this.#record.handlers[disclosed.type]?.placeClosed?.(tx, arrival);
  }

  async #found(act: AnyAct | undefined): Promise<void> {
    if (!act || !isType(act, 'body.founded')) throw new Error('The first entry founds no body.');
    const blobs = new Map<string, Uint8Array>();
    for (const sha256 of foundingBlobs(act)) {
      const blob = await findBlob(this.#tx, sha256);
      if (blob) blobs.set(sha256, blob.bytes);
    }
    this.#held.begin(act, actId(act), (sha256) => blobs.get(sha256));
  }
}

const foundingBlobs = ({ data }: Pick<Act<'body.founded'>, 'data'>) => [
  data.mandate,
  data.rules,
  data.participants,
];

const actOf = ({ leaf, opening }: Read): AnyAct | undefined =>
  leaf.tier === 'public' ? leaf.act : opening?.act;

function recipientsIn(openings: readonly FieldOpening[]): readonly Recipient[] | undefined {
  const opened = openings.find(({ path }) => path === 'recipients');
  return opened && parseWith(recipientsSchema, opened.value, 'The list of recipients');
}
