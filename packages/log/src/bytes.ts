import { LogError } from './errors.ts';

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Decodes UTF-8 and refuses anything that is not. A byte order mark stays in the text. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    throw new LogError('log.bad-encoding', 'The bytes are not valid UTF-8.');
  }
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
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

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += HEX[byte];
  return out;
}

/** Lower-case hex only: one value has one spelling. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new LogError('log.bad-encoding', 'Not lower-case hex.');
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = `${STANDARD.slice(0, 62)}-_`;
const table = (alphabet: string) => {
  const out = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) out[alphabet.charCodeAt(i)] = i;
  return out;
};
const STANDARD_TABLE = table(STANDARD);
const URL_TABLE = table(URL_SAFE);

function encode64(bytes: Uint8Array, alphabet: string, pad: boolean): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += alphabet[n >> 18]! + alphabet[(n >> 12) & 63]!;
    out += left > 1 ? alphabet[(n >> 6) & 63]! : pad ? '=' : '';
    out += left > 2 ? alphabet[n & 63]! : pad ? '=' : '';
  }
  return out;
}

function decode64(text: string, values: Int8Array): Uint8Array {
  const bad = () => new LogError('log.bad-encoding', 'Not base64 in its one allowed spelling.');
  if (text.length % 4 === 1) throw bad();
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? values[code]! : -1;
    if (value < 0) throw bad();
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (buffer >> bits) & 255;
    }
  }
  // Bits left over must be zero, else one value would have several spellings.
  if ((buffer & ((1 << bits) - 1)) !== 0) throw bad();
  return out;
}

/** Unpadded base64url (RFC 4648 section 5): keys, signatures and salts in acts. */
export const toBase64url = (bytes: Uint8Array): string => encode64(bytes, URL_SAFE, false);
export const fromBase64url = (text: string): Uint8Array => decode64(text, URL_TABLE);

/** Padded standard base64: hashes and signatures in notes. */
export const toBase64 = (bytes: Uint8Array): string => encode64(bytes, STANDARD, true);
export function fromBase64(text: string): Uint8Array {
  const unpadded = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0) throw new LogError('log.bad-encoding', 'Not padded base64.');
  return decode64(unpadded, STANDARD_TABLE);
}
