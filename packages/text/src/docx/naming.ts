import { fromBase64url, toBase64url } from '@comity/log';
import { nodeId } from '../tree.ts';

/**
 * Ids of paragraphs as names of bookmarks: word processors keep those through every edit. A name has at most 40
 * letters, digits and low lines, whatever their case, so the 128 bits are written in base 32. `was` marks the copy of
 * a paragraph as it was, `twas` of a table, where the text as it would be has the same one elsewhere.
 */
export type BookmarkKind = 'par' | 'was' | 'tab' | 'twas' | 'lone';
export interface Bookmarked {
  kind: BookmarkKind;
  id: string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const NAME = /^_(par|was|tab|twas|lone)(\d{0,5})_([a-z2-7]{26})$/;

/** The name for that id; `copy` tells apart those of one note that is referred to more than once. */
export const bookmarkName = ({ kind, id }: Bookmarked, copy = 0): string =>
  `_${kind}${copy > 0 ? copy : ''}_${toBase32(fromBase64url(id.slice('par_'.length)))}`;

/** What a bookmark of ours says, or undefined for another's. */
export function bookmarked(name: string): Bookmarked | undefined {
  const read = NAME.exec(name.toLowerCase());
  const bits = read && fromBase32(read[3]!);
  if (!bits) return undefined;
  const id = `par_${toBase64url(bits)}`;
  return nodeId.safeParse(id).success ? { kind: read[1] as BookmarkKind, id } : undefined;
}

function toBase32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  // 26 letters hold 130 bits: the last two are nought.
  bits <<= 2n;
  return Array.from({ length: 26 }, (_, i) => LETTERS[Number((bits >> BigInt(5 * (25 - i))) & 31n)]).join('');
}

function fromBase32(letters: string): Uint8Array | undefined {
  let bits = 0n;
  for (const letter of letters) bits = (bits << 5n) | BigInt(LETTERS.indexOf(letter));
  if (bits & 3n) return undefined;
  bits >>= 2n;
  return Uint8Array.from({ length: 16 }, (_, i) => Number((bits >> BigInt(8 * (15 - i))) & 255n));
}

/** The property of a file that holds what a paragraph carries beside its words, as JSON: `{ label, source }`. */
export const propertyName = (kind: BookmarkKind, id: string): string => `comity ${kind} ${id}`;
