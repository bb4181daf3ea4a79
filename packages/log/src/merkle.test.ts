import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8 } from './bytes.ts';
import {
  consistencyProof,
  EMPTY_ROOT,
  Frontier,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  treeReader,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

/** The oracle: RFC 6962 sections 2.1, 2.1.1 and 2.1.2 word by word, without any cleverness. */
const hash = (...parts: Uint8Array[]) =>
  new Uint8Array(
    createHash('sha256')
      .update(concat(...parts))
      .digest(),
  );
const below = (n: number) => {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
};
function MTH(d: readonly Uint8Array[]): Hash {
  if (d.length === 0) return hash();
  if (d.length === 1) return hash(Uint8Array.of(0), d[0]!);
  const k = below(d.length);
  return hash(Uint8Array.of(1), MTH(d.slice(0, k)), MTH(d.slice(k)));
}
function PATH(m: number, d: readonly Uint8Array[]): Hash[] {
  if (d.length === 1) return [];
  const k = below(d.length);
  return m < k
    ? [...PATH(m, d.slice(0, k)), MTH(d.slice(k))]
    : [...PATH(m - k, d.slice(k)), MTH(d.slice(0, k))];
}
function SUBPROOF(m: number, d: readonly Uint8Array[], whole: boolean): Hash[] {
  if (m === d.length) return whole ? [] : [MTH(d)];
  const k = below(d.length);
  return m <= k
    ? [...SUBPROOF(m, d.slice(0, k), whole), MTH(d.slice(k))]
    : [...SUBPROOF(m - k, d.slice(k), false), MTH(d.slice(0, k))];
}

const entries = (n: number) => Array.from({ length: n }, (_, i) => utf8(`entry ${i}`));
const all = entries(260);
const reader = treeReader(all.map(leafHash));
const rootOf = (n: number) => rootAt(reader, n);

describe('roots', () => {
  test('are those of the test data of Certificate Transparency', () => {
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const read = treeReader(leaves.map((leaf) => leafHash(fromHex(leaf))));
    const frontier = new Frontier();
    for (const [size, root] of roots.entries()) {
      expect(toHex(rootAt(read, size)), `size ${size}`).toBe(root);
      expect(toHex(frontier.root()), `size ${size}`).toBe(root);
      if (size < leaves.length) frontier.append(leafHash(fromHex(leaves[size]!)));
    }
    expect(toHex(EMPTY_ROOT)).toBe(roots[0]);
  });

  test('equal the oracle for all sizes to 130 and around 256, from stored nodes and from the frontier', () => {
    const frontier = new Frontier();
    for (let size = 1; size <= 258; size++) {
      frontier.append(leafHash(all[size - 1]!));
      expect(frontier.size).toBe(size);
      if (size > 130 && size < 254) continue;
      const expected = MTH(all.slice(0, size));
      expect(frontier.root(), `size ${size}`).toEqual(expected);
      expect(rootOf(size), `size ${size}`).toEqual(expected);
    }
  });

  test('a leaf of any length hashes with 00 before it, and earlier hashes stay what they were', () => {
    const kept = leafHash(utf8('a'));
    for (const length of [0, 1, 8190, 8191, 8192, 8193, 65_535]) {
      const leaf = new Uint8Array(length).fill(7);
      expect(leafHash(leaf), `length ${length}`).toEqual(hash(Uint8Array.of(0), leaf));
    }
    expect(kept).toEqual(hash(Uint8Array.of(0), utf8('a')));
  });

  test('a node is made of two hashes of 32 bytes, nothing else', () => {
    expect(nodeHash(EMPTY_ROOT, kept32)).toEqual(hash(Uint8Array.of(1), EMPTY_ROOT, kept32));
    expect(() => nodeHash(EMPTY_ROOT, EMPTY_ROOT.slice(1))).toThrow('32 bytes');
    expect(() => nodeHash(concat(EMPTY_ROOT, kept32), new Uint8Array(0))).toThrow('32 bytes');
  });
});
const kept32 = new Uint8Array(32).fill(5);

describe('proofs', () => {
  test('of inclusion equal the oracle and verify, for every index of all sizes to 130 and around 256', () => {
    for (const size of [...Array(131).keys(), 255, 256, 257]) {
      const root = rootOf(size);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(reader, index, size);
        const leaf = leafHash(all[index]!);
        if (!verifyInclusion(index, size, leaf, proof, root)) expect.fail(`index ${index}, size ${size}`);
        if (size <= 40 || index % 37 === 0) expect(proof).toEqual(PATH(index, all.slice(0, size)));
      }
    }
  });

  test('of consistency equal the oracle and verify, between all sizes to 130 and around 256', () => {
    for (const to of [...Array(131).keys(), 255, 256, 257]) {
      for (let from = 1; from <= to; from++) {
        const proof = consistencyProof(reader, from, to);
        if (!verifyConsistency(from, to, rootOf(from), rootOf(to), proof)) expect.fail(`${from} to ${to}`);
        if (to <= 40 || from % 37 === 0) expect(proof).toEqual(SUBPROOF(from, all.slice(0, to), true));
      }
    }
  });

  test.each([
    [-1, 5],
    [5, 5],
    [0, 0],
    [0.5, 5],
    [Number.NaN, 5],
    [0, 2 ** 53],
  ])('of inclusion are not made for index %d of %d', (index, size) => {
    expect(() => inclusionProof(reader, index, size)).toThrow('outside the tree');
  });

  test.each([
    [0, 5],
    [6, 5],
    [-1, 5],
    [1.5, 5],
  ])('of consistency are not made from %d to %d', (from, to) => {
    expect(() => consistencyProof(reader, from, to)).toThrow('consistency proof');
  });

  test('cannot be made beyond the stored nodes', () => {
    expect(() => inclusionProof(reader, 0, 300)).toThrow('No node');
  });
});

/** One flaw put into a proof. */
const flaws = fc.constantFrom('flip', 'cut', 'add', 'double', 'swap', 'short', 'long', 'empty');
function spoil(proof: readonly Hash[], how: string, seed: number): Hash[] {
  const out: Hash[] = proof.map((h) => h.slice());
  const at = out.length ? seed % out.length : 0;
  if (how === 'flip') out[at]![seed % 32]! ^= 1 << (seed % 8);
  if (how === 'cut') out.splice(at, 1);
  if (how === 'add') out.splice(seed % (out.length + 1), 0, new Uint8Array(32).fill(seed % 256));
  if (how === 'double') out.splice(at, 0, out[at]!);
  if (how === 'swap') out.reverse();
  if (how === 'short') out[at] = out[at]!.slice(0, 31);
  if (how === 'long') out[at] = concat(out[at]!, Uint8Array.of(0));
  if (how === 'empty') out.length = 0;
  return out;
}
const changed = (a: readonly Hash[], b: readonly Hash[]) => a.map(toHex).join() !== b.map(toHex).join();

describe('verification', () => {
  test('refuses every spoilt proof of inclusion and never throws', () => {
    const cases = fc.tuple(fc.integer({ min: 2, max: 258 }), fc.nat(), fc.nat(), flaws);
    fc.assert(
      fc.property(cases, ([size, pick, seed, how]) => {
        const index = pick % size;
        const proof = inclusionProof(reader, index, size);
        const spoilt = spoil(proof, how, seed);
        if (!changed(proof, spoilt)) return;
        expect(verifyInclusion(index, size, leafHash(all[index]!), spoilt, rootOf(size))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('refuses every spoilt proof of consistency and never throws', () => {
    const cases = fc.tuple(fc.integer({ min: 2, max: 258 }), fc.nat(), fc.nat(), flaws);
    fc.assert(
      fc.property(cases, ([to, pick, seed, how]) => {
        const from = 1 + (pick % (to - 1));
        const proof = consistencyProof(reader, from, to);
        const spoilt = spoil(proof, how, seed);
        if (!changed(proof, spoilt)) return;
        expect(verifyConsistency(from, to, rootOf(from), rootOf(to), spoilt)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('holds a proof to its index, its leaf and its root', () => {
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(reader, index, size);
        const leaf = leafHash(all[index]!);
        for (let other = 0; other < size; other++) {
          if (other !== index) expect(verifyInclusion(other, size, leaf, proof, rootOf(size))).toBe(false);
        }
        expect(verifyInclusion(index, size, leafHash(utf8('other')), proof, rootOf(size))).toBe(false);
        expect(verifyInclusion(index, size, leaf, proof, rootOf(size + 1))).toBe(false);
      }
    }
  });

  test('holds a proof of consistency to both roots, and to the order of sizes', () => {
    for (let to = 2; to <= 40; to++) {
      for (let from = 1; from < to; from++) {
        const proof = consistencyProof(reader, from, to);
        expect(verifyConsistency(from, to, rootOf(from + 1), rootOf(to), proof)).toBe(false);
        expect(verifyConsistency(from, to, rootOf(from), rootOf(to + 1), proof)).toBe(false);
        expect(verifyConsistency(to, from, rootOf(to), rootOf(from), proof)).toBe(false);
      }
    }
  });

  test('from size 0 proves nothing, whatever the proof', () => {
    expect(verifyConsistency(0, 5, EMPTY_ROOT, rootOf(5), [])).toBe(false);
    expect(verifyConsistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])).toBe(false);
    expect(verifyConsistency(0, 5, EMPTY_ROOT, rootOf(5), [rootOf(5)])).toBe(false);
  });

  test('between equal sizes wants equal roots and an empty proof', () => {
    expect(verifyConsistency(5, 5, rootOf(5), rootOf(5), [])).toBe(true);
    expect(verifyConsistency(5, 5, rootOf(5), rootOf(4), [])).toBe(false);
    expect(verifyConsistency(5, 5, rootOf(5), rootOf(5), [rootOf(5)])).toBe(false);
  });

  test('refuses hashes of a wrong length wherever they stand', () => {
    const short = rootOf(1).slice(0, 31);
    expect(verifyInclusion(0, 1, short, [], short)).toBe(false);
    expect(verifyInclusion(0, 1, new Uint8Array(0), [], new Uint8Array(0))).toBe(false);
    expect(verifyConsistency(5, 5, short, short, [])).toBe(false);
    expect(verifyConsistency(4, 5, rootOf(4), short, consistencyProof(reader, 4, 5))).toBe(false);
  });

  test.each([Number.NaN, -1, 0.5, 2 ** 53, Number.POSITIVE_INFINITY])('refuses the number %d', (n) => {
    const root = rootOf(1);
    expect(verifyInclusion(n, n + 1, root, [], root)).toBe(false);
    expect(verifyInclusion(0, n, root, [], root)).toBe(false);
    expect(verifyConsistency(n, n, root, root, [])).toBe(false);
    expect(verifyConsistency(1, n, root, root, [root])).toBe(false);
  });

  test('works beyond 2^31 leaves, where bit operators would fail', () => {
    // A tree of 2^40 + 1 equal leaves: the left half is a ladder of equal nodes.
    let node = leafHash(utf8('same'));
    const ladder: Hash[] = [];
    for (let i = 0; i < 40; i++) {
      ladder.push(node);
      node = nodeHash(node, node);
    }
    const last = leafHash(utf8('last'));
    const root = nodeHash(node, last);
    expect(verifyInclusion(2 ** 40, 2 ** 40 + 1, last, [node], root)).toBe(true);
    expect(verifyInclusion(2 ** 35 + 3, 2 ** 40 + 1, ladder[0]!, [...ladder, last], root)).toBe(true);
    expect(verifyConsistency(2 ** 40, 2 ** 40 + 1, node, root, [last])).toBe(true);
    expect(verifyConsistency(2 ** 39, 2 ** 40 + 1, ladder[39]!, root, [ladder[39]!, last])).toBe(true);
    expect(verifyInclusion(2 ** 40, 2 ** 40 + 1, last, [last], root)).toBe(false);
  });
});
