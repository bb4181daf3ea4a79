import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ed25519Signer,
  fromHex,
  isKeyName,
  NOTE_COSIGNATURE,
  type Signer,
  toHex,
  verifierKey,
} from '@comity/log';
import { takeLock } from '@comity/server/durable';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';

/** A witness as it is kept in a folder: its name and its key, which go together for ever. */
export interface WitnessIdentity {
  readonly name: string;
  readonly signer: Signer;
  /** The verifier key line that others put into their policies (type 04). */
  readonly key: string;
}

/** Takes a folder for this process alone. Throws `comity.witness-folder-in-use`. */
export async function holdFolder(folder: string): Promise<() => void> {
  await mkdir(join(folder, 'seen'), { recursive: true, mode: 0o700 });
  const release = takeLock(join(folder, 'lock'));
  if (release) return release;
  throw new CommandError(
    'comity.witness-folder-in-use',
    `Another witness runs on ${folder}.`,
    'Stop it first, or name another folder with --data. Never run two on copies of one folder: they would share a key.',
  );
}

/**
 * The name and key in a folder, made the first time. A name stays with its key, since a cosignature does not say
 * under which name it was made. Throws `comity.witness-name`, `comity.witness-damaged`.
 */
export async function openIdentity(folder: string, name: string | undefined): Promise<WitnessIdentity> {
  const path = join(folder, 'witness.key');
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const { name: known, seed } = kept === undefined ? await make(path, name) : read(path, kept);
  if (name !== undefined && name !== known) {
    throw nameError(
      `The witness in ${folder} is called ${known}.`,
      'Leave --name out, or name another folder with --data: another name takes another key.',
    );
  }
  const signer = await ed25519Signer(seed);
  return { name: known, signer, key: verifierKey(known, signer.publicKey, NOTE_COSIGNATURE) };
}

const nameError = (says: string, next: string) => new CommandError('comity.witness-name', says, next);

async function make(path: string, name: string | undefined) {
  if (name === undefined || !isKeyName(name)) {
    throw nameError(
      name === undefined ? 'What is this witness called?' : `“${name}” cannot be the name of a witness.`,
      'Give it a name of its own without spaces or plus, best below a domain of yours: --name witness.example/river',
    );
  }
  const seed = new Uint8Array(randomBytes(32));
  await writePrivate(path, `${name}\n${toHex(seed)}\n`, 'wx');
  return { name, seed };
}

function read(path: string, kept: string): { name: string; seed: Uint8Array } {
  const match = /^([^\n]+)\n([0-9a-f]{64})\n$/.exec(kept);
  if (match && isKeyName(match[1]!)) return { name: match[1]!, seed: fromHex(match[2]!) };
  throw new CommandError(
    'comity.witness-damaged',
    `${path} does not hold the name and key of a witness.`,
    'Restore it from your copy. Without it, begin in another folder under another name, and tell those who list this witness.',
  );
}
