import { relative, sep } from 'node:path';
import { budgetOf, WHOLE } from './budgets.ts';
import type { Outcome } from './run-step.ts';

/** A command that CI ran as a whole: what it took, and how it ended. */
export interface Phase {
  name: string;
  seconds: number;
  code: number;
}

/** The part of vitest's JSON report that is counted. Times in milliseconds. */
export interface TestReport {
  testResults: {
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    message?: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

export interface Suite {
  name: string;
  seconds: number;
  passed: number;
  failed: number;
}

export interface Tally {
  /** Commands as CI waited for them. */
  phases: readonly Phase[];
  /** Steps of the check, and tests by folder. Two files may run at once: seconds add up to more than was waited. */
  suites: Suite[];
  passed: number;
  failed: number;
  /** What failed, one line each. */
  problems: string[];
}

interface Counted {
  suite: Suite;
  problems: string[];
}

/**
 * Counts a run of CI. Each step of the check and each test counts once. Whatever did not pass has failed:
 * a test that was skipped, a file that could not be loaded, a command that ended badly without saying why.
 */
export function tally(
  phases: readonly Phase[],
  steps: readonly Outcome[],
  report: TestReport,
  root: string,
): Tally {
  const files = report.testResults.map((file) => countFile(file, root));
  const counted = [...steps.map(countStep), ...files];
  const suites = [...merge(counted.map(({ suite }) => suite)).values()];
  const silent = phases.flatMap((phase) => countPhase(phase, steps, files));
  const all = [...counted, ...silent, ...countOverBudget(suites, phases)];
  return {
    phases,
    suites,
    passed: sum(all, ({ suite }) => suite.passed),
    failed: sum(all, ({ suite }) => suite.failed),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function countStep({ name, seconds, ok }: Outcome): Counted {
  return {
    suite: { name: `check: ${name}`, seconds, passed: ok ? 1 : 0, failed: ok ? 0 : 1 },
    problems: ok ? [] : [`check: ${name}`],
  };
}

function countFile(file: TestReport['testResults'][number], root: string): Counted {
  const path = relative(root, file.name).split(sep).join('/');
  const failures = file.assertionResults.filter(({ status }) => status !== 'passed');
  const problems = failures.map(({ status, fullName }) => `${path}: ${fullName} (${status})`);
  const whole = file.status !== 'passed' && failures.length === 0;
  if (whole) problems.push(`${path}: ${(file.message ?? file.status).split('\n')[0]}`);
  return {
    suite: {
      name: folderOf(path),
      seconds: (file.endTime - file.startTime) / 1000,
      passed: file.assertionResults.length - failures.length,
      failed: problems.length,
    },
    problems,
  };
}

/** A command that failed counts once where nothing that it ran is counted as failed. */
function countPhase(phase: Phase, steps: readonly Outcome[], files: readonly Counted[]): Counted[] {
  const explained =
    (phase.name === 'check' && steps.some(({ ok }) => !ok)) ||
    (phase.name === 'test' && files.some(({ suite }) => suite.failed > 0));
  if (phase.code === 0 || explained) return [];
  return [
    {
      suite: { name: phase.name, seconds: phase.seconds, passed: 0, failed: 1 },
      problems: [`${phase.name} ended with ${phase.code}`],
    },
  ];
}

/** A suite that took longer than it may counts as one failure, and so does the whole run. */
function countOverBudget(suites: readonly Suite[], phases: readonly Phase[]): Counted[] {
  const whole = { name: 'total', seconds: sum(phases, ({ seconds }) => seconds), budget: WHOLE };
  return [...suites.map((suite) => ({ ...suite, budget: budgetOf(suite.name) })), whole]
    .filter(({ seconds, budget }) => seconds > budget * 60)
    .map(({ name, seconds, budget }) => ({
      suite: { name, seconds: 0, passed: 0, failed: 1 },
      problems: [`${name} took ${(seconds / 60).toFixed(1)} minutes of ${budget}`],
    }));
}

/** The folder that a reader knows a test by: a package, a room, a part of the server, an application. */
function folderOf(path: string): string {
  const known = /^(?:packages\/[^/]+|server\/src\/rooms\/[^/]+|server\/src\/[^/]+(?=\/)|apps\/[^/]+|[^/]+)/;
  return known.exec(path)?.[0].replace('/src/', '/').replace('/rooms/', '/') ?? path;
}

function merge(suites: readonly Suite[]): Map<string, Suite> {
  const merged = new Map<string, Suite>();
  for (const suite of suites) {
    const before = merged.get(suite.name) ?? { name: suite.name, seconds: 0, passed: 0, failed: 0 };
    merged.set(suite.name, {
      name: suite.name,
      seconds: before.seconds + suite.seconds,
      passed: before.passed + suite.passed,
      failed: before.failed + suite.failed,
    });
  }
  return merged;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

const columns = (...figures: readonly (readonly [figure: number, width: number])[]) =>
  figures.map(([figure, width]) => String(figure).padStart(width)).join('');

/** The report of CI: what failed, the budget in minutes, and as its last line `N passed, N failed`. */
export function describeTally({ phases, suites, passed, failed, problems }: Tally): string {
  const width = Math.max(...[...suites, ...phases].map(({ name }) => name.length), 'total'.length) + 2;
  const minutes = (seconds: number) => (seconds / 60).toFixed(2).padStart(8);
  const row = (name: string, seconds: number, rest = '') => `${name.padEnd(width)}${minutes(seconds)}${rest}`;
  return [
    ...(problems.length === 0 ? [] : ['What failed:', ...problems.map((problem) => `  ${problem}`), '']),
    `${'suite'.padEnd(width)} minutes   of  passed  failed`,
    ...suites.map(({ name, seconds, ...suite }) =>
      row(name, seconds, columns([budgetOf(name), 5], [suite.passed, 8], [suite.failed, 8])),
    ),
    '',
    `${'waited for'.padEnd(width)} minutes`,
    ...phases.map(({ name, seconds }) => row(name, seconds)),
    row(
      'total',
      sum(phases, ({ seconds }) => seconds),
      columns([WHOLE, 5]),
    ),
    '',
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}
