import { type Hash, leafHash, rootAt, toHex, treeReader } from '@comity/log';

/** The tree over all entries of a bundle. */
export interface Tree {
  readonly size: number;
  leaf(index: number): Hash;
  /** The root, hex, of the tree of the first `size` entries; each is computed once. */
  root(size: number): string;
}

export function treeOf(entries: readonly Uint8Array[]): Tree {
  const leaves = entries.map(leafHash);
  const read = treeReader(leaves);
  const roots = new Map<number, string>();
  return {
    size: leaves.length,
    leaf: (index) => leaves[index]!,
    root: (size) => {
      let root = roots.get(size);
      if (root === undefined) {
        root = toHex(rootAt(read, size));
        roots.set(size, root);
      }
      return root;
    },
  };
}
