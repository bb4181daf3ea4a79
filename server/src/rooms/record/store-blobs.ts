import { fromHex, toHex } from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';

/** SQL: which files entries name, and who may read them. */

/** Total bytes of these files, as far as they are here. */
export async function sumBlobs(read: Reader, hashes: readonly string[]): Promise<number> {
  const [row] = await read.rows<{ bytes: number }>(
    'record.sum-blobs',
    'select coalesce(sum(size), 0)::bigint as bytes from blob where sha256 = any($1::bytea[])',
    [hashes.map(fromHex)],
  );
  return row!.bytes;
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
 * embargo at `now`; of a regional list those named, while it holds; else the audience of entries, and who uploaded it.
 */
export async function findBlobReaders(
  read: Reader,
  sha256: string,
  now: number,
): Promise<(participant: string | undefined) => boolean> {
  const rows = await read.rows<{ participant: string | null; held: boolean }>(
    'record.blob-readers',
    `select a.participant, coalesce(u.held_until > $2, false) as held
     from blob_use u left join audience a on a.index = u.index where u.sha256 = $1 and u.readers is null
     union select nullif(reader, '*'), true from blob_use, unnest(readers) reader
     where sha256 = $1 and held_until > $2
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
 * uploaded nor may read. Whoever names a file opens it to the readers of the act: nobody so opens a regional list.
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
         where u.sha256 = b and u.readers is null and (a.participant is null or a.participant = $2)) then false
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
       (u.readers is null and ($2::text is not null or u.held_until is null or u.held_until <= $3)
         and not exists (select from audience a where a.index = u.index))
       or (u.held_until > $3 and ($2 = any(u.readers) or $2 is not null and '*' = any(u.readers)))
       or exists (select from audience a where a.index = u.index and a.participant = $2))
     order by u.sha256`,
    [to, participant, new Date(now)],
  );
  return rows.map((r) => toHex(r.sha256));
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
