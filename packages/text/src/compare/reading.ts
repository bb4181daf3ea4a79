import { nodeHash } from '../identity.ts';
import type { Text } from '../tree.ts';
import { walk } from '../walk.ts';

/** What somebody has read: the hash of each node's words as they stood, by id (`title` for the title). */
export type ReadMarks = Record<string, string>;

/** The marks of somebody who has read all of this text. */
export function readMarks(text: Text): ReadMarks {
  const title = text.title ? [['title', nodeHash(text.title)]] : [];
  return Object.fromEntries([...title, ...walk(text).map(({ node }) => [node.id, nodeHash(node)])]);
}

export interface SinceRead {
  /** Not there when they read. In reading order, as are the others. */
  added: string[];
  /** Read with other words or other marks on them. */
  changed: string[];
  /** Read, and no longer there. */
  gone: string[];
}

/** What is new in a text for one who has read what `read` says. Renumbering and moving alone is nothing new. */
export function sinceLastRead(read: ReadMarks, text: Text): SinceRead {
  const now = Object.entries(readMarks(text));
  const there = new Set(now.map(([id]) => id));
  const before = new Map(Object.entries(read));
  return {
    added: now.filter(([id]) => !before.has(id)).map(([id]) => id),
    changed: now.filter(([id, hash]) => before.has(id) && before.get(id) !== hash).map(([id]) => id),
    gone: [...before.keys()].filter((id) => !there.has(id)),
  };
}
