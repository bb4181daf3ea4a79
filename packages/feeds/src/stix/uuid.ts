import { canonicalText, utf8 } from '@comity/log';
import { sha1 } from '@noble/hashes/legacy.js';

/** The namespace that STIX 2.1 (section 2.9) fixes for the ids of observables. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';

/** A UUID of version 5: the same for the same name, wherever it is made. */
export function uuidFor(namespace: string, name: string): string {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g)!, (pair) =>
    Number.parseInt(pair, 16),
  );
  const words = utf8(name);
  const all = new Uint8Array(space.length + words.length);
  all.set(space);
  all.set(words, space.length);
  const digest = sha1(all).slice(0, 16);
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return asUuid(digest);
}

/** Sixteen bytes as a UUID. */
export const asUuid = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A UUID of version 4 from sixteen random bytes. */
export function randomUuid(bytes: Uint8Array): string {
  const own = bytes.slice(0, 16);
  own[6] = (own[6]! & 0x0f) | 0x40;
  own[8] = (own[8]! & 0x3f) | 0x80;
  return asUuid(own);
}

/** The id of an observable, from what makes it that one: everybody who saw the same gives it the same id. */
export const observableId = (type: string, contributing: Readonly<Record<string, unknown>>): string =>
  `${type}--${uuidFor(OBSERVABLES, canonicalText(contributing))}`;
