import { fromHex, toHex } from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';

/** The only SQL of the record. Hashes are lower-case hex outside, bytes inside. */

/** Locks the head: sent together with BEGIN. Everything that decides comes after it. */
export const LOCK_HEAD = 'select size, received from head for update';
export interface Head {
  readonly size: number;
  readonly received: number;
}

/** How long the record is, for statements of other rooms that must know: it spares them a statement of its own. */
export const HEAD_SIZE = '(select size from head)';

export async function findHead(read: Reader): Promise<Head> {
  const [head] = await read.rows<Head>('record.head', 'select size, received from head');
  return head ?? { size: 0, received: 0 };
}

export const makeHead = (tx: Tx) =>
  tx.rows('record.make-head', 'insert into head (size, received) values (0, 0) on conflict do nothing');

export interface NewOpening {
  readonly commitment: string;
  readonly subject: string;
  readonly path: string;
  /** Participants; `*` is every one of them. */
  readonly readers: readonly string[];
  readonly opened: Uint8Array;
}
export interface NewEntry {
  readonly index: number;
  readonly act: string;
  readonly actor: string;
  readonly nonce: string;
  readonly type: string;
  readonly stream: string;
  readonly number: number;
  readonly leaf: Uint8Array;
  readonly received: number;
  readonly openings: readonly NewOpening[];
  /** Who may have what opens the commitments of this act from now on, also where it was opened by an earlier one. */
  readonly readers: readonly Omit<NewOpening, 'opened'>[];
  readonly audience: readonly string[];
  readonly blobs: readonly string[];
  /** Until when only participants may read these files, milliseconds since 1970; absent where there is no embargo. */
  readonly heldUntil?: number | undefined;
  /** Who alone may read these files, and only so long; `*` is every participant. Absent where whoever may read the act may. */
  readonly fileReaders?: readonly string[] | undefined;
}

/**
 * Writes entries that follow on each other, with everything beside them, and moves the head: the last statement
 * before commit. One for all of them, since what it costs is mostly its beginning.
 */
export function insertEntries(tx: Tx, entries: readonly NewEntry[]): void {
  const all = <K extends 'openings' | 'readers' | 'audience'>(key: K) =>
    entries.flatMap((e) => e[key].map((of) => ({ index: e.index, of: of as NewEntry[K][number] })));
  const openings = all('openings');
  const readers = all('readers');
  const audience = all('audience');
  const blobs = entries.flatMap(({ index, blobs: named, heldUntil, fileReaders }) =>
    named.map((of) => ({
      ...{ index, of, until: heldUntil === undefined ? null : new Date(heldUntil) },
      readers: fileReaders?.join(' ') ?? null,
    })),
  );
  const last = entries.at(-1)!;
  tx.send('record.insert-entries', INSERT, [
    last.index + 1,
    last.received,
    entries.map((e) => e.index),
    entries.map((e) => Buffer.from(e.act, 'hex')),
    entries.map((e) => e.actor),
    entries.map((e) => e.nonce),
    entries.map((e) => e.type),
    entries.map((e) => e.stream),
    entries.map((e) => e.number),
    entries.map((e) => Buffer.from(e.leaf)),
    openings.map((o) => o.index),
    openings.map((o) => Buffer.from(o.of.commitment, 'hex')),
    openings.map((o) => o.of.subject),
    openings.map((o) => o.of.path),
    openings.map((o) => o.of.readers.join(' ')),
    openings.map((o) => Buffer.from(o.of.opened)),
    audience.map((a) => a.index),
    audience.map((a) => a.of),
    blobs.map((b) => b.index),
    blobs.map((b) => Buffer.from(b.of, 'hex')),
    blobs.map((b) => b.until),
    readers.map((r) => Buffer.from(r.of.commitment, 'hex')),
    readers.map((r) => r.of.subject),
    readers.map((r) => r.of.path),
    readers.map((r) => r.of.readers.join(' ')),
    blobs.map((b) => b.readers),
  ]);
}

const INSERT = `
  with placed as (
    insert into entry (index, act, actor, nonce, type, stream, number, leaf)
    select * from unnest($3::bigint[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::bytea[])),
  opened as (
    insert into opening (index, commitment, subject, path, readers, opened)
    select i, c, s, p, string_to_array(r, ' '), o
    from unnest($11::bigint[], $12::bytea[], $13::text[], $14::text[], $15::text[], $16::bytea[]) t(i, c, s, p, r, o)
    on conflict (commitment) do nothing),
  heard as (
    insert into audience (index, participant) select * from unnest($17::bigint[], $18::text[])),
  used as (
    insert into blob_use (index, sha256, held_until, readers)
    select i, b, u, string_to_array(r, ' ')
    from unnest($19::bigint[], $20::bytea[], $21::timestamptz[], $26::text[]) t(i, b, u, r)),
  regraded as (
    update opening o set readers = string_to_array(n.r, ' ')
    from unnest($22::bytea[], $23::text[], $24::text[], $25::text[]) n(c, s, p, r)
    -- A commitment copied from another subject says nothing about who may open it there. Found by commitment, never by
    -- subject, of which there may be thousands; and left as it is where nothing changes, which is the rule.
    where o.commitment = n.c and (o.subject, o.path) is not distinct from (n.s, n.p)
      and o.readers is distinct from string_to_array(n.r, ' '))
  update head set size = $1, received = $2`;

export interface StoredEntry {
  readonly index: number;
  readonly act: string;
  readonly type: string;
  readonly leaf: Uint8Array;
}
interface EntryRow extends Omit<StoredEntry, 'act'> {
  readonly act: Uint8Array;
}
const stored = (row: EntryRow): StoredEntry => ({ ...row, act: toHex(row.act) });

/** Entries from an index on, in order, at most `limit`. */
export async function listEntries(read: Reader, from: number, limit: number): Promise<StoredEntry[]> {
  const rows = await read.rows<EntryRow>(
    'record.list-entries',
    'select index, act, type, leaf from entry where index >= $1 order by index limit $2',
    [from, limit],
  );
  return rows.map(stored);
}

export interface EntryFilter {
  readonly stream?: string | undefined;
  readonly type?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Entries newest first, filtered. */
export async function listRecent(read: Reader, f: EntryFilter): Promise<StoredEntry[]> {
  const rows = await read.rows<EntryRow>(
    'record.list-recent',
    `select index, act, type, leaf from entry
     where ($1::text is null or stream = $1) and ($2::text is null or type = $2) and ($3::bigint is null or index < $3)
     order by index desc limit $4`,
    [f.stream ?? null, f.type ?? null, f.before ?? null, f.limit],
  );
  return rows.map(stored);
}

export async function findEntry(read: Reader, act: string): Promise<StoredEntry | undefined> {
  const [row] = await read.rows<EntryRow>(
    'record.find-entry',
    'select index, act, type, leaf from entry where act = $1',
    [fromHex(act)],
  );
  return row && stored(row);
}

/** Public entries of a type whose bytes hold this ASCII text, oldest first. */
export async function listEntriesNaming(read: Reader, type: string, text: string): Promise<StoredEntry[]> {
  const rows = await read.rows<EntryRow>(
    'record.list-entries-naming',
    `select index, act, type, leaf from entry
     where type = $1 and position(convert_to($2, 'UTF8') in leaf) > 0 order by index limit 1000`,
    [type, text],
  );
  return rows.map(stored);
}

/** Entries of a stream from an index on, oldest first. */
export async function listStream(read: Reader, stream: string, from: number): Promise<StoredEntry[]> {
  const rows = await read.rows<EntryRow>(
    'record.list-stream',
    `select index, act, type, leaf from entry
     where stream = $1 and number >= (select coalesce(min(number), 0) from entry where stream = $1 and index >= $2)
       and index >= $2 order by number limit 5000`,
    [stream, from],
  );
  return rows.map(stored);
}

/** Ids of acts by their index. */
export async function entryIds(read: Reader, indexes: readonly number[]): Promise<Map<number, string>> {
  const rows = await read.rows<{ index: number; act: Uint8Array }>(
    'record.entry-ids',
    'select index, act from entry where index = any($1::bigint[])',
    [indexes],
  );
  return new Map(rows.map((r) => [r.index, toHex(r.act)]));
}

/** Entry bytes [from, to) for trees and bundles. */
export async function listLeaves(read: Reader, from: number, to: number): Promise<Uint8Array[]> {
  const rows = await read.rows<{ leaf: Uint8Array }>(
    'record.list-leaves',
    'select leaf from entry where index >= $1 and index < $2 order by index',
    [from, to],
  );
  return rows.map((r) => r.leaf);
}

/** Total bytes of the entries below `to`. */
export async function sumLeaves(read: Reader, to: number): Promise<number> {
  const [row] = await read.rows<{ bytes: number }>(
    'record.sum-leaves',
    'select coalesce(sum(octet_length(leaf)), 0)::bigint as bytes from entry where index < $1',
    [to],
  );
  return row!.bytes;
}
