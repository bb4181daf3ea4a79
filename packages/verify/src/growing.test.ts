import { Frontier, leafHash, toHex } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingTree } from './growing.ts';

test('a growing tree has the root of every size it had', () => {
  const entry = (n: number) => Uint8Array.of(n & 255, n >> 8);
  const tree = new GrowingTree();
  const frontier = new Frontier();
  const roots = [toHex(frontier.root())];
  for (let n = 0; n < 700; n++) {
    tree.append(entry(n));
    frontier.append(leafHash(entry(n)));
    roots.push(toHex(frontier.root()));
  }
  expect(tree.size).toBe(700);
  fc.assert(
    fc.property(fc.nat(700), (size) => {
      expect(tree.root(size)).toBe(roots[size]);
    }),
  );
  fc.assert(
    fc.property(fc.nat(699), (i) => {
      expect(tree.leaf(i)).toEqual(leafHash(entry(i)));
    }),
  );
});

test('and computes again what it let go', () => {
  const entry = (n: number) => Uint8Array.of(n & 255, (n >> 8) & 255, n >> 16);
  const [tree, frontier] = [new GrowingTree(), new Frontier()];
  const roots = new Map<number, string>();
  for (let n = 0; n < 70_000; n++) {
    tree.append(entry(n));
    frontier.append(leafHash(entry(n)));
    if (n % 997 === 0) roots.set(n + 1, toHex(frontier.root()));
  }
  for (const [size, root] of roots) expect(tree.root(size)).toBe(root);
});
