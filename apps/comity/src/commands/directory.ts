import { CONTACT_FIELDS } from '@comity/acts';
import { type Connection, dataOf } from '@comity/client';
import { spokenCode } from '@comity/seal';
import type { Command } from 'commander';
import { csvLines } from '../csv.ts';
import { CommandError } from '../errors.ts';
import { FIELDS } from '../fields.ts';
import type { DirectoryContact } from '../messages.ts';
import { pairs, table } from '../terminal.ts';
import { vcardOf } from '../vcard.ts';
import { callCommands } from './calls.ts';
import { contactCommands } from './contact.ts';
import { letterCommands } from './letters.ts';
import { listCommands } from './lists.ts';
import { nominationCommands } from './nominations.ts';
import { type Answer, describe, does, publicConnection, reading, type Setting } from './setting.ts';
import { snapshotCommands } from './snapshots.ts';
import { viewedCommand } from './viewed.ts';
import { wayCommands } from './ways.ts';

interface ListOptions {
  readonly class?: string;
  readonly participant?: string;
  readonly language?: string;
  readonly q?: string;
  readonly csv?: boolean;
  readonly vcard?: boolean;
}

export function directoryCommands(program: Command): void {
  const directory = describe(
    program.command('directory'),
    'The points of contact of all States, and the keys that messages to them are sealed to.',
  );
  describe(
    directory
      .command('list')
      .option('--class <class>', 'diplomatic or technical')
      .option('--participant <id>', 'of one participant')
      .option('--language <tag>', 'who works in this language')
      .option('--q <words>', 'words in the fields that you may read')
      .option('--csv', 'as a CSV file')
      .option('--vcard', 'as vCards, for an address book'),
    'List the points of contact.',
    'directory list --class technical --language fr',
    'directory list --csv > contacts.csv',
    'directory list --vcard > contacts.vcf',
  ).action(does(list));
  describe(
    directory.command('show').argument('<con>'),
    'Show one point of contact with every field that you may read.',
    'directory show con_…',
  ).action(does(show));
  describe(
    directory.command('history').argument('<con>'),
    'List the acts that made a point of contact what it is.',
    'directory history con_…',
  ).action(does(history));
  describe(directory.command('fields'), 'List what can be said of a contact.', 'directory fields').action(
    does(fields),
  );
  contactCommands(directory);
  wayCommands(directory);
  nominationCommands(directory);
  callCommands(directory);
  viewedCommand(directory);
  letterCommands(directory);
  snapshotCommands(directory);
  listCommands(directory);
}

async function list(setting: Setting, options: ListOptions): Promise<Answer> {
  const { connection, as } = await reading(setting);
  const { csv, vcard, participant, language, q } = options;
  const kind = classOf(options.class);
  const query = {
    ...(kind ? { class: kind } : {}),
    ...(participant ? { participant } : {}),
    ...(language ? { language } : {}),
    ...(q ? { q } : {}),
  };
  const found = dataOf(await connection.api.GET('/api/directory/contacts', { params: { query } }));
  if (vcard) return { value: found, lines: await vcards(connection, found.contacts) };
  if (csv) return { value: found, lines: csvLines(CSV, found.contacts.map(csvRow)) };
  if (!as)
    setting.terminal.note('Read as nobody: only what States made public is open. As somebody: --as NAME.');
  return {
    value: found,
    lines:
      found.contacts.length > 0
        ? table(['STATE', 'CLASS', 'CONTACT', 'INSTITUTION', 'LANGUAGES', 'KEY'], found.contacts.map(row))
        : ['No contacts. A State nominates one with: comity directory nominate'],
  };
}

/** One after the other, each with its lines; what prints them ends each line. */
async function vcards(connection: Connection, contacts: readonly DirectoryContact[]): Promise<string[]> {
  const { participants } = dataOf(await connection.api.GET('/api/participants'));
  const names = new Map(participants.map(({ id, names }) => [id, names.en ?? id]));
  return contacts.flatMap((c) =>
    vcardOf(c, names.get(c.participant) ?? c.participant)
      .trimEnd()
      .split('\n'),
  );
}

function classOf(given: string | undefined): 'diplomatic' | 'technical' | undefined {
  if (given === undefined || given === 'diplomatic' || given === 'technical') return given;
  throw new CommandError(
    'comity.unknown-class',
    `There is no class “${given}”.`,
    'It is diplomatic or technical.',
  );
}

const text = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(' ') : (value ?? '');

const row = (c: DirectoryContact) => [
  c.participant,
  c.class,
  c.contact,
  text(c.fields.institution) || (c.closed.includes('institution') ? '(closed to you)' : ''),
  text(c.fields.languages),
  c.signed ? (c.key ? c.key.fingerprint.slice(-16).toUpperCase() : 'none') : 'not yet signed',
];

const CSV = ['participant', 'class', 'contact', 'signed', 'fingerprint', ...CONTACT_FIELDS];
const csvRow = (c: DirectoryContact) => [
  c.participant,
  c.class,
  c.contact,
  String(c.signed),
  c.key?.fingerprint ?? '',
  ...CONTACT_FIELDS.map((field) => text(c.fields[field])),
];

async function show(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const { connection } = await reading(setting);
  const path = { contact };
  const c = dataOf(await connection.api.GET('/api/directory/contacts/{contact}', { params: { path } }));
  const note = c.note ? `, from note ${c.note}` : '';
  return {
    value: c,
    lines: [
      ...pairs({
        contact: c.contact,
        participant: c.participant,
        class: c.class,
        signed: c.signed ? 'by its State' : `not yet${note}`,
        key: c.key
          ? `${c.key.fingerprint.toUpperCase()}${c.key.expires ? `, until ${c.key.expires}` : ''}`
          : 'none',
        'to read aloud': c.key && spokenCode(c.key.fingerprint).join(' '),
        confirmed: c.confirmed && `${c.confirmed.at}, counts until ${c.confirmed.until}`,
        roster: c.roster.join(' ') || 'nobody',
        ...Object.fromEntries(Object.entries(c.fields).map(([name, value]) => [name, text(value)])),
        'closed to you': c.closed.join(' ') || undefined,
      }),
    ],
  };
}

async function history(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const path = { contact };
  const found = dataOf(
    await connection.api.GET('/api/directory/contacts/{contact}/history', { params: { path } }),
  );
  const rows = found.acts.map((a) => [String(a.index), a.received, a.type, a.by, a.act]);
  return { value: found, lines: table(['ENTRY', 'RECEIVED', 'TYPE', 'BY', 'ACT'], rows) };
}

const fields = async (): Promise<Answer> => ({
  value: Object.entries(FIELDS).map(([field, { says, list: many }]) => ({
    field,
    says,
    list: many === true,
  })),
  lines: [
    ...table(
      ['FIELD', 'WHAT'],
      Object.entries(FIELDS).map(([field, { says, list: many }]) => [
        field,
        many ? `${says} (a list)` : says,
      ]),
    ),
    '',
    'Written as --field PATH=VALUE, with who may read it at the end:',
    '  --field institution="National CERT":public     on the record, for everyone',
    '  --field telephones="+00 1 234"                 every participant (as :participants)',
    '  --field unit="Night desk":own                  your own State',
    '  --field messenger="…":@brenmark,@corvania      your own State and those named',
    'An empty value takes a field away when you amend.',
  ],
});
