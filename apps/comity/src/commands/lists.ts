import { type DataOf, type ListedContact, newId, newSalt } from '@comity/acts';
import { type Connection, dataOf, putBlob } from '@comity/client';
import { type RegionalList, readListFile, readProvenList } from '@comity/client/lists';
import { canonicalBytes, sha256Hex } from '@comity/log';
import type { Command } from 'commander';
import { csvLines } from '../csv.ts';
import { CommandError } from '../errors.ts';
import { perform } from '../people.ts';
import { differenceOf, type ListRules, type ReadList, readRegionalList } from '../regionallist.ts';
import { pairs, plain, table } from '../terminal.ts';
import { readBytes } from './paperacts.ts';
import { placed } from './performing.ts';
import { type Acting, type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

type Import = DataOf<'directory.list-imported'>;

interface ImportOptions {
  readonly list?: string;
  readonly name?: readonly string[];
  readonly terms?: readonly string[];
  readonly reader?: readonly string[];
  readonly asOf?: string;
  readonly days: string;
  readonly column?: readonly string[];
  readonly means?: readonly string[];
  readonly class?: string;
  readonly leaveOut?: boolean;
  readonly dryRun?: boolean;
}

export function listCommands(directory: Command): void {
  const lists = describe(
    directory.command('lists'),
    'Regional lists: what other organisations and groups keep, for their readers, until a day. Never part of the directory.',
  );
  describe(lists.command('all'), 'List the regional lists that you may read.', 'directory lists all').action(
    does(all),
  );
  describe(
    lists.command('show').argument('<lst>').option('--csv', 'as a CSV file'),
    'Show the contacts of a regional list, held to the hash that its importer signed.',
    'directory lists show lst_…',
    'directory lists show lst_… --csv > region.csv',
  ).action(does(show));
  describe(
    lists
      .command('import')
      .argument('<file>', 'CSV; its first row names the columns')
      .option('--list <lst>', 'a list that you imported before: this is its newer state')
      .option('--name <language=words>', 'how the list is called', collect)
      .option('--terms <language=words>', 'what it asks of its readers', collect)
      .option('--reader <id>', 'a participant that may read it; none: every participant', collect)
      .option('--as-of <date>', 'as of which day it is right; default: today')
      .option('--days <number>', 'for how many days it stands', '90')
      .option('--column <column=part>', 'what a column says: state, class, fingerprint or a field', collect)
      .option('--means <word=class>', 'a word of the list for diplomatic or technical', collect)
      .option('--class <class>', 'the class of every row that says none')
      .option('--leave-out', 'leave out the rows that cannot be understood')
      .option('--dry-run', 'show what would be imported, and what differs from the state before'),
    'Import a regional list, or a newer state of one of yours.',
    'directory lists import region.csv --name "en=Contacts of the region" --terms "en=Urgent use only." --column Country=state --means CERT=technical --dry-run',
    'directory lists import newer.csv --list lst_… --leave-out',
  ).action(does<ImportOptions>(importList));
  describe(
    lists.command('withdraw').argument('<lst>').option('--reason <words>', 'why'),
    'Withdraw a regional list of yours: its file is erased, and nobody is shown it any more.',
    'directory lists withdraw lst_… --reason "Replaced by another list."',
  ).action(does<{ reason?: string }>(withdraw));
}

const detailOf = async (connection: Connection, regional: string) =>
  dataOf(await connection.api.GET('/api/directory/regional/{regional}', { params: { path: { regional } } }));

const nameOf = ({ names }: Pick<RegionalList, 'names'>) => names.en ?? Object.values(names)[0] ?? '';

async function all(setting: Setting): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const found = dataOf(await connection.api.GET('/api/directory/regional'));
  const rows = found.lists.map((l) => [
    ...[l.regional, plain(nameOf(l)), l.participant, String(l.contacts), l.asOf],
    l.state === 'holds' ? `until ${l.expires.slice(0, 16)}` : l.state,
  ]);
  return {
    value: found,
    lines:
      rows.length > 0
        ? table(['LIST', 'NAME', 'IMPORTED BY', 'CONTACTS', 'AS OF', 'STATE'], rows)
        : [
            'There is no regional list that you may read. One is imported with: comity directory lists import',
          ],
  };
}

/** Only what the signed act says, and what its hash fixes: the host is asked for bytes, and not believed. */
async function show(setting: Setting, { csv }: { csv?: boolean }, regional: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const { list } = await detailOf(connection, regional);
  if (list.state !== 'holds')
    throw new CommandError(
      'comity.list-over',
      list.state === 'expired' ? `The list expired on ${list.expires}.` : 'The list was withdrawn.',
      'Its importer can import a newer state of it, or another list.',
    );
  const { data, contacts } = await readProvenList(connection, acting.place.trust, regional);
  if (csv) return { value: { list: data, contacts }, lines: csvLines(CSV, contacts.map(rowOf)) };
  return {
    value: { list: data, contacts },
    lines: [
      ...pairs({
        list: plain(nameOf(data)),
        'imported by': list.participant,
        'as of': data.asOf,
        until: data.expires,
        terms: plain(data.terms.en ?? Object.values(data.terms)[0] ?? ''),
      }),
      'A list of others: nobody was nominated to this body by it.',
      '',
      ...table(
        CSV.map((head) => head.toUpperCase()),
        contacts.map(rowOf),
      ),
    ],
  };
}

const CSV = ['state', 'class', 'institution', 'telephones', 'emails', 'languages', 'hours', 'fingerprint'];
const rowOf = ({ state, class: kind, fields, fingerprint = '' }: ListedContact): string[] => {
  const said = (name: keyof typeof fields) => plain([fields[name] ?? []].flat().join(' '));
  return [
    ...[state, kind, said('institution'), said('telephones'), said('emails'), said('languages')],
    ...[said('hours'), fingerprint],
  ];
};

/** `language=words`, `column=part`: what stands before the last sign, and behind it. */
function paired(given: readonly string[] = [], what: string): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = what === '--column' || what === '--means' ? text.lastIndexOf('=') : text.indexOf('=');
      if (at < 1)
        throw new CommandError('comity.bad-list-rule', `${what} “${text}” has no sign = between two parts.`);
      return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}

function classIn(text: string): ListedContact['class'] {
  if (text === 'diplomatic' || text === 'technical') return text;
  throw new CommandError(
    'comity.unknown-class',
    `There is no class “${text}”.`,
    'It is diplomatic or technical.',
  );
}

const rulesIn = (options: ImportOptions): ListRules => ({
  columns: paired(options.column, '--column'),
  classes: Object.fromEntries(
    Object.entries(paired(options.means, '--means')).map(([word, kind]) => [word, classIn(kind)]),
  ),
  ...(options.class === undefined ? {} : { all: classIn(options.class) }),
});

async function importList(setting: Setting, options: ImportOptions, path: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const { participants } = dataOf(await connection.api.GET('/api/participants'));
  const states = participants.filter(({ kind }) => kind !== 'secretariat');
  const read = readRegionalList(await readBytes(path), states, rulesIn(options));
  const before = options.list === undefined ? undefined : await stateBefore(connection, options.list);
  const looked = previewOf(read, before?.contacts ?? []);
  const stops = read.damaged.length > 0 && !options.leaveOut;
  if (options.dryRun || stops || read.contacts.length === 0)
    return {
      value: looked.value,
      lines: [...looked.lines, stops ? STOPPED : ''],
      ...(stops ? { exit: 1 } : {}),
    };
  const receipt = await importAs(acting, connection, options, read, before?.list);
  return placed(receipt.receipt, looked.lines.join('\n'), { ...looked.value, regional: receipt.regional });
}

const STOPPED = 'Nothing was imported: correct these rows, or leave them out with --leave-out.';

/** What stands, where it still does: of a list that is over nothing can be compared. */
async function stateBefore(connection: Connection, regional: string) {
  const { list } = await detailOf(connection, regional);
  return { list, contacts: list.state === 'holds' ? await readListFile(connection, list) : [] };
}

function previewOf({ contacts, damaged, unused }: ReadList, before: readonly ListedContact[]) {
  const listed = contacts.map(({ line: _, ...contact }) => contact);
  const { added, removed, same } = differenceOf(before, listed);
  const value = { contacts: contacts.length, added, removed, same, damaged, unused };
  const changes = [...added.map((c) => ['+', ...rowOf(c)]), ...removed.map((c) => ['-', ...rowOf(c)])];
  return {
    value,
    lines: [
      ...(changes.length > 0 ? table(['', ...CSV.map((head) => head.toUpperCase())], changes) : []),
      ...(damaged.length > 0
        ? table(
            ['LINE', 'WHY'],
            damaged.map(({ line, why }) => [String(line), plain(why)]),
          )
        : []),
      ...(unused.length > 0
        ? [`Columns that are left out: ${unused.map((head) => plain(head)).join(', ')}.`]
        : []),
      `${contacts.length} contacts: ${added.length} new or changed, ${same} as before, ${removed.length} no more; ${damaged.length} rows not understood.`,
    ],
  };
}

async function importAs(
  acting: Acting,
  connection: Connection,
  options: ImportOptions,
  read: ReadList,
  before: RegionalList | undefined,
) {
  const regional = before?.regional ?? newId('lst');
  const contacts = read.contacts.map(({ line: _, ...contact }) => contact);
  const bytes = canonicalBytes({ v: 1, regional, salt: newSalt(), contacts } as never);
  const file = { sha256: sha256Hex(bytes), size: bytes.length };
  await putBlob(connection, file.sha256, bytes);
  const names = paired(options.name, '--name');
  const terms = paired(options.terms, '--terms');
  const data: Import = {
    ...{ regional, file, contacts: contacts.length },
    names: Object.keys(names).length > 0 ? names : (before?.names ?? missing('--name')),
    terms: Object.keys(terms).length > 0 ? terms : (before?.terms ?? missing('--terms')),
    readers: options.reader ? [...new Set(options.reader)].sort() : (before?.readers ?? 'participants'),
    asOf: options.asOf ?? new Date().toISOString().slice(0, 10),
    expires: new Date(Date.now() + daysIn(options.days) * 86_400_000).toISOString(),
  };
  const wish = { type: 'directory.list-imported' as const, data, ...(before ? { base: before.act } : {}) };
  return { regional, receipt: await perform(acting.place, (await acting.unlocked()).hand, wish) };
}

const missing = (option: string): never => {
  throw new CommandError(
    'comity.option-missing',
    `A first import says ${option} "en=…".`,
    'Nothing was sent.',
  );
};

function daysIn(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new CommandError('comity.not-a-number', `--days is “${text}”, not a whole number of days.`);
}

async function withdraw(
  setting: Setting,
  { reason }: { reason?: string },
  regional: string,
): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const { list } = await detailOf(connection, regional);
  const data = { regional, ...(reason ? { reason } : {}) };
  const wish = { type: 'directory.list-withdrawn' as const, data, base: list.act };
  const receipt = await perform(acting.place, (await acting.unlocked()).hand, wish);
  return placed(receipt, `Withdrawn: ${plain(nameOf(list))}. Its file is erased.`);
}
