import { join } from 'node:path';
import { ApiProblem, dataOf } from '@comity/client';
import { isFileName } from '@comity/seal';
import type { Command } from 'commander';
import { recordFromNote } from '../contacts.ts';
import { writePrivate } from '../keyring.ts';
import { type DirectoryContact, readDirectory } from '../messages.ts';
import { type Nomination, type Nominations, nameOfRow, readNominations } from '../nominations.ts';
import { hashNote } from '../notes.ts';
import { plain, table } from '../terminal.ts';
import { readBytes } from './paperacts.ts';
import {
  type Acting,
  type Answer,
  actingAs,
  describe,
  does,
  publicConnection,
  type Setting,
} from './setting.ts';

interface ImportOptions {
  readonly notes?: string;
  readonly dryRun?: boolean;
  readonly left?: string;
}

export function nominationCommands(directory: Command): void {
  describe(
    directory
      .command('import')
      .argument(
        '<list>',
        'CSV; its first row names the columns: state, class, note, file, and fields of a contact',
      )
      .option('--notes <folder>', 'where the scans lie that the column “file” names')
      .option('--dry-run', 'show what would be entered, and every row that cannot be understood')
      .option(
        '--left <file>',
        'write the rows that were not entered there, to be corrected and imported again',
      ),
    'Secretariat: enter contacts from a list of notes verbales, marked as not yet signed by their States; at once usable. Run again, it goes on where it ended.',
    'directory import nominations.csv --dry-run',
    'directory import nominations.csv --notes ./scans --left correct.csv --as officer',
  ).action(does<ImportOptions>(importList));
}

interface Outcome {
  readonly line: number;
  readonly state: string;
  readonly outcome: 'entered' | 'would be entered' | 'there' | 'refused' | 'damaged';
  readonly contact?: string;
  readonly why?: string;
}

async function importList(setting: Setting, options: ImportOptions, path: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const { participants } = dataOf(await connection.api.GET('/api/participants'));
  const states = participants.filter(({ kind }) => kind === 'state');
  const list = readNominations(await readBytes(path), states);
  const outcomes: Outcome[] = list.damaged.map(({ line, why, raw }) => ({
    ...{ line, state: '', outcome: 'damaged', why: `${why} “${raw.slice(0, 60)}”` },
  }));
  outcomes.push(...(options.dryRun ? plannedFor(list) : await enterAll(setting, list, options)));
  if (options.left) await writeLeft(options.left, list, outcomes);
  return answerOf(outcomes);
}

const plannedFor = ({ rows }: Nominations): Outcome[] =>
  rows.map(({ line, participant: state }) => ({ line, state, outcome: 'would be entered' as const }));

async function enterAll(setting: Setting, list: Nominations, options: ImportOptions): Promise<Outcome[]> {
  const acting = await actingAs(setting);
  const directory = await readDirectory((await acting.session()).connection);
  // The same note, class and institution: entered by an earlier run, or since signed by its State.
  const known = new Map(directory.map((c) => [nameOfContact(c), c.contact]));
  const owners = new Map(
    directory.flatMap((c) => addressesIn(c.fields.emails).map((a) => [a, c.participant])),
  );
  const outcomes: Outcome[] = [];
  for (const row of list.rows) {
    const there = known.get(nameOfRow(row));
    const foreign = addressesIn(row.fields.emails?.value).find(
      (address) => (owners.get(address) ?? row.participant) !== row.participant,
    );
    const outcome = there
      ? { outcome: 'there' as const, contact: there }
      : foreign
        ? { outcome: 'refused' as const, why: `The directory has ${foreign} for another State.` }
        : await enter(acting, list, row, options);
    outcomes.push({ line: row.line, state: row.participant, ...outcome });
    setting.terminal.progress('Rows', outcomes.length, list.rows.length);
  }
  return outcomes;
}

const addressesIn = (emails: string | readonly string[] | undefined): string[] =>
  [emails ?? []].flat().map((address) => address.toLowerCase());

const nameOfContact = ({ fields, ...c }: DirectoryContact): string =>
  nameOfRow({ ...c, institution: [fields.institution ?? ''].flat().join(' ') });

/** Under the first row of the list, so that what was corrected is a list again. */
async function writeLeft(path: string, list: Nominations, outcomes: readonly Outcome[]): Promise<void> {
  const left = new Set(
    outcomes.filter(({ outcome }) => outcome === 'damaged' || outcome === 'refused').map(({ line }) => line),
  );
  const rows = [...list.rows, ...list.damaged].filter(({ line }) => left.has(line));
  const lines = [list.head, ...rows.sort((a, b) => a.line - b.line).map(({ raw }) => raw)];
  await writePrivate(path, `${lines.join('\n')}\n`, 'wx');
}

/** A refusal by rule is told and the next row is entered; a broken line ends it, and what was entered is found again. */
async function enter(
  acting: Acting,
  { sha256 }: Nominations,
  row: Nomination,
  { notes }: ImportOptions,
): Promise<Pick<Outcome, 'outcome' | 'contact' | 'why'>> {
  try {
    const scan = await scanOf(row, notes);
    const note = { number: row.note, sha256: scan ?? sha256 };
    const wish = { participant: row.participant, class: row.class, fields: row.fields, note };
    const { contact } = await recordFromNote(acting.place, (await acting.unlocked()).hand, wish);
    return { outcome: 'entered', contact };
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return { outcome: 'refused', why: error.message };
    if (error instanceof NoScan) return { outcome: 'refused', why: error.message };
    throw error;
  }
}

class NoScan extends Error {}

/** Where a row names no scan, the list itself is the evidence. */
async function scanOf({ file }: Nomination, folder: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (folder === undefined || !isFileName(file))
    throw new NoScan(`The scan “${file}” is not at hand: name its folder with --notes.`);
  return hashNote(join(folder, file)).catch(() => {
    throw new NoScan(`The scan “${file}” is not in ${folder}.`);
  });
}

function answerOf(outcomes: readonly Outcome[]): Answer {
  const rows = [...outcomes].sort((a, b) => a.line - b.line);
  const counted = (outcome: Outcome['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const told = (['entered', 'would be entered', 'there', 'refused', 'damaged'] as const)
    .filter((outcome) => counted(outcome) > 0)
    .map((outcome) => `${counted(outcome)} ${outcome}`);
  const isWrong = counted('refused') + counted('damaged') > 0;
  return {
    value: { rows },
    lines: [
      ...table(
        ['LINE', 'STATE', 'OUTCOME', 'CONTACT', 'WHY'],
        rows.map((r) => [String(r.line), r.state, r.outcome, r.contact ?? '', plain(r.why ?? '')]),
      ),
      `${told.join(', ') || 'No rows'}.`,
    ],
    ...(isWrong ? { exit: 1 as const } : {}),
  };
}
