import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, FORBIDDEN, room } from './arrows.cases.ts';
import { STEPS } from './steps.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PACKAGES = ['log', 'acts', 'text', 'procedure', 'verify', 'dossier', 'feeds', 'seal', 'client'];
const MEMBERS = [...PACKAGES.map((name) => `packages/${name}`), 'server', 'apps/comity'];
const FROM_NPM = [
  'zod',
  'openpgp',
  'age-encryption',
  'openapi-fetch',
  'pg',
  'fastify',
  'commander',
  'diff',
  'saxes',
  'vitest',
  'undeclared',
];

interface Violation {
  from: string;
  rule: { name: string };
}

let house: string;
let violations: Violation[];

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'arrows-'));
  await buildHouse();
  violations = await cruise();
});
afterAll(() => rm(house, { recursive: true, force: true }));

describe('the arrows', () => {
  it.each(FORBIDDEN)('refuse by $rule: $title', ({ rule, file }) => {
    expect(violations.map((violation) => `${violation.rule.name} ${violation.from}`)).toContain(
      `${rule} ${file}`,
    );
  });

  it.each(ALLOWED)('let %s import what it may', (file) => {
    expect(violations.filter((violation) => violation.from === file)).toEqual([]);
  });

  it('are each proven by a forbidden import', () => {
    const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
      forbidden: { name: string }[];
    };
    const unproven = config.forbidden.filter(({ name }) => !FORBIDDEN.some(({ rule }) => rule === name));
    expect(unproven).toEqual([]);
  });
});

async function buildHouse(): Promise<void> {
  const manifests = [...MEMBERS.map((member) => `${member}/package.json`), 'package.json', 'tsconfig.json'];
  for (const file of [...manifests, '.dependency-cruiser.cjs']) {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await copyFile(join(ROOT, file), join(house, file));
  }
  for (const name of FROM_NPM) await placeDependency(name);
  await linkMembers();
  for (const file of foundations()) await place(file, []);
  // The way back of the cycle is for a type only.
  await place('packages/log/src/south.ts', ['type ./north.ts']);
  for (const { file, imports } of FORBIDDEN) await place(file, imports);
  for (const [file, ...imports] of ALLOWED) await place(file, imports);
}

/** The files that the cases import and that import nothing themselves. */
function foundations(): string[] {
  const rooms = [
    ...['record', 'people', 'documents', 'decisions', 'negotiation', 'directory', 'exchange', 'asides'],
    'consultations',
  ];
  const files = ['index', 'schema', 'rules', 'store', 'actions', 'api', 'jobs'];
  return [
    ...MEMBERS.map((member) => `${member}/src/index.ts`),
    ...rooms.flatMap((name) => files.map((file) => room(`${name}/${file}.ts`))),
    'server/src/platform/index.ts',
    'tools/index.ts',
  ];
}

async function place(file: string, imports: readonly string[]): Promise<void> {
  const lines = imports.map((name) =>
    name.startsWith('type ') ? `import type * as x from '${name.slice(5)}';` : `import '${name}';`,
  );
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), [...lines, 'export {};', ''].join('\n'));
}

async function placeDependency(name: string): Promise<void> {
  const folder = join(house, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', exports: './index.js' }),
  );
  await writeFile(join(folder, 'index.js'), 'module.exports = {};\n');
}

/** As npm does it: a link by name for each member of the workspace. */
async function linkMembers(): Promise<void> {
  await mkdir(join(house, 'node_modules/@comity'), { recursive: true });
  for (const name of PACKAGES) {
    await symlink(join(house, 'packages', name), join(house, 'node_modules/@comity', name), 'junction');
  }
  await symlink(join(house, 'server'), join(house, 'node_modules/@comity/server'), 'junction');
}

/** Runs the step of the check itself over the small house. */
async function cruise(): Promise<Violation[]> {
  const step = STEPS.find(({ name }) => name === 'arrows');
  if (step === undefined || !('command' in step)) throw new Error('The check has no step for the arrows.');
  const [script = '', ...words] = step.command;
  const command = words.map((word) => (word.startsWith('--output-type') ? '--output-type=json' : word));
  const run = promisify(execFile)(process.execPath, [join(ROOT, script), ...command], {
    cwd: house,
    maxBuffer: 64 * 1024 * 1024,
  });
  const answer = await run.catch((refused: { stdout: string }) => refused);
  return (JSON.parse(answer.stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
