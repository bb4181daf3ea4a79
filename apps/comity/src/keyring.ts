import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Certificate, idOfKey, type PublicKey } from '@comity/acts';
import type { Hand, TrustedBody } from '@comity/client';
import { ed25519Signer, fromHex, type Signer, toHex } from '@comity/log';
import { CommandError } from './errors.ts';
import { gpgSigner } from './gpg.ts';

/** A secret in a file, as hex: in the open, or sealed with a passphrase. */
export type FiledSecret =
  | { readonly kept: 'file'; readonly seed: string }
  | { readonly kept: 'passphrase'; readonly salt: string; readonly nonce: string; readonly box: string };
/** How the secret of an identity is kept: in its file, or by gpg (a card, for example). */
export type Secret = FiledSecret | { readonly kept: 'gpg'; readonly fingerprint: string };

/** The encryption key of a contact that this person opens messages for. */
export interface HeldContact {
  readonly contact: string;
  readonly fingerprint: string;
  /** Binary transferable secret key, base64; absent where gpg holds it. */
  readonly privateKey?: string;
  /** The post-quantum half: the age recipient, and its identity, kept as the secret of the person is. */
  readonly hybrid?: { readonly recipient: string; readonly secret: FiledSecret };
}

/** Somebody this machine can act as. */
export interface Identity {
  readonly v: 1;
  readonly name: string;
  readonly url: string;
  readonly trust: TrustedBody;
  readonly participant: string;
  /** Absent for a root. */
  readonly person?: string;
  readonly secret: Secret;
  /** The public key as it is, or will be, registered. */
  readonly key: PublicKey;
  readonly contacts?: readonly HeldContact[];
  /** A reading and signing session, kept until it expires. */
  readonly session?: { readonly seed: string; readonly certificate: Certificate };
}

export const keyringFolder = (given?: string): string =>
  given ?? process.env.COMITY_KEYS ?? join(homedir(), '.config', 'comity', 'keys');

const NAME = /^[a-z0-9][a-z0-9._-]{0,60}$/;
const pathOf = (folder: string, name: string) => {
  if (!NAME.test(name)) {
    throw new CommandError(
      'comity.bad-name',
      `“${name}” cannot be the name of an identity.`,
      'Use a-z, 0-9, dot and hyphen.',
    );
  }
  return join(folder, `${name}.json`);
};

/** Writes a file that only its owner reads, whole or not at all. */
export async function writePrivate(
  path: string,
  content: string | Uint8Array,
  flags: 'w' | 'wx' = 'w',
): Promise<void> {
  const temporary = flags === 'wx' ? path : `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  if (temporary !== path) await rename(temporary, path);
}

export async function saveIdentity(folder: string, identity: Identity, replace = false): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = pathOf(folder, identity.name);
  try {
    await writePrivate(path, `${JSON.stringify(identity, null, 2)}\n`, replace ? 'w' : 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CommandError(
      'comity.identity-exists',
      `There is an identity “${identity.name}” already.`,
      'Choose another name with --name; nothing was overwritten.',
    );
  }
}

/** Changes what is kept of an identity, beginning from what the file says now. */
export async function updateIdentity(
  folder: string,
  name: string,
  change: (identity: Identity) => Identity,
): Promise<Identity> {
  const changed = change(await readIdentity(folder, name));
  await saveIdentity(folder, changed, true);
  return changed;
}

/** Forgets an identity. Whatever only its file held is gone. */
export async function removeIdentity(folder: string, name: string): Promise<void> {
  await rm(pathOf(folder, (await readIdentity(folder, name)).name));
}

export async function listIdentities(folder: string): Promise<Identity[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const found = names.filter((n) => n.endsWith('.json')).sort();
  return Promise.all(found.map(async (n) => parseIdentity(await readFile(join(folder, n), 'utf8'), n)));
}

/** The identities that trust this body by this key. */
export const identitiesOf = async (folder: string, { body, key }: TrustedBody): Promise<Identity[]> =>
  (await listIdentities(folder)).filter(({ trust }) => trust.body === body && trust.key === key);

/** Ids of the keys of a State that are at hand. Read again at each question: one made since is at hand as well. */
export async function keysAtHand(folder: string, participant: string): Promise<ReadonlySet<string>> {
  const own = (await listIdentities(folder)).filter((identity) => identity.participant === participant);
  return new Set(own.map(({ key }) => idOfKey(key)));
}

export async function readIdentity(folder: string, name: string): Promise<Identity> {
  const text = await readFile(pathOf(folder, name), 'utf8').catch(() => undefined);
  if (text !== undefined) return parseIdentity(text, name);
  const known = (await listIdentities(folder)).map((i) => i.name);
  throw new CommandError(
    'comity.no-such-identity',
    `There is no identity “${name}” in ${folder}.`,
    known.length ? `There are: ${known.join(', ')}.` : 'Make one with: comity key make',
  );
}

function parseIdentity(text: string, name: string): Identity {
  try {
    const identity = JSON.parse(text) as Partial<Identity> | null;
    if (identity?.v === 1 && identity.name && identity.secret && identity.key) return identity as Identity;
  } catch {
    // One answer for whatever is wrong with the file.
  }
  throw new CommandError(
    'comity.not-an-identity',
    `${name} in the folder of identities does not hold one.`,
    'Move it out of the folder.',
  );
}

/** Seals a seed with a passphrase: scrypt, then AES-256-GCM. */
export function lockSeed(seed: Uint8Array, passphrase: string): FiledSecret {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', stretch(passphrase, salt), nonce);
  const box = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
  return { kept: 'passphrase', salt: toHex(salt), nonce: toHex(nonce), box: toHex(box) };
}

const stretch = (passphrase: string, salt: Uint8Array) =>
  scryptSync(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 });

function unlockSeed(
  secret: Extract<Secret, { kept: 'passphrase' }>,
  passphrase: string | undefined,
): Uint8Array {
  if (passphrase === undefined) {
    throw new CommandError(
      'comity.passphrase-needed',
      'This identity is kept under a passphrase.',
      'Set COMITY_PASSPHRASE, or answer at the prompt.',
    );
  }
  const box = fromHex(secret.box);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    stretch(passphrase, fromHex(secret.salt)),
    fromHex(secret.nonce),
  );
  decipher.setAuthTag(box.subarray(-16));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()]));
  } catch {
    throw new CommandError(
      'comity.wrong-passphrase',
      'The passphrase is not the right one.',
      'Try again; nothing was changed.',
    );
  }
}

/** The secret that a file keeps. Throws `comity.passphrase-needed`, `comity.wrong-passphrase`. */
export const openSecret = (secret: FiledSecret, passphrase: string | undefined): Uint8Array =>
  secret.kept === 'file' ? fromHex(secret.seed) : unlockSeed(secret, passphrase);

/** The signer behind an identity's own key. */
export async function signerOf(
  { secret }: Identity,
  passphrase = process.env.COMITY_PASSPHRASE,
): Promise<Signer> {
  return secret.kept === 'gpg'
    ? gpgSigner(secret.fingerprint)
    : ed25519Signer(openSecret(secret, passphrase));
}

export async function handOf(identity: Identity, passphrase?: string): Promise<Hand> {
  const { participant, person, key } = identity;
  return { participant, key, signer: await signerOf(identity, passphrase), ...(person ? { person } : {}) };
}
