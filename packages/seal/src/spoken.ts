import { concat, fromHex, sha256, utf8 } from '@comity/log';
import { SealError } from './errors.ts';

const TAG = utf8('comity spoken code v1\n');
const GROUPS = 6;

/**
 * A fingerprint as thirty digits, to be read over the telephone: six groups of five. Digits are said and understood in
 * every language, which words of one are not. Two people compare it digit by digit; whoever wanted another key to give
 * the same code would have to make 10^30 of them (99 bits), which is why the code is no shorter.
 * Throws `seal.not-a-key` for what is no fingerprint of 40 lower-case hex digits.
 */
export function spokenCode(fingerprint: string): readonly string[] {
  if (!/^[0-9a-f]{40}$/.test(fingerprint))
    throw new SealError('seal.not-a-key', 'A fingerprint has 40 hex digits, in lower case.');
  const digest = sha256(concat(TAG, fromHex(fingerprint)));
  return Array.from({ length: GROUPS }, (_, i) => group(digest.subarray(5 * i, 5 * i + 5)));
}

/** Five bytes make five digits; what the remainder favours is less than one part in ten million. */
const group = (bytes: Uint8Array): string =>
  String(bytes.reduce((number, byte) => number * 256 + byte, 0) % 100_000).padStart(5, '0');
