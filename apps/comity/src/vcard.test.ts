import { expect, test } from 'vitest';
import type { DirectoryContact } from './messages.ts';
import { vcardOf } from './vcard.ts';

const contact = (
  fields: DirectoryContact['fields'],
  change: Partial<DirectoryContact> = {},
): DirectoryContact => ({
  ...{ contact: 'con_one', participant: 'alderia', class: 'technical', signed: true, closed: [], roster: [] },
  ...{ version: 'v', seq: 1, fields, ...change },
});

test('a contact is a vCard 4 with what its reader may read, in lines that any program takes', () => {
  const card = vcardOf(
    contact({
      institution: 'CERT; one, two',
      unit: 'Номер\n2',
      emails: ['a@cert.example', 'b@cert.example'],
      telephones: ['+00 1 234'],
      languages: ['en', 'ar'],
      timeZone: 'Europe/Paris',
      hours: '24/7',
    }),
    'Alderia',
  );
  const lines = card.split('\r\n');
  expect(lines.at(0)).toBe('BEGIN:VCARD');
  expect(lines.slice(-2)).toEqual(['END:VCARD', '']);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(card.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const unfolded = card.replaceAll('\r\n ', '');
  for (const line of [
    'VERSION:4.0',
    'ORG:Alderia;CERT\\; one\\, two;Номер\\n2',
    'EMAIL:b@cert.example',
    'TEL:+00 1 234',
    'LANG;PREF=2:ar',
    'TZ:Europe/Paris',
    'NOTE:Hours: 24/7',
  ])
    expect(unfolded.split('\r\n')).toContain(line);
});

test('one that its State has not signed says so, and nothing said by others begins a line of its own', () => {
  const card = vcardOf(contact({ role: 'x\r\nEND:VCARD' }, { signed: false, note: 'NV/7' }), 'Alderia');
  expect(card).toContain('Entered from note NV/7\\, not yet signed');
  expect(card.split('\r\n').filter((line) => line === 'END:VCARD')).toHaveLength(1);
});
