/** `[^1]: words`, and the indented lines that go on with them. */
const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$/;

/** Takes the definitions of notes out of a file; empty lines stand for them, so that the numbers of lines stay. */
export function takeNotes(source: string): { source: string; notes: Map<string, string> } {
  const notes = new Map<string, string>();
  let open: string | undefined;
  const lines = source.split('\n').map((line) => {
    const found = DEFINITION.exec(line);
    if (found) {
      open = found[1]!;
      notes.set(open, found[2]!);
      return '';
    }
    if (open !== undefined && /^(?: {2,}|\t)\S/.test(line)) {
      notes.set(open, `${notes.get(open)} ${line.trim()}`);
      return '';
    }
    if (line.trim() !== '') open = undefined;
    return line;
  });
  return { source: lines.join('\n'), notes };
}
