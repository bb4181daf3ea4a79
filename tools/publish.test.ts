import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from './publish.ts';

const run = promisify(execFile);
let project: string;
let published: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'comity-publish-'));
  published = join(project, 'node_modules/@comity/log');
  await mkdir(join(project, 'node_modules/@comity'), { recursive: true });
  publish('log', published);
}, 60_000);
afterAll(() => rm(project, { recursive: true, force: true }));

/** Runs a module in a project that has nothing but the package; without Node's own modules it is as in a browser. */
async function runs(code: string, inBrowser = false): Promise<string> {
  await writeFile(join(project, 'hide.mjs'), 'process.getBuiltinModule = undefined;\n');
  await writeFile(join(project, 'main.mjs'), code);
  const { stdout } = await run(
    process.execPath,
    [...(inBrowser ? ['--import', './hide.mjs'] : []), 'main.mjs'],
    {
      cwd: project,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  return stdout.trim();
}

test('what is published is JavaScript with types, README and licence, and no test', async () => {
  expect((await readdir(published)).sort()).toEqual([
    'LICENSE',
    'NOTICE',
    'README.md',
    'dist',
    'package.json',
  ]);
  const files = await readdir(join(published, 'dist'));
  expect(files).toContain('index.js');
  expect(files.filter((name) => !/\.d\.ts$|\.js$/.test(name) || name.includes('.test.'))).toEqual([]);
  const manifest = JSON.parse(await readFile(join(published, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: '@comity/log', type: 'module', sideEffects: false });
  expect(manifest).not.toHaveProperty('dependencies');
});

test('nothing in it is imported from outside of it', async () => {
  for (const name of await readdir(join(published, 'dist'))) {
    if (!name.endsWith('.js')) continue;
    const text = await readFile(join(published, 'dist', name), 'utf8');
    const imported = [...text.matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)].map(([, what]) => what!);
    expect([name, imported.filter((what) => !what.startsWith('./'))]).toEqual([name, []]);
  }
});

test('the example of its README runs on it alone, in Node and as in a browser', async () => {
  const readme = await readFile(join(published, 'README.md'), 'utf8');
  const example = /```ts\n(.*?)```/s
    .exec(readme)![1]!
    .replaceAll('!', '')
    .replace('seed)', 'new Uint8Array(32).fill(7))');
  const code = `${example}\nconsole.log(found.size, log.nodeCrypto !== undefined);\n`;
  expect(await runs(code)).toBe('1 true');
  expect(await runs(code, true)).toBe('1 false');
});

test('a package that needs another does not stand alone', () => {
  expect(() => publish('acts', resolve(project, 'acts'))).toThrow('does not stand alone');
});
