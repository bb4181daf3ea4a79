/**
 * The end of `.ci/run`: reads what its commands left in a folder (`phases` with a line `name seconds code` each,
 * `check.json`, `test.json`), prints the tally, and ends with 1 when anything failed.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Outcome } from './run-step.ts';
import { describeTally, type Phase, type TestReport, tally } from './tally.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder of the results.');

const phases = (await readFile(join(folder, 'phases'), 'utf8')).trim().split('\n').map(parsePhase);
const steps = await readResult<Outcome[]>('check.json', []);
const report = await readResult<TestReport>('test.json', { testResults: [] });
const counted = tally(phases, steps, report, resolve(import.meta.dirname, '..'));
console.log(describeTally(counted));
if (counted.failed > 0) process.exitCode = 1;

function parsePhase(line: string): Phase {
  const [name = '', seconds, code] = line.split(' ');
  return { name, seconds: Number(seconds), code: Number(code) };
}

/** A command that died early leaves no result; then its exit code counts. */
async function readResult<T>(name: string, absent: T): Promise<T> {
  const text = await readFile(join(folder as string, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? absent : (JSON.parse(text) as T);
}
