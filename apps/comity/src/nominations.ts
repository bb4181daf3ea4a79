import { sha256Hex } from '@comity/log';
import type { FieldWishes } from './contacts.ts';
import { CommandError } from './errors.ts';
import { readFields } from './fields.ts';

/** A participant by the names that a note may use. */
export interface Named {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
}

/** One row of a list of nominations, understood. */
export interface Nomination {
  /** Where it begins in the list, from 1. */
  readonly line: number;
  readonly participant: string;
  readonly class: 'diplomatic' | 'technical';
  readonly note: string;
  /** The scan of the note, where the list names one. */
  readonly file?: string;
  readonly fields: FieldWishes;
}

/** One that was not, and why. The others are not held up by it. */
export interface DamagedRow {
  readonly line: number;
  readonly why: string;
  readonly text: string;
}

export interface Nominations {
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
 * cannot be understood is told with its line. Throws `comity.not-a-list` where there is nothing to read.
 */
export function readNominations(bytes: Uint8Array, participants: readonly Named[]): Nominations {
  const lines = decoded(bytes).split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) => line.trim() !== '');
  if (at < 0 || bytes.length > LARGEST) throw notAList('It is empty or too large.');
  const separator = separatorOf(lines[at]!);
  const columns = (rowAt(lines, at, separator)?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = ['state', 'class', 'note'].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw notAList(`Its first row names no column ${missing.join(', ')}.`);
  const byName = namesOf(participants);
  const rows: Nomination[] = [];
  const damaged: DamagedRow[] = [];
  for (let i = at + 1; i < lines.length; ) {
    const read = lines[i]!.trim() === '' ? 'empty' : rowAt(lines, i, separator, columns.length);
    const line = i + 1;
    i += typeof read === 'object' ? read.lines : 1;
    if (read === 'empty') continue;
    if (rows.length + damaged.length >= MOST_ROWS) throw notAList(`It has more than ${MOST_ROWS} rows.`);
    const text = lines[line - 1]!.slice(0, 200);
    try {
      if (!read) throw new Error(`It does not have the ${columns.length} columns of the first row.`);
      rows.push({ line, ...nominationOf(columns, read.cells, byName) });
    } catch (error) {
      damaged.push({ line, why: (error as Error).message, text });
    }
  }
  return { rows, damaged, sha256: sha256Hex(bytes) };
}

const notAList = (why: string) =>
  new CommandError(
    'comity.not-a-list',
    `This is no list of nominations: ${why}`,
    'It is CSV whose first row names its columns: state, class, note, and fields such as institution, telephones, emails.',
  );

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

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

function nominationOf(
  columns: readonly string[],
  cells: readonly string[],
  byName: ReadonlyMap<string, string>,
): Omit<Nomination, 'line'> {
  const cell = (name: string) => (cells[columns.indexOf(name)] ?? '').trim();
  const participant = byName.get(folded(cell('state')));
  if (!participant) throw new Error(`No participant is called “${cell('state')}”.`);
  const kind = CLASSES.get(cell('class').toLowerCase());
  if (!kind) throw new Error(`The class “${cell('class')}” is neither diplomatic nor technical.`);
  const note = cell('note');
  if (note === '' || note.length > 60 || /\p{Cc}/u.test(note)) throw new Error('It names no note verbale.');
  const file = cell('file');
  return { participant, class: kind, note, ...(file ? { file } : {}), fields: fieldsOf(columns, cells) };
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
