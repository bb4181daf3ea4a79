import pg from 'pg';
import type { Config } from '../config.ts';
import { platformError } from '../errors.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { translate } from './failure.ts';
import { checkStatement, type Reader } from './statement.ts';
import { types } from './types.ts';

export { startEmbedded } from './embedded.ts';
export { isUnavailable, violatedConstraint } from './failure.ts';
export { lockDataFolder } from './lock.ts';
export { migrate } from './migrate.ts';
export type { Reader } from './statement.ts';

declare const transaction: unique symbol;

/** A transaction in progress. Whatever writes asks for one; a `Reader` does not do. */
export interface Tx extends Reader {
  /**
   * Sends a statement whose rows nobody needs and does not wait for it: the next one, COMMIT at last, follows on
   * its heels, which spares a round trip. If it fails, so does the transaction, with its error.
   */
  send(name: string, text: string, values?: readonly unknown[]): void;
  readonly [transaction]: true;
}

export interface TransactionOptions {
  /**
   * A statement sent together with BEGIN, in one round trip: the lock of a head row, for example
   * `select … from head for update`. It takes no values and must be a constant of the program.
   */
  readonly first?: string;
}

export interface Database {
  /** Statements outside a transaction. */
  readonly read: Reader;
  /**
   * Runs `work` between BEGIN and COMMIT (READ COMMITTED); whatever it throws rolls everything back and is
   * thrown on. When it returns, everything is on disk. `rows` are what `first` returned.
   * Throws `platform.database-unavailable` with `outcome`: `unknown` if the connection was lost during COMMIT.
   */
  transaction<T>(
    work: (tx: Tx, rows: readonly Row[]) => T | Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** For what keeps its own connection (jobs, notifications). */
  readonly pool: pg.Pool;
  /** Whether the database is in the data folder, and so used by this process alone. */
  readonly embedded: boolean;
  stop(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: the caller knows the shape of a row of its own statement.
type Row = any;

type Place = Pick<Config, 'dataFolder' | 'databaseUrl'>;

/** Opens the database of a configuration: DATABASE_URL, or the embedded one. Throws `platform.database-…`. */
export async function openDatabase(config: Place): Promise<Database> {
  if (config.databaseUrl !== undefined) return connect({ connectionString: config.databaseUrl });
  const embedded = await startEmbedded(config);
  try {
    return await connect(embedded.connection, embedded);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** A database over given connection settings; `beneath` is stopped after the pool. */
export async function connect(
  connection: pg.PoolConfig,
  beneath?: Pick<Embedded, 'stop'>,
): Promise<Database> {
  const pool = new pg.Pool({
    max: 12,
    connectionTimeoutMillis: 10_000,
    application_name: 'comity',
    options: '-c timezone=UTC -c idle_in_transaction_session_timeout=60s -c synchronous_commit=on',
    // Statements go out without waiting for the answer to the one before; answers come in order.
    pipeline: true,
    types,
    ...connection,
  });
  // Without a listener the loss of a connection would end the process; statements report it themselves.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw translate(error, 'nothing-written');
  }
  return {
    pool,
    embedded: beneath !== undefined,
    read: reader(pool),
    transaction: (work, { first } = {}) => inTransaction(pool, work, first),
    async stop() {
      await pool.end();
      await beneath?.stop();
    },
  };
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  const { version, encoding } = rows[0] as { version: number; encoding: string };
  if (version < 150_000) {
    throw platformError('database-too-old', {
      detail: `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}; Comity needs 15 or newer.`,
    });
  }
  if (encoding !== 'UTF8') {
    throw platformError('database-not-utf8', {
      detail: `The database is encoded in ${encoding}. Make one with: create database comity encoding 'UTF8' template template0.`,
    });
  }
}

function reader(source: Pick<pg.Pool, 'query'>): Reader {
  return {
    async rows<T>(name: string, text: string, values: readonly unknown[] = []): Promise<T[]> {
      checkStatement(name, text);
      try {
        return (await source.query({ name, text, values: values as unknown[] })).rows as T[];
      } catch (error) {
        throw translate(error, 'nothing-written');
      }
    },
  };
}

/** `sent` collects what was sent without waiting. */
function writer(client: pg.PoolClient, sent: Promise<unknown>[]): Tx {
  return {
    async rows<T>(name: string, text: string, values: readonly unknown[] = []): Promise<T[]> {
      gather(client);
      return reader(client).rows<T>(name, text, values);
    },
    send(name: string, text: string, values: readonly unknown[] = []) {
      checkStatement(name, text);
      gather(client);
      const answer = client.query({ name, text, values: values as unknown[] });
      // It is looked at before the transaction ends; until then a failure is nobody's.
      answer.catch(() => {});
      sent.push(answer);
    },
  } as Tx;
}

/**
 * The same transaction for work that takes long: what is sent is answered by and by, and `settled` waits for all of it
 * so far. Otherwise every answer would be kept until the end.
 */
export function inStretches(tx: Tx): { tx: Tx; settled(): Promise<void> } {
  let sent: Promise<unknown>[] = [];
  const send: Tx['send'] = (name, text, values) => {
    const answer = tx.rows(name, text, values);
    // It is looked at by `settled`; until then a failure is nobody's.
    answer.catch(() => {});
    sent.push(answer);
  };
  const settled = async () => {
    const all = sent;
    sent = [];
    await Promise.all(all);
  };
  return { tx: { rows: tx.rows, send } as Tx, settled };
}

/** What is sent before the program waits again leaves in one piece: a system call costs more than most statements. */
function gather(client: pg.PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: Tx, rows: readonly Row[]) => T | Promise<T>,
  first: string | undefined,
): Promise<T> {
  const client = await pool.connect().catch((error) => {
    throw translate(error, 'nothing-written');
  });
  const sent: Promise<unknown>[] = [];
  let broken = false;
  try {
    const rows = await begin(client, first);
    const result = await work(writer(client, sent), rows);
    await commit(client, sent);
    return result;
  } catch (error) {
    // A statement that was sent before and failed is why those after it were refused: it is the one to tell.
    const earlier = await Promise.all(sent).then(
      () => undefined,
      (failure: unknown) => ({ failure: translate(failure, 'nothing-written') }),
    );
    await client.query('rollback').catch(() => {
      broken = true;
    });
    // What `work` threw passes untouched: its statements have already been translated.
    throw earlier ? earlier.failure : error;
  } finally {
    // A connection in doubt is closed rather than given to the next one.
    client.release(broken);
  }
}

async function begin(client: pg.PoolClient, first: string | undefined): Promise<readonly Row[]> {
  try {
    if (first === undefined) await client.query('begin');
    else {
      // Several statements in one simple query answer with one result each.
      const results = (await client.query(`begin; ${first}`)) as unknown as pg.QueryResult[];
      return results[1]?.rows ?? [];
    }
    return [];
  } catch (error) {
    throw translate(error, 'nothing-written');
  }
}

/** COMMIT is on its way before the statements sent last are answered: from then on the outcome may be unknown. */
async function commit(client: pg.PoolClient, sent: readonly Promise<unknown>[]): Promise<void> {
  gather(client);
  const answers = await Promise.all([client.query('commit'), ...sent]).catch((error) => {
    throw translate(error, 'unknown');
  });
  const { command } = answers[0];
  // After a failed statement PostgreSQL answers COMMIT with ROLLBACK and no error: never report that as done.
  if (command !== 'COMMIT') {
    throw platformError('transaction-aborted', {
      detail: 'A statement failed, the failure was caught, and the transaction went on.',
    });
  }
}
