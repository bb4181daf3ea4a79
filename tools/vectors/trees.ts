import {
  consistencyProof,
  Frontier,
  type Hash,
  inclusionProof,
  leafHash,
  newTiles,
  rootAt,
  sha256Hex,
  TILE_WIDTH,
  tilePath,
  toHex,
  treeReader,
  utf8,
} from '@comity/log';

/** Entry number i of the tree is the text of i. */
const entryOf = (index: number) => utf8(String(index));

const SMALL = 2000;
/** Where a level of tiles begins or ends. */
const EDGES = [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537];
const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 100, SMALL, ...EDGES].sort((a, b) => a - b);

/** The first, the last, those at powers of two and around, and one in between. */
function indexesIn(size: number): number[] {
  const near = [0, 1, size - 1, size - 2, Math.floor(size / 2), Math.floor((size * 2) / 3), 255, 256];
  return [...new Set(near)].filter((index) => index >= 0 && index < size).sort((a, b) => a - b);
}

const hexes = (hashes: readonly Hash[]) => hashes.map((hash) => toHex(hash));

/**
 * The tree of chapter 2 at the sizes that are easy to get wrong: the root at every size up to 2,000; roots, tiles
 * (by their SHA-256), audit paths and consistency proofs where tiles fill up.
 */
export function treeVectors() {
  const leaves = Array.from({ length: EDGES.at(-1)! }, (_, index) => leafHash(entryOf(index)));
  const read = treeReader(leaves);
  const frontier = new Frontier();
  const roots = leaves.slice(0, SMALL).map((leaf) => {
    frontier.append(leaf);
    return toHex(frontier.root());
  });
  return {
    entries: 'entry number i is the decimal text of i',
    roots,
    trees: SIZES.map((size) => ({
      size,
      root: toHex(rootAt(read, size)),
      tiles: newTiles(0, size).map(({ level, index, width }) => ({
        path: tilePath(level, index, width),
        sha256: sha256Hex(tileOf(read, level, index, width)),
      })),
      inclusion: indexesIn(size).map((index) => ({ index, path: hexes(inclusionProof(read, index, size)) })),
      consistency: indexesIn(size)
        .filter((from) => from > 0)
        .map((from) => ({ from, path: hexes(consistencyProof(read, from, size)) })),
    })),
  };
}

function tileOf(
  read: ReturnType<typeof treeReader>,
  level: number,
  index: number,
  width: number,
): Uint8Array {
  const bytes = new Uint8Array(width * 32);
  for (let i = 0; i < width; i++) bytes.set(read(8 * level, index * TILE_WIDTH + i), i * 32);
  return bytes;
}
