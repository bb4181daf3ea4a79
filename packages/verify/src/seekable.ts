import { VerifyError } from './errors.ts';
import { sentenceOf } from './faults.ts';

/** A file that can be read at any place: on a disk, behind a `File` of a browser, in memory. */
export interface Seekable {
  /** In bytes. It must not change while it is read. */
  readonly size: number;
  /** The bytes from `from` up to, not including, `to`: in memory that nobody else writes to. May throw. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** How much is read at a time. */
const PIECE = 1 << 20;

/** Reads exactly what was asked for. Throws `verify.source-failed`. */
export async function readAt(file: Seekable, from: number, to: number): Promise<Uint8Array> {
  try {
    const bytes = await file.read(from, to);
    if (bytes.length !== to - from)
      throw new Error(`${to - from} bytes were asked for, ${bytes.length} came.`);
    return bytes;
  } catch (cause) {
    throw new VerifyError('verify.source-failed', `The bundle could not be read: ${sentenceOf(cause)}`, {
      cause,
    });
  }
}

/** A part of a file, piece by piece. Throws `verify.source-failed`. */
export async function* piecesOf(
  file: Seekable,
  from = 0,
  to: number = file.size,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += PIECE) yield await readAt(file, at, Math.min(at + PIECE, to));
}

/** A file of a browser, or anything else that is a `Blob`: nothing of it is held. */
export const seekableBlob = (blob: Blob): Seekable => ({
  size: blob.size,
  read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
});

/** What comes as a stream, held whole: for small bundles, and where nothing better is at hand. */
export async function heldWhole(source: AsyncIterable<Uint8Array>): Promise<Seekable> {
  const pieces: { readonly from: number; readonly bytes: Uint8Array }[] = [];
  let size = 0;
  try {
    for await (const bytes of source) {
      if (bytes.length > 0) pieces.push({ from: size, bytes });
      size += bytes.length;
    }
  } catch (cause) {
    throw new VerifyError('verify.source-failed', `The bundle could not be read: ${sentenceOf(cause)}`, {
      cause,
    });
  }
  return { size, read: async (from, to) => cut(pieces, from, to) };
}

function cut(
  pieces: readonly { readonly from: number; readonly bytes: Uint8Array }[],
  from: number,
  to: number,
): Uint8Array {
  const out = new Uint8Array(to - from);
  for (let at = holding(pieces, from); at < pieces.length && pieces[at]!.from < to; at++) {
    const { from: start, bytes } = pieces[at]!;
    const part = bytes.subarray(Math.max(0, from - start), to - start);
    out.set(part, Math.max(0, start - from));
  }
  return out;
}

/** The last piece that begins at or before this place. */
function holding(pieces: readonly { readonly from: number }[], place: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pieces[middle]!.from <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
