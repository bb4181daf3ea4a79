import { sha256 } from '@comity/log';
import { SealError } from './errors.ts';

/** Crockford's alphabet: what is easily confused is missing, and read as what was meant. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 16;
const CHECK_DIGITS = 4;
const GROUP = 5;

/** A new recovery code: 128 random bits and a check, 30 digits in six groups, to be printed and put away. */
export const newRecoveryCode = (): string => digitsOf(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));

/** Bytes as digits with a check, in groups of five: what a person copies from paper. */
export function digitsOf(secret: Uint8Array): string {
  const digits = encode(secret, Math.ceil((secret.length * 8) / 5)) + check(secret);
  return digits.match(new RegExp(`.{1,${GROUP}}`, 'g'))!.join('-');
}

/**
 * The 16 bytes of a code as somebody typed it: in either case, with or without hyphens and spaces.
 * Throws `seal.mistyped-recovery-code`: what was typed is no code at all, whatever it should open.
 */
export function readRecoveryCode(typed: string): Uint8Array {
  const secret = readDigits(typed, SECRET_BYTES);
  if (secret) return secret;
  throw new SealError(
    'seal.mistyped-recovery-code',
    'This is not a recovery code: it has 30 digits and letters in six groups. One of them may be mistyped.',
  );
}

/** So many bytes from what somebody typed; undefined where it is not their digits with their check. */
export function readDigits(typed: string, length: number): Uint8Array | undefined {
  const digits = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const count = Math.ceil((length * 8) / 5);
  const secret = digits.length === count + CHECK_DIGITS ? decode(digits, count, length) : undefined;
  return secret && digits.slice(count) === check(secret) ? secret : undefined;
}

/** The last four digits follow from the others: a slip is found before anything is tried. */
const check = (secret: Uint8Array): string => encode(sha256(secret), CHECK_DIGITS);

/** The first `count` groups of five bits. Missing bits at the end are zero. */
function encode(bytes: Uint8Array, count: number): string {
  let digits = '';
  for (let i = 0; i < count; i++) {
    const at = i * 5;
    const pair = ((bytes[at >> 3] ?? 0) << 8) | (bytes[(at >> 3) + 1] ?? 0);
    digits += DIGITS[(pair >> (11 - (at & 7))) & 31];
  }
  return digits;
}

function decode(digits: string, count: number, length: number): Uint8Array | undefined {
  const secret = new Uint8Array(length);
  for (let i = 0; i < count; i++) {
    const value = DIGITS.indexOf(digits[i]!);
    if (value < 0) return undefined;
    for (let bit = 0; bit < 5; bit++) {
      const at = i * 5 + bit;
      if (!((value >> (4 - bit)) & 1)) continue;
      if (at >= length * 8) return undefined;
      secret[at >> 3]! |= 0x80 >> (at & 7);
    }
  }
  return secret;
}
