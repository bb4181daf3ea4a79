import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveTo } from './account.ts';
import { type Database, openDatabase } from './index.ts';
import { commandOf, dropAddress, readPidFile } from './postmaster.ts';

let parent: string;
let dataFolder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  // mkdtemp closes the folder to other accounts: every test here runs below a closed parent.
  parent = await mkdtemp(join(tmpdir(), 'comity-embedded-'));
  dataFolder = join(parent, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await killPostgres();
  await rm(parent, { recursive: true, force: true });
});

const root = process.getuid?.() === 0;
const NOBODY = 65534;
const rows = (database: Database) =>
  database.read.rows<{ n: number }>('test.rows', 'select n from kept order by n');
const pidOfPostgres = async () => (await readPidFile({ folder: join(dataFolder, 'postgres') })).pid;

/** For what a test left running on purpose. */
async function killPostgres(): Promise<void> {
  const { pid, socketFolder } = await readPidFile({ folder: join(dataFolder, 'postgres') });
  if (pid === undefined) return;
  if (await runs(pid)) process.kill(pid, 'SIGQUIT');
  await until(async () => !(await runs(pid)));
  dropAddress(socketFolder);
}

/** Asks for the command: an ended process that nobody waited for still has a number. */
const runs = async (pid: number) => (await commandOf(pid)).includes('cluster_name=comity-');

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error('It never came true.');
}

async function use<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataFolder });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/** Another process that opens the database, runs the code with it, and prints `say(…)` lines. */
function program(code: string, options: { env?: NodeJS.ProcessEnv; uid?: number } = {}) {
  const source = `
    import { openDatabase } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const say = (value) => console.log(JSON.stringify(value));
    try {
      const database = await openDatabase({ dataFolder: ${JSON.stringify(dataFolder)} });
      const query = async (text) => (await database.pool.query(text)).rows;
      ${code}
    } catch (error) { say({ code: error.code, detail: error.detail, pid: error.members?.pid }); }`;
  const { env = process.env, uid } = options;
  const account = root && uid !== undefined ? { uid, gid: uid } : {};
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    ...account,
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return { child, said: async () => JSON.parse((await lines.next()).value as string) };
}

describe('the embedded database', () => {
  it('is UTF-8 with a fixed collation and fsync, whatever the environment says', async () => {
    const { said } = program(
      `say((await query(\`select datlocprovider as provider, datlocale as locale,
          current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
          current_setting('synchronous_commit') as commit, upper('é') as upper
        from pg_database where datname = 'postgres'\`))[0]);
      await database.stop();`,
      { env: { PGPORT: '1', PGDATA: '/nowhere', PGOPTIONS: '' } },
    );
    expect(await said()).toEqual({
      provider: 'b',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
      fsync: 'on',
      commit: 'on',
      upper: 'É',
    });
  });

  it('serves an ordinary account', async () => {
    if (root) await chown(parent, NOBODY, NOBODY);
    const { child, said } = program(
      `say(process.getuid()); say(await query('select 1 as one')); await database.stop();`,
      {
        uid: NOBODY,
      },
    );
    expect(await said()).toBe(root ? NOBODY : process.getuid?.());
    expect(await said()).toEqual([{ one: 1 }]);
    await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  });

  it('keeps what was written, and leaves nothing in the temporary folder', async () => {
    const sockets = async () => (await readdir(tmpdir())).filter((name) => /^comity-.{6}$/.test(name));
    await use((database) => database.pool.query('create table kept as select 1 as n'));
    const { socketFolder } = await use(async () => readPidFile({ folder: join(dataFolder, 'postgres') }));
    expect(await use(rows)).toEqual([{ n: 1 }]);
    expect(await sockets()).not.toContain(socketFolder.split('/').at(-1));
  });

  it('refuses a second start on the same folder and names the process that has it', async () => {
    const { said } = program(`say('open'); setTimeout(() => {}, 60000);`);
    expect(await said()).toBe('open');
    const second = openDatabase({ dataFolder });
    await expect(second).rejects.toMatchObject({
      code: 'platform.data-folder-in-use',
      detail: expect.stringContaining(`process ${children[0]!.pid}`),
      members: { pid: children[0]!.pid },
    });
  });

  it('refuses a second start in the same process', async () => {
    await use(async (database) => {
      await expect(openDatabase({ dataFolder })).rejects.toMatchObject({
        code: 'platform.data-folder-in-use',
      });
      expect(await database.read.rows('test.one', 'select 1 as one')).toEqual([{ one: 1 }]);
    });
  });

  it('stops what a killed server left running and has all it acknowledged', async () => {
    const { child, said } = program(
      `await query('create table kept (n int)');
      for (let n = 0; ; n++) { await query('insert into kept values (' + n + ')'); say(n); }`,
    );
    for (let n = 0; n < 50; n++) await said();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const orphan = (await pidOfPostgres())!;
    expect(await runs(orphan)).toBe(true);
    const found = await use(rows);
    expect(await runs(orphan)).toBe(false);
    expect(found.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })));
  });

  it('has all it acknowledged after server and database were killed together', async () => {
    const { child, said } = program(
      `await query('create table kept (n int)');
      for (let n = 0; ; n++) { await query('insert into kept values (' + n + ')'); say(n); }`,
    );
    for (let n = 0; n < 50; n++) await said();
    process.kill((await pidOfPostgres())!, 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const found = await use(rows);
    expect(found.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })));
  });

  it('stops with a process that leaves without stopping it', async () => {
    const { said } = program(`say('open'); process.exit(3);`);
    expect(await said()).toBe('open');
    await until(async () => (await pidOfPostgres()) === undefined);
  });

  it('is started again when it is killed; statements in flight are told', async () => {
    await use(async (database) => {
      await database.pool.query('create table kept as select 1 as n');
      const before = (await pidOfPostgres())!;
      const sleeping = database.read.rows('test.sleep', 'select pg_sleep(30)').catch((error) => error);
      const idle = database.transaction(async (tx) => {
        await tx.rows('test.keep', 'insert into kept values (2)');
        await sleep(1500);
        await tx.rows('test.keep', 'insert into kept values (2)');
      });
      idle.catch(() => {});
      await sleep(100);
      process.kill(before, 'SIGKILL');
      expect(await sleeping).toMatchObject({ code: 'platform.database-unavailable' });
      await expect(idle).rejects.toMatchObject({ code: 'platform.database-unavailable' });
      await until(() =>
        rows(database).then(
          () => true,
          () => false,
        ),
      );
      expect(await rows(database)).toEqual([{ n: 1 }]);
      expect(await pidOfPostgres()).not.toBe(before);
    });
  });

  it('does not mistake another process for the database it left', async () => {
    await use(async () => {});
    await writeFile(join(dataFolder, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    expect(await use(async () => 'open')).toBe('open');
  });

  it('begins anew when making the cluster was interrupted', async () => {
    await mkdir(join(dataFolder, 'postgres.new', 'base'), { recursive: true });
    expect(await use(async () => 'open')).toBe('open');
  });

  it('opens a folder that was copied by the account that starts it', async () => {
    await use((database) => database.pool.query('create table kept as select 7 as n'));
    await cp(dataFolder, `${dataFolder}.copy`, { recursive: true });
    dataFolder = `${dataFolder}.copy`;
    // cp keeps no owner: as root the copy is root's, which PostgreSQL would refuse.
    expect((await stat(join(dataFolder, 'postgres'))).uid).toBe(process.getuid?.());
    expect(await use(rows)).toEqual([{ n: 7 }]);
  });

  it('refuses a folder it cannot write with a plain sentence', async () => {
    await mkdir(dataFolder);
    await chmod(parent, 0o755);
    await chmod(dataFolder, 0o555);
    const { said } = program('', { uid: NOBODY });
    expect(await said()).toMatchObject({ code: 'platform.data-folder-not-yours' });
    await chmod(dataFolder, 0o755);
  });

  it('refuses a cluster of another account with a plain sentence', async () => {
    // A link to what belongs to root stands in for a folder that root made.
    await mkdir(dataFolder);
    await symlink('/', join(dataFolder, 'postgres'));
    if (root) await giveTo(parent, { uid: NOBODY, gid: NOBODY });
    const { said } = program('', { uid: NOBODY });
    expect(await said()).toMatchObject({
      code: 'platform.data-folder-not-yours',
      detail: expect.stringContaining('account number 0'),
    });
  });

  it('says what PostgreSQL said when it cannot start', async () => {
    await use(async () => {});
    await writeFile(join(dataFolder, 'postgres', 'postgresql.conf'), 'nonsense = 1\n');
    await expect(openDatabase({ dataFolder })).rejects.toMatchObject({
      code: 'platform.database-start-failed',
      detail: expect.stringContaining('nonsense'),
    });
    expect(await readFile(join(dataFolder, 'postgres.log'), 'utf8')).toContain('nonsense');
  });
});
