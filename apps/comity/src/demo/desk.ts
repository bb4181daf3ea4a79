import { randomBytes } from 'node:crypto';
import type { ActType, DataOf } from '@comity/acts';
import { act, type Connection, type Hand, putBlob, signIn } from '@comity/client';
import { ed25519Signer, sha256Hex } from '@comity/log';
import type { Text } from '@comity/text';
import type { Place } from '../people.ts';

/** Who does it, and what the steps before it made. */
export class Desk {
  readonly place: Place;
  readonly officer: Hand;
  readonly year = new Date().getUTCFullYear();
  draft = '';
  /** The English of the draft as it stands. */
  text: Text | undefined;

  constructor(place: Place, officer: Hand) {
    this.place = place;
    this.officer = officer;
  }

  does = <T extends ActType>(hand: Hand, type: T, data: DataOf<T>) =>
    act(this.place.connection, this.place.trust, hand, type, data);

  async upload(hand: Hand, bytes: Uint8Array): Promise<{ sha256: string; size: number }> {
    const connection = await this.#reader(hand);
    const sha256 = sha256Hex(bytes);
    await putBlob(connection, sha256, bytes);
    return { sha256, size: bytes.length };
  }

  async #reader(hand: Hand): Promise<Connection> {
    const session = await ed25519Signer(new Uint8Array(randomBytes(32)));
    return (await signIn(this.place.connection, this.place.trust, hand, session, 1)).connection;
  }
}
