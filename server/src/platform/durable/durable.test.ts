import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptFile, replaceDurably, takeLock } from './index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-durable-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file is replaced whole, for its owner alone, whatever an earlier crash left beside it', async () => {
  const path = join(folder, 'head');
  await writeFile(`${path}.new`, 'half of somet', { mode: 0o600 });
  await replaceDurably(path, 'one\n');
  await replaceDurably(path, 'two\n');
  expect(await readFile(path, 'utf8')).toBe('two\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['head']);
});

test('a file that cannot be written whole stays as it was', async () => {
  const path = join(folder, 'head');
  await replaceDurably(path, 'one\n');
  await mkdir(`${path}.new`);
  await expect(replaceDurably(path, 'two\n')).rejects.toThrow('EISDIR');
  expect(await readFile(path, 'utf8')).toBe('one\n');
});

test('a lock is held by one, and free when given back', () => {
  const path = join(folder, 'lock');
  const release = takeLock(path)!;
  expect(takeLock(path)).toBeUndefined();
  release();
  release();
  expect(takeLock(path)).toBeDefined();
});

test('changes by many at once follow on each other; one that throws changes nothing', async () => {
  const kept = keptFile(join(folder, 'deep', 'counter'));
  expect(await kept.read()).toBeUndefined();
  const more = (now = '0') => Promise.resolve(String(Number(now) + 1));
  const throwing = kept.change(() => Promise.reject(new RangeError('no')));
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 20 }, () => kept.change(more)),
    throwing,
  ]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(await kept.read()).toBe('20');
  await kept.change(async () => undefined);
  expect(await kept.read()).toBe('20');
});

test('two processes that change one file lose no change', async () => {
  const path = join(folder, 'counter');
  const script = join(folder, 'change.mjs');
  await writeFile(
    script,
    `import { keptFile } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
     const kept = keptFile(${JSON.stringify(path)});
     for (let i = 0; i < 40; i++) await kept.change(async (now = '0') => String(Number(now) + 1));`,
  );
  const children = [fork(script), fork(script)];
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0]);
  expect(await readFile(path, 'utf8')).toBe('80');
});
