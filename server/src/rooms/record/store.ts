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
  const blobs = entries.flatMap(({ index, blobs: named, heldUntil }) =>
    named.map((of) => ({ index, of, until: heldUntil === undefined ? null : new Date(heldUntil) })),
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
    insert into blob_use (index, sha256, held_until)
    select * from unnest($19::bigint[], $20::bytea[], $21::timestamptz[])),
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

/** Total bytes of these files, as far as they are here. */
export async function sumBlobs(read: Reader, hashes: readonly string[]): Promise<number> {
  const [row] = await read.rows<{ bytes: number }>(
    'record.sum-blobs',
    'select coalesce(sum(size), 0)::bigint as bytes from blob where sha256 = any($1::bytea[])',
    [hashes.map(fromHex)],
  );
  return row!.bytes;
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

export interface StoredOpening {
  readonly commitment: string;
  readonly subject: string;
  readonly path: string;
  readonly index: number;
  readonly opened: Uint8Array;
}
interface OpeningRow extends Omit<StoredOpening, 'commitment'> {
  readonly commitment: Uint8Array;
}
const openingOf = (row: OpeningRow): StoredOpening => ({ ...row, commitment: toHex(row.commitment) });

/** The openings of fields (not of whole acts) below an index that a participant may have, by commitment. */
export async function listFieldOpenings(
  read: Reader,
  to: number,
  participant: string,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-field-openings',
    `select commitment, subject, path, index, opened from opening
     where path <> 'act' and index < $1 and readers && array['*', $2] order by commitment`,
    [to, participant],
  );
  return rows.map(openingOf);
}

/**
 * The openings of fields (not of whole acts) below an index that a participant may have, or all of them (`null`), by
 * commitment: those behind `after`, at most `limit`.
 */
export async function pageFieldOpenings(
  read: Reader,
  to: number,
  participant: string | null,
  after: string,
  limit: number,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.page-field-openings',
    `select commitment, subject, path, index, opened from opening
     where path <> 'act' and index < $1 and ($2::text is null or readers && array['*', $2])
       and commitment > $3 order by commitment limit $4`,
    [to, participant, fromHex(after), limit],
  );
  return rows.map(openingOf);
}

/** Openings of fields of these subjects. */
export async function listOpeningsOf(read: Reader, subjects: readonly string[]): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-openings-of',
    `select commitment, subject, path, index, opened from opening where subject = any($1::text[]) and path <> 'act'`,
    [subjects],
  );
  return rows.map(openingOf);
}

/** Restricted acts that a participant may open, in order, from an index on. */
export async function listOpenedActs(
  read: Reader,
  participant: string,
  from: number,
  to: number,
  limit: number,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-opened-acts',
    `select o.commitment, o.subject, o.path, o.index, o.opened
     from audience a join opening o on o.index = a.index and o.path = 'act'
     where a.participant = $1 and a.index >= $2 and a.index < $3 order by a.index limit $4`,
    [participant, from, to, limit],
  );
  return rows.map(openingOf);
}

/** The opening of one restricted act, if this participant may have it. */
export async function findOpenedAct(
  read: Reader,
  participant: string,
  index: number,
): Promise<Uint8Array | undefined> {
  const [row] = await listOpenedActs(read, participant, index, index + 1, 1);
  return row?.opened;
}

/** Participants that may open a restricted entry. */
export async function hearersOf(read: Reader, index: number): Promise<string[]> {
  const rows = await read.rows<{ participant: string }>(
    'record.hearers',
    'select participant from audience where index = $1',
    [index],
  );
  return rows.map((r) => r.participant);
}

/** The same for a range of entries: index to participants; public entries are absent. */
export async function listHearers(read: Reader, from: number, to: number): Promise<Map<number, string[]>> {
  const rows = await read.rows<{ index: number; participants: string[] }>(
    'record.list-hearers',
    'select index, array_agg(participant) as participants from audience where index >= $1 and index < $2 group by index',
    [from, to],
  );
  return new Map(rows.map((r) => [r.index, r.participants]));
}

export async function putCertificate(tx: Tx, hash: string, bytes: Uint8Array): Promise<void> {
  await tx.rows(
    'record.put-certificate',
    'insert into certificate (hash, bytes) values ($1, $2) on conflict do nothing',
    [fromHex(hash), bytes],
  );
}
export async function findCertificate(read: Reader, hash: string): Promise<Uint8Array | undefined> {
  const [row] = await read.rows<{ bytes: Uint8Array }>(
    'record.find-certificate',
    'select bytes from certificate where hash = $1',
    [fromHex(hash)],
  );
  return row?.bytes;
}
/** Whether an act of this actor names the certificate: a public one, or one that this participant may open. */
export async function isNamedBy(
  read: Reader,
  { actor, hash, participant }: { actor: string; hash: string; participant: string | null },
): Promise<boolean> {
  const rows = await read.rows(
    'record.names-certificate',
    `select 1 from entry e
     left join audience a on a.index = e.index and a.participant = $3
     left join opening o on o.index = a.index and o.path = 'act'
     where e.actor = $1 and (position($2::bytea in e.leaf) > 0 or position($2::bytea in o.opened) > 0) limit 1`,
    [actor, Buffer.from(`"session":"${hash}"`), participant],
  );
  return rows.length > 0;
}
export async function listCertificates(read: Reader): Promise<Uint8Array[]> {
  const rows = await read.rows<{ bytes: Uint8Array }>(
    'record.list-certificates',
    'select bytes from certificate order by hash',
  );
  return rows.map((r) => r.bytes);
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}
interface CheckpointRow extends Omit<StoredCheckpoint, 'root'> {
  readonly root: Uint8Array;
}
export async function findCheckpoint(read: Reader, size?: number): Promise<StoredCheckpoint | undefined> {
  const [row] =
    size === undefined
      ? await read.rows<CheckpointRow>(
          'record.newest-checkpoint',
          'select size, root, note from checkpoint order by size desc limit 1',
        )
      : await read.rows<CheckpointRow>(
          'record.checkpoint-at',
          'select size, root, note from checkpoint where size = $1',
          [size],
        );
  return row && { ...row, root: toHex(row.root) };
}

export async function insertCheckpoint(tx: Tx, c: StoredCheckpoint): Promise<void> {
  await tx.rows('record.insert-checkpoint', 'insert into checkpoint (size, root, note) values ($1, $2, $3)', [
    c.size,
    fromHex(c.root),
    c.note,
  ]);
}

/** Two servers may share a database: one of them builds the tree at a time. */
export async function lockTree(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ locked: boolean }>(
    'record.lock-tree',
    'select pg_try_advisory_xact_lock(6962) as locked',
  );
  return row!.locked;
}

export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly bytes: Uint8Array;
}
/** Writes tiles, or more of them: what stands in one never becomes less. */
export async function growTiles(tx: Tx, tiles: readonly Tile[]): Promise<void> {
  await tx.rows(
    'record.grow-tiles',
    `insert into tile (level, index, bytes) select * from unnest($1::int[], $2::bigint[], $3::bytea[])
     on conflict (level, index) do update set bytes = excluded.bytes
     where octet_length(tile.bytes) < octet_length(excluded.bytes)`,
    [tiles.map((t) => t.level), tiles.map((t) => t.index), tiles.map((t) => t.bytes)],
  );
}

/** Those of these tiles that there are, by `level/index`. */
export async function findTiles(
  read: Reader,
  places: readonly Omit<Tile, 'bytes'>[],
): Promise<Map<string, Uint8Array>> {
  const rows = await read.rows<Tile>(
    'record.find-tiles',
    `select level, index, bytes from tile join unnest($1::int[], $2::bigint[]) p(level, index) using (level, index)`,
    [places.map((p) => p.level), places.map((p) => p.index)],
  );
  return new Map(rows.map(({ level, index, bytes }) => [`${level}/${index}`, bytes]));
}

/** The tiles [from, to) of a level that there are, by index. */
export async function listTiles(
  read: Reader,
  level: number,
  from: number,
  to: number,
): Promise<Map<number, Uint8Array>> {
  const rows = await read.rows<Omit<Tile, 'level'>>(
    'record.list-tiles',
    'select index, bytes from tile where level = $1 and index >= $2 and index < $3',
    [level, from, to],
  );
  return new Map(rows.map((row) => [row.index, row.bytes]));
}
export async function findTile(read: Reader, level: number, index: number): Promise<Uint8Array | undefined> {
  const [row] = await read.rows<{ bytes: Uint8Array }>(
    'record.find-tile',
    'select bytes from tile where level = $1 and index = $2',
    [level, index],
  );
  return row?.bytes;
}

export async function noteUpload(tx: Tx, sha256: string, participant: string): Promise<void> {
  await tx.rows(
    'record.note-upload',
    'insert into blob_upload (sha256, participant) values ($1, $2) on conflict do nothing',
    [fromHex(sha256), participant],
  );
}

/**
 * Who may read a blob: everybody, if a public entry names it, and every participant while its document is under
 * embargo at `now`; else the audience of entries, and who uploaded it.
 */
export async function findBlobReaders(
  read: Reader,
  sha256: string,
  now: number,
): Promise<(participant: string | undefined) => boolean> {
  const rows = await read.rows<{ participant: string | null; held: boolean }>(
    'record.blob-readers',
    `select a.participant, coalesce(u.held_until > $2, false) as held
     from blob_use u left join audience a on a.index = u.index where u.sha256 = $1
     union select participant, false from blob_upload where sha256 = $1`,
    [fromHex(sha256), new Date(now)],
  );
  return (participant) =>
    rows.some((r) =>
      r.participant === null ? !r.held || participant !== undefined : r.participant === participant,
    );
}

/**
 * Which of these blobs a participant may not name in an act: those that are not here, and those that it neither
 * uploaded nor may read. Whoever names a file opens it to the readers of the act.
 */
export async function listBlobsOutOfReach(
  read: Reader,
  hashes: readonly string[],
  participant: string,
): Promise<string[]> {
  const rows = await read.rows<{ sha256: Uint8Array }>(
    'record.blobs-out-of-reach',
    // In this order, and no further than needed: a file may be in use a thousand times.
    `select b as sha256 from unnest($1::bytea[]) b where case
       when exists (select from blob_upload where sha256 = b and participant = $2) then false
       when exists (
         select from blob_use u left join audience a on a.index = u.index
         where u.sha256 = b and (a.participant is null or a.participant = $2)) then false
       else true end`,
    [hashes.map((hash) => Buffer.from(hash, 'hex')), participant],
  );
  return rows.map((r) => toHex(r.sha256));
}

/** Blobs named by any entry below an index. */
export async function listAllBlobUses(read: Reader, to: number): Promise<string[]> {
  const rows = await read.rows<{ sha256: Uint8Array }>(
    'record.list-all-blob-uses',
    'select distinct sha256 from blob_use where index < $1 order by sha256',
    [to],
  );
  return rows.map((r) => toHex(r.sha256));
}

/** Epochs below an index that a later one took the place of: their lists are computed again, their counts are included in its. */
const SUPERSEDED = `select index from entry where type = 'host.epoch'
  and index < (select max(index) from entry where type = 'host.epoch' and index < $1)`;

/**
 * Blobs named by entries that this participant may read (`null`: the public ones, but for what is under embargo at
 * `now`), below an index; of epochs only the newest.
 */
export async function listBlobUses(
  read: Reader,
  to: number,
  participant: string | null,
  now: number,
): Promise<string[]> {
  const rows = await read.rows<{ sha256: Uint8Array }>(
    'record.list-blob-uses',
    `select distinct u.sha256 from blob_use u
     where u.index < $1 and u.index not in (${SUPERSEDED}) and (
       (($2::text is not null or u.held_until is null or u.held_until <= $3)
         and not exists (select from audience a where a.index = u.index))
       or exists (select from audience a where a.index = u.index and a.participant = $2))
     order by u.sha256`,
    [to, participant, new Date(now)],
  );
  return rows.map((r) => toHex(r.sha256));
}

export interface StagedOpening {
  readonly commitment: string;
  readonly opened: Uint8Array;
}

/**
 * Has every row that this transaction asks for looked up by its key, one by one. Nobody counted what an import writes:
 * the database would read whole tables that it believes to be small, and so ever longer as they grow.
 */
export const lookUpByKey = (tx: Tx) =>
  tx.rows(
    'record.look-up-by-key',
    `select set_config(name, 'off', true) from unnest('{enable_seqscan,enable_hashjoin,enable_mergejoin}'::text[]) name`,
  );

/** Where openings of an import wait for the entries they belong to: until the end of the transaction. */
export const makeStage = (tx: Tx) =>
  tx.rows(
    'record.make-stage',
    'create temporary table staged_opening (commitment bytea primary key, opened bytea not null) on commit drop',
  );

export async function putStaged(tx: Tx, openings: readonly StagedOpening[]): Promise<void> {
  await tx.rows(
    'record.put-staged',
    `insert into staged_opening (commitment, opened)
     select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`,
    [openings.map((o) => Buffer.from(o.commitment, 'hex')), openings.map((o) => Buffer.from(o.opened))],
  );
}

/** Without it the database holds the table to be small, and reads all of it for every look. */
export const countStage = (tx: Tx) => tx.rows('record.count-stage', 'analyze staged_opening');

/** What waits for these commitments, by commitment. */
export async function listStaged(tx: Tx, commitments: readonly string[]): Promise<Map<string, Uint8Array>> {
  const rows = await tx.rows<{ commitment: Uint8Array; opened: Uint8Array }>(
    'record.list-staged',
    'select commitment, opened from staged_opening where commitment = any($1::bytea[])',
    [commitments.map((commitment) => Buffer.from(commitment, 'hex'))],
  );
  return new Map(rows.map((row) => [toHex(row.commitment), row.opened]));
}

export async function putCertificates(
  tx: Tx,
  certificates: readonly { hash: string; bytes: Uint8Array }[],
): Promise<void> {
  await tx.rows(
    'record.put-certificates',
    `insert into certificate (hash, bytes)
     select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`,
    [certificates.map((c) => Buffer.from(c.hash, 'hex')), certificates.map((c) => Buffer.from(c.bytes))],
  );
}

/** What opens restricted acts, whoever may have it, in order, from an index on. */
export async function listAllOpenedActs(
  read: Reader,
  from: number,
  to: number,
  limit: number,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-all-opened-acts',
    `select commitment, subject, path, index, opened from opening
     where path = 'act' and index >= $1 and index < $2 order by index limit $3`,
    [from, to, limit],
  );
  return rows.map(openingOf);
}

/** Erases what opens these subjects, and these whole entries. The commitments in the log stay, and say nothing. */
export async function eraseOpenings(
  tx: Tx,
  { subjects, entries }: { readonly subjects: readonly string[]; readonly entries: readonly number[] },
): Promise<void> {
  await tx.rows(
    'record.erase-openings',
    `delete from opening where (subject = any($1::text[]) and path <> 'act')
       or (path = 'act' and index = any($2::bigint[]))`,
    [subjects, entries],
  );
}

/** Which of these blobs no entry names. */
export async function listUnnamedBlobs(read: Reader, blobs: readonly string[]): Promise<string[]> {
  const rows = await read.rows<{ sha256: Uint8Array }>(
    'record.list-unnamed-blobs',
    'select b as sha256 from unnest($1::bytea[]) b where not exists (select 1 from blob_use where sha256 = b)',
    [blobs.map((hash) => Buffer.from(hash, 'hex'))],
  );
  return rows.map((row) => toHex(row.sha256));
}

/** Which of these blobs no entry names but those given. */
export async function listBlobsOnlyOf(
  read: Reader,
  blobs: readonly string[],
  entries: readonly number[],
): Promise<string[]> {
  const rows = await read.rows<{ sha256: Uint8Array }>(
    'record.list-blobs-only-of',
    `select distinct u.sha256 from blob_use u where u.sha256 = any($1::bytea[]) and not exists (
       select 1 from blob_use o where o.sha256 = u.sha256 and o.index <> all($2::bigint[]))`,
    [blobs.map((hash) => Buffer.from(hash, 'hex')), entries],
  );
  return rows.map((row) => toHex(row.sha256));
}
