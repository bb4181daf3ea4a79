/** What the command says to a person: to standard error where the output is for a machine. */
export interface Terminal {
  /** One line of text. */
  say(line?: string): void;
  /** A line that replaces itself while long work goes on; only where a person is watching. */
  progress(what: string, done: number, total: number): void;
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
    progress(what, done, total) {
      const text = `  ${what} ${done} of ${total}`;
      if (done >= total) {
        clear();
        if (!json) out.write(`${text}\n`);
      } else if (isTty && text !== shown) {
        process.stderr.write(`\r\u001b[2K${text}`);
        shown = text;
      }
    },
  };
}
