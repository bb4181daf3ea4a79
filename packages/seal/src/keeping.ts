import { concat, fromBase64url, toBase64url, utf8 } from '@comity/log';
import * as z from 'zod/mini';
import { SealError } from './errors.ts';
import { readRecoveryCode } from './recovery.ts';

export { newRecoveryCode } from './recovery.ts';

/**
 * How a person's encryption keys are kept: each under one master key, and the master key wrapped once for
 * everything that may open it: a passkey (by its PRF), a passphrase, a recovery code. See docs/spec/07-keeping.md.
 */

const bytes = (most: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(most));
const locked = { iv: bytes(16), box: bytes(64_000) };
const wrapped = { salt: bytes(43), iv: bytes(16), box: bytes(64) };

export const wrap = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('passkey'), credential: bytes(1400), ...wrapped }),
  z.strictObject({ by: z.literal('recovery'), ...wrapped }),
  z.strictObject({
    by: z.literal('passphrase'),
    memory: z.int().check(z.minimum(8192), z.maximum(1_048_576)),
    passes: z.int().check(z.minimum(1), z.maximum(16)),
    ...wrapped,
  }),
]);
export type Wrap = z.infer<typeof wrap>;

/** The secret key of a contact under the master key. */
export const keptKey = z.strictObject({
  contact: z.string().check(z.regex(/^con_[A-Za-z0-9_-]{22}$/)),
  fingerprint: z.string().check(z.regex(/^[0-9a-f]{40,64}$/)),
  ...locked,
});
export type KeptKey = z.infer<typeof keptKey>;

/** What a person keeps. It opens with nothing that a host has. */
export const keyBox = z.strictObject({
  v: z.literal(1),
  wraps: z.array(wrap).check(z.minLength(1), z.maxLength(16)),
  keys: z.array(keptKey).check(z.maxLength(64)),
});
export type KeyBox = z.infer<typeof keyBox>;

/** What may lie with a host: a passphrase could be guessed there at leisure, so its wrap stays where it was made. */
export const forHost = (box: KeyBox): KeyBox | undefined => {
  const wraps = box.wraps.filter((w) => w.by !== 'passphrase');
  return wraps.length > 0 ? { ...box, wraps } : undefined;
};

export const newMaster = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));

/** What opens a wrap: 32 bytes of a passkey's PRF, a passphrase, or a recovery code as typed. */
export type Opener =
  | { readonly by: 'passkey'; readonly credential: string; readonly prf: Uint8Array }
  | { readonly by: 'passphrase'; readonly passphrase: string }
  | { readonly by: 'recovery'; readonly code: string };

/** RFC 9106, second recommended choice, in half its memory: a phone has to do it too. */
const ARGON2 = { memory: 32_768, passes: 3 };

export async function wrapMaster(master: Uint8Array, opener: Opener): Promise<Wrap> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const kek = await keyFrom(opener, salt, ARGON2);
  const box = await crypto.subtle.encrypt(sealed(iv, opener.by), kek, own(master));
  const common = { salt: toBase64url(salt), iv: toBase64url(iv), box: toBase64url(new Uint8Array(box)) };
  if (opener.by === 'passkey') return { by: 'passkey', credential: opener.credential, ...common };
  return opener.by === 'recovery'
    ? { by: 'recovery', ...common }
    : { by: 'passphrase', ...ARGON2, ...common };
}

const FAILED = {
  passkey: ['seal.wrong-passkey', 'This passkey does not open the keys.'],
  passphrase: ['seal.wrong-passphrase', 'The passphrase does not open the keys.'],
  recovery: [
    'seal.wrong-recovery-code',
    'This recovery code is well formed, and opens other keys than these.',
  ],
} as const;

/**
 * Opens the master key. Throws `seal.wrong-passkey`, `seal.wrong-passphrase`, `seal.wrong-recovery-code`,
 * `seal.mistyped-recovery-code`.
 */
export async function unwrapMaster(
  { wraps }: { readonly wraps: readonly Wrap[] },
  opener: Opener,
): Promise<Uint8Array> {
  for (const w of wraps) {
    if (w.by !== opener.by) continue;
    if (opener.by === 'passkey' && w.by === 'passkey' && w.credential !== opener.credential) continue;
    const cost = w.by === 'passphrase' ? w : ARGON2;
    const kek = await keyFrom(opener, fromBase64url(w.salt), cost);
    const master = await crypto.subtle
      .decrypt(sealed(own(fromBase64url(w.iv)), w.by), kek, own(fromBase64url(w.box)))
      .catch(() => undefined);
    if (master) return new Uint8Array(master);
  }
  const [code, message] = FAILED[opener.by];
  throw new SealError(code, message);
}

const CONTEXT = 'comity/wrap/v1';

async function keyFrom(
  opener: Opener,
  salt: Uint8Array,
  cost: { memory: number; passes: number },
): Promise<CryptoKey> {
  const secret = await secretOf(opener, salt, cost);
  const material = await crypto.subtle.importKey('raw', own(secret), 'HKDF', false, ['deriveKey']);
  const info = own(utf8(`${CONTEXT}\n${opener.by}`));
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: own(salt), info };
  return crypto.subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

async function secretOf(
  opener: Opener,
  salt: Uint8Array,
  { memory, passes }: { memory: number; passes: number },
): Promise<Uint8Array> {
  if (opener.by === 'passkey') return opener.prf;
  if (opener.by === 'recovery') return readRecoveryCode(opener.code);
  // Loaded where there is a passphrase: with a passkey nobody needs it.
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  return argon2idAsync(opener.passphrase.normalize('NFKC'), salt, { m: memory, t: passes, p: 1, dkLen: 32 });
}

/** The master key as something that locks and opens here and cannot be taken out. */
export const importMaster = (master: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', own(master), 'AES-GCM', false, ['encrypt', 'decrypt']);

type Named = Pick<KeptKey, 'contact' | 'fingerprint'>;

/** Locks the secret key of a contact; it opens under this name only. */
export async function lockKey(
  master: CryptoKey,
  { contact, fingerprint }: Named,
  secret: Uint8Array,
): Promise<KeptKey> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.encrypt(sealed(iv, `${contact} ${fingerprint}`), master, own(secret));
  return { contact, fingerprint, iv: toBase64url(iv), box: toBase64url(new Uint8Array(box)) };
}

/** Throws `seal.kept-key-damaged`: it was changed, or belongs under another master key. */
export async function openKey(
  master: CryptoKey,
  { contact, fingerprint, iv, box }: KeptKey,
): Promise<Uint8Array> {
  const algorithm = sealed(own(fromBase64url(iv)), `${contact} ${fingerprint}`);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, master, own(fromBase64url(box))));
  } catch {
    throw new SealError(
      'seal.kept-key-damaged',
      `The key kept for ${contact} does not open: it was changed.`,
    );
  }
}

/** AES-256-GCM; what the box is for is authenticated with it. */
const sealed = (iv: Uint8Array<ArrayBuffer>, purpose: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: own(utf8(`${CONTEXT}\n${purpose}`)),
});

/** WebCrypto wants memory that is not shared. */
const own = (part: Uint8Array): Uint8Array<ArrayBuffer> => concat(part) as Uint8Array<ArrayBuffer>;
