import { type Command, CommanderError } from 'commander';
import { complaintLines, complaintOf } from './complaint.ts';
import { keyringFolder } from './keyring.ts';
import { makeProgram } from './program.ts';
import { keepUnplaced } from './unplaced.ts';

/** Runs the command. Leaves how it went in `process.exitCode`: 0 done, 1 refused, 2 could not run. */
export async function main(args: readonly string[]): Promise<void> {
  // Whoever reads only the first lines has read enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  const json = args.includes('--json');
  const program = makeProgram();
  const said: string[] = [];
  if (json) quieten(program, said);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) endUsage(error, json, said);
    else await endComplaint(error, json, keyringFolder(program.opts<{ keys?: string }>().keys));
  }
}

/** With --json a mistake in the usage is told as JSON too: what commander would print is kept instead. */
function quieten(command: Command, said: string[]): void {
  command.configureOutput({ writeErr: (text) => void said.push(text) });
  for (const sub of command.commands) quieten(sub, said);
}

function endUsage(error: CommanderError, json: boolean, said: readonly string[]): void {
  if (error.exitCode === 0) return;
  if (json) {
    const code = `comity.${error.code.replace(/^commander\./, '').replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
    const says = said
      .join('')
      .trim()
      .split('\n\n')[0]!
      .replace(/^error: /, '');
    printComplaint({ code, says });
  }
  process.exitCode = 2;
}

async function endComplaint(error: unknown, json: boolean, keys: string): Promise<void> {
  if (process.env.COMITY_DEBUG) console.error(error);
  const kept = await keepUnplaced(keys, error);
  const complaint = { ...complaintOf(error), ...(kept ? { kept } : {}) };
  const { exit, ...told } = complaint;
  if (json) printComplaint(told);
  else for (const line of complaintLines(complaint)) process.stderr.write(`${line}\n`);
  // A server that failed half-way may have left something running: what was said goes out, then it ends.
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(exit);
}

const printComplaint = (error: object) => process.stdout.write(`${JSON.stringify({ error })}\n`);
