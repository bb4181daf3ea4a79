import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ed25519Signer, fromHex, type Signer, toHex } from '@comity/log';
import { type PushKey, pushKeyOf } from './platform/index.ts';

/** A 32-byte seed kept in a file that only its owner reads; made the first time. Half-written files are refused. */
export async function readSeed(folder: string, name: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) {
    const seed = fromHex(kept.trim());
    if (seed.length !== 32) throw new Error(`${path} does not hold a seed of 32 bytes.`);
    return seed;
  }
  const seed = new Uint8Array(randomBytes(32));
  // `wx`: two starts never overwrite each other's key.
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${toHex(seed)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return seed;
}

/** The host's key: in the data folder, never in the database. */
export const readHostKey = async (dataFolder: string): Promise<Signer> =>
  ed25519Signer(await readSeed(join(dataFolder, 'keys'), 'host.seed'));

/** The key by which push services know this host: beside the host's key, made once the operator allows such a service. */
export const readPushKey = async (dataFolder: string): Promise<PushKey> =>
  pushKeyOf(await readSeed(join(dataFolder, 'keys'), 'push.seed'));
