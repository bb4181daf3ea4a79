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

/**
 * Opens a key file of `comity key make`: the file of an identity in the folder of keys. What it holds stays in
 * memory. `passphrase` is asked for only where the file is kept under one. Throws `KeyFileError`.
 */
export async function openKeyFile(text: string, passphrase: () => Promise<string>): Promise<KeyFile> {
  const file = read(text);
  const seed = await seedOf(file.secret, passphrase);
  const signer = await ed25519Signer(seed);
  if (idOfKey(describeKey('ed25519', signer.publicKey)) !== file.keyId) {
    throw new KeyFileError('no-key-file', 'The secret in the file does not belong to the key it names.');
  }
  return { participant: file.participant, person: file.person, signer };
}

/** Nothing of it is known before it is looked at. */
type Secret = Readonly<Partial<Record<'kept' | 'seed', unknown>>>;

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
    secret?: Secret | null;
    key?: { alg?: unknown; key?: unknown };
  };
  if (found.v !== 1 || typeof participant !== 'string' || !secret || typeof key?.key !== 'string')
    throw new KeyFileError('no-key-file', 'The file is not an identity of the command.');
  if (secret.kept === 'gpg')
    throw new KeyFileError('held-by-gpg', 'gpg holds this key: sign on the command line.');
  if (typeof person !== 'string')
    throw new KeyFileError('root', 'A root signs on the command line or on the page for roots, never here.');
  return { participant, person, secret, keyId: idOfKey({ alg: 'ed25519', key: key.key }) };
}

const HEX32 = /^[0-9a-f]{64}$/;

async function seedOf(secret: Secret, passphrase: () => Promise<string>): Promise<Uint8Array> {
  if (secret.kept === 'file' && typeof secret.seed === 'string' && HEX32.test(secret.seed))
    return fromHex(secret.seed);
  // What stretches a passphrase is loaded where there is one.
  const { isLocked, unlockSeed } = await import('./locking.ts');
  if (!isLocked(secret))
    throw new KeyFileError('no-key-file', 'The file says nothing of how its secret is kept.');
  const seed = await unlockSeed(secret, await passphrase());
  if (seed?.length !== 32)
    throw new KeyFileError('wrong-passphrase', 'The passphrase does not open the key file.');
  return seed;
}
