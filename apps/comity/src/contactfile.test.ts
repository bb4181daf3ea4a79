import { expect, test } from 'vitest';
import { readContactFile } from './contactfile.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const read = (text: string) => readContactFile(Buffer.from(text), NOW);
const SECURITY = `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

# Our address
Contact: mailto:desk@cert.example
Contact: tel:+00-1-234
Contact: https://cert.example/report
Encryption: https://cert.example/key.asc
Preferred-Languages: en, fr
Expires: 2027-01-01T00:00:00.000Z
-----BEGIN PGP SIGNATURE-----

iQ
-----END PGP SIGNATURE-----
`;

test('a security.txt gives addresses, numbers and languages; where the key is said to be is for a person to see', () => {
  const { kind, fields, besides } = read(SECURITY);
  expect(kind).toBe('security.txt');
  expect(fields).toEqual({
    emails: { value: ['desk@cert.example'], readers: 'participants' },
    telephones: { value: ['+00-1-234'], readers: 'participants' },
    languages: { value: ['en', 'fr'], readers: 'participants' },
  });
  expect(besides).toEqual([
    'Contact: https://cert.example/report',
    'Encryption: https://cert.example/key.asc',
  ]);
  expect(() => read(SECURITY.replace('2027-', '2026-'))).toThrow(/it expired on 2026-01-01/);
});

test('a description by RFC 2350 is read by its headings, whatever their numbers', () => {
  const text = `
2. Contact Information
2.1 Name of the Team
    CERT-AL: the CERT of Alderia
2.2 Address
    One Street
2.3 Time Zone
    UTC+1
2.5. Telephone Number
    +00 1 234 5678 (office), +00 1 234 5679
2.8 Electronic Mail Address
    Please write to <desk@cert.example>.
2.11 Operating Hours
    Mon-Fri 08:00-17:00
3. Charter
    desk2@cert.example
`;
  const { kind, fields } = read(text);
  expect(kind).toBe('rfc2350');
  expect(fields).toEqual({
    institution: { value: 'CERT-AL: the CERT of Alderia', readers: 'participants' },
    timeZone: { value: 'UTC+1', readers: 'participants' },
    telephones: { value: ['+00 1 234 5678', '+00 1 234 5679'], readers: 'participants' },
    emails: { value: ['desk@cert.example'], readers: 'participants' },
    hours: { value: 'Mon-Fri 08:00-17:00', readers: 'participants' },
  });
});

test('what says nothing of a contact, is too large or hostile, is refused or read as what it is', () => {
  for (const text of [
    '',
    'Hello',
    'Contact: javascript:alert(1)',
    'x'.repeat(300_000),
    '\u0000'.repeat(1000),
  ])
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'comity.not-a-contact-file' }));
  const { fields } = read(`Contact: mailto:a@b.example\nContact: mailto:a@b.example:public\n`);
  expect(fields).toEqual({ emails: { value: ['a@b.example'], readers: 'participants' } });
});

const CARD = `BEGIN:VCARD
VERSION:4.0
KIND:org
FN:CERT-AL\\, Section 2
ORG:CERT-AL;Section 2
ROLE:Incident response
item1.EMAIL;TYPE=work;PREF=2:night@cert.example
EMAIL;PREF=1:desk@cert.example
TEL;VALUE=uri;TYPE="voice,work":tel:+00-1-234;ext=5
TEL:+00 1 235
LANG;PREF=2:fr
LANG;PREF=1:en
TZ:Europe/Paris
IMPP:xmpp:desk@chat.example
NOTE:A long note that is folded over two lines\\nand says more
  than one thing
KEY:https://cert.example/key.asc
END:VCARD
`;

test('a vCard gives institution, unit, role, ways and languages in their order; a key is for a person to see', () => {
  const { kind, fields, besides } = read(CARD.replaceAll('\n', '\r\n'));
  expect(kind).toBe('vcard');
  const values = Object.fromEntries(Object.entries(fields).map(([path, { value }]) => [path, value]));
  expect(values).toEqual({
    ...{ institution: 'CERT-AL', unit: 'Section 2', role: 'Incident response', timeZone: 'Europe/Paris' },
    ...{ emails: ['desk@cert.example', 'night@cert.example'], languages: ['en', 'fr'] },
    ...{ telephones: ['+00-1-234 ext 5', '+00 1 235'], messenger: 'xmpp:desk@chat.example' },
  });
  expect(besides).toEqual([
    'NOTE: A long note that is folded over two lines and says more than one thing',
    'KEY: https://cert.example/key.asc',
  ]);
});

test('the card of a person has a name, which only the own State reads; several cards, or a hostile one, are told', () => {
  const person = CARD.replace('KIND:org', 'KIND:individual').replace(
    'FN:CERT-AL\\, Section 2',
    'FN:A. Example',
  );
  expect(read(person).fields).toMatchObject({
    name: { value: 'A. Example', readers: 'own' },
    institution: { value: 'CERT-AL' },
  });
  for (const text of [
    CARD + CARD,
    'BEGIN:VCARD\nEND:VCARD',
    `BEGIN:VCARD\nNOTE:${'x'.repeat(1000)}\nEND:VCARD`,
  ])
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'comity.not-a-contact-file' }));
  const hostile = 'BEGIN:VCARD\nFN:a\nEMAIL:a@b.example:public\nEMAIL:с@b.example\nTEL:1\u0000,2\nEND:VCARD';
  expect(read(hostile).fields).toEqual({
    institution: { value: 'a', readers: 'participants' },
    telephones: { value: ['1 2'], readers: 'participants' },
  });
});
