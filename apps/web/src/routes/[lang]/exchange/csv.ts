type Cell = string | number;

/** What a spreadsheet may take for the beginning of a formula, after white space too; full-width signs count. */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",;\r\n]/;

/** A text that begins like a formula gets an apostrophe before it: it is then shown, and never run. */
function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** By which spreadsheets know UTF-8: the beginning of a table. */
export const MARK = '\uFEFF';

/** Lines of a table as RFC 4180 has them. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

export const toCsv = (rows: readonly (readonly Cell[])[]): string => MARK + csvLines(rows);
