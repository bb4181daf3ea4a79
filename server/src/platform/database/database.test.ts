import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violatedConstraint } from './failure.ts';
import { type Database, openDatabase } from './index.ts';
import { findServer, testDatabase } from './testing.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query('create table head (size int8 not null); insert into head values (0)');
  await database.pool.query('create table note (id int8 primary key, text text)');
});
afterAll(() => database.stop());

const count = async () =>
  (await database.read.rows<{ n: number }>('test.count', 'select count(*) as n from note'))[0]?.n;

const insert = 'insert into note (id, text) values ($1, $2)';

describe('a statement', () => {
  it('returns integers of eight bytes as numbers and dates as text', async () => {
    const rows = await database.read.rows(
      'test.types',
      `select 9007199254740991::int8 as big, array[1, null, -2]::int8[] as list, '{}'::int8[] as empty,
         date '2026-03-05' as day, '\\x00ff'::bytea as bytes, timestamptz '2026-03-05T10:00:00.123Z' as at`,
    );
    expect(rows).toEqual([
      {
        big: Number.MAX_SAFE_INTEGER,
        list: [1, null, -2],
        empty: [],
        day: '2026-03-05',
        bytes: Buffer.from([0, 255]),
        at: new Date('2026-03-05T10:00:00.123Z'),
      },
    ]);
  });

  it('refuses an integer that a number cannot hold', async () => {
    const reading = database.read.rows('test.unsafe', 'select 9007199254740993::int8 as big');
    await expect(reading).rejects.toMatchObject({ code: 'platform.number-out-of-range' });
    expect(await count()).toBe(0);
  });

  it('accepts plain byte arrays as values', async () => {
    const rows = await database.read.rows<{ text: string }>(
      'test.bytes',
      `select encode($1::bytea, 'hex') as text`,
      [new Uint8Array([1, 2, 254]).subarray(1)],
    );
    expect(rows).toEqual([{ text: '02fe' }]);
  });

  it('keeps one text per name', async () => {
    await database.read.rows('test.name', 'select 1 as one');
    await expect(database.read.rows('test.name', 'select 2 as two')).rejects.toThrow('two different texts');
    await expect(database.read.rows('x'.repeat(64), 'select 1')).rejects.toThrow('up to 63');
  });

  it('says which constraint was violated', async () => {
    const twice = database.transaction(async (tx) => {
      await tx.rows('test.insert', insert, [-1, 'a']);
      await tx.rows('test.insert', insert, [-1, 'b']);
    });
    const error = await twice.catch((e: unknown) => e);
    expect(violatedConstraint(error)).toBe('note_pkey');
    expect(violatedConstraint(new Error('other'))).toBeUndefined();
  });
});

describe('a transaction', () => {
  it('keeps what it wrote when the work returns and nothing when it throws', async () => {
    const before = await count();
    await database.transaction((tx) => tx.rows('test.insert', insert, [1, 'kept']));
    const failing = database.transaction(async (tx) => {
      await tx.rows('test.insert', insert, [2, 'lost']);
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await count()).toBe(before! + 1);
  });

  it('never reports a caught failure as done', async () => {
    const swallowing = database.transaction(async (tx) => {
      await tx.rows('test.insert', insert, [3, 'lost']);
      await tx.rows('test.insert', insert, [3, 'twice']).catch(() => {});
    });
    await expect(swallowing).rejects.toMatchObject({ code: 'platform.transaction-aborted' });
    expect(await database.read.rows('test.three', 'select from note where id = 3')).toHaveLength(0);
  });

  it('leaves an error of the work alone even when it looks like one of the network', async () => {
    const notFound = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    const failing = database.transaction(() => Promise.reject(notFound));
    await expect(failing).rejects.toBe(notFound);
  });

  it('hands over the rows of the statement sent with BEGIN', async () => {
    const sizes = await database.transaction(async (_tx, rows) => rows, {
      first: 'select size from head for update',
    });
    expect(sizes).toEqual([{ size: 0 }]);
  });

  it('orders all who lock the same head row', async () => {
    const next = () =>
      database.transaction(
        async (tx, [head]) => {
          await tx.rows('test.advance', 'update head set size = $1', [head.size + 1]);
          return head.size as number;
        },
        { first: 'select size from head for update' },
      );
    const given = await Promise.all(Array.from({ length: 100 }, next));
    expect(given.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('refuses a first statement that is wrong and gives its connection back', async () => {
    for (let i = 0; i < 20; i++) {
      const wrong = database.transaction(async () => 1, { first: 'select size from nowhere' });
      await expect(wrong).rejects.toMatchObject({ code: '42P01' });
    }
    expect(await database.transaction(async () => 'fine')).toBe('fine');
  });

  it('reports a deadlock as busy', async () => {
    await database.transaction(async (tx) => {
      await tx.rows('test.insert', insert, [101, 'a']);
      await tx.rows('test.insert', insert, [102, 'b']);
    });
    const lock = 'select from note where id = $1 for update';
    const both = [
      [101, 102],
      [102, 101],
    ].map((ids) =>
      database.transaction(async (tx) => {
        await tx.rows('test.lock', lock, [ids[0]]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.rows('test.lock', lock, [ids[1]]);
      }),
    );
    const outcomes = await Promise.allSettled(both);
    const lost = outcomes.filter((o) => o.status === 'rejected');
    expect(lost).toMatchObject([{ reason: { code: 'platform.database-busy' } }]);
  });

  it('survives the loss of its connection and says that nothing was written', async () => {
    const cut = database.transaction(async (tx) => {
      await tx.rows('test.insert', insert, [200, 'lost']);
      const [me] = await tx.rows<{ pid: number }>('test.pid', 'select pg_backend_pid() as pid');
      await database.read.rows('test.cut', 'select pg_terminate_backend($1)', [me!.pid]);
      await tx.rows('test.insert', insert, [201, 'lost']);
    });
    await expect(cut).rejects.toMatchObject({
      code: 'platform.database-unavailable',
      members: { outcome: 'nothing-written' },
    });
    expect(await database.read.rows('test.both', 'select from note where id in (200, 201)')).toHaveLength(0);
  });
});

describe('a database elsewhere', () => {
  const address = async (name: string) => {
    const { host, port, user } = await findServer();
    return `postgres://${user}@/${name}?host=${encodeURIComponent(String(host))}&port=${port}`;
  };

  it('is opened by its address', async () => {
    const other = await openDatabase({ dataFolder: '/nowhere', databaseUrl: await address('postgres') });
    expect(await other.read.rows('test.zone', `select current_setting('timezone') as zone`)).toEqual([
      { zone: 'UTC' },
    ]);
    expect(other.embedded).toBe(false);
    await other.stop();
  });

  it('is refused when it is not UTF-8', async () => {
    await database.pool.query(
      `create database ascii template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
    );
    const opening = openDatabase({ dataFolder: '/nowhere', databaseUrl: await address('ascii') });
    await expect(opening).rejects.toMatchObject({ code: 'platform.database-not-utf8' });
    await database.pool.query('drop database ascii');
  });

  it('that does not answer is unavailable', async () => {
    const databaseUrl = 'postgres://comity@127.0.0.1:1/comity';
    await expect(openDatabase({ dataFolder: '/nowhere', databaseUrl })).rejects.toMatchObject({
      code: 'platform.database-unavailable',
    });
  });
});

describe('a statement that is sent without waiting', () => {
  const send = (id: number) => database.transaction((tx) => tx.send('test.send', insert, [id, 'sent']));

  it('is on disk when its transaction returns', async () => {
    const before = (await count())!;
    await send(900);
    expect(await count()).toBe(before + 1);
  });

  it('fails its transaction, names the constraint, and leaves nothing of what came before or after', async () => {
    const before = await count();
    const failing = database.transaction((tx) => {
      tx.send('test.send', insert, [901, 'before']);
      tx.send('test.send', insert, [900, 'twice']);
      tx.send('test.send', insert, [902, 'after']);
    });
    expect(violatedConstraint(await failing.catch((error) => error))).toBe('note_pkey');
    expect(await count()).toBe(before);
  });

  it('does not disturb the connection for those who come after', async () => {
    const before = (await count())!;
    const outcomes = await Promise.allSettled([900, 903, 900, 904].map(send));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await count()).toBe(before + 2);
  });

  it('is undone with its transaction when the work throws after it', async () => {
    const before = await count();
    const failing = database.transaction((tx) => {
      tx.send('test.send', insert, [905, 'lost']);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await count()).toBe(before);
  });
});
