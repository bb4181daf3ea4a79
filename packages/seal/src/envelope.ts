import { concat } from '@comity/log';
import {
  CompressedDataPacket,
  createMessage,
  encrypt,
  encryptSessionKey,
  enums,
  Message,
  PacketList,
  type PrivateKey,
  type PublicKey,
  sign,
} from 'openpgp';
import { storedAt, storedLength } from './filling.ts';
import { sealOuter } from './outer.ts';
import { fileBucketOf } from './padding.ts';
import { PROFILE } from './profile.ts';

/** Keys a session key is sealed to between two reports of progress. */
const BATCH = 50;

/** Signs bytes: a binary message of the bytes with one signature, not compressed. */
export type Sign = (bytes: Uint8Array) => Promise<Message<Uint8Array>>;

/** Who signs, who can open, and when it is: the same for the payload and for every file of a message. */
export interface Envelope {
  readonly sign: Sign;
  readonly keys: readonly PublicKey[];
  /** The age recipients of the outer seal; none: there is no outer seal. */
  readonly outer: readonly string[];
  readonly date: Date;
  /** Called with the number of keys that were just sealed to. */
  readonly onSealed: (keys: number) => void;
}

/** Signs with a key at hand. */
export const signWith =
  (signer: PrivateKey, date: Date): Sign =>
  async (bytes) =>
    sign({
      message: await createMessage({ binary: bytes, date }),
      signingKeys: signer,
      format: 'object',
      date,
      config: PROFILE,
    }) as Promise<Message<Uint8Array>>;

/** Signs the bytes of a payload, which has filled itself up, and seals them to every key. */
export const sealPayload = async (bytes: Uint8Array, envelope: Envelope): Promise<Uint8Array> =>
  sealMessage(await envelope.sign(bytes), envelope);

/** The same for a file: it is filled up to its size bucket on the way. */
export const sealFile = async (bytes: Uint8Array, envelope: Envelope): Promise<Uint8Array> =>
  sealMessage(filled(await envelope.sign(bytes)), envelope);

function filled(message: Message<Uint8Array>): Message<Uint8Array> {
  const bytes = message.packets.write();
  const packet = new CompressedDataPacket() as CompressedDataPacket & Stored;
  packet.algorithm = enums.compression.zip;
  packet.compressed = storedAt(bytes, fileBucketOf(storedLength(bytes.length)));
  const packets = new PacketList<CompressedDataPacket>();
  packets.push(packet);
  return new Message<Uint8Array>(packets as never);
}
/** What a compressed packet holds when it is written as it was read. */
interface Stored {
  algorithm: enums.compression;
  compressed: Uint8Array;
}

/**
 * Seals a signed message to every key: an OpenPGP message that `gpg -d` opens, with the outer seal around it where
 * there is one. The session key is made here and is always AES-256 with SEIPD version 1: left to itself, the
 * library would follow what the recipients' keys prefer, which can be a form that some of them cannot read.
 */
async function sealMessage(message: Message<Uint8Array>, envelope: Envelope): Promise<Uint8Array> {
  const { date, outer, onSealed } = envelope;
  const sessionKey = { data: crypto.getRandomValues(new Uint8Array(32)), algorithm: 'aes256' as const };
  const body = await encrypt({ message, sessionKey, format: 'binary', date, config: PROFILE });
  const parts = await sealSessionKey(sessionKey, envelope);
  sessionKey.data.fill(0);
  const inner = concat(...parts, body);
  if (outer.length === 0) return inner;
  const sealed = await sealOuter(inner, outer);
  onSealed(outer.length);
  return sealed;
}

async function sealSessionKey(
  sessionKey: { data: Uint8Array; algorithm: 'aes256' },
  { keys, date, onSealed }: Envelope,
): Promise<Uint8Array[]> {
  const batches: Promise<Uint8Array>[] = [];
  for (let i = 0; i < keys.length; i += BATCH) batches.push(sealTo(keys.slice(i, i + BATCH)));
  return Promise.all(batches);

  async function sealTo(encryptionKeys: PublicKey[]): Promise<Uint8Array> {
    const options = { ...sessionKey, encryptionKeys, format: 'binary' as const, date, config: PROFILE };
    const part = await encryptSessionKey(options);
    onSealed(encryptionKeys.length);
    return part;
  }
}
