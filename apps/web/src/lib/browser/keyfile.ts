import { describeKey, idOfKey } from '@comity/acts';
import { ed25519Signer, fromHex, type Signer } from '@comity/log';

/** An identity as the command keeps it, with what signs for it. */
export interface KeyFile {
  readonly participant: string;
  readonly person: string;
  readonly signer: Signer;
}

type Fault =
  | 'no-key-file'
  | 'held-by-gpg'
  | 'root'
  | 'wrong-passphrase'
  | 'other-key'
  | 'other-body'
  | 'refused';

export class KeyFileError extends Error {
  readonly code: `web.key-file-${Fault}`;
  constructor(fault: Fault, message: string) {
    super(message);
    this.name = 'KeyFileError';
    this.code = `web.key-file-${fault}`;
  }
}

const HEX32 = /^[0-9a-f]{64}$/;

/**
 * Opens a key file of `comity key make`: the file of an identity in the folder of keys. What it holds stays in
 * memory. `passphrase` is asked for only where the file is kept under one. Throws `KeyFileError`.
 */
export async function openKeyFile(text: string, passphrase: () => Promise<string>): Promise<KeyFile> {
  const file = read(text);
  const seed = file.secret.kept === 'file' ? file.secret.seed : await unlock(file.secret, await passphrase());
  if (!HEX32.test(seed)) throw new KeyFileError('no-key-file', 'The file holds no Ed25519 seed.');
  const signer = await ed25519Signer(fromHex(seed));
  if (idOfKey(describeKey('ed25519', signer.publicKey)) !== file.keyId) {
    throw new KeyFileError('no-key-file', 'The secret in the file does not belong to the key it names.');
  }
  return { participant: file.participant, person: file.person, signer };
}

/** Nothing of it is known before it is looked at. */
type Secret = Readonly<Partial<Record<'kept' | 'seed' | 'salt' | 'nonce' | 'box', unknown>>>;

interface Locked {
  readonly kept: 'passphrase';
  readonly salt: string;
  readonly nonce: string;
  readonly box: string;
}

function read(text: string) {
  let found: Record<string, unknown>;
  try {
    found = { ...(JSON.parse(text) as Record<string, unknown>) };
  } catch {
    throw new KeyFileError('no-key-file', 'The file is not JSON.');
  }
  const { participant, person, secret, key } = found as {
    participant?: unknown;
    person?: unknown;
    secret?: Secret;
    key?: { alg?: unknown; key?: unknown };
  };
  if (found.v !== 1 || typeof participant !== 'string' || !secret || typeof key?.key !== 'string')
    throw new KeyFileError('no-key-file', 'The file is not an identity of the command.');
  if (secret.kept === 'gpg')
    throw new KeyFileError('held-by-gpg', 'gpg holds this key: sign on the command line.');
  if (typeof person !== 'string')
    throw new KeyFileError('root', 'A root signs on the command line or on the page for roots, never here.');
  const kept = secretOf(secret);
  return { participant, person, secret: kept, keyId: idOfKey({ alg: 'ed25519', key: key.key }) };
}

function secretOf(secret: Secret) {
  if (secret.kept === 'file' && typeof secret.seed === 'string')
    return { kept: 'file' as const, seed: secret.seed };
  const { salt, nonce, box } = secret;
  const isHex = (text: unknown): text is string =>
    typeof text === 'string' && /^(?:[0-9a-f]{2})+$/.test(text);
  if (secret.kept === 'passphrase' && isHex(salt) && isHex(nonce) && isHex(box))
    return { kept: 'passphrase' as const, salt, nonce, box };
  throw new KeyFileError('no-key-file', 'The file says nothing of how its secret is kept.');
}

/** scrypt with N = 2^16, r = 8, p = 1, then AES-256-GCM with the tag at the end: as the command locks it. */
async function unlock({ salt, nonce, box }: Locked, passphrase: string): Promise<string> {
  const { scryptAsync } = await import('@noble/hashes/scrypt.js');
  const bytes = (hex: string) => fromHex(hex) as Uint8Array<ArrayBuffer>;
  const stretched = await scryptAsync(passphrase.normalize('NFKC'), bytes(salt), {
    ...{ N: 2 ** 16, r: 8, p: 1, dkLen: 32 },
  });
  const key = await crypto.subtle.importKey('raw', stretched as Uint8Array<ArrayBuffer>, 'AES-GCM', false, [
    'decrypt',
  ]);
  try {
    const seed = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(nonce) }, key, bytes(box));
    return [...new Uint8Array(seed)].map((b) => b.toString(16).padStart(2, '0')).join('');
  } catch {
    throw new KeyFileError('wrong-passphrase', 'The passphrase does not open the key file.');
  }
}
