import { Chronicle, type Signed, type Written } from '@comity/acts/testing';
import { canonicalBytes, leafHash, parseCanonical, toHex } from '@comity/log';
import type { Parts } from './bundle.ts';
import type { History } from './history.ts';

/** Writes an act without asking the rules: what a host would do that keeps none. */
export const writeUnruled = ({ chronicle }: History, signed: Signed): Written =>
  Chronicle.prototype.append.call(chronicle, signed);

type Json = Record<string, unknown>;

/**
 * Changes an entry and links the later ones of its stream to it again, as a host can: `prev` is signed by
 * nobody. What signers saw of the log cannot be mended so.
 */
export function rewriteEntry(parts: Parts, index: number, change: (leaf: Json) => Json): void {
  const leaf = change(parseCanonical(parts.entries[index]!) as Json);
  parts.entries[index] = canonicalBytes(leaf);
  relink(parts);
}

/** Gives every entry the number and `prev` of its place in its stream. */
export function relink(parts: Parts): void {
  const streams = new Map<string, { next: number; prev?: string }>();
  parts.entries = parts.entries.map((bytes) => {
    const { prev: _, ...leaf } = parseCanonical(bytes) as Json & { stream: string };
    const { next, prev } = streams.get(leaf.stream) ?? { next: 0 };
    const linked = canonicalBytes({ ...leaf, number: next, prev });
    streams.set(leaf.stream, { next: next + 1, prev: toHex(leafHash(linked)) });
    return linked;
  });
}

/** Changes a record of the openings. */
export function rewriteOpening(parts: Parts, record: number, change: (opening: Json) => Json): void {
  parts.openings[record] = canonicalBytes(change(parseCanonical(parts.openings[record]!) as Json));
}
