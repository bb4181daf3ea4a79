import { concat, toHex } from '@comity/log';
import { DossierError } from '../errors.ts';

/**
 * As much of DER (X.690) as timestamps need, and strict: definite lengths in their shortest form, tags of one byte, and
 * nothing behind a value.
 */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag and length included. */
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const bad = (why: string) => new DossierError('dossier.bad-timestamp', why);

/** The values that stand one after another in these bytes. Throws `dossier.bad-timestamp`. */
export function readAll(bytes: Uint8Array): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const der = readAt(bytes, at);
    found.push(der);
    at += der.whole.length;
  }
  return found;
}

/** The one value that these bytes are, of this tag. Throws `dossier.bad-timestamp`. */
export function readOne(bytes: Uint8Array, tag: number): Der {
  const [der, ...more] = readAll(bytes);
  if (der?.tag !== tag || more.length > 0) throw bad('A value of another kind stands here.');
  return der;
}

function readAt(bytes: Uint8Array, start: number): Der {
  const tag = bytes[start]!;
  const first = bytes[start + 1];
  if (first === undefined || (tag & 0x1f) === 0x1f)
    throw bad('It is cut off, or has a tag of several bytes.');
  const more = first < 0x80 ? 0 : first - 0x80;
  if (more > 4 || first === 0x80) throw bad('A length is indefinite, or too large.');
  let length = more === 0 ? first : 0;
  for (let i = 0; i < more; i++) length = length * 256 + (bytes[start + 2 + i] ?? Number.NaN);
  const least = more === 0 ? 0 : more === 1 ? 0x80 : 256 ** (more - 1);
  const content = start + 2 + more;
  if (!(length >= least) || content + length > bytes.length)
    throw bad('A length is cut off, or not in its shortest form.');
  return {
    tag,
    content: bytes.subarray(content, content + length),
    whole: bytes.subarray(start, content + length),
  };
}

/** A value of this tag with this content. */
export function write(tag: number, ...content: Uint8Array[]): Uint8Array {
  const bytes = concat(...content);
  const size: number[] = [];
  for (let rest = bytes.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  const length = bytes.length < 0x80 ? [bytes.length] : [0x80 + size.length, ...size];
  return concat(Uint8Array.of(tag, ...length), bytes);
}

/** A number that is not negative, from its bytes with the most significant first. */
export function writeNumber(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return write(TAG.integer, digits[0]! >= 0x80 ? concat(Uint8Array.of(0), digits) : digits);
}

/** An object identifier by the hex of its content: there are few, and they never change. */
export const OID = {
  sha256: '608648016503040201',
  sha384: '608648016503040202',
  sha512: '608648016503040203',
  signedData: '2a864886f70d010702',
  tstInfo: '2a864886f70d0109100104',
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  signingCertificate: '2a864886f70d010910020c',
  signingCertificateV2: '2a864886f70d010910022f',
} as const;

export const isOid = (der: Der | undefined, oid: string): boolean =>
  der?.tag === TAG.oid && toHex(der.content) === oid;
export const badTimestamp = bad;
