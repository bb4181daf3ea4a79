import { type Connection, dataOf } from '@comity/client';
import type { Command } from 'commander';
import { type Call, callsFor, type Reason, type Ways } from '../calls.ts';
import { csvLines } from '../csv.ts';
import { readDirectory } from '../messages.ts';
import { table } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

export function callCommands(directory: Command): void {
  describe(
    directory.command('calls').option('--csv', 'as a CSV file, to be printed and ticked off'),
    'List whom to ring today, and why: nobody could write to it, not yet signed, no key, a key that expires, not confirmed, never tried.',
    'directory calls --as officer',
  ).action(does<{ csv?: boolean }>(calls));
}

const WHY: Readonly<Record<Reason, string>> = {
  'mail-fails': 'mail does not arrive',
  'not-signed': 'not yet signed by its State',
  'no-key': 'no key: nothing can be sealed to it',
  'key-expires': 'its key expires within 30 days',
  'to-confirm': 'not confirmed for half a year',
  'never-tried': 'its telephones were not tried for half a year',
};

const AT_ONCE = 8;

async function calls(setting: Setting, { csv }: { csv?: boolean }): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const contacts = await readDirectory(connection);
  const ways: Ways[] = [];
  for (let i = 0; i < contacts.length; i += AT_ONCE) {
    const some = contacts.slice(i, i + AT_ONCE);
    ways.push(...(await Promise.all(some.map(({ contact }) => waysTo(connection, contact)))));
    // The last line of progress stays: it has no place in a file.
    if (!csv) setting.terminal.progress('Contacts looked at', ways.length, contacts.length);
  }
  const list = callsFor(
    contacts.map((contact, i) => [contact, ways[i]!] as const),
    Date.now(),
  );
  const rows = list.map(row);
  if (csv) return { value: { calls: list }, lines: csvLines(HEADINGS, rows) };
  return {
    value: { calls: list },
    lines: rows.length > 0 ? table(HEADINGS, rows) : ['Nobody is to be rung today.'],
  };
}

const waysTo = async (connection: Connection, contact: string): Promise<Ways> =>
  dataOf(
    await connection.api.GET('/api/directory/contacts/{contact}/channels', { params: { path: { contact } } }),
  ).channels;

const text = (value: string | string[] | undefined) => [value ?? []].flat().join(' ');
const HEADINGS = ['STATE', 'CONTACT', 'TELEPHONES', 'HOURS', 'TIME ZONE', 'LANGUAGES', 'INSTITUTION', 'WHY'];
const row = ({ contact: { participant, contact, fields }, telephones, why }: Call) => [
  participant,
  contact,
  telephones.join(' / ') || 'none that you may read',
  text(fields.hours),
  text(fields.timeZone),
  text(fields.languages),
  text(fields.institution),
  why.map((reason) => WHY[reason]).join('; '),
];
