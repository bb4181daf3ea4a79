import type { AnyAct, PreparedAct } from '@comity/acts';
import { preimageOf, sha256Hex, TAGS, utf8 } from '@comity/log';
import type { OpenedEntry } from './openings.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Where the object that begins at `start` ends. The bytes are canonical JSON. */
function endOfObject(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let inText = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return at + 1;
  }
  return bytes.length;
}

const HEAD = '{"act":'.length;

/**
 * The bytes of the act in an entry or an opening. They stand in the canonical bytes right behind `{"act":`, since
 * members are sorted. Cut out, not written anew: that is both faster and nearer to what was signed.
 */
export const actWithin = (bytes: Uint8Array): Uint8Array => bytes.subarray(HEAD, endOfObject(bytes, HEAD));

const TAG = preimageOf('act', new Uint8Array(0));
const SLAB = 65_536;
let slab = new Uint8Array(SLAB);
let used = 0;

/** Small pieces of one piece of memory: to allocate each by itself would cost more than to fill it. */
function carve(length: number): Uint8Array {
  if (length > SLAB) return new Uint8Array(length);
  if (used + length > SLAB) {
    slab = new Uint8Array(SLAB);
    used = 0;
  }
  used += length;
  return slab.subarray(used - length, used);
}

/** The act with what is signed of it. */
export function preparedFrom(canonical: Uint8Array, act: AnyAct): PreparedAct {
  const preimage = carve(TAG.length + canonical.length);
  preimage.set(TAG);
  preimage.set(canonical, TAG.length);
  return { act, id: sha256Hex(preimage), preimage };
}

const START = utf8(`["${TAGS.leaf}",`);
const COMMA = utf8(',');
const END = utf8(']');
const SALT = '"'.length + 43 + '"'.length;

/**
 * The commitment that an opening record opens, put together from the bytes of the record: behind the act stand
 * `,"index":…,"salt":"…","sig":`, all ASCII, the signature and the last brace. The record was read before.
 */
export function commitmentWithin({ bytes, index }: OpenedEntry, act: Uint8Array): string {
  const saltAt = HEAD + act.length + `,"index":${index},"salt":`.length;
  const salt = bytes.subarray(saltAt, saltAt + SALT);
  const sig = bytes.subarray(saltAt + SALT + ',"sig":'.length, bytes.length - 1);
  return sha256Hex(joined(START, salt, COMMA, act, COMMA, sig, END));
}

// Hashing is synchronous, so one piece of memory serves every record: none has more than 65,535 bytes.
const space = new Uint8Array(2 * 65_536);

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  let at = 0;
  for (const part of parts) {
    space.set(part, at);
    at += part.length;
  }
  return space.subarray(0, at);
}
