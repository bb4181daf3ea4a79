import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBundle } from './bundlefile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251);

test('a file is read at any place', async () => {
  const path = join(folder, 'record.tar');
  await writeFile(path, content);
  const file = await openBundle(path);
  expect(file.size).toBe(content.length);
  expect(await file.read(77, 200_001)).toEqual(content.subarray(77, 200_001));
  expect(await file.read(content.length - 2, content.length + 5)).toHaveLength(2);
  await file.close();
});

test('so is a pipe, that can be read once only', async () => {
  const path = join(folder, 'pipe');
  await promisify(execFile)('mkfifo', [path]);
  const [file] = await Promise.all([openBundle(path), writeFile(path, content)]);
  expect(file.size).toBe(content.length);
  expect(await file.read(100_000, 100_010)).toEqual(content.subarray(100_000, 100_010));
  expect(await file.read(5, 9)).toEqual(content.subarray(5, 9));
  await file.close();
});

test('what is not there cannot be read', async () => {
  await expect(openBundle(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'comity.cannot-read' });
});
