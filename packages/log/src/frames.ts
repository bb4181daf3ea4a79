/** Cuts records out of a stream of chunks: each a big-endian uint16 length and its bytes. */
export class Frames {
  #rest: Uint8Array = new Uint8Array(0);

  /** The records that are complete with this chunk. They share its memory. */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    let at = 0;
    while (at + 2 <= bytes.length) {
      const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
      if (end > bytes.length) break;
      yield bytes.subarray(at + 2, end);
      at = end;
    }
    this.#rest = bytes.slice(at);
  }

  /** Whether the stream ended between two records. */
  get complete(): boolean {
    return this.#rest.length === 0;
  }
}
