/** What the command says to a person: to standard error where the output is for a machine. */
export interface Terminal {
  /** One line of text. */
  say(line?: string): void;
  /** A remark beside the result: always to standard error. */
  note(line: string): void;
  /** A line that replaces itself while long work goes on, where a person is watching; the last one stays. */
  progress(what: string, done: number, total?: number): void;
}

const isTty = process.stderr.isTTY === true;

export function makeTerminal(json: boolean): Terminal {
  const out = json ? process.stderr : process.stdout;
  let shown = '';
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[2K');
    shown = '';
  };
  return {
    say(line = '') {
      clear();
      out.write(`${line}\n`);
    },
    note(line) {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress(what, done, total) {
      const text = total === undefined ? `  ${what} ${done}` : `  ${what} ${done} of ${total}`;
      if (total !== undefined && done >= total) {
        clear();
        if (!json) out.write(`${text}\n`);
      } else if (isTty && text !== shown) {
        process.stderr.write(`\r\u001b[2K${text}`);
        shown = text;
      }
    },
  };
}

/** Controls that move the cursor, recolour or hide, and marks that turn the reading direction. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Words of others, safe to print: what would steer the terminal is shown as its code point instead. */
export const plain = (text: string, keep = ''): string =>
  text.replace(UNSAFE, (c) =>
    keep.includes(c) ? c : `<U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`,
  );

/** The same for a text of several lines. */
export const plainText = (text: string): string => plain(text.replaceAll('\r\n', '\n'), '\n\t');

/** Rows under their headings, columns aligned, nothing but words of others made safe. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = [headings, ...rows.map((row) => row.map((cell) => plain(cell)))];
  const widths = headings.map((_, i) => Math.max(...cells.map((row) => [...(row[i] ?? '')].length)));
  return cells.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat(widths[i]! - [...cell].length))
      .join('  ')
      .trimEnd(),
  );
}

/** Names with their values, one a line, aligned. */
export function pairs(values: Readonly<Record<string, string | undefined>>): string[] {
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const width = Math.max(0, ...given.map(([name]) => name.length));
  return given.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`);
}
