import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, fromHex, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import {
  consistencyProof,
  Frontier,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import {
  decodeEntries,
  encodeEntries,
  newTiles,
  parseTileIndexPath,
  tileIndexPath,
  tilePath,
  tileReader,
  tileWidth,
} from './tile.ts';

describe('paths', () => {
  test.each([
    [0, '000'],
    [999, '999'],
    [1000, 'x001/000'],
    [1234067, 'x001/x234/067'],
    [2 ** 45, 'x035/x184/x372/x088/832'],
  ])('index %d is %s', (index, path) => {
    expect(tileIndexPath(index)).toBe(path);
    expect(parseTileIndexPath(path)).toEqual({ index, width: 256 });
    expect(parseTileIndexPath(`${path}.p/17`)).toEqual({ index, width: 17 });
  });

  test('a full tile has no width in its path, a partial one has', () => {
    expect(tilePath(0, 1234067, 256)).toBe('tile/0/x001/x234/067');
    expect(tilePath(2, 0, 1)).toBe('tile/2/000.p/1');
    expect(tilePath('entries', 273, 112)).toBe('tile/entries/273.p/112');
  });

  test('every index and width reads back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger().map(Math.abs), fc.integer({ min: 1, max: 256 }), (index, width) => {
        const path = tilePath(3, index, width).slice('tile/3/'.length);
        expect(parseTileIndexPath(path)).toEqual({ index, width });
      }),
    );
  });

  test.each([
    ['', '0', '00', '0000', '001/002', 'x000/001', 'x000', 'x001', '/001', '001/', 'x001/x002', 'X001/000'],
    [
      '000.p/0',
      '000.p/256',
      '000.p/999',
      '000.p/01',
      '000.p/',
      '000.p',
      '000.p/1/',
      '000.p/-1',
      '../000',
      '٠٠٠',
    ],
    ['000\n', ' 000', 'x999/x999/x999/x999/x999/x999/999', '%30%30%30', '000.p/1.p/1'],
  ])('reads nothing else', (...paths) => {
    for (const path of paths) expect(parseTileIndexPath(path), path).toBeUndefined();
  });
});

describe('widths', () => {
  test('are those of the example of 70,000 leaves', () => {
    const tiles = newTiles(0, 70_000);
    const at = (level: number) => tiles.filter((t) => t.level === level);
    expect(at(0).length).toBe(274);
    expect(at(0).filter((t) => t.width === 256).length).toBe(273);
    expect(at(0).at(-1)).toEqual({ level: 0, index: 273, width: 112 });
    expect(at(1).map((t) => t.width)).toEqual([256, 17]);
    expect(at(2)).toEqual([{ level: 2, index: 0, width: 1 }]);
    expect(at(3)).toEqual([]);
  });

  test.each([
    [0, []],
    [1, ['0/0:1']],
    [255, ['0/0:255']],
    [256, ['0/0:256', '1/0:1']],
    [257, ['0/0:256', '0/1:1', '1/0:1']],
  ])('of a tree of %d leaves', (size, expected) => {
    expect(newTiles(0, size).map((t) => `${t.level}/${t.index}:${t.width}`)).toEqual(expected);
  });

  test.each([
    [65_535, [255, 255, 0]],
    [65_536, [256, 256, 1]],
    [65_537, [1, 256, 1]],
  ])('of the last tiles of a tree of %d leaves', (size, [level0, level1, level2]) => {
    const tiles = newTiles(0, size);
    const last = (level: number) => tiles.filter((t) => t.level === level).at(-1)?.width ?? 0;
    expect([last(0), last(1), last(2)]).toEqual([level0, level1, level2]);
    expect(tiles.filter((t) => t.level === 0).length).toBe(Math.ceil(size / 256));
  });

  test('follow floor(size / 256^level) mod 256 for the last tile of every level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(5), (size, level) => {
        const nodes = Math.floor(size / 256 ** level);
        const last = Math.floor(nodes / 256);
        expect(tileWidth(level, last, size)).toBe(nodes % 256);
        if (last > 0) expect(tileWidth(level, last - 1, size)).toBe(256);
        expect(tileWidth(level, last + 1, size)).toBe(0);
      }),
    );
  });

  test('growing step by step makes, in the end, the tiles that growing at once makes', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 });
    const start = fc.constantFrom(0, 200, 65_300);
    fc.assert(
      fc.property(start, sizes, (from, steps) => {
        const widths = new Map<string, number>();
        let size = from;
        const note = (tiles: ReturnType<typeof newTiles>) => {
          for (const { level, index, width } of tiles) {
            expect(width).toBeGreaterThan(widths.get(`${level}/${index}`) ?? 0);
            widths.set(`${level}/${index}`, width);
          }
        };
        note(newTiles(0, from));
        for (const step of steps) {
          note(newTiles(size, size + step));
          size += step;
        }
        const whole = new Map(newTiles(0, size).map((t) => [`${t.level}/${t.index}`, t.width]));
        expect(widths).toEqual(whole);
      }),
    );
  });

  test('nothing new comes of no growth', () => {
    for (const size of [0, 1, 255, 256, 257, 65_536]) expect(newTiles(size, size)).toEqual([]);
  });
});

/** A store of tiles that a log of `size` leaves would serve, filled level by level from newTiles. */
function tilesOf(leaves: readonly Hash[]): (level: number, index: number) => Uint8Array {
  const levels: Hash[][] = [leaves.slice()];
  const halve = (hashes: Hash[]): Hash[] =>
    hashes.length === 1
      ? hashes
      : halve(hashes.flatMap((h, i) => (i % 2 ? [] : [nodeHash(h, hashes[i + 1]!)])));
  while (levels.at(-1)!.length >= 256) {
    const below = levels.at(-1)!;
    const full = Math.floor(below.length / 256);
    levels.push(Array.from({ length: full }, (_, i) => halve(below.slice(256 * i, 256 * (i + 1)))[0]!));
  }
  const store = new Map(
    newTiles(0, leaves.length).map(({ level, index, width }) => [
      `${level}/${index}`,
      concat(...levels[level]!.slice(256 * index, 256 * index + width)),
    ]),
  );
  return (level, index) => store.get(`${level}/${index}`) ?? new Uint8Array(0);
}

describe('reading nodes from tiles', () => {
  const leaves = Array.from({ length: 65_537 }, (_, i) => leafHash(utf8(`${i}`)));
  test('gives the root of the frontier at 255 to 257 and at 65,535 to 65,537 leaves', () => {
    const frontier = new Frontier();
    const sizes = new Set([1, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537]);
    for (const leaf of leaves) {
      frontier.append(leaf);
      if (!sizes.has(frontier.size)) continue;
      const read = tileReader(tilesOf(leaves.slice(0, frontier.size)));
      expect(equalBytes(rootAt(read, frontier.size), frontier.root()), `size ${frontier.size}`).toBe(true);
    }
  });

  test('makes proofs that verify', () => {
    const read = tileReader(tilesOf(leaves));
    const root = rootAt(read, leaves.length);
    for (const index of [0, 1, 255, 256, 40_000, 65_535, 65_536])
      expect(verifyInclusion(index, 65_537, leaves[index]!, inclusionProof(read, index, 65_537), root)).toBe(
        true,
      );
    for (const from of [1, 255, 256, 257, 65_535, 65_536])
      expect(
        verifyConsistency(from, 65_537, rootAt(read, from), root, consistencyProof(read, from, 65_537)),
        `from ${from}`,
      ).toBe(true);
  });

  test('says so where a tile is missing or too narrow', () => {
    const read = tileReader(tilesOf(leaves.slice(0, 300)));
    expect(() => rootAt(read, 301)).toThrow('too narrow');
    expect(() => rootAt(read, 600)).toThrow(LogError);
  });
});

describe('bundles of entries', () => {
  test('read back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
      }),
    );
  });

  test('have a big-endian length of two bytes before each entry', () => {
    expect(encodeEntries([utf8('ab'), new Uint8Array(0)])).toEqual(fromHex('0002616200' + '00'));
    const long = new Uint8Array(65_535).fill(1);
    expect(encodeEntries([long]).slice(0, 3)).toEqual(fromHex('ffff01'));
    expect(decodeEntries(encodeEntries([long]))[0]!.length).toBe(65_535);
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow('65,535');
  });

  test('are refused when cut anywhere inside an entry', () => {
    const bundle = encodeEntries([utf8('abc'), utf8('d')]);
    const whole = new Set([0, 5, 8]);
    for (let cut = 0; cut <= bundle.length; cut++) {
      const read = () => decodeEntries(bundle.slice(0, cut));
      if (whole.has(cut)) expect(read).not.toThrow();
      else expect(read, `cut at ${cut}`).toThrow('ends inside an entry');
    }
  });
});
