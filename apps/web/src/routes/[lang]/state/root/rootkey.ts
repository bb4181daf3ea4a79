import { describeKey, idOfKey, type RootKey } from '@comity/acts';
import type { Hand, TrustedBody } from '@comity/client';
import { ed25519Signer, fromHex, type Signer, toHex } from '@comity/log';
import { isLocked, lockSeed, unlockSeed } from '#lib/browser/locking.ts';

/** The root key of a participant, for as long as a page holds it. It is kept nowhere else. */
export interface Root {
  /** 32 bytes: all there is to the secret. */
  readonly seed: Uint8Array;
  readonly key: RootKey;
  readonly keyId: string;
  readonly signer: Signer;
}

/** Throws what the browser throws where it cannot use Ed25519. */
export async function rootOf(seed: Uint8Array): Promise<Root> {
  const signer = await ed25519Signer(seed);
  const key = describeKey('ed25519', signer.publicKey) as RootKey;
  return { seed, key, keyId: idOfKey(key), signer };
}

export const makeRoot = (): Promise<Root> => rootOf(crypto.getRandomValues(new Uint8Array(32)));

/** The hand of a root: no person, and no checkpoint that it must have seen. */
export const handOf = ({ signer, key }: Root, participant: string): Hand => ({ participant, signer, key });

/** Whose root it is, of which body, reached where. */
export interface Owner {
  readonly participant: string;
  readonly trust: TrustedBody;
  readonly url: string;
}

export const identityName = (participant: string): string => `${participant}-root`;

/** What `comity key import --root --seed FILE` reads: 64 hex digits. */
export const seedFile = ({ seed }: Root): string => `${toHex(seed)}\n`;

/**
 * The identity as `comity key make --root` writes it into the folder of its keys; with a passphrase, as
 * `--passphrase` does.
 */
export async function identityFile(
  { seed, key }: Root,
  { participant, trust, url }: Owner,
  passphrase = '',
): Promise<string> {
  const secret = passphrase ? await lockSeed(seed, passphrase) : { kept: 'file', seed: toHex(seed) };
  const identity = { v: 1, name: identityName(participant), url, trust, participant, secret, key };
  return `${JSON.stringify(identity, null, 2)}\n`;
}

/** The secret as it is printed: eight groups of eight hex digits, to be typed in again. */
export const spokenSeed = ({ seed }: Root): string => toHex(seed).match(/.{8}/g)!.join(' ');

/** Why a file holds no root that can be used here: the last part of `root.fault.…` in the catalogues. */
export type RootFault =
  | 'no-root'
  | 'needs-passphrase'
  | 'wrong-passphrase'
  | 'person'
  | 'other-state'
  | 'other-body';

export class RootRefused extends Error {
  readonly code = 'web.not-a-root';
  readonly fault: RootFault;
  constructor(fault: RootFault) {
    super(fault);
    this.name = 'RootRefused';
    this.fault = fault;
  }
}

/**
 * Reads a root from what was saved: 32 bytes, 64 hex digits (with spaces, as printed), or an identity of the
 * command. Throws `RootRefused`.
 */
export async function readRoot(bytes: Uint8Array, owner: Owner, passphrase = ''): Promise<Root> {
  if (bytes.length === 32) return rootOf(bytes);
  const text = new TextDecoder().decode(bytes).trim();
  const hex = text.replace(/\s+/g, '').toLowerCase();
  if (HEX32.test(hex)) return rootOf(fromHex(hex));
  return rootOf(await seedIn(identityIn(text, owner), passphrase));
}

const HEX32 = /^[0-9a-f]{64}$/;

interface Kept {
  readonly v?: unknown;
  readonly participant?: unknown;
  readonly person?: unknown;
  readonly trust?: { readonly body?: unknown };
  readonly secret?: { readonly kept?: unknown; readonly seed?: unknown };
}

function identityIn(text: string, { participant, trust }: Owner): NonNullable<Kept['secret']> {
  let found: Kept;
  try {
    found = { ...(JSON.parse(text) as Kept) };
  } catch {
    throw new RootRefused('no-root');
  }
  if (found.v !== 1 || !found.secret) throw new RootRefused('no-root');
  if (found.person !== undefined) throw new RootRefused('person');
  if (found.participant !== participant) throw new RootRefused('other-state');
  if (found.trust?.body !== trust.body) throw new RootRefused('other-body');
  return found.secret;
}

async function seedIn(secret: NonNullable<Kept['secret']>, passphrase: string): Promise<Uint8Array> {
  const { kept, seed } = secret;
  if (kept === 'file' && typeof seed === 'string' && HEX32.test(seed)) return fromHex(seed);
  if (!isLocked(secret)) throw new RootRefused('no-root');
  if (!passphrase) throw new RootRefused('needs-passphrase');
  const opened = await unlockSeed(secret, passphrase);
  if (opened?.length !== 32) throw new RootRefused('wrong-passphrase');
  return opened;
}
