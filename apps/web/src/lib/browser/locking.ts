import { fromHex, toHex } from '@comity/log';
import { scryptAsync } from '@noble/hashes/scrypt.js';

/** A secret under a passphrase, as the command keeps it in the file of an identity; all of it in hex. */
export interface Locked {
  readonly kept: 'passphrase';
  readonly salt: string;
  readonly nonce: string;
  readonly box: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** scrypt with N = 2^16, r = 8, p = 1, then AES-256-GCM with its tag at the end. */
async function keyFrom(passphrase: string, salt: Uint8Array): Promise<CryptoKey> {
  const cost = { N: 2 ** 16, r: 8, p: 1, dkLen: 32 };
  const stretched = await scryptAsync(passphrase.normalize('NFKC'), salt, cost);
  return crypto.subtle.importKey('raw', stretched as Bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export async function lockSeed(seed: Uint8Array, passphrase: string): Promise<Locked> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyFrom(passphrase, salt);
  const box = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, seed as Bytes));
  return { kept: 'passphrase', salt: toHex(salt), nonce: toHex(iv), box: toHex(box) };
}

/** The seed, or undefined where the passphrase does not open it. */
export async function unlockSeed(
  { salt, nonce, box }: Locked,
  passphrase: string,
): Promise<Uint8Array | undefined> {
  const key = await keyFrom(passphrase, fromHex(salt));
  const iv = fromHex(nonce) as Bytes;
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, fromHex(box) as Bytes).then(
    (seed) => new Uint8Array(seed),
    () => undefined,
  );
}

const isHex = (text: unknown): text is string => typeof text === 'string' && /^(?:[0-9a-f]{2})+$/.test(text);

/** Whether this is a secret under a passphrase at all. */
export function isLocked(secret: unknown): secret is Locked {
  const { kept, salt, nonce, box } = { ...(secret as Partial<Locked> | null) };
  return kept === 'passphrase' && isHex(salt) && isHex(nonce) && nonce.length === 24 && isHex(box);
}
