import { spawn } from 'node:child_process';
import type { Step } from './steps.ts';

/** How a step ended; `output` is what it said, kept for the reader of a failure. */
export interface Outcome {
  name: string;
  ok: boolean;
  seconds: number;
  output: string;
}

/** Runs one step to its end. It never throws: a step that cannot start has failed. */
export async function runStep(step: Step): Promise<Outcome> {
  const started = performance.now();
  const { ok, output } = await ('command' in step ? runCommand(step.command) : runSearch(step.find)).catch(
    (error: unknown) => ({ ok: false, output: String(error) }),
  );
  return { name: step.name, ok, seconds: (performance.now() - started) / 1000, output };
}

/** One line of the report, and what the step said where it failed. */
export function describeOutcome({ name, ok, seconds, output }: Outcome): string {
  const line = `${name.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s  ${ok ? 'ok' : 'FAILED'}`;
  return ok ? line : `${line}\n${output.trimEnd()}\n`;
}

async function runSearch(find: () => Promise<string[]>): Promise<{ ok: boolean; output: string }> {
  const found = await find();
  return { ok: found.length === 0, output: found.join('\n') };
}

function runCommand(command: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(said).toString('utf8') }));
  });
}
