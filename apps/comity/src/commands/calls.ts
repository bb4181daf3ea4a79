import { dataOf, type paths } from '@comity/client';
import type { Command } from 'commander';
import { csvLines } from '../csv.ts';
import { table } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

export function callCommands(directory: Command): void {
  describe(
    directory.command('calls').option('--csv', 'as a CSV file, to be printed and ticked off'),
    'List whom to ring today, and why: nobody could write to it, not yet signed, no key, a key that expires, not confirmed, never tried.',
    'directory calls --as officer',
  ).action(does<{ csv?: boolean }>(calls));
}

type Call =
  paths['/api/directory/calls']['get']['responses']['200']['content']['application/json']['calls'][number];
type Reason = Call['why'][number];

const WHY: Readonly<Record<Reason, string>> = {
  'mail-fails': 'mail does not arrive',
  'not-signed': 'not yet signed by its State',
  'no-key': 'no key: nothing can be sealed to it',
  'key-expires': 'its key expires within 30 days',
  'to-confirm': 'not confirmed for half a year',
  'never-tried': 'its telephones were not tried for half a year',
};

async function calls(setting: Setting, { csv }: { csv?: boolean }): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const { calls: list } = dataOf(await connection.api.GET('/api/directory/calls'));
  const rows = list.map(row);
  if (csv) return { value: { calls: list }, lines: csvLines(HEADINGS, rows) };
  return {
    value: { calls: list },
    lines: rows.length > 0 ? table(HEADINGS, rows) : ['Nobody is to be rung today.'],
  };
}

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
