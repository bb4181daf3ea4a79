import { LogError } from './errors.ts';

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, so check first where it matters. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Decodes UTF-8 and refuses anything that is not. A byte order mark stays in the text. Throws `log.bad-encoding`. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    throw new LogError('log.bad-encoding', 'The bytes are not valid UTF-8.');
  }
}

/** The parts one after another, in memory of their own. */
export function concat(...parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Compares public values; not constant in time, so never for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Lower-case hex. A hash becomes one text at once: joined digit by digit it takes three times as long. */
export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 32) {
    const codes: number[] = [];
    const end = Math.min(at + 32, bytes.length);
    for (let i = at; i < end; i++) codes.push(DIGITS[bytes[i]! >> 4]!, DIGITS[bytes[i]! & 15]!);
    out += String.fromCharCode(...codes);
  }
  return out;
}

const NIBBLE = new Int8Array(128).fill(-1);
for (let i = 0; i < 16; i++) NIBBLE[i.toString(16).charCodeAt(0)] = i;

/** Lower-case hex only: one value has one spelling. Throws `log.bad-encoding`. */
export function fromHex(text: string): Uint8Array {
  const bad = () => new LogError('log.bad-encoding', 'Not lower-case hex.');
  if (text.length % 2 !== 0) throw bad();
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) {
    // Beyond the table there is `undefined`, which no comparison finds to be 0 or more.
    const high = NIBBLE[text.charCodeAt(2 * i)]!;
    const low = NIBBLE[text.charCodeAt(2 * i + 1)]!;
    if (!(high >= 0 && low >= 0)) throw bad();
    out[i] = (high << 4) | low;
  }
  return out;
}

interface Alphabet {
  readonly letters: string;
  /** The two letters of every 12 bits: half the steps of one letter at a time. */
  readonly pairs: readonly string[];
  /** The value of a character code below 128, or -1. */
  readonly values: Int8Array;
}

function alphabet(letters: string): Alphabet {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) values[letters.charCodeAt(i)] = i;
  const pairs = Array.from({ length: 4096 }, (_, i) => letters[i >> 6]! + letters[i & 63]!);
  return { letters, pairs, values };
}
const COMMON = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STANDARD = alphabet(`${COMMON}+/`);
const URL_SAFE = alphabet(`${COMMON}-_`);

function encode64(bytes: Uint8Array, { letters, pairs }: Alphabet, pad: string): string {
  const whole = bytes.length - (bytes.length % 3);
  let out = '';
  for (let i = 0; i < whole; i += 3) {
    const n = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
    out += pairs[n >> 12]! + pairs[n & 4095]!;
  }
  if (bytes.length - whole === 1) return out + pairs[bytes[whole]! << 4]! + pad + pad;
  if (bytes.length === whole) return out;
  const n = (bytes[whole]! << 10) | (bytes[whole + 1]! << 2);
  return out + pairs[n >> 6]! + letters[n & 63]! + pad;
}

function decode64(text: string, { values }: Alphabet): Uint8Array {
  const bad = () => new LogError('log.bad-encoding', 'Not base64 in its one allowed spelling.');
  if (text.length % 4 === 1) throw bad();
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)]!;
    if (!(value >= 0)) throw bad();
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = buffer >> bits;
    }
  }
  // Bits left over must be zero, else one value would have several spellings.
  if ((buffer & ((1 << bits) - 1)) !== 0) throw bad();
  return out;
}

/** Unpadded base64url (RFC 4648 section 5): keys, signatures and salts in acts. */
export const toBase64url = (bytes: Uint8Array): string => encode64(bytes, URL_SAFE, '');
export const fromBase64url = (text: string): Uint8Array => decode64(text, URL_SAFE);

/** Padded standard base64 (RFC 4648 section 4): hashes and signatures in notes. */
export const toBase64 = (bytes: Uint8Array): string => encode64(bytes, STANDARD, '=');
export function fromBase64(text: string): Uint8Array {
  const unpadded = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0) throw new LogError('log.bad-encoding', 'Not padded base64.');
  return decode64(unpadded, STANDARD);
}
