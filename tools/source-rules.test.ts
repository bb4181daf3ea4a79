import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findFlaws, flawsOf } from './source-rules.ts';

/** Written apart, so that this file itself passes the rules it tests. */
const off = (how: string) => ['it', how].join('.');

describe('tests are all on', () => {
  it.each(['only', 'skip', 'todo', 'skipIf', 'runIf', 'each([1]).skip', 'concurrent.only'])(
    'refuses .%s',
    (how) => {
      const text = `\n${off(how.replace('each([1]).', 'each.'))}('a title', () => {});\n`;
      expect(flawsOf('tests', 'server/src/a.test.ts', text)).toHaveLength(1);
    },
  );

  it('names the line', () => {
    const [flaw] = flawsOf('tests', 'tools/a.test.ts', `\n\n${off('only')}('x');`);
    expect(flaw).toMatch(/^tools\/a\.test\.ts:3: /);
  });

  it('lets a title speak of the only one, and a source have a method of that name', () => {
    expect(flawsOf('tests', 'server/src/a.test.ts', "it('answers the only State', () => {});")).toEqual([]);
    expect(flawsOf('tests', 'server/src/a.ts', `${off('skip')}();`)).toEqual([]);
  });
});

describe('packages are pure', () => {
  it.each([
    'console.log(x);',
    'const now = Date.now();',
    'const now = new Date();',
    'setTimeout(run, 10);',
    'const lot = Math.random();',
    "names.sort((a, b) => a.localeCompare(b, 'en'));",
    'new Intl.DateTimeFormat();',
    'const text = size.toLocaleString();',
  ])('refuses %s', (line) => {
    expect(flawsOf('packages', 'packages/acts/src/fold/people.ts', line)).toHaveLength(1);
  });

  it('lets a package read the time it is given', () => {
    expect(flawsOf('packages', 'packages/acts/src/a.ts', 'const at = new Date(act.at);')).toEqual([]);
  });

  it('reads neither comments nor tests nor the server', () => {
    expect(flawsOf('packages', 'packages/acts/src/a.ts', '// never Math.random() here')).toEqual([]);
    expect(flawsOf('packages', 'packages/acts/src/a.ts', ' * No console.log.')).toEqual([]);
    expect(flawsOf('packages', 'packages/acts/src/a.test.ts', 'console.log(x);')).toEqual([]);
    expect(flawsOf('packages', 'packages/acts/src/testing/a.ts', 'console.log(x);')).toEqual([]);
    expect(flawsOf('packages', 'server/src/a.ts', 'console.log(x);')).toEqual([]);
  });

  it('finds what git would add, and nothing that git ignores', async () => {
    const root = await mkdtemp(join(tmpdir(), 'source-rules-'));
    await promisify(execFile)('git', ['init', '-q', root]);
    await mkdir(join(root, 'packages/log/src/dist'), { recursive: true });
    await writeFile(join(root, '.gitignore'), 'dist/\n');
    await writeFile(join(root, 'packages/log/src/a.ts'), 'console.log(1);\n');
    await writeFile(join(root, 'packages/log/src/dist/a.ts'), 'console.log(1);\n');
    const flaws = await findFlaws('packages', root);
    await rm(root, { recursive: true });
    expect(flaws).toEqual(['packages/log/src/a.ts:1: packages do no output: console.log(1);']);
  });
});

describe('statements stay in stores', () => {
  const statement = "await tx.rows('people.find', 'select 1');";

  it('refuses one in an action, and lets a store and a test have theirs', () => {
    expect(flawsOf('rooms', 'server/src/rooms/people/actions.ts', statement)).toHaveLength(1);
    expect(flawsOf('rooms', 'server/src/rooms/people/store.ts', statement)).toEqual([]);
    expect(flawsOf('rooms', 'server/src/rooms/people/store-finding.ts', statement)).toEqual([]);
    expect(flawsOf('rooms', 'server/src/rooms/people/people.test.ts', statement)).toEqual([]);
  });
});
