import { describe, expect, it } from 'vitest';
import { BUDGET, WHOLE } from './budgets.ts';
import { describeTally, type TestReport, tally } from './tally.ts';

const ROOT = '/house';
const phase = (name: string, code = 0) => ({ name, seconds: 60, code });
const step = (name: string, ok = true) => ({ name, ok, seconds: 3, output: '' });
const file = (path: string, statuses: string[], status = 'passed'): TestReport['testResults'][number] => ({
  name: `${ROOT}/${path}`,
  status,
  startTime: 1000,
  endTime: 4000,
  message: 'Cannot find module\n  at somewhere',
  assertionResults: statuses.map((each, index) => ({ status: each, fullName: `test ${index}` })),
});
const count = (testResults: TestReport['testResults'], steps = [step('types')], codes = [0, 0]) =>
  tally([phase('check', codes[0]), phase('test', codes[1])], steps, { testResults }, ROOT);

describe('the tally', () => {
  it('counts each step of the check and each test once', () => {
    const counted = count(
      [file('packages/log/src/a.test.ts', ['passed', 'passed'])],
      [step('types'), step('arrows')],
    );
    expect(counted).toMatchObject({ passed: 4, failed: 0, problems: [] });
  });

  it('counts a failed test and a failed step, and names them', () => {
    const counted = count(
      [file('tools/a.test.ts', ['passed', 'failed'], 'failed')],
      [step('types', false)],
      [1, 1],
    );
    expect(counted).toMatchObject({ passed: 1, failed: 2 });
    expect(counted.problems).toEqual(['check: types', 'tools/a.test.ts: test 1 (failed)']);
  });

  it.each(['skipped', 'pending', 'todo'])('counts a %s test as failed', (status) => {
    expect(count([file('tools/a.test.ts', ['passed', status])])).toMatchObject({ passed: 2, failed: 1 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const counted = count([file('tools/a.test.ts', [], 'failed')], [step('types')], [0, 1]);
    expect(counted).toMatchObject({ failed: 1, problems: ['tools/a.test.ts: Cannot find module'] });
  });

  it('counts a file that failed after all its tests passed', () => {
    expect(count([file('tools/a.test.ts', ['passed'], 'failed')], [step('types')], [0, 1]).failed).toBe(1);
  });

  it('counts a command that ended badly and left nothing', () => {
    const counted = tally(
      [phase('install', 0), phase('check', 1), phase('test', 134)],
      [],
      { testResults: [] },
      ROOT,
    );
    expect(counted).toMatchObject({ passed: 0, failed: 2 });
    expect(counted.problems).toEqual(['check ended with 1', 'test ended with 134']);
  });

  it('counts a test run that ended badly although every test passed', () => {
    expect(count([file('tools/a.test.ts', ['passed'])], [step('types')], [0, 1])).toMatchObject({
      passed: 2,
      failed: 1,
    });
  });

  it('adds files up by package, room and part of the server', () => {
    const { suites } = count(
      [
        file('packages/log/src/a.test.ts', ['passed']),
        file('packages/log/src/deep/b.test.ts', ['passed']),
        file('server/src/rooms/people/actions.test.ts', ['passed']),
        file('server/src/platform/database/pool.test.ts', ['passed']),
        file('server/src/app.test.ts', ['passed']),
        file('apps/comity/src/a.test.ts', ['passed']),
        file('tools/a.test.ts', ['passed']),
      ],
      [],
    );
    expect(suites.map(({ name, seconds }) => `${name} ${seconds}`)).toEqual([
      'packages/log 6',
      'server/people 3',
      'server/platform 3',
      'server 3',
      'apps/comity 3',
      'tools 3',
    ]);
  });

  it('counts a suite, and a whole run, that took longer than its budget', () => {
    const slow = file('tools/a.test.ts', ['passed']);
    slow.endTime = slow.startTime + (BUDGET + 1) * 60_000;
    expect(count([slow])).toMatchObject({
      failed: 1,
      problems: [`tools took ${(BUDGET + 1).toFixed(1)} minutes of ${BUDGET}`],
    });
    const long = tally([{ name: 'test', seconds: WHOLE * 60 + 1, code: 0 }], [], { testResults: [] }, ROOT);
    expect(long.problems).toEqual(['total took 40.0 minutes of 40']);
  });

  it('prints minutes and ends with the count alone on its line', () => {
    const lines = describeTally(count([file('tools/a.test.ts', ['passed', 'failed'], 'failed')])).split('\n');
    expect(lines.at(-1)).toBe('2 passed, 1 failed');
    expect(lines).toContainEqual(expect.stringMatching(/^tools +0\.05 +5 +1 +1$/));
    expect(lines).toContainEqual(expect.stringMatching(/^total +2\.00 +40$/));
  });
});
