import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findThawed } from './frozen.ts';

const HASH_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('frozen files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'frozen-'));
    await mkdir(join(folder, 'acts'));
    await writeFile(join(folder, 'acts/a.json'), 'abc');
    await writeFile(join(folder, 'FROZEN.sha256'), `${HASH_OF_ABC}  acts/a.json\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are as their list says, and may be joined by others', async () => {
    await writeFile(join(folder, 'acts/b.json'), 'new');
    expect(await findThawed(folder)).toEqual([]);
  });

  it('must not change by a byte', async () => {
    await writeFile(join(folder, 'acts/a.json'), 'abc\n');
    expect(await findThawed(folder)).toEqual([`${folder}/acts/a.json was changed`]);
  });

  it('must not go', async () => {
    await rm(join(folder, 'acts/a.json'));
    expect(await findThawed(folder)).toEqual([`${folder}/acts/a.json is gone`]);
  });

  it('need a list that can be read and is not empty', async () => {
    await writeFile(join(folder, 'FROZEN.sha256'), 'acts/a.json\n');
    expect(await findThawed(folder)).toEqual([expect.stringContaining('not a line of the list')]);
    await writeFile(join(folder, 'FROZEN.sha256'), '\n');
    expect(await findThawed(folder)).toEqual([expect.stringContaining('lists nothing')]);
    await rm(join(folder, 'FROZEN.sha256'));
    await expect(findThawed(folder)).rejects.toThrow('ENOENT');
  });
});
