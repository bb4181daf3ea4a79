import { join } from 'node:path';
import { ApiProblem, dataOf } from '@comity/client';
import { isFileName } from '@comity/seal';
import type { Command } from 'commander';
import { recordFromNote } from '../contacts.ts';
import { type DirectoryContact, readDirectory } from '../messages.ts';
import { type Nomination, type Nominations, readNominations } from '../nominations.ts';
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
      .option('--dry-run', 'show what would be entered, and every row that cannot be understood'),
    'Secretariat: enter contacts from a list of notes verbales, marked as not yet signed by their States; at once usable. Run again, it goes on where it ended.',
    'directory import nominations.csv --dry-run',
    'directory import nominations.csv --notes ./scans --as officer',
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
  const outcomes: Outcome[] = list.damaged.map(({ line, why, text }) => ({
    ...{ line, state: '', outcome: 'damaged', why: `${why} “${text.slice(0, 60)}”` },
  }));
  if (options.dryRun) {
    const planned = list.rows.map(({ line, participant: state }) => ({
      line,
      state,
      outcome: 'would be entered' as const,
    }));
    return answerOf([...outcomes, ...planned]);
  }
  const acting = await actingAs(setting);
  const known = await readDirectory((await acting.session()).connection);
  for (const [i, row] of list.rows.entries()) {
    const before = known.find((c) => isSame(c, row));
    const outcome = before
      ? { outcome: 'there' as const, contact: before.contact }
      : await enter(acting, list, row, options);
    outcomes.push({ line: row.line, state: row.participant, ...outcome });
    setting.terminal.progress('Rows', i + 1, list.rows.length);
  }
  return answerOf(outcomes);
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

/** The same note, class and institution: entered by an earlier run, or since signed by its State. */
const isSame = (c: DirectoryContact, row: Nomination): boolean =>
  c.participant === row.participant &&
  c.class === row.class &&
  c.note === row.note &&
  (c.fields.institution ?? '') === (row.fields.institution?.value ?? '');

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
