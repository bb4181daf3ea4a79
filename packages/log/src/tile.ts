import { concat } from './bytes.ts';
import { LogError } from './errors.ts';
import { type Hash, type NodeReader, nodeHash } from './merkle.ts';

/**
 * Tiles of 256 hashes and bundles of 256 entries, as c2sp.org/tlog-tiles lays them out.
 * Level L, index N holds the hashes of complete subtrees of 256^L leaves, from N·256 on.
 */
export const TILE_WIDTH = 256;

/** How many hashes the tile (level, index) has in a tree of `size` leaves: 0 to 256. */
export function tileWidth(level: number, index: number, size: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}

/** `x001/x234/067` for 1234067. */
export function tileIndexPath(index: number): string {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return groups.map((g, i) => (i < groups.length - 1 ? `x${g}` : g)).join('/');
}

/** Reads the part of a path behind the level: index and, for a partial tile, its width. Undefined if malformed. */
export function parseTileIndexPath(path: string): { index: number; width: number } | undefined {
  const match = /^((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path);
  if (!match) return undefined;
  const index = Number(match[1]!.replaceAll('x', '').replaceAll('/', ''));
  const width = match[2] ? Number(match[2]) : TILE_WIDTH;
  if (!Number.isSafeInteger(index) || tileIndexPath(index) !== match[1]) return undefined;
  if (match[2] && width >= TILE_WIDTH) return undefined;
  return { index, width };
}

/** The path of a tile of a tree, or of a bundle of entries: `tile/0/x001/234`, `tile/entries/000.p/12`. */
export const tilePath = (level: number | 'entries', index: number, width: number): string =>
  `tile/${level}/${tileIndexPath(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;

/** Which tiles a tree of `to` leaves has that one of `from` had not, or had narrower; lowest level first. */
export function newTiles(from: number, to: number): { level: number; index: number; width: number }[] {
  const out: { level: number; index: number; width: number }[] = [];
  for (let level = 0; TILE_WIDTH ** level <= to; level++) {
    const before = Math.floor(from / TILE_WIDTH ** level);
    const after = Math.floor(to / TILE_WIDTH ** level);
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index++) {
      const width = tileWidth(level, index, to);
      if (width > tileWidth(level, index, from)) out.push({ level, index, width });
    }
  }
  return out;
}

/** A reader of nodes over tiles; `tile` gives at least `width` hashes of 32 bytes, one after another. */
export function tileReader(tile: (level: number, index: number) => Uint8Array): NodeReader {
  return (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const span = 2 ** (level % 8);
    const first = index * span;
    const bytes = tile(tileLevel, Math.floor(first / TILE_WIDTH));
    const start = (first % TILE_WIDTH) * 32;
    if (bytes.length < start + span * 32) throw new LogError('log.bad-tile', 'The tile is too narrow.');
    let hashes: Hash[] = [];
    for (let i = 0; i < span; i++) hashes.push(bytes.slice(start + i * 32, start + (i + 1) * 32));
    while (hashes.length > 1) hashes = pairUp(hashes);
    return hashes[0]!;
  };
}

function pairUp(hashes: Hash[]): Hash[] {
  const out: Hash[] = [];
  for (let i = 0; i < hashes.length; i += 2) out.push(nodeHash(hashes[i]!, hashes[i + 1]!));
  return out;
}

/** An entry bundle: each entry as a big-endian uint16 length and its bytes. Throws `log.bad-tile` if one is too long. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new LogError('log.bad-tile', 'An entry has at most 65,535 bytes.');
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** Throws `log.bad-tile` unless the bytes are exactly a sequence of entries. */
export function decodeEntries(bytes: Uint8Array): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at]! << 8) | (bytes[at + 1] ?? -1);
    if (at + 2 > bytes.length || at + 2 + length > bytes.length)
      throw new LogError('log.bad-tile', 'The bundle ends inside an entry.');
    out.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return out;
}
