import type { ContactField } from '@comity/acts';

/** What a file of an office says of it, by the names of fields; and what it says that is none. */
export interface ContactFile {
  readonly kind: 'security.txt' | 'rfc2350' | 'vcard';
  readonly values: ContactValues;
  /** For a person to look at: nothing of this is entered. */
  readonly besides: readonly string[];
}
export type ContactValues = Readonly<Partial<Record<ContactField, string | readonly string[]>>>;

export class NotAContactFile extends Error {
  readonly code = 'client.not-a-contact-file';
  constructor(why: string) {
    super(`Nothing of a contact could be read: ${why}`);
    this.name = 'NotAContactFile';
  }
}

const LARGEST = 256 * 1024;
const MOST = 12;
const LONGEST = 120;

/**
 * Reads what an office says of itself: a vCard (RFC 6350, or 2426 before it), security.txt (RFC 9116), or a description by
 * RFC 2350. Anything in it is only what somebody wrote: it is shown before it is signed. Throws `NotAContactFile`.
 */
export function readContactFile(bytes: Uint8Array, now: number): ContactFile {
  if (bytes.length > LARGEST) throw new NotAContactFile('it is too large.');
  const text = withoutSignature(new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n'));
  const found = kindOf(text)(text, now);
  if (Object.keys(found.values).length === 0)
    throw new NotAContactFile('it names no address, number or institution.');
  return found;
}

function kindOf(text: string): (text: string, now: number) => ContactFile {
  if (/^BEGIN:VCARD$/im.test(text)) return fromVcard;
  return /^contact:/im.test(text) ? fromSecurityTxt : fromRfc2350;
}

/** A signature around it proves nothing here: whose key it is nobody certified. */
const withoutSignature = (text: string): string =>
  text
    .replace(/^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: .*\n)*\n?/m, '')
    .replace(/^-----BEGIN PGP SIGNATURE-----$[^-]*^-----END PGP SIGNATURE-----$/m, '');

const EMAIL = /^[\x21-\x3f\x41-\x7e]{1,64}@[a-zA-Z0-9.-]{1,253}$/;

/** Only what may be said in a field: short, of one line, each thing once. */
function cleaned(
  said: Readonly<Partial<Record<ContactField, readonly (string | undefined)[]>>>,
): ContactValues {
  const lists: ReadonlySet<string> = new Set(['emails', 'telephones', 'languages']);
  const values = Object.entries(said).flatMap(([field, given]) => {
    const texts = (given ?? [])
      .map((text) =>
        (text ?? '')
          .replace(/[\p{Cc},]+/gu, ' ')
          .trim()
          .slice(0, LONGEST),
      )
      .filter((text) => text !== '' && (field !== 'emails' || EMAIL.test(text)));
    const distinct = [...new Set(texts)].slice(0, MOST);
    if (distinct.length === 0) return [];
    return [[field, lists.has(field) ? distinct : distinct[0]!] as const];
  });
  return Object.fromEntries(values);
}

function fromSecurityTxt(text: string, now: number): ContactFile {
  const lines = text.split('\n').map((line) => /^([A-Za-z-]+):\s*(.*)$/.exec(line) ?? []);
  const named = (name: string) =>
    lines.flatMap(([, key = '', value = '']) => (key.toLowerCase() === name ? [value.trim()] : []));
  const [expires] = named('expires');
  if (expires !== undefined && Date.parse(expires) < now)
    throw new NotAContactFile(`it expired on ${expires.slice(0, 40)}.`);
  const contacts = named('contact');
  const others = contacts.filter((c) => /^https:/i.test(c)).map((c) => `Contact: ${c}`);
  return {
    kind: 'security.txt',
    values: cleaned({
      emails: contacts.map((c) => c.replace(/^mailto:/i, '').split('?')[0]),
      telephones: contacts.flatMap((c) => (/^tel:/i.test(c) ? [c.slice(4)] : [])),
      languages: named('preferred-languages').flatMap((line) => line.split(',')),
    }),
    besides: [...others, ...named('encryption').map((key) => `Encryption: ${key}`)],
  };
}

/** Headings of RFC 2350, by their words: numbers differ from one description to the next. */
const HEADINGS: readonly (readonly [RegExp, ContactField])[] = [
  [/name of (?:the )?team/i, 'institution'],
  [/time ?zone/i, 'timeZone'],
  [/telephone number/i, 'telephones'],
  [/electronic mail|e-?mail address/i, 'emails'],
  [/(?:operating|business|working) hours|hours of operation/i, 'hours'],
];
const NUMBERED = /^\s{0,4}(?:#+\s*)?\d+(?:\.\d+)*\.?\s+(.{1,80})$/;

function fromRfc2350(text: string): ContactFile {
  const said: Partial<Record<ContactField, string[]>> = {};
  let under: ContactField | undefined;
  for (const line of text.split('\n')) {
    const heading = NUMBERED.exec(line)?.[1];
    if (heading !== undefined) under = HEADINGS.find(([words]) => words.test(heading))?.[1];
    else if (under !== undefined && line.trim() !== '') said[under] = [...(said[under] ?? []), line.trim()];
  }
  const { emails = [], telephones = [], ...rest } = said;
  return {
    kind: 'rfc2350',
    values: cleaned({
      ...rest,
      emails: emails.flatMap((line) => line.split(/[\s<>(),;]+/)),
      telephones: telephones.flatMap((line) => line.match(/\+?[\d(][\d ()./-]{5,}\d/g) ?? []),
    }),
    besides: [],
  };
}

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/** A line of a vCard: `group.NAME;PARAMETER=…:value`. A colon in quotes belongs to the parameter. */
const PROPERTY = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)$/;

function propertiesOf(text: string): Property[] {
  const cards = text.split(/^BEGIN:VCARD$/im).slice(1);
  if (cards.length !== 1) throw new NotAContactFile('it holds several cards: give one of them.');
  const unfolded = cards[0]!.split(/^END:VCARD$/im)[0]!.replace(/\n[ \t]/g, '');
  return unfolded.split('\n').flatMap((line) => {
    const [, name, parameters = '', value = ''] = PROPERTY.exec(line) ?? [];
    return name ? [{ name: name.toUpperCase(), parameters: parameters.toUpperCase(), value }] : [];
  });
}

const unescaped = (text: string): string => text.replace(/\\([\\,;nN])/g, (_, c) => (/n/i.test(c) ? ' ' : c));
/** Components stand with semicolons between that no backslash takes back. */
const componentsOf = (value: string): string[] =>
  (value.match(/(?:\\.|[^;\\])*(?:;|$)/g) ?? []).map((part) => unescaped(part.replace(/;$/, '')));

const preference = ({ parameters }: Property): number =>
  Number(/PREF=(\d{1,3})/.exec(parameters)?.[1] ?? 100);

/** What is said nowhere in a contact is shown beside: where a key is said to be, a page, a note. */
const BESIDES = new Set(['KEY', 'URL', 'NOTE', 'X-OPENPGP-FINGERPRINT', 'REV']);

function fromVcard(text: string): ContactFile {
  const properties = propertiesOf(text);
  const named = (name: string) =>
    properties.filter((p) => p.name === name).sort((a, b) => preference(a) - preference(b));
  const texts = (name: string) => named(name).map(({ value }) => unescaped(value));
  const isPerson = texts('KIND')[0]?.toLowerCase() === 'individual';
  const [fn] = texts('FN');
  const org = componentsOf(named('ORG')[0]?.value ?? '');
  // Cards that this directory wrote begin with the State; its own name is not part of the office's.
  const office = fn !== undefined && org.length > 2 && fn.startsWith(org[1] ?? '\n') ? org.slice(1) : org;
  return {
    kind: 'vcard',
    values: cleaned({
      institution: [office[0] || (isPerson ? undefined : fn)],
      unit: [office[1]],
      role: [texts('ROLE')[0] ?? texts('TITLE')[0]],
      ...(isPerson ? { name: [fn] } : {}),
      emails: texts('EMAIL').map((address) => address.replace(/^mailto:/i, '')),
      telephones: texts('TEL').map((number) => number.replace(/^tel:/i, '').replace(/;ext=/i, ' ext ')),
      languages: texts('LANG'),
      timeZone: [texts('TZ')[0]],
      messenger: [texts('IMPP')[0]],
    }),
    besides: properties
      .filter(({ name }) => BESIDES.has(name))
      .map(({ name, value }) => `${name}: ${unescaped(value).slice(0, 300)}`),
  };
}
