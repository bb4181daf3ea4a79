/** One OpenPGP packet: what it is (RFC 4880 section 4.3) and its bytes without the header. */
export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
}

export const TAG = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  userId: 13,
  publicSubkey: 14,
  userAttribute: 17,
} as const;

/**
 * Splits bytes into packets, strictly: every byte belongs to a packet of stated length. openpgp skips what
 * it does not know; where exactly one thing may stand (a key, a signature), nothing may be skipped.
 * Undefined for anything else: text, truncation, lengths that run over the end, partial lengths.
 */
export function splitPackets(bytes: Uint8Array): Packet[] | undefined {
  const packets: Packet[] = [];
  let at = 0;
  while (at < bytes.length) {
    const header = readHeader(bytes, at);
    if (!header || header.start + header.length > bytes.length) return undefined;
    packets.push({ tag: header.tag, body: bytes.subarray(header.start, header.start + header.length) });
    at = header.start + header.length;
  }
  return packets;
}

interface Header {
  readonly tag: number;
  readonly start: number;
  readonly length: number;
}

function readHeader(bytes: Uint8Array, at: number): Header | undefined {
  const first = bytes[at]!;
  if ((first & 0x80) === 0) return undefined;
  return first & 0x40
    ? readNewLength(bytes, at + 1, first & 0x3f)
    : readOldLength(bytes, at + 1, (first >> 2) & 0x0f, first & 3);
}

function readNewLength(bytes: Uint8Array, at: number, tag: number): Header | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 192) return { tag, start: at + 1, length: first };
  if (first === 255) return number(bytes, at + 1, 4, tag);
  const second = bytes[at + 1];
  if (first >= 224 || second === undefined) return undefined;
  return { tag, start: at + 2, length: ((first - 192) << 8) + second + 192 };
}

/** Length type 3, "until the end", is undefined here: a packet says how long it is. */
function readOldLength(bytes: Uint8Array, at: number, tag: number, type: number): Header | undefined {
  return type === 3 ? undefined : number(bytes, at, 2 ** type, tag);
}

function number(bytes: Uint8Array, at: number, size: number, tag: number): Header | undefined {
  if (at + size > bytes.length) return undefined;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + bytes[at + i]!;
  return { tag, start: at + size, length };
}
