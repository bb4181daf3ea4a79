import {
  equalBytes,
  Frontier,
  type Hash,
  leafHash,
  type NodeReader,
  newTiles,
  nodeHash,
  rootAt,
  TILE_WIDTH,
  tileReader,
  toHex,
} from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import { listLeaves } from './store.ts';
import { findTile, findTiles, growTiles, listTiles, type Tile } from './store-tiles.ts';

const BATCH = 8192;

/** A tree as far as it was published or signed: its root in hex. */
export interface TreeHead {
  readonly size: number;
  readonly root: string;
}

/** Hashes entries [from, to) and writes every tile they touch. */
export async function extendTiles(tx: Tx, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += BATCH) {
    const until = Math.min(to, at + BATCH);
    const leaves = await hashLeaves(tx, at, until);
    await growTiles(tx, await tilesOf(tx, 0, leaves, at, until));
    for (let level = 1; TILE_WIDTH ** level <= until; level++) {
      const span = TILE_WIDTH ** level;
      const [first, end] = [Math.floor(at / span), Math.floor(until / span)];
      if (first < end)
        await growTiles(tx, await tilesOf(tx, level, await rootsOf(tx, level - 1, first, end), at, until));
    }
  }
}

async function hashLeaves(read: Reader, from: number, to: number): Promise<Hash[]> {
  const leaves = await listLeaves(read, from, to);
  if (leaves.length !== to - from) throw new Error(`Entries are missing between ${from} and ${to}.`);
  return leaves.map((leaf) => leafHash(leaf));
}

/** The roots of the full tiles [first, end) of a level, as they are stored: hashes of the level above. */
async function rootsOf(read: Reader, level: number, first: number, end: number): Promise<Hash[]> {
  const tiles = await listTiles(read, level, first, end);
  return Array.from({ length: end - first }, (_, i) => {
    const bytes = tiles.get(first + i);
    if (bytes?.length !== TILE_WIDTH * 32) throw new Error(`Tile ${level}/${first + i} is not complete.`);
    const half = tileReader(() => bytes);
    return nodeHash(half(7, 0), half(7, 1));
  });
}

/** The tiles of a level that grow with entries [from, to), given all hashes that the level gains. */
async function tilesOf(
  read: Reader,
  level: number,
  fresh: readonly Hash[],
  from: number,
  to: number,
): Promise<Tile[]> {
  const first = Math.floor(from / TILE_WIDTH ** level);
  const kept = await keptPart(read, level, first);
  return newTiles(from, to)
    .filter((tile) => tile.level === level)
    .map(({ index, width }) => {
      const start = index * TILE_WIDTH;
      const added = fresh.slice(Math.max(0, start - first), start + width - first);
      const before = start < first ? kept : new Uint8Array(0);
      return { level, index, bytes: Buffer.concat([before, ...added]) };
    });
}

/** What stands already in the tile at the right edge, where that is partial. */
async function keptPart(read: Reader, level: number, size: number): Promise<Uint8Array> {
  const width = size % TILE_WIDTH;
  if (width === 0) return new Uint8Array(0);
  const index = Math.floor(size / TILE_WIDTH);
  const bytes = await findTile(read, level, index);
  if (!bytes || bytes.length < width * 32)
    throw new Error(`Tile ${level}/${index} is narrower than was published.`);
  return bytes.subarray(0, width * 32);
}

/**
 * The root at `to`, from what can be read back: stored tiles must still give what was signed at `from`, entries are
 * hashed again, and every new hash of every level must stand in its tile. Throws where anything differs.
 */
export async function rereadRoot(tx: Tx, from: TreeHead, to: number): Promise<string> {
  const frontier = await frontierAt(tx, from.size);
  if (toHex(frontier.root()) !== from.root)
    throw new Error(`Stored tiles no longer give the signed root at size ${from.size}.`);
  for (let at = from.size; at < to; at += BATCH) {
    const until = Math.min(to, at + BATCH);
    const leaves = await hashLeaves(tx, at, until);
    await assertStored(tx, 0, at, leaves);
    for (const leaf of leaves) frontier.append(leaf);
  }
  for (let level = 1; TILE_WIDTH ** level <= to; level++) {
    const span = TILE_WIDTH ** level;
    const [first, end] = [Math.floor(from.size / span), Math.floor(to / span)];
    for (let at = first; at < end; at += BATCH)
      await assertStored(tx, level, at, await rootsOf(tx, level - 1, at, Math.min(end, at + BATCH)));
  }
  return toHex(frontier.root());
}

/** Whether hashes of a level, from number `first` on, stand in stored tiles. */
async function assertStored(
  read: Reader,
  level: number,
  first: number,
  hashes: readonly Hash[],
): Promise<void> {
  const end = Math.ceil((first + hashes.length) / TILE_WIDTH);
  const tiles = await listTiles(read, level, Math.floor(first / TILE_WIDTH), end);
  hashes.forEach((hash, i) => {
    const index = Math.floor((first + i) / TILE_WIDTH);
    const at = ((first + i) % TILE_WIDTH) * 32;
    const stored = tiles.get(index)?.subarray(at, at + 32);
    if (!stored || !equalBytes(stored, hash))
      throw new Error(`Tile ${level}/${index} is not what was written.`);
  });
}

async function frontierAt(read: Reader, size: number): Promise<Frontier> {
  if (size === 0) return new Frontier();
  return withTiles(read, size, (node) => Frontier.at(size, node));
}

/** Refuses a head that was signed and is not in this tree, at its size. Throws `record.log-differs`. */
export async function assertContains(read: Reader, signed: TreeHead, who: string): Promise<void> {
  const root = toHex(await withTiles(read, signed.size, (node) => rootAt(node, signed.size)));
  if (root === signed.root) return;
  throw recordError('log-differs', {
    detail: `${who} holds another root at size ${signed.size} than this database gives: it holds another history. No act is placed and nothing is signed. Stop the server, keep both, and compare them with a mirror.`,
    size: signed.size,
  });
}

/**
 * Runs a computation over stored nodes. Tiles come from the database, the computation is synchronous: those at the
 * right edge, and those above the leaves it is `about`, are fetched beforehand, together; should it ask for another,
 * that is fetched and it is tried again.
 */
export async function withTiles<T>(
  read: Reader,
  size: number,
  compute: (node: NodeReader) => T,
  about: readonly number[] = [],
): Promise<T> {
  const tiles = await findTiles(read, tilesAbove(size, [size, ...about]));
  for (let missing: Place | undefined; ; missing = undefined) {
    const node = tileReader((level, index) => {
      const tile = tiles.get(`${level}/${index}`);
      if (tile) return tile;
      missing = { level, index };
      throw new MissingTile();
    });
    try {
      return compute(node);
    } catch (error) {
      if (!(error instanceof MissingTile) || !missing) throw error;
      const { level, index } = missing;
      const tile = await findTile(read, level, index);
      if (!tile) throw new Error(`Tile ${level}/${index} of the tree of ${size} is missing.`);
      tiles.set(`${level}/${index}`, tile);
    }
  }
}
class MissingTile extends Error {}

interface Place {
  readonly level: number;
  readonly index: number;
}

/** The tiles of every level above some leaves, in a tree of a size. */
function tilesAbove(size: number, leaves: readonly number[]): Place[] {
  const places = new Map<string, Place>();
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    for (const leaf of leaves) {
      const index = Math.floor(leaf / TILE_WIDTH ** (level + 1));
      places.set(`${level}/${index}`, { level, index });
    }
  }
  return [...places.values()];
}
