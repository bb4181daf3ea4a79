import * as z from 'zod/mini';

/**
 * What opens one ciphertext and nothing else: its session key, and the file key of its outer seal. A contact whose key
 * is replaced keeps these under the new key, so that the old one can be destroyed and what was sealed to it still opens.
 * The ciphertext itself stays as the record names it.
 */
export const ciphertextKey = z.strictObject({
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  algorithm: z.enum(['aes128', 'aes192', 'aes256', 'tripledes', 'cast5', 'blowfish', 'twofish']),
  key: z.string().check(z.regex(/^[A-Za-z0-9_-]{20,44}$/)),
  outer: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))),
});
export type CiphertextKey = z.infer<typeof ciphertextKey>;

/** Everything of a contact that was wrapped again, as one file. `formerly`: the fingerprints it was sealed to. */
export const rewrapped = z.strictObject({
  v: z.literal(1),
  rewrapped: z.literal('ciphertext-keys'),
  contact: z.string().check(z.regex(/^con_[A-Za-z0-9_-]{22}$/)),
  formerly: z.array(z.string().check(z.regex(/^[0-9a-f]{40}$/))).check(z.maxLength(200)),
  keys: z.array(ciphertextKey).check(z.maxLength(60_000)),
});
export type Rewrapped = z.infer<typeof rewrapped>;

/** What a reader has instead of private keys that are gone: for each ciphertext, by its SHA-256. */
export interface FormerKeys {
  readonly formerly: readonly string[];
  readonly keys: ReadonlyMap<string, CiphertextKey>;
}

export const NO_FORMER_KEYS: FormerKeys = { formerly: [], keys: new Map() };

/** Several files together. */
export const formerKeysOf = (files: readonly Rewrapped[]): FormerKeys => ({
  formerly: [...new Set(files.flatMap(({ formerly }) => formerly))],
  keys: new Map(files.flatMap(({ keys }) => keys.map((key) => [key.sha256, key] as const))),
});
