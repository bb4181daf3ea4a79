import { sha256Hex, toBase64url, utf8 } from '@comity/log';
import type { CertifiedSigner, ContactKey, Draft, FindSigner, Recipient } from '../src/index.ts';
import { generateContactKey } from '../src/index.ts';

/** When the keys of the tests were made, and when their messages are sent and read. */
export const MADE = '2026-11-20T10:00:00.000Z';
export const SENT = '2026-11-21T10:00:00.000Z';
export const READ = '2026-11-21T10:05:00.000Z';

/** An id as clients make them, the same one for the same name. */
export const idOf = (prefix: string, name: string): string =>
  `${prefix}_${toBase64url(Uint8Array.from(sha256Hex(utf8(name)).slice(0, 16), (c) => c.charCodeAt(0)))}`;

/** A contact of a State of the tests, with its keys. */
export interface TestContact extends CertifiedSigner, Recipient {
  readonly participant: string;
  readonly contact: string;
  readonly publicKey: Uint8Array;
  readonly keys: ContactKey;
}

export async function makeContact(participant: string, name = participant): Promise<TestContact> {
  const keys = await generateContactKey({ at: MADE });
  return { participant, contact: idOf('con', name), publicKey: keys.publicKey, keys };
}

/** A record that certifies exactly these contacts. */
export const certifying =
  (...contacts: readonly (CertifiedSigner & { readonly fingerprint: string })[]): FindSigner =>
  (fingerprint) =>
    contacts.find((contact) => contact.fingerprint === fingerprint);

export const certified = (contact: TestContact) => ({ ...contact, fingerprint: contact.keys.fingerprint });

export const asRecipient = ({ participant, contact, publicKey }: TestContact): Recipient => ({
  participant,
  contact,
  publicKey,
});

export const asReader = (contact: TestContact) => ({
  participant: contact.participant,
  keys: [contact.keys],
});

/** What a sender writes, where a test does not care. */
export const DRAFT: Draft = {
  body: sha256Hex(utf8('a body')),
  message: idOf('msg', 'first'),
  thread: idOf('thr', 'first'),
  type: 'request-for-information',
  exercise: false,
  language: 'en',
  subject: 'Traffic from your network',
  text: 'Since 03:00 UTC we see scans from 198.51.100.0/24. Do you know the cause?',
};
