/**
 * `npm run check`: every step in its order, one line each; a step that fails shows what it said.
 * Ends with 1 when a step failed. `--report FILE` also writes the outcomes as JSON, for the tally of CI.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeOutcome, type Outcome, runStep } from './run-step.ts';
import { STEPS } from './steps.ts';

const { values } = parseArgs({ options: { report: { type: 'string' } } });
const report = values.report === undefined ? undefined : resolve(values.report);
process.chdir(resolve(import.meta.dirname, '..'));

const outcomes: Outcome[] = [];
for (const step of STEPS) {
  const outcome = await runStep(step);
  outcomes.push(outcome);
  console.log(describeOutcome(outcome));
}

if (report !== undefined) await writeFile(report, JSON.stringify(outcomes));
if (outcomes.some((outcome) => !outcome.ok)) process.exitCode = 1;
