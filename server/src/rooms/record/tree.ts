import {
  concat,
  Frontier,
  formatCheckpoint,
  formatNote,
  type Hash,
  inclusionProof,
  leafHash,
  type NodeReader,
  newTiles,
  nodeHash,
  rootAt,
  signNote,
  TILE_WIDTH,
  tileReader,
  toHex,
} from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';
import { type Keeping, keepUp } from './keeping.ts';
import type { Record } from './record.ts';
import {
  findCheckpoint,
  findHead,
  findTile,
  growTile,
  insertCheckpoint,
  listLeaves,
  lockTree,
  type StoredCheckpoint,
} from './store.ts';

const BATCH = 8192;

/**
 * Brings the published tree up to the head: reads the new entries back, hashes them, writes tiles and the
 * signed checkpoint in one transaction. A crash at any step leaves the last published tree as it was, and
 * the next call begins again. Answers with the newest checkpoint, or undefined while another server works.
 */
export async function sequence(record: Record): Promise<StoredCheckpoint | undefined> {
  return record.database.transaction(async (tx) => {
    if (!(await lockTree(tx))) return undefined;
    const last = await findCheckpoint(tx);
    const { size } = await findHead(tx);
    if (last?.size === size || size === 0) return last;
    const frontier = await extendTiles(tx, last?.size ?? 0, size);
    await assertExtends(tx, last);
    const checkpoint = await sign(record, frontier);
    await insertCheckpoint(tx, checkpoint);
    return checkpoint;
  });
}

async function sign(record: Record, frontier: Frontier): Promise<StoredCheckpoint> {
  const { origin } = record.held.now.founding;
  const root = frontier.root();
  const text = formatCheckpoint({ origin, size: frontier.size, root });
  const note = formatNote(await signNote(text, origin, record.host));
  return { size: frontier.size, root: toHex(root), note };
}

/** What is stored now must still give the root that was signed before: a damaged tile stops the host here. */
async function assertExtends(tx: Tx, last: StoredCheckpoint | undefined): Promise<void> {
  if (!last) return;
  const root = await withTiles(tx, last.size, (read) => rootAt(read, last.size));
  if (toHex(root) !== last.root)
    throw new Error(`Stored tiles no longer give the signed root at size ${last.size}.`);
}

/** Hashes entries [from, to) and writes every tile they touch, lowest level first. */
async function extendTiles(tx: Tx, from: number, to: number): Promise<Frontier> {
  const frontier = await frontierAt(tx, from);
  for (let at = from; at < to; ) {
    const until = Math.min(to, at + BATCH);
    const hashes = (await listLeaves(tx, at, until)).map((leaf) => leafHash(leaf));
    if (hashes.length !== until - at) throw new Error(`Entries are missing between ${at} and ${until}.`);
    for (const hash of hashes) frontier.append(hash);
    await writeTiles(tx, at, until, hashes);
    at = until;
  }
  return frontier;
}

async function frontierAt(read: Reader, size: number): Promise<Frontier> {
  const frontier = new Frontier();
  if (size === 0) return frontier;
  return withTiles(read, size, (node) => Frontier.at(size, node));
}

async function writeTiles(tx: Tx, from: number, to: number, leaves: readonly Hash[]): Promise<void> {
  let fresh = leaves;
  let first = from;
  for (const level of new Set(newTiles(from, to).map((t) => t.level))) {
    if (level > 0) ({ fresh, first } = await nextLevel(tx, level, from, to));
    for (const t of newTiles(from, to).filter((t) => t.level === level)) {
      const start = t.index * TILE_WIDTH;
      const kept = first > start ? await keptPart(tx, level, t.index, first - start) : new Uint8Array(0);
      const added = fresh.slice(Math.max(0, start - first), start + t.width - first);
      await growTile(tx, { level, index: t.index, bytes: concat(kept, ...added) });
    }
  }
}

async function keptPart(tx: Tx, level: number, index: number, width: number): Promise<Uint8Array> {
  const bytes = await findTile(tx, level, index);
  if (!bytes || bytes.length < width * 32)
    throw new Error(`Tile ${level}/${index} is narrower than was published.`);
  return bytes.subarray(0, width * 32);
}

/** The hashes that level `level` gains: the roots of tiles of the level below that became full. */
async function nextLevel(tx: Tx, level: number, from: number, to: number) {
  const span = TILE_WIDTH ** level;
  const first = Math.floor(from / span);
  const fresh: Hash[] = [];
  for (let index = first; index < Math.floor(to / span); index++) {
    const tile = await findTile(tx, level - 1, index);
    if (tile?.length !== TILE_WIDTH * 32) throw new Error(`Tile ${level - 1}/${index} is not complete.`);
    const half = tileReader(() => tile);
    fresh.push(nodeHash(half(7, 0), half(7, 1)));
  }
  return { fresh, first };
}

/**
 * Runs a computation over stored nodes. Tiles come from the database, the computation is synchronous: it is
 * tried until all the tiles it asks for have been fetched; a proof needs two or three for each level.
 */
export async function withTiles<T>(read: Reader, size: number, compute: (node: NodeReader) => T): Promise<T> {
  const tiles = new Map<string, Uint8Array>();
  for (let missing: [number, number] | undefined; ; missing = undefined) {
    const node = tileReader((level, index) => {
      const tile = tiles.get(`${level}/${index}`);
      if (tile) return tile;
      missing = [level, index];
      throw new MissingTile();
    });
    try {
      return compute(node);
    } catch (error) {
      if (!(error instanceof MissingTile) || !missing) throw error;
      const [level, index] = missing;
      const tile = await findTile(read, level, index);
      if (!tile) throw new Error(`Tile ${level}/${index} of the tree of ${size} is missing.`);
      tiles.set(`${level}/${index}`, tile);
    }
  }
}
class MissingTile extends Error {}

/** The audit path of an entry in the tree of a published size. */
export const proveInclusion = (read: Reader, index: number, size: number): Promise<Hash[]> =>
  withTiles(read, size, (node) => inclusionProof(node, index, size));

/** Publishes soon after each act, and at least every second while another server may have written. */
export const keepTree = (record: Record, options: Partial<Pick<Keeping, 'delay' | 'onFailure'>> = {}) =>
  keepUp(record, () => sequence(record), { delay: 200, every: 1000, ...options });
