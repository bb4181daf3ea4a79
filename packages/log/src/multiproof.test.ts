import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex, utf8 } from './bytes.ts';
import { inclusionProof, leafHash, rootAt, treeReader } from './merkle.ts';
import { multiProof, rootOfMultiProof } from './multiproof.ts';

const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => leafHash(utf8(`leaf ${i}`)));

const trees = fc.integer({ min: 1, max: 70 }).chain((size) =>
  fc.tuple(
    fc.constant(size),
    fc
      .uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: size })
      .map((indexes) => indexes.sort((a, b) => a - b)),
  ),
);

test('a proof of any leaves of any tree gives its root', () => {
  fc.assert(
    fc.property(trees, ([size, indexes]) => {
      const leaves = leavesOf(size);
      const read = treeReader(leaves);
      const proof = multiProof(read, indexes, size);
      const root = rootOfMultiProof(
        indexes,
        indexes.map((i) => leaves[i]!),
        size,
        proof,
      );
      expect(toHex(root)).toBe(toHex(rootAt(read, size)));
    }),
  );
});

test('another leaf, another index, another size or another proof never gives the root', () => {
  fc.assert(
    fc.property(trees, fc.nat(), ([size, indexes], lot) => {
      fc.pre(indexes.length > 0);
      const leaves = leavesOf(size);
      const read = treeReader(leaves);
      const root = toHex(rootAt(read, size));
      const proof = multiProof(read, indexes, size);
      const proven = indexes.map((i) => leaves[i]!);
      const at = lot % indexes.length;
      const gives = (...given: Parameters<typeof rootOfMultiProof>) => {
        try {
          return toHex(rootOfMultiProof(...given));
        } catch {
          return 'refused';
        }
      };
      expect(gives(indexes, proven.with(at, leafHash(utf8('another'))), size, proof)).not.toBe(root);
      expect(gives(indexes, proven, size, [...proof, proven[0]!])).toBe('refused');
      expect(gives(indexes, proven, size, proof.slice(1))).toBe(proof.length > 0 ? 'refused' : root);
      const moved = indexes.with(at, indexes[at]! + 1);
      expect(gives(moved, proven, size, proof)).not.toBe(root);
    }),
  );
});

test('the proof of one leaf has as many hashes as its audit path, that of all has none', () => {
  const leaves = leavesOf(21);
  const read = treeReader(leaves);
  for (let i = 0; i < 21; i++)
    expect(multiProof(read, [i], 21)).toHaveLength(inclusionProof(read, i, 21).length);
  expect(
    multiProof(
      read,
      leaves.map((_, i) => i),
      21,
    ),
  ).toEqual([]);
});

test('indexes that repeat, run back or lie beyond the tree are refused', () => {
  const read = treeReader(leavesOf(4));
  for (const indexes of [[1, 1], [2, 1], [4], [-1], [0.5]])
    expect(() => multiProof(read, indexes, 4)).toThrow('indexes');
});
