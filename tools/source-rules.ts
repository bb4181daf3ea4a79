import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface SourceRule {
  /** Files the rule reads, by their path from the root with forward slashes. */
  files: RegExp;
  except?: RegExp;
  pattern: RegExp;
  why: string;
}

const TEST = /\.test\.ts$/;
/** Tests, and what only tests use. */
const FOR_TESTS = /\.test\.ts$|\/testing(?:\.ts$|\/)/;
/** `client` speaks to servers, so it has a clock and a network; all others are pure. */
const PACKAGE_SOURCE = /^packages\/(?!client\/)[^/]+\/src\/.*\.ts$/;

/** Words that a line of source must not hold; lines that are comments are not read. */
const RULES = {
  tests: [
    {
      files: TEST,
      pattern: /\b(?:describe|suite|it|test)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf|fails)\b/,
      why: 'a test that is off, or that turns others off',
    },
    { files: TEST, pattern: /\b(?:xit|xdescribe|xtest|fit|fdescribe)\(/, why: 'a test that is off' },
  ],
  packages: [
    { files: PACKAGE_SOURCE, except: FOR_TESTS, pattern: /\bconsole\./, why: 'packages do no output' },
    {
      files: PACKAGE_SOURCE,
      except: FOR_TESTS,
      pattern: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(?:Timeout|Interval)\(/,
      why: 'packages have no clock: pass the time in',
    },
    {
      files: PACKAGE_SOURCE,
      except: FOR_TESTS,
      pattern: /\bMath\.random\(/,
      why: 'packages draw no weak lots: pass randomness in',
    },
    {
      files: PACKAGE_SOURCE,
      except: FOR_TESTS,
      pattern: /\bIntl\.|\.localeCompare\(|\.toLocale\w+\(/,
      why: 'packages give the same answer in every locale',
    },
  ],
  rooms: [
    {
      files: /^server\/src\/rooms\/.*\.ts$/,
      except: /\/store(?:-[a-z]+)?\.ts$|\.test\.ts$/,
      pattern: /\.rows(?:<|\()|\btx\.send\(/,
      why: 'statements are written in store.ts only (or a store-….ts beside it)',
    },
  ],
} satisfies Record<string, readonly SourceRule[]>;

export type RuleSet = keyof typeof RULES;

/** Lists what a set of rules finds wrong in one file, as `path:line: why`. */
export function flawsOf(set: RuleSet, path: string, text: string): string[] {
  const rules: readonly SourceRule[] = RULES[set];
  const reading = rules.filter((rule) => rule.files.test(path) && !rule.except?.test(path));
  if (reading.length === 0) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      /^\s*(?:\/\/|\/?\*)/.test(line)
        ? []
        : reading
            .filter((rule) => rule.pattern.test(line))
            .map((rule) => `${path}:${index + 1}: ${rule.why}: ${line.trim()}`),
    );
}

/** Lists what a set of rules finds wrong in every source that git knows or would add. */
export async function findFlaws(set: RuleSet, root = '.'): Promise<string[]> {
  const found = await Promise.all(
    (await listSources(root)).map(async (path) => flawsOf(set, path, await read(join(root, path)))),
  );
  return found.flat();
}

async function listSources(root: string): Promise<string[]> {
  const git = promisify(execFile);
  const listed = await git('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.stdout.split('\0').filter((path) => path !== '');
}

/** A file that git still lists but that is gone from the folder holds no flaw. */
async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}
