import { chown, lstat, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseAccount, giveTo } from './account.ts';

const me = { uid: process.getuid!(), gid: process.getgid!() };
// Only root can give files away; an ordinary account shows that links are not followed by failing on none.
const other = me.uid === 0 ? { uid: 65534, gid: 65534 } : me;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-account-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('giving a folder away', () => {
  it('covers everything in it and nothing that a link leads to', async () => {
    await mkdir(join(folder, 'ours', 'deep'), { recursive: true });
    await mkdir(join(folder, 'foreign'));
    await writeFile(join(folder, 'ours', 'deep', 'file'), '');
    await writeFile(join(folder, 'foreign', 'file'), '');
    await symlink(join(folder, 'foreign'), join(folder, 'ours', 'link'));
    // The root folder belongs to root: an ordinary account that followed this link would be refused.
    await symlink('/', join(folder, 'ours', 'root'));
    await giveTo(join(folder, 'ours'), other);
    const owner = async (path: string) => (await lstat(join(folder, path))).uid;
    expect(await Promise.all(['ours', 'ours/deep/file', 'ours/link', 'ours/root'].map(owner))).toEqual(
      Array(4).fill(other.uid),
    );
    expect(await Promise.all(['foreign', 'foreign/file'].map(owner))).toEqual([me.uid, me.uid]);
    expect((await stat('/')).uid).toBe(0);
  });
});

describe('the account of the database', () => {
  it('is our own, or another than root that keeps a cluster it has', async () => {
    const chosen = await chooseAccount(join(folder, 'absent'));
    expect(chosen === undefined ? me.uid : chosen.uid).not.toBe(0);
    if (chosen) await chown(folder, 12345, 12345);
    expect(await chooseAccount(folder)).toEqual(chosen && { uid: 12345, gid: 12345 });
  });
});
