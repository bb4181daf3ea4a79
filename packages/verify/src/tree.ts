import type { Hash } from '@comity/log';

/** The tree over the entries that were read. */
export interface Tree {
  readonly size: number;
  leaf(index: number): Hash;
  /** The root, hex, of the tree of the first `size` entries. */
  root(size: number): string;
}
