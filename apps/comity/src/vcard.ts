import type { DirectoryContact } from './messages.ts';

const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/\r\n|[\r\n]/g, '\\n')
    .replace(/[,;]/g, '\\$&');

/** RFC 6350, 3.2: lines of at most 75 bytes, none of which cuts a character in two. */
function folded(line: string): string {
  const lines = [''];
  for (const character of line) {
    const room = lines.length === 1 ? 75 : 74;
    if (Buffer.byteLength(lines.at(-1)! + character) > room) lines.push('');
    lines[lines.length - 1] += character;
  }
  return lines.join('\r\n ');
}

const listOf = (value: string | string[] | undefined): readonly string[] => [value ?? []].flat();
const textOf = (value: string | string[] | undefined): string => listOf(value).join(', ');

/**
 * A point of contact as a vCard 4.0 (RFC 6350), with the fields that its reader may read. What has no property there
 * stands in a note; the fingerprint goes under a name of our own, since a key itself would be believed unchecked.
 */
export function vcardOf(c: DirectoryContact, name: string): string {
  const { fields } = c;
  const title = [textOf(fields.institution) || name, textOf(fields.unit)].filter(Boolean).join(', ');
  const notes = [
    fields.hours && `Hours: ${textOf(fields.hours)}`,
    fields.alone && `May do alone: ${textOf(fields.alone)}`,
    fields.alternate && `Alternate: ${textOf(fields.alternate)}`,
    fields.messenger && `Messenger: ${textOf(fields.messenger)}`,
    c.signed ? undefined : `Entered from note ${c.note ?? ''}, not yet signed by its State`,
  ].filter((note) => note !== undefined && note !== '');
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:${c.contact}`,
    'KIND:org',
    `FN:${escaped(title)}`,
    `ORG:${[name, textOf(fields.institution), textOf(fields.unit)].map(escaped).join(';')}`,
    ...(fields.role ? [`ROLE:${escaped(textOf(fields.role))}`] : []),
    ...listOf(fields.emails).map((email) => `EMAIL:${escaped(email)}`),
    ...listOf(fields.telephones).map((number) => `TEL:${escaped(number)}`),
    ...listOf(fields.languages).map((tag, i) => `LANG;PREF=${Math.min(i + 1, 100)}:${escaped(tag)}`),
    ...(fields.timeZone ? [`TZ:${escaped(textOf(fields.timeZone))}`] : []),
    `CATEGORIES:${c.class},${escaped(c.participant)}`,
    ...(notes.length > 0 ? [`NOTE:${escaped(notes.join('\n'))}`] : []),
    ...(c.key ? [`X-OPENPGP-FINGERPRINT:${c.key.fingerprint.toUpperCase()}`] : []),
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
