import { block, H0 } from './sha256.ts';

const ZEROS = new Uint8Array(64);

/** SHA-256 of what comes in pieces: holds no more than a block of it. */
export class Sha256 {
  readonly #state = H0.slice();
  readonly #words = new Uint32Array(64);
  readonly #block = new Uint8Array(64);
  readonly #view = new DataView(this.#block.buffer);
  #length = 0;

  update(data: Uint8Array): void {
    for (let at = 0; at < data.length; ) {
      const filled = this.#length % 64;
      const part = data.subarray(at, at + 64 - filled);
      this.#block.set(part, filled);
      this.#length += part.length;
      at += part.length;
      if (filled + part.length === 64) this.#take();
    }
  }

  /** 32 bytes. Nothing may be added after. */
  digest(): Uint8Array {
    const bytes = this.#length;
    this.update(Uint8Array.of(0x80));
    this.update(ZEROS.subarray(0, (120 - (this.#length % 64)) % 64));
    const length = new DataView(new ArrayBuffer(8));
    length.setUint32(0, Math.floor(bytes / 0x20000000));
    length.setUint32(4, (bytes << 3) >>> 0);
    this.update(new Uint8Array(length.buffer));
    const out = new DataView(new ArrayBuffer(32));
    this.#state.forEach((word, i) => {
      out.setUint32(4 * i, word);
    });
    return new Uint8Array(out.buffer);
  }

  #take(): void {
    for (let i = 0; i < 16; i++) this.#words[i] = this.#view.getUint32(4 * i);
    block(this.#state, this.#words);
  }
}
