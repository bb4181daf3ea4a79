import type { FieldWishes } from './contacts.ts';
import { CommandError } from './errors.ts';
import { readFields } from './fields.ts';

/** What a file of a CERT says of it, as fields of a contact; and what it says that is none. */
export interface ContactFile {
  readonly kind: 'security.txt' | 'rfc2350';
  readonly fields: FieldWishes;
  /** For a person to look at: nothing of this is entered. */
  readonly besides: readonly string[];
}

const LARGEST = 256 * 1024;
const MOST = 12;

/**
 * Reads what a CERT publishes of itself: security.txt (RFC 9116) or a description by RFC 2350. Anything in it is only
 * what somebody wrote: it is shown before it is signed. Throws `comity.not-a-contact-file`.
 */
export function readContactFile(bytes: Uint8Array, now: number): ContactFile {
  if (bytes.length > LARGEST) throw notOne('it is too large.');
  const text = withoutSignature(new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n'));
  const found = /^contact:/im.test(text) ? fromSecurityTxt(text, now) : fromRfc2350(text);
  if (Object.keys(found.fields).length === 0) throw notOne('it names no address, number or institution.');
  return found;
}

const notOne = (why: string) =>
  new CommandError(
    'comity.not-a-contact-file',
    `Nothing of a contact could be read: ${why}`,
    'It is a security.txt (RFC 9116) or a description by RFC 2350. Nothing was sent.',
  );

/** A signature around it proves nothing here: whose key it is nobody certified. */
const withoutSignature = (text: string): string =>
  text
    .replace(/^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: .*\n)*\n?/m, '')
    .replace(/^-----BEGIN PGP SIGNATURE-----$[^-]*^-----END PGP SIGNATURE-----$/m, '');

const EMAIL = /^[\x21-\x3f\x41-\x7e]{1,64}@[a-zA-Z0-9.-]{1,253}$/;

function fromSecurityTxt(text: string, now: number): ContactFile {
  const lines = text.split('\n').map((line) => /^([A-Za-z-]+):\s*(.*)$/.exec(line) ?? []);
  const named = (name: string) =>
    lines.flatMap(([, key = '', value = '']) => (key.toLowerCase() === name ? [value.trim()] : []));
  const [expires] = named('expires');
  if (expires !== undefined && Date.parse(expires) < now)
    throw notOne(`it expired on ${expires.slice(0, 40)}.`);
  const contacts = named('contact');
  const mails = contacts.map((c) => c.replace(/^mailto:/i, '').split('?')[0]!).filter((c) => EMAIL.test(c));
  const numbers = contacts.flatMap((c) => (/^tel:/i.test(c) ? [c.slice(4)] : []));
  const others = contacts.filter((c) => /^https:/i.test(c)).map((c) => `Contact: ${c}`);
  const languages = named('preferred-languages').flatMap((line) => line.split(','));
  return {
    kind: 'security.txt',
    fields: fieldsOf({ emails: mails, telephones: numbers, languages }),
    besides: [...others, ...named('encryption').map((key) => `Encryption: ${key}`)],
  };
}

/** Headings of RFC 2350, by their words: numbers differ from one description to the next. */
const HEADINGS: readonly (readonly [RegExp, string])[] = [
  [/name of (?:the )?team/i, 'institution'],
  [/time ?zone/i, 'timeZone'],
  [/telephone number/i, 'telephones'],
  [/electronic mail|e-?mail address/i, 'emails'],
  [/(?:operating|business|working) hours|hours of operation/i, 'hours'],
];
const NUMBERED = /^\s{0,4}(?:#+\s*)?\d+(?:\.\d+)*\.?\s+(.{1,80})$/;

function fromRfc2350(text: string): ContactFile {
  const said: Record<string, string[]> = {};
  let under: string | undefined;
  for (const line of text.split('\n')) {
    const heading = NUMBERED.exec(line)?.[1];
    if (heading !== undefined) under = HEADINGS.find(([words]) => words.test(heading))?.[1];
    else if (under !== undefined && line.trim() !== '') said[under] = [...(said[under] ?? []), line.trim()];
  }
  const { emails = [], telephones = [], institution = [], timeZone = [], hours = [] } = said;
  const found = emails.flatMap((line) => line.split(/[\s<>(),;]+/)).filter((word) => EMAIL.test(word));
  const numbers = telephones.flatMap((line) => line.match(/\+?[\d(][\d ()./-]{5,}\d/g) ?? []);
  const [first] = institution;
  return {
    kind: 'rfc2350',
    fields: fieldsOf({
      emails: found,
      telephones: numbers,
      institution: first,
      timeZone: timeZone[0],
      hours: hours[0],
    }),
    besides: [],
  };
}

function fieldsOf(said: Readonly<Record<string, string | readonly string[] | undefined>>): FieldWishes {
  const texts = Object.entries(said).flatMap(([path, value]) => {
    const values = [value ?? []]
      .flat()
      .map((item) =>
        item
          .replace(/\p{Cc}+/gu, ' ')
          .replaceAll(',', ' ')
          .trim()
          .slice(0, 120),
      )
      .filter((item) => item !== '');
    return values.length > 0 ? [`${path}=${[...new Set(values)].slice(0, MOST).join(',')}:participants`] : [];
  });
  return readFields(texts).fields;
}
