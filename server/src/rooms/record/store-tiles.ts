import { fromHex, toHex } from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';

/** SQL: checkpoints and tiles. */

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
