import { fromBase64url, sha256Hex, toBase64url } from '@comity/log';
import { decryptSessionKeys, enums, type PrivateKey, type SessionKey } from 'openpgp';
import { assertCiphertextSize, readAnyMessage } from './decrypting.ts';
import { SealError } from './errors.ts';
import { type CiphertextKey, ciphertextKey } from './formerkeys.ts';
import { dateOf } from './instant.ts';
import { hasOuterSeal, openOuterWith, outerKeyOf } from './outer.ts';
import { type LockedKey, readUnlocked } from './privatekey.ts';
import { PROFILE } from './profile.ts';

/**
 * Takes out of a ciphertext what opens it, with a private key that it was sealed to. Nothing of its content is read or
 * believed: that is checked when it is opened. Throws `seal.cannot-decrypt`, `seal.ciphertext-too-large`, and over the
 * own keys as `open` does.
 */
export async function takeCiphertextKey(
  ciphertext: Uint8Array,
  own: { readonly keys: readonly LockedKey[]; readonly hybrid?: readonly string[] },
  now: string,
): Promise<CiphertextKey> {
  assertCiphertextSize(ciphertext);
  const keys = await Promise.all(own.keys.map(readUnlocked));
  const outer = hasOuterSeal(ciphertext) ? await outerKeyOf(ciphertext, own.hybrid ?? []) : undefined;
  const inner = outer ? await openOuterWith(ciphertext, outer) : ciphertext;
  const { algorithm, data } = await sessionKeyOf(inner, keys, dateOf(now, 'now'));
  return ciphertextKey.parse({
    sha256: sha256Hex(ciphertext),
    algorithm,
    key: toBase64url(data),
    ...(outer ? { outer: toBase64url(outer) } : {}),
  });
}

/** The same where gpg took the session key out (`--show-session-key`): `9:` and its hex digits. */
export function ciphertextKeyFromGpg(
  ciphertext: Uint8Array,
  said: string,
  outer: Uint8Array | undefined,
): CiphertextKey {
  const [, number = '', hex = ''] = /^(\d{1,2}):([0-9A-Fa-f]{32,64})$/.exec(said) ?? [];
  const algorithm = Object.entries(enums.symmetric).find(([, id]) => id === Number(number))?.[0];
  const read = ciphertextKey.safeParse({
    sha256: sha256Hex(ciphertext),
    algorithm,
    key: toBase64url(Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))),
    ...(outer ? { outer: toBase64url(outer) } : {}),
  });
  if (read.success) return read.data;
  throw cannotDecrypt();
}

async function sessionKeyOf(
  inner: Uint8Array,
  decryptionKeys: readonly PrivateKey[],
  date: Date,
): Promise<SessionKey> {
  try {
    const message = await readAnyMessage(inner);
    const found = await decryptSessionKeys({
      ...{ message, decryptionKeys: [...decryptionKeys], date, config: PROFILE },
    });
    const [first] = found;
    if (first?.algorithm) return first as SessionKey;
  } catch {
    // One answer for whatever is wrong with it.
  }
  throw cannotDecrypt();
}

const cannotDecrypt = () =>
  new SealError('seal.cannot-decrypt', 'It cannot be decrypted with your keys, or was altered on its way.');

/** As openpgp takes it. */
export const sessionKeyFrom = ({ algorithm, key }: CiphertextKey): SessionKey => ({
  algorithm,
  data: fromBase64url(key),
});
