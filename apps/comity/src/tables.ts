import type { CommandError } from './errors.ts';
import { FIELDS } from './fields.ts';
import { faultOf, linesOf } from './listtext.ts';

/** A participant by the names that a list may use. */
export interface Named {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
}

const LARGEST = 4 * 1024 * 1024;
const MOST_ROWS = 2000;
/** A field of a contact has a few lines at most; a quote that nobody closed must not swallow the list. */
const LONGEST_ROW = 6;

export interface Table {
  /** The row that names the columns, as it came. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Reads a table as offices keep them: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252. Throws what
 * `notATable` makes of the reason where there is nothing to read.
 */
export function readTable(bytes: Uint8Array, notATable: (why: string) => CommandError): Table {
  const lines = bytes.length > LARGEST ? [] : linesOf(bytes);
  const at = lines.findIndex((line) => line.trim() !== '');
  if (at < 0) throw notATable('It is empty or too large.');
  const separator = separatorOf(lines[at]!);
  const columns = (rowAt(lines, at, separator)?.cells ?? []).map((cell) => cell.trim());
  const rows: TableRow[] = [];
  for (const row of rawRows(lines, at + 1, separator, columns.length)) {
    if (rows.length >= MOST_ROWS) throw notATable(`It has more than ${MOST_ROWS} rows.`);
    rows.push(row);
  }
  return { head: lines[at]!, columns, rows };
}

/** The cells of a row that can be what somebody wrote. Throws an error that says why they cannot. */
export function cellsOrFault(cells: readonly string[] | undefined, columns: number): readonly string[] {
  if (!cells) throw new Error(`It does not have the ${columns} columns of the first row.`);
  const fault = cells.map((text) => faultOf(text.trim())).find(Boolean);
  if (fault) throw new Error(fault);
  return cells;
}

export interface TableRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly raw: string;
  /** Undefined where it does not come to the number of columns. */
  readonly cells: readonly string[] | undefined;
}

function* rawRows(
  lines: readonly string[],
  from: number,
  separator: string,
  columns: number,
): Generator<TableRow> {
  for (let i = from; i < lines.length; ) {
    const at = i;
    const read = lines[at]!.trim() === '' ? undefined : rowAt(lines, at, separator, columns);
    i += read?.lines ?? 1;
    if (lines[at]!.trim() !== '')
      yield { line: at + 1, raw: lines.slice(at, i).join('\n'), cells: read?.cells };
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

export const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What names exactly one participant. */
export function namesOf(participants: readonly Named[]): ReadonlyMap<string, string> {
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

/** Values of a field that is a list stand with commas or semicolons between. */
export const listedIn = (field: string, value: string): string =>
  FIELDS[field as keyof typeof FIELDS]?.list
    ? value
        .split(/[,;]/)
        .map((item) => item.trim())
        .filter(Boolean)
        .join(',')
    : value;

/** A number as people write it. One that has lost its digits, or holds words, rings nowhere. */
const NUMBER = /^\+?[\d ()./-]{4,30}(?: ?(?:ext|x)\.? ?\d{1,6})?$/i;

export function assertReachable(telephones: string | readonly string[] = []): void {
  const wrong = [telephones].flat().find((text) => !NUMBER.test(text) || text.replace(/\D/g, '').length < 4);
  if (wrong !== undefined) throw new Error(`“${wrong}” is no telephone number.`);
}
