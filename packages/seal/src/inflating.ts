import { concat } from '@comity/log';
import { CompressedDataPacket, enums } from 'openpgp';
import { endOfStored } from './filling.ts';

/**
 * sq fills messages up behind the end of their deflate stream, and openpgp hands the whole to an inflater that
 * refuses what follows: messages that gpg and sqop open would not open here. What lies behind the end is cut off first.
 * It is part of what the integrity check covers, and of nothing that is shown.
 */
interface Inflating {
  algorithm: enums.compression;
  /** Bytes, or chunks of them that can be read once. */
  compressed: Uint8Array | Pick<ReadableStream<Uint8Array>, 'getReader'>;
  decompress(...given: unknown[]): Promise<void>;
}
const prototype = CompressedDataPacket.prototype as unknown as Inflating;
const inflate = prototype.decompress;

prototype.decompress = async function decompress(this: Inflating, ...given: unknown[]): Promise<void> {
  if (this.algorithm === enums.compression.zip) {
    const bytes = await wholeOf(this.compressed);
    this.compressed = bytes.subarray(0, endOfStored(bytes));
  }
  return inflate.apply(this, given);
};

async function wholeOf(compressed: Inflating['compressed']): Promise<Uint8Array> {
  if (compressed instanceof Uint8Array) return compressed;
  const reader = compressed.getReader();
  const chunks: Uint8Array[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  return concat(...chunks);
}
