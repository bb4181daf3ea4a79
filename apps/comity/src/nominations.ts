import { sha256Hex } from '@comity/log';
import type { FieldWishes } from './contacts.ts';
import { CommandError } from './errors.ts';
import { readFields } from './fields.ts';
import { faultOf, linesOf } from './listtext.ts';

/** A participant by the names that a note may use. */
export interface Named {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
}

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

const LARGEST = 4 * 1024 * 1024;
const MOST_ROWS = 2000;
/** A field of a note has a few lines at most; a quote that nobody closed must not swallow the list. */
const LONGEST_ROW = 6;

/**
 * Reads a list of nominations as offices keep them: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.
 * The first row names the columns: `state`, `class`, `note`, and perhaps `file` and fields of a contact. A row that
 * cannot be understood, or says again what another says, is told with its line. Throws `comity.not-a-list` where there
 * is nothing to read.
 */
export function readNominations(bytes: Uint8Array, participants: readonly Named[]): Nominations {
  const lines = bytes.length > LARGEST ? [] : linesOf(bytes);
  const at = lines.findIndex((line) => line.trim() !== '');
  if (at < 0) throw notAList('It is empty or too large.');
  const separator = separatorOf(lines[at]!);
  const columns = (rowAt(lines, at, separator)?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = ['state', 'class', 'note'].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw notAList(`Its first row names no column ${missing.join(', ')}.`);
  const understand = reader(columns, namesOf(participants));
  const rows: Nomination[] = [];
  const damaged: DamagedRow[] = [];
  for (const { line, raw, read } of rawRows(lines, at + 1, separator, columns.length)) {
    if (rows.length + damaged.length >= MOST_ROWS) throw notAList(`It has more than ${MOST_ROWS} rows.`);
    try {
      if (!read) throw new Error(`It does not have the ${columns.length} columns of the first row.`);
      rows.push({ line, raw, ...understand(line, read.cells) });
    } catch (error) {
      damaged.push({ line, raw, why: (error as Error).message });
    }
  }
  return { head: lines[at]!, rows, damaged, sha256: sha256Hex(bytes) };
}

interface RawRow {
  readonly line: number;
  readonly raw: string;
  /** Undefined where it does not come to the number of columns. */
  readonly read: Row | undefined;
}

function* rawRows(
  lines: readonly string[],
  from: number,
  separator: string,
  columns: number,
): Generator<RawRow> {
  for (let i = from; i < lines.length; ) {
    const at = i;
    const read = lines[at]!.trim() === '' ? undefined : rowAt(lines, at, separator, columns);
    i += read?.lines ?? 1;
    if (lines[at]!.trim() !== '') yield { line: at + 1, raw: lines.slice(at, i).join('\n'), read };
  }
}

const notAList = (why: string) =>
  new CommandError(
    'comity.not-a-list',
    `This is no list of nominations: ${why}`,
    'It is CSV whose first row names its columns: state, class, note, and fields such as institution, telephones, emails.',
  );

const separatorOf = (line: string): string =>
  [',', ';', '\t'].reduce((best, c) => (line.split(c).length > line.split(best).length ? c : best), ',');

interface Row {
  readonly cells: readonly string[];
  readonly lines: number;
}

/**
 * The row that begins at a line, over as many lines as its quotes ask for. Undefined where none of that comes to the
 * number of columns: then the first line alone is given up, and the next one is a row of its own.
 */
function rowAt(lines: readonly string[], at: number, separator: string, columns?: number): Row | undefined {
  for (let count = 1; count <= LONGEST_ROW && at + count <= lines.length; count++) {
    const cells = cellsOf(lines.slice(at, at + count).join('\n'), separator);
    if (cells) return columns === undefined || cells.length === columns ? { cells, lines: count } : undefined;
  }
  return undefined;
}

const isEndOfCell = (text: string, from: number, separator: string): boolean => {
  const rest = text.slice(from, from + 20).trimStart();
  return rest === '' || rest.startsWith(separator) || (separator === '\t' && text[from] === '\t');
};

/** Undefined where a quote is still open; no cells at all where quotes stand as they cannot. */
function cellsOf(text: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' && quoted && text[i + 1] === '"') cell += text[++i];
    else if (c === '"' && (quoted || cell.trim() === '')) {
      if (!quoted) cell = '';
      quoted = !quoted;
      // What follows a closed quote is the next cell: else the quote was meant to open, and one before never closed.
      if (!quoted && !isEndOfCell(text, i + 1, separator)) return [];
    } else if (c === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  return quoted ? undefined : [...cells, cell];
}

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What names exactly one participant. */
function namesOf(participants: readonly Named[]): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id, names } of participants) {
    for (const name of new Set([id, ...Object.values(names)].map(folded))) {
      if (byName.has(name) && byName.get(name) !== id) twice.add(name);
      byName.set(name, id);
    }
  }
  for (const name of twice) byName.delete(name);
  return byName;
}

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
  for (const text of cells) {
    const fault = faultOf(text.trim());
    if (fault) throw new Error(fault);
  }
  const cell = (name: string) => (cells[columns.indexOf(name)] ?? '').trim();
  const participant = byName.get(folded(cell('state')));
  if (!participant) throw new Error(`No participant is called “${cell('state')}”.`);
  const kind = CLASSES.get(cell('class').toLowerCase());
  if (!kind) throw new Error(`The class “${cell('class')}” is neither diplomatic nor technical.`);
  const note = cell('note');
  if (note === '' || note.length > 60 || /\p{Cc}/u.test(note)) throw new Error('It names no note verbale.');
  const file = cell('file');
  const fields = fieldsOf(columns, cells);
  assertReachable(fields);
  return { participant, class: kind, note, ...(file ? { file } : {}), fields };
}

/** Columns are fields by their names, whatever their case. Lists stand with commas or semicolons between. */
function fieldsOf(columns: readonly string[], cells: readonly string[]): FieldWishes {
  const said = columns.flatMap((column, i) => {
    const value = (cells[i] ?? '').trim().replace(/[\r\n\t ]+/g, ' ');
    if (NOT_FIELDS.has(column) || value === '') return [];
    const path = column === 'timezone' ? 'timeZone' : column;
    const listed = LISTS.has(path)
      ? value
          .split(/[,;]/)
          .map((item) => item.trim())
          .filter(Boolean)
          .join(',')
      : value;
    return [`${path}=${listed}:${path === 'name' ? 'own' : 'participants'}`];
  });
  return readFields(said).fields;
}
const LISTS = new Set(['alone', 'emails', 'languages', 'telephones']);

/** A number as people write it. One that has lost its digits, or holds words, rings nowhere. */
const NUMBER = /^\+?[\d ()./-]{4,30}(?: ?(?:ext|x)\.? ?\d{1,6})?$/i;

function assertReachable({ telephones }: FieldWishes): void {
  const wrong = [telephones?.value ?? []]
    .flat()
    .find((text) => !NUMBER.test(text) || text.replace(/\D/g, '').length < 4);
  if (wrong !== undefined) throw new Error(`“${wrong}” is no telephone number.`);
}
