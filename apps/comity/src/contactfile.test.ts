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
