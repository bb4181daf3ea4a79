import { concat } from '@comity/log';
import { createMessage, encrypt, encryptSessionKey, type PrivateKey, type PublicKey, sign } from 'openpgp';
import { PROFILE } from './profile.ts';

/** Keys a session key is sealed to between two reports of progress. */
const BATCH = 50;

/** Who signs, who can open, and when it is: the same for the payload and for every file of a message. */
export interface Envelope {
  readonly signer: PrivateKey;
  readonly keys: readonly PublicKey[];
  readonly date: Date;
  /** Called with the number of keys that were just sealed to. */
  readonly onSealed: (keys: number) => void;
}

/**
 * Signs bytes and seals them to every key: an OpenPGP message that `gpg -d` opens. The session key is made
 * here and is always AES-256 with SEIPD version 1: left to itself, the library would follow what the
 * recipients' keys prefer, which can be a form that some of them cannot read.
 */
export async function sealBytes(bytes: Uint8Array, envelope: Envelope): Promise<Uint8Array> {
  const { date } = envelope;
  const sessionKey = { data: crypto.getRandomValues(new Uint8Array(32)), algorithm: 'aes256' as const };
  const signed = await sign({
    message: await createMessage({ binary: bytes, date }),
    signingKeys: envelope.signer,
    format: 'object',
    date,
    config: PROFILE,
  });
  const body = await encrypt({ message: signed, sessionKey, format: 'binary', date, config: PROFILE });
  const parts = await sealSessionKey(sessionKey, envelope);
  sessionKey.data.fill(0);
  return concat(...parts, body);
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
