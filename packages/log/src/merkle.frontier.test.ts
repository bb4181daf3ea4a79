import { expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { Frontier, leafHash, rootAt, treeReader } from './merkle.ts';

const entries = Array.from({ length: 260 }, (_, i) => utf8(`entry ${i}`));
const reader = treeReader(entries.map(leafHash));

test('a copy of a frontier grows by itself', () => {
  const one = new Frontier();
  for (const entry of entries.slice(0, 7)) one.append(leafHash(entry));
  const other = one.copy();
  other.append(leafHash(entries[7]!));
  expect(one.root()).toEqual(rootAt(reader, 7));
  expect(other.root()).toEqual(rootAt(reader, 8));
  one.append(leafHash(entries[7]!));
  expect(one.root()).toEqual(other.root());
});

test('a frontier taken up from stored nodes is the one that grew, and grows on alike', () => {
  const grown = new Frontier();
  for (let size = 0; size < 259; size++) {
    const taken = Frontier.at(size, reader);
    expect(taken.size).toBe(size);
    expect(taken.root(), `size ${size}`).toEqual(grown.root());
    grown.append(leafHash(entries[size]!));
    taken.append(leafHash(entries[size]!));
    expect(taken.root(), `size ${size}, one more`).toEqual(grown.root());
  }
});
