import { concat, equalBytes, fromBase64url, fromHex, toBase64url, utf8 } from './bytes.ts';
import { hasCanonicalS, isEd25519Point, isStrictEd25519Key } from './ed25519.ts';
import { LogError } from './errors.ts';
import { nodeCrypto, sha256Hex } from './hash.ts';

/**
 * Algorithm ids. Key bytes: `ed25519` 32 bytes; `p256` the uncompressed point, 65 bytes; `rs256` an RSA
 * SubjectPublicKeyInfo in DER, 2048 to 4096 bits, exponent 65537. Signatures: `ed25519` 64 bytes; `p256` DER with the
 * smallest encoding; `rs256` PKCS #1 v1.5. `openpgp` belongs to whoever brings its verifier.
 */
export type Algorithm = 'ed25519' | 'p256' | 'rs256' | 'openpgp';

/** Whether `signature` over `message` is good under `key`. Answers false for anything malformed; never throws. */
export type Verifier = (
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** Which algorithms a verifier of records can check. A missing one is refused, never skipped. */
export type Verifiers = Partial<Record<Algorithm, Verifier>>;

const P256_SPKI = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');
const ED25519_SPKI = fromHex('302a300506032b6570032100');
const ED25519_PKCS8 = fromHex('302e020100300506032b657004220420');

/** Whether bytes may be registered as a public key of this algorithm at all (shape, size, strictness). */
export function isAcceptableKey(alg: Algorithm, key: Uint8Array): boolean {
  switch (alg) {
    case 'ed25519':
      return isStrictEd25519Key(key) && isEd25519Point(key);
    case 'p256':
      return key.length === 65 && key[0] === 4 && isOnCurveP256(key);
    case 'rs256':
      return isRsaKey(key);
    case 'openpgp':
      return key.length > 0;
  }
}

const P256_P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const bigEndian = (bytes: Uint8Array) => bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);

function isOnCurveP256(point: Uint8Array): boolean {
  const x = bigEndian(point.subarray(1, 33));
  const y = bigEndian(point.subarray(33));
  return x < P256_P && y < P256_P && (y * y - (x * x * x - 3n * x + P256_B)) % P256_P === 0n;
}

const RSA_ALGORITHM = fromHex('300d06092a864886f70d0101010500');
const RSA_EXPONENT = fromHex('0203010001');
const headed = (tag: number, content: Uint8Array) =>
  concat(Uint8Array.of(tag, 0x82, content.length >> 8, content.length & 255), content);

/** The one DER spelling of a SubjectPublicKeyInfo with this modulus (256 to 512 bytes) and exponent 65537. */
function rsaKey(modulus: Uint8Array): Uint8Array {
  const positive = modulus[0]! >= 0x80 ? concat(Uint8Array.of(0), modulus) : modulus;
  const pair = headed(0x30, concat(headed(2, positive), RSA_EXPONENT));
  return headed(0x30, concat(RSA_ALGORITHM, headed(3, concat(Uint8Array.of(0), pair))));
}

/**
 * An odd modulus of 2048 to 4096 bits and the exponent 65537, compared with its one spelling.
 * With an exponent of 1 anybody could sign; exponents that one platform lacks would split verifiers.
 */
function isRsaKey(key: Uint8Array): boolean {
  // 32 bytes of heads stand before the modulus: 4, algorithm 15, 5, 4, 4; then perhaps its zero byte.
  const modulus = key.subarray(key[32] === 0 ? 33 : 32, -RSA_EXPONENT.length);
  const bits = 8 * modulus.length - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < 2048 || bits > 4096 || modulus.at(-1)! % 2 === 0) return false;
  return equalBytes(key, rsaKey(modulus));
}

/** DER ECDSA-Sig-Value with two positive integers below 2^256 in their smallest form: one pair, one spelling. */
export function isCanonicalDer(signature: Uint8Array): boolean {
  if (signature.length < 8 || signature.length > 72) return false;
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2) return false;
  let at = 2;
  for (let i = 0; i < 2; i++) {
    const length = signature[at + 1];
    const first = signature[at + 2];
    if (signature[at] !== 2 || !length || length > 33 || first === undefined || first >= 0x80) return false;
    // A leading zero only where the sign bit needs one (so never a zero), 33 bytes only with it.
    if (first === 0 ? length === 1 || signature[at + 3]! < 0x80 : length === 33) return false;
    at += 2 + length;
  }
  return at === signature.length;
}

/**
 * The id that names a key everywhere, 64 hex digits: SHA-256 over `alg ":" base64url(key)`.
 * An `openpgp` key is a blob (its transferable public key), so its id is the blob's own SHA-256.
 */
export const keyId = (alg: Algorithm, key: Uint8Array): string =>
  sha256Hex(alg === 'openpgp' ? key : utf8(`${alg}:${toBase64url(key)}`));

type KeyObject = import('node:crypto').KeyObject;

/** A few thousand people sign most acts of a body: their keys are parsed once. */
function keyCache(
  parse: (key: Uint8Array) => KeyObject | undefined,
): (key: Uint8Array) => KeyObject | undefined {
  const cache = new Map<string, KeyObject | undefined>();
  return (key) => {
    const name = Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1');
    if (cache.has(name)) return cache.get(name);
    if (cache.size >= 4096) cache.delete(cache.keys().next().value!);
    const parsed = parse(key);
    cache.set(name, parsed);
    return parsed;
  };
}

function nodeVerifiers(crypto: NonNullable<typeof nodeCrypto>): Verifiers {
  const parse = (alg: Algorithm, head: Uint8Array) =>
    keyCache((key) => {
      if (!isAcceptableKey(alg, key)) return undefined;
      try {
        return crypto.createPublicKey({ key: Buffer.from(concat(head, key)), format: 'der', type: 'spki' });
      } catch {
        return undefined;
      }
    });
  const ed25519 = parse('ed25519', ED25519_SPKI);
  const p256 = parse('p256', P256_SPKI);
  const rs256 = parse('rs256', new Uint8Array(0));
  return {
    ed25519: (key, message, signature) => {
      const k = hasCanonicalS(signature) ? ed25519(key) : undefined;
      return k !== undefined && crypto.verify(null, message, k, signature);
    },
    p256: (key, message, signature) => {
      const k = isCanonicalDer(signature) ? p256(key) : undefined;
      return k !== undefined && crypto.verify('sha256', message, k, signature);
    },
    rs256: (key, message, signature) => {
      const k = rs256(key);
      return k !== undefined && crypto.verify('sha256', message, k, signature);
    },
  };
}

/** DER to the fixed r ‖ s that WebCrypto wants. The form was checked by `isCanonicalDer`. */
function derToRaw(signature: Uint8Array): Uint8Array {
  const out = new Uint8Array(64);
  let at = 2;
  for (let i = 0; i < 2; i++) {
    const length = signature[at + 1]!;
    const value = signature.subarray(at + 2 + (signature[at + 2] === 0 ? 1 : 0), at + 2 + length);
    out.set(value, 32 * (i + 1) - value.length);
    at += 2 + length;
  }
  return out;
}

/** The verifiers that WebCrypto offers, in Node as in browsers: what `platformVerifiers` must agree with. */
export function webVerifiers(): Verifiers {
  type Source = Uint8Array<ArrayBuffer>;
  const check = async (
    format: 'raw' | 'spki',
    name: AlgorithmIdentifier | EcKeyImportParams | RsaHashedImportParams,
    how: AlgorithmIdentifier | EcdsaParams,
    key: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ) => {
    try {
      const imported = await crypto.subtle.importKey(format, key as Source, name, false, ['verify']);
      return await crypto.subtle.verify(how, imported, signature as Source, message as Source);
    } catch {
      return false;
    }
  };
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
  return {
    ed25519: (key, message, signature) =>
      isStrictEd25519Key(key) &&
      hasCanonicalS(signature) &&
      check('raw', 'Ed25519', 'Ed25519', key, message, signature),
    p256: (key, message, signature) =>
      isAcceptableKey('p256', key) &&
      isCanonicalDer(signature) &&
      check('raw', ecdsa, { name: 'ECDSA', hash: 'SHA-256' }, key, message, derToRaw(signature)),
    rs256: (key, message, signature) => isRsaKey(key) && check('spki', rsa, rsa, key, message, signature),
  };
}

/** The verifiers of this platform: synchronous in Node, promises in a browser. */
export const platformVerifiers: Verifiers = nodeCrypto ? nodeVerifiers(nodeCrypto) : webVerifiers();

/** Something that can sign preimages, and says as what. */
export interface Signer {
  readonly alg: Algorithm;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** An Ed25519 signer from a 32-byte seed. In Node it signs synchronously. Throws `log.bad-key`. */
export async function ed25519Signer(seed: Uint8Array): Promise<Signer> {
  if (seed.length !== 32) throw new LogError('log.bad-key', 'An Ed25519 seed has 32 bytes.');
  const pkcs8 = concat(ED25519_PKCS8, seed) as Uint8Array<ArrayBuffer>;
  if (nodeCrypto) {
    const key = nodeCrypto.createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const jwk = nodeCrypto.createPublicKey(key).export({ format: 'jwk' });
    const sign = nodeCrypto.sign;
    return {
      alg: 'ed25519',
      publicKey: fromBase64url(jwk.x!),
      sign: (message) => new Uint8Array(sign(null, message, key)),
    };
  }
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  return {
    alg: 'ed25519',
    publicKey: fromBase64url(x!),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as Uint8Array<ArrayBuffer>)),
  };
}
