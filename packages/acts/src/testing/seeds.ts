import { nodeCrypto, sha256, toBase64url, utf8 } from '@comity/log';
import type { IdPrefix } from '../draft.ts';

/** Everything random that an act holds, derived from a label: the same history comes out every time. */
export const seedOf = (label: string): Uint8Array => sha256(utf8(`comity testing ${label}`));

/** An object id from a label. */
export const testId = (prefix: IdPrefix, label: string): string =>
  `${prefix}_${toBase64url(seedOf(`id ${label}`).subarray(0, 16))}`;

export const testNonce = (label: string): string => toBase64url(seedOf(`nonce ${label}`).subarray(0, 16));
export const testSalt = (label: string): string => toBase64url(seedOf(`salt ${label}`));

/** Node's cryptography; this folder runs nowhere else. */
export function testCrypto(): NonNullable<typeof nodeCrypto> {
  if (!nodeCrypto) throw new Error('The software authenticator runs in Node only.');
  return nodeCrypto;
}
