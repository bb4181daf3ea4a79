import { HashIndex } from '@comity/acts';
import { fromHex, sha256HexOfText, toHex } from '@comity/log';

/** Who used each nonce for which act: an actor once, whatever others do. */
export class Nonces {
  readonly #users = new HashIndex();
  /** Ids of acts, 32 bytes each, in the order of their first use. */
  #ids = new Uint8Array(64 * 32);

  /** The act that this actor used the nonce for first, if any; else it is this one from now on. */
  use(actor: string, nonce: string, id: string): string | undefined {
    const name = nameOf(actor, nonce);
    const before = this.#users.get(name);
    if (before !== undefined) return this.#idAt(before);
    this.#keep(this.#users.size, id);
    this.#users.set(name, this.#users.size);
    return undefined;
  }

  /** The act that this actor used the nonce for. */
  find(actor: string, nonce: string): string | undefined {
    const at = this.#users.get(nameOf(actor, nonce));
    return at === undefined ? undefined : this.#idAt(at);
  }

  #keep(at: number, id: string): void {
    if (32 * (at + 1) > this.#ids.length) {
      const larger = new Uint8Array(2 * this.#ids.length);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids.set(fromHex(id), 32 * at);
  }

  #idAt = (at: number): string => toHex(this.#ids.subarray(32 * at, 32 * (at + 1)));
}

/** No actor has a line feed in its name, and a nonce is base64url: two pairs are never one text. */
const nameOf = (actor: string, nonce: string) => sha256HexOfText(`${actor}\n${nonce}`);
