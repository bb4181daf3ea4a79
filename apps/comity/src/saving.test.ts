import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@comity/log';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveAttachments, saveTree } from './saving.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-saving-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (name: string) => ({ name, bytes: utf8(name) });

test('files are saved under their own names, in the folder that was named', async () => {
  const out = join(folder, 'new');
  expect(await saveAttachments(out, [file('a.txt'), file('b.json')])).toEqual([
    join(out, 'a.txt'),
    join(out, 'b.json'),
  ]);
  expect(await readFile(join(out, 'b.json'), 'utf8')).toBe('b.json');
});

test('nothing is overwritten, and then nothing is written at all', async () => {
  await saveAttachments(folder, [file('a.txt')]);
  await expect(saveAttachments(folder, [file('new.txt'), file('a.txt')])).rejects.toMatchObject({
    code: 'comity.file-exists',
  });
  expect(await readdir(folder)).toEqual(['a.txt']);
});

test('a name that is more than a name is refused', async () => {
  for (const name of ['../a.txt', '/etc/passwd', '..', 'a/b', 'a\\b', '.ssh', 'nul', 'x\u0000y', '-rf', '']) {
    await expect(saveAttachments(folder, [file('good.txt'), { ...file('x'), name }])).rejects.toMatchObject({
      code: 'comity.bad-file-name',
    });
  }
  expect(await readdir(folder)).toEqual([]);
});

test('a tree is unpacked into a folder that is new, and no name in it leads elsewhere', async () => {
  const content = utf8('x');
  const out = join(folder, 'tree');
  expect(await saveTree(out, [{ name: 'files/a-1/en.txt', content }])).toEqual([
    join(out, 'files/a-1/en.txt'),
  ]);
  expect(await readFile(join(out, 'files/a-1/en.txt'), 'utf8')).toBe('x');
  await expect(saveTree(out, [{ name: 'b.txt', content }])).rejects.toMatchObject({
    code: 'comity.file-exists',
  });
  for (const name of ['../a.txt', '/etc/passwd', 'a/../../b', 'a\\b'])
    await expect(
      saveTree(join(folder, 'other'), [
        { name: 'good.txt', content },
        { name, content },
      ]),
    ).rejects.toMatchObject({ code: 'comity.bad-file-name' });
  expect(await readdir(folder)).toEqual(['tree']);
});
