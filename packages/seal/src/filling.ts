import { concat } from '@comity/log';

/**
 * How a file is filled up to its size bucket so that every OpenPGP tool still gives back exactly the file: the
 * signed message lies in a compressed packet of the form ZIP (RFC 4880, 5.6) that compresses nothing. A deflate
 * stream (RFC 1951) may hold stored blocks, and as many empty ones as one likes: they say nothing and take space.
 */
const STORED_MAX = 0xffff;
const STORED_HEADER = 5;
/** A stored block without content, and the same with an empty block of the other kind before it: one byte more. */
const EMPTY = Uint8Array.of(0, 0, 0, 0xff, 0xff);
const EMPTY_AND_ONE = Uint8Array.of(2, 0, 0, 0, 0xff, 0xff);
const LAST = Uint8Array.of(1, 0, 0, 0xff, 0xff);
/** From so many bytes on, every number of them is a sum of fives and sixes. */
const FREE = 24;

/** The length of a deflate stream of so many bytes that compresses nothing and can be filled up to any greater one. */
export const storedLength = (bytes: number): number =>
  bytes + STORED_HEADER * Math.ceil(bytes / STORED_MAX) + LAST.length + FREE;

/** Bytes as a deflate stream of exactly that length, which is at least `storedLength` of them. */
export function storedAt(bytes: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += STORED_MAX) {
    const part = bytes.subarray(at, at + STORED_MAX);
    const size = part.length;
    blocks.push(Uint8Array.of(0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255), part);
  }
  const empty = length - (storedLength(bytes.length) - FREE);
  return concat(...blocks, emptyBlocks(empty), LAST);
}

function emptyBlocks(length: number): Uint8Array {
  const sixes = length % EMPTY.length;
  const filled = new Uint8Array(length);
  for (let i = 0; i < sixes; i++) filled.set(EMPTY_AND_ONE, i * EMPTY_AND_ONE.length);
  for (let at = sixes * EMPTY_AND_ONE.length; at < length; at += EMPTY.length) filled.set(EMPTY, at);
  return filled;
}

/**
 * Where a deflate stream of stored blocks ends; undefined where it has others, or no end. sq fills up by bytes behind
 * the end (`--compression pad`, its default), which some inflaters refuse as junk.
 */
export function endOfStored(stream: Uint8Array): number | undefined {
  for (let at = 0; at + STORED_HEADER <= stream.length; ) {
    const kind = stream[at]!;
    // The upper bits fill a byte and may be anything.
    if ((kind & 6) !== 0) return undefined;
    const end = at + STORED_HEADER + (stream[at + 1]! | (stream[at + 2]! << 8));
    if ((kind & 1) !== 0) return end <= stream.length ? end : undefined;
    at = end;
  }
  return undefined;
}
