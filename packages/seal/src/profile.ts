import { type Config, config, enums, type PartialConfig } from 'openpgp';

/** The largest attachment, in bytes before sealing. */
export const MAX_ATTACHMENT = 20 * 1024 * 1024;

/**
 * The one profile that gpg 2.2 and 2.4, sq, rnp and the others all read: v4 keys, SEIPD version 1,
 * AES-256, nothing compressed (the length of what is sealed must not depend on what it says).
 * Passed to every call: the library's own defaults are never relied on.
 */
export const PROFILE: PartialConfig = {
  aeadProtect: false,
  v6Keys: false,
  preferredSymmetricAlgorithm: enums.symmetric.aes256,
  preferredHashAlgorithm: enums.hash.sha512,
  preferredCompressionAlgorithm: enums.compression.uncompressed,
  minRSABits: 2048,
  rejectPublicKeyAlgorithms: new Set([enums.publicKey.elgamal, enums.publicKey.dsa]),
  rejectHashAlgorithms: new Set([enums.hash.md5, enums.hash.ripemd]),
  rejectMessageHashAlgorithms: new Set([
    enums.hash.md5,
    enums.hash.ripemd,
    enums.hash.sha1,
    enums.hash.sha224,
  ]),
  allowUnauthenticatedMessages: false,
  // Others compress; a bomb of a few kilobytes must not unfold without end.
  maxDecompressedMessageSize: MAX_ATTACHMENT + 1024 * 1024,
};

/** RSA, ECDSA, ECDH, EdDSA as RFC 4880 and its supplements know them: what every tool above can read. */
export const ALGORITHMS: ReadonlySet<number> = new Set([
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaEncrypt,
  enums.publicKey.rsaSign,
  enums.publicKey.ecdh,
  enums.publicKey.ecdsa,
  enums.publicKey.eddsaLegacy,
]);
export const WEAK_ALGORITHMS: ReadonlySet<number> = new Set([enums.publicKey.dsa, enums.publicKey.elgamal]);
export const MIN_RSA_BITS = 2048;

/** SHA-256 or better. */
export const STRONG_HASHES: ReadonlySet<number> = new Set([
  enums.hash.sha256,
  enums.hash.sha384,
  enums.hash.sha512,
  enums.hash.sha3_256,
  enums.hash.sha3_512,
]);

/** The methods of key objects take a whole configuration, unlike the functions. */
export const FULL_PROFILE: Config = { ...config, ...PROFILE };
