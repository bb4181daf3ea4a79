/** Bytes of memory for what many ask for. */
const ROOM = 8 * 1024 * 1024;

/**
 * What is published never changes under its path, so what was served lately is kept as it went out: a mirror that
 * reads the whole log, and all who follow its edge, ask for the same.
 */
export class Shelf {
  readonly #kept = new Map<string, Buffer>();
  #bytes = 0;

  /** What stands under a path, made once: what `make` throws is not kept. */
  async find(path: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const kept = this.#kept.get(path);
    if (kept) {
      // The one not asked for longest stands first, and goes first.
      this.#kept.delete(path);
      this.#kept.set(path, kept);
      return kept;
    }
    const made = await make();
    this.#keep(path, made);
    return made;
  }

  #keep(path: string, bytes: Buffer): void {
    if (bytes.length > ROOM / 8 || this.#kept.has(path)) return;
    this.#kept.set(path, bytes);
    this.#bytes += bytes.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= ROOM) break;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
  }

  /** Bytes that are kept. */
  get size(): number {
    return this.#bytes;
  }
}
