import { sha256Hex } from '@comity/log';
import type { FieldWishes } from './contacts.ts';
import { CommandError } from './errors.ts';
import { readFields } from './fields.ts';
import { assertReachable, cellsOrFault, folded, listedIn, type Named, namesOf, readTable } from './tables.ts';

/** Where a row stands in its list, and how it came. */
interface Listed {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly raw: string;
}

/** One row of a list of nominations, understood. */
export interface Nomination extends Listed {
  readonly participant: string;
  readonly class: 'diplomatic' | 'technical';
  readonly note: string;
  /** The scan of the note, where the list names one. */
  readonly file?: string;
  readonly fields: FieldWishes;
}

/** One that was not, and why. The others are not held up by it. */
export interface DamagedRow extends Listed {
  readonly why: string;
}

export interface Nominations {
  /** The row that names the columns, as it came. */
  readonly head: string;
  readonly rows: readonly Nomination[];
  readonly damaged: readonly DamagedRow[];
  /** SHA-256 of the list as it came: the evidence where a row names no scan. */
  readonly sha256: string;
}

/**
 * Reads a list of nominations. The first row names the columns: `state`, `class`, `note`, and perhaps `file` and fields of a
 * contact. A row that cannot be understood, or says again what another says, is told with its line. Throws `comity.not-a-list`
 * where there is nothing to read.
 */
export function readNominations(bytes: Uint8Array, participants: readonly Named[]): Nominations {
  const { head, columns: named, rows: all } = readTable(bytes, notAList);
  const columns = named.map((name) => name.toLowerCase());
  const missing = ['state', 'class', 'note'].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw notAList(`Its first row names no column ${missing.join(', ')}.`);
  const understand = reader(columns, namesOf(participants));
  const rows: Nomination[] = [];
  const damaged: DamagedRow[] = [];
  for (const { line, raw, cells } of all) {
    try {
      rows.push({ line, raw, ...understand(line, cellsOrFault(cells, columns.length)) });
    } catch (error) {
      damaged.push({ line, raw, why: (error as Error).message });
    }
  }
  return { head, rows, damaged, sha256: sha256Hex(bytes) };
}

const notAList = (why: string) =>
  new CommandError(
    'comity.not-a-list',
    `This is no list of nominations: ${why}`,
    'It is CSV whose first row names its columns: state, class, note, and fields such as institution, telephones, emails.',
  );

const CLASSES = new Map<string, Nomination['class']>([
  ['diplomatic', 'diplomatic'],
  ['d', 'diplomatic'],
  ['technical', 'technical'],
  ['t', 'technical'],
]);
const NOT_FIELDS = new Set(['state', 'class', 'note', 'file', '']);

type Understood = Omit<Nomination, 'line' | 'raw'>;

/** Understands one row after the other, and knows those before: what stands twice is not entered twice. */
function reader(columns: readonly string[], byName: ReadonlyMap<string, string>) {
  const before = new Map<string, number>();
  const owners = new Map<string, Pick<Nomination, 'participant' | 'line'>>();
  return (line: number, cells: readonly string[]): Understood => {
    const row = nominationOf(columns, cells, byName);
    const name = nameOfRow(row);
    const same = before.get(name);
    if (same !== undefined) throw new Error(`It is the same nomination as that of line ${same}.`);
    for (const address of addressesOf(row)) {
      const owner = owners.get(address);
      if (owner && owner.participant !== row.participant)
        throw new Error(`The address ${address} stands for another State in line ${owner.line}.`);
    }
    before.set(name, line);
    for (const address of addressesOf(row))
      if (!owners.has(address)) owners.set(address, { participant: row.participant, line });
    return row;
  };
}

/** What makes two rows the same nomination, whatever the spelling of names, notes and institutions. */
export const nameOfRow = (row: {
  readonly participant: string;
  readonly class: string;
  readonly note?: string;
  readonly institution?: string;
  readonly fields?: FieldWishes;
}): string =>
  [
    row.participant,
    row.class,
    folded(row.note ?? ''),
    folded([row.institution ?? row.fields?.institution?.value ?? ''].flat().join(' ')),
  ].join('\n');

const addressesOf = ({ fields }: Understood): string[] =>
  [fields.emails?.value ?? []].flat().map((address) => address.toLowerCase());

function nominationOf(
  columns: readonly string[],
  cells: readonly string[],
  byName: ReadonlyMap<string, string>,
): Understood {
  const cell = (name: string) => (cells[columns.indexOf(name)] ?? '').trim();
  const participant = byName.get(folded(cell('state')));
  if (!participant) throw new Error(`No participant is called “${cell('state')}”.`);
  const kind = CLASSES.get(cell('class').toLowerCase());
  if (!kind) throw new Error(`The class “${cell('class')}” is neither diplomatic nor technical.`);
  const note = cell('note');
  if (note === '' || note.length > 60 || /\p{Cc}/u.test(note)) throw new Error('It names no note verbale.');
  const file = cell('file');
  const fields = fieldsOf(columns, cells);
  assertReachable(fields.telephones?.value);
  return { participant, class: kind, note, ...(file ? { file } : {}), fields };
}

/** Columns are fields by their names, whatever their case. Lists stand with commas or semicolons between. */
function fieldsOf(columns: readonly string[], cells: readonly string[]): FieldWishes {
  const said = columns.flatMap((column, i) => {
    const value = (cells[i] ?? '').trim().replace(/[\r\n\t ]+/g, ' ');
    if (NOT_FIELDS.has(column) || value === '') return [];
    const path = column === 'timezone' ? 'timeZone' : column;
    return [`${path}=${listedIn(path, value)}:${path === 'name' ? 'own' : 'participants'}`];
  });
  return readFields(said).fields;
}
