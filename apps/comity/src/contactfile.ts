import { NotAContactFile, readContactFile as readFile } from '@comity/client/contactfile';
import type { FieldWishes } from './contacts.ts';
import { CommandError } from './errors.ts';
import { readFields } from './fields.ts';

/** What a file of an office says of it, as fields of a contact; and what it says that is none. */
export interface ContactFile {
  readonly kind: 'security.txt' | 'rfc2350' | 'vcard';
  readonly fields: FieldWishes;
  readonly besides: readonly string[];
}

/** Reads a vCard, a security.txt or a description by RFC 2350. Throws `comity.not-a-contact-file`. */
export function readContactFile(bytes: Uint8Array, now: number): ContactFile {
  const { kind, values, besides } = read(bytes, now);
  const texts = Object.entries(values).map(
    ([path, value]) => `${path}=${[value].flat().join(',')}:${path === 'name' ? 'own' : 'participants'}`,
  );
  return { kind, fields: readFields(texts).fields, besides };
}

function read(bytes: Uint8Array, now: number) {
  try {
    return readFile(bytes, now);
  } catch (error) {
    if (!(error instanceof NotAContactFile)) throw error;
    throw new CommandError(
      'comity.not-a-contact-file',
      error.message,
      'It is a vCard (RFC 6350), a security.txt (RFC 9116) or a description by RFC 2350. Nothing was sent.',
    );
  }
}
