import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program, readyBinaries, shippedBinaries } from './binaries.ts';

const run = promisify(execFile);
const temporary = process.env.TMPDIR;
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
let place: string;
let shipped: string;

/** The shipped programs as npm leaves them when install scripts are not run: without symbolic links. */
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'comity-binaries-'));
  await chmod(place, 0o755);
  await mkdir(join(place, 'temporary'));
  process.env.TMPDIR = join(place, 'temporary');
  shipped = join(place, 'package', 'native');
  const original = shippedBinaries();
  await cp(join(original, '..', 'package.json'), join(place, 'package', 'package.json'));
  const filter = async (path: string) => !(await lstat(path)).isSymbolicLink();
  await cp(original, shipped, { recursive: true, filter });
});
afterEach(async () => {
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  await chmod(dirname(shipped), 0o755);
  await chmod(join(shipped, 'lib'), 0o755);
  await rm(place, { recursive: true });
});

const version = async (binaries: string) =>
  (await run(program(binaries, 'postgres'), ['--version'], { ...account, cwd: '/' })).stdout;

describe('the programs of PostgreSQL', () => {
  it('do not run as they were shipped', async () => {
    await expect(version(shipped)).rejects.toThrow('shared libraries');
  });

  it('are repaired in place where that is possible', async () => {
    const binaries = await readyBinaries(shipped, account);
    expect(binaries).toBe(shipped);
    expect(await version(binaries)).toContain('PostgreSQL) 18');
  });

  it('are copied when the account cannot reach or repair them, and the copy is used again', async () => {
    // As root the account is another one and the parent is closed to it; otherwise we may not write there.
    if (account) await chmod(dirname(shipped), 0o700);
    else await chmod(join(shipped, 'lib'), 0o555);
    const binaries = await readyBinaries(shipped, account);
    expect(dirname(binaries)).toBe(join(place, 'temporary'));
    expect(await version(binaries)).toContain('PostgreSQL) 18');
    expect(await readyBinaries(shipped, account)).toBe(binaries);
    expect(await readdir(dirname(binaries))).toHaveLength(1);
  });

  it('are not taken from a copy that others could have written', async () => {
    if (account) await chmod(dirname(shipped), 0o700);
    else await chmod(join(shipped, 'lib'), 0o555);
    const first = await readyBinaries(shipped, account);
    await chmod(first, 0o777);
    const second = await readyBinaries(shipped, account);
    expect(second).not.toBe(first);
    expect(await version(second)).toContain('PostgreSQL) 18');
  });
});
