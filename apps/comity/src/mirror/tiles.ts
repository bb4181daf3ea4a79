import {
  concat,
  decodeEntries,
  encodeEntries,
  Frontier,
  type Hash,
  leafHash,
  type NodeReader,
  newTiles,
  nodeHash,
  TILE_WIDTH,
  tilePath,
  tileReader,
  tileWidth,
} from '@comity/log';
import type { Folder } from './folder.ts';

/** The most bytes of a bundle of entries: each has at most 4 KB. */
export const BUNDLE_LIMIT = TILE_WIDTH * (2 + 4096);

/**
 * Runs a computation over the nodes of a tree. Tiles come from files or over the network, the computation is
 * synchronous: it is tried until all the tiles it asks for are there.
 */
export async function withTiles<T>(
  tile: (level: number, index: number) => Promise<Uint8Array>,
  compute: (node: NodeReader) => T,
): Promise<T> {
  const tiles = new Map<string, Uint8Array>();
  for (let missing: [number, number] | undefined; ; missing = undefined) {
    const node = tileReader((level, index) => {
      const found = tiles.get(`${level}/${index}`);
      if (found) return found;
      missing = [level, index];
      throw new MissingTile();
    });
    try {
      return compute(node);
    } catch (error) {
      if (!(error instanceof MissingTile) || !missing) throw error;
      tiles.set(`${missing[0]}/${missing[1]}`, await tile(...missing));
    }
  }
}
class MissingTile extends Error {}

/** The tree as its files hold it. What is asked of a size is asked of a size that was stored. */
export class Tiles {
  readonly #folder: Folder;
  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** Computes over the nodes of the stored tree of this size. */
  over<T>(size: number, compute: (node: NodeReader) => T): Promise<T> {
    return withTiles(async (level, index) => {
      const tile = await this.#read(level, index, tileWidth(level, index, size));
      if (!tile) throw new Error(`Tile ${level}/${index} of the tree of ${size} is missing.`);
      return tile;
    }, compute);
  }

  frontier(size: number): Promise<Frontier> {
    return size === 0 ? Promise.resolve(new Frontier()) : this.over(size, (node) => Frontier.at(size, node));
  }

  /** The first `width` hashes of a tile of the stored tree of this size. */
  async hashes(level: number, index: number, width: number, size: number): Promise<Uint8Array> {
    const bytes = await this.#read(level, index, tileWidth(level, index, size));
    if (!bytes || bytes.length < width * 32) throw new Error(`Tile ${level}/${index} is missing.`);
    return bytes.subarray(0, width * 32);
  }

  /** Entries of one bundle in the stored tree of this size. */
  async entries(index: number, size: number): Promise<Uint8Array[]> {
    const bytes = await this.#file('entries', index, tileWidth(0, index, size));
    if (!bytes) throw new Error(`The entries from ${index * TILE_WIDTH} on are missing.`);
    return decodeEntries(bytes).slice(0, tileWidth(0, index, size));
  }

  /**
   * Stores a whole bundle of entries that takes the tree from `from` to `to`, then every tile of hashes above it that
   * gets wider. `entries` begin at the start of the bundle.
   */
  async grow(from: number, to: number, entries: readonly Uint8Array[]): Promise<void> {
    const index = Math.floor(from / TILE_WIDTH);
    const width = entries.length;
    await this.#write('entries', index, width, encodeEntries(entries));
    await this.#write(0, index, width, concat(...entries.map(leafHash)));
    for (const { level, index: at } of newTiles(from, to)) {
      if (level === 0) continue;
      // Only a bundle that became full adds a hash above, and one to each level: the last of its tile.
      const wide = tileWidth(level, at, to);
      const before = wide > 1 ? await this.#read(level, at, wide - 1) : new Uint8Array(0);
      const added = await this.#rootOf(level - 1, at * TILE_WIDTH + wide - 1);
      await this.#write(level, at, wide, concat(before!, added));
    }
  }

  async #rootOf(level: number, index: number): Promise<Hash> {
    const tile = await this.#read(level, index, TILE_WIDTH);
    if (!tile) throw new Error(`Tile ${level}/${index} is not complete.`);
    const half = tileReader(() => tile);
    return nodeHash(half(7, 0), half(7, 1));
  }

  /** The first `width` hashes of a tile, from the narrowest file that has them. */
  async #read(level: number, index: number, width: number): Promise<Uint8Array | undefined> {
    const bytes = await this.#file(level, index, width);
    return bytes && bytes.length >= width * 32 ? bytes.subarray(0, width * 32) : undefined;
  }

  async #file(level: number | 'entries', index: number, width: number): Promise<Uint8Array | undefined> {
    const exact = await this.#folder.read(tilePath(level, index, width));
    return exact ?? this.#folder.read(tilePath(level, index, TILE_WIDTH));
  }

  /** A full tile takes the place of the partial ones before it. */
  async #write(level: number | 'entries', index: number, width: number, bytes: Uint8Array): Promise<void> {
    const path = tilePath(level, index, width);
    await this.#folder.write(path, bytes);
    if (width === TILE_WIDTH) await this.#folder.remove(`${path}.p`);
  }
}
